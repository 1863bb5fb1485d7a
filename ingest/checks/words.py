"""Words that the checks of the library go by: headings, units, and what is never a feedstock."""

import csv
from importlib.resources import files


def _headings() -> frozenset[str]:
    """The names listed in headings.csv, a heading a line under its family."""
    text = files("chainmap").joinpath("data/library/headings.csv").read_text(encoding="utf-8")
    return frozenset(row["归类"] for row in csv.DictReader(text.splitlines()))


HEADINGS = _headings()
"""Generic names that stand for a group and are never made as such: their kinds have the routes."""

_UNITS = """
t GWh 万条 千升 万平方米 万立方米 万米 万件 万只 万套 万克拉 万双 万片 万包 万台
辆 GW 万芯公里 台 公里 套 万千伏安 万千瓦 万千乏 蒸吨 万千伏安时 万辆 架 艘 颗 发
件 万TEU 万载重吨 万支 万粒 万瓶 万袋 万剂 万人份 万枚 万标张 万张 万株 万头 万尾
万箱 万千升
"""
UNITS = frozenset(["", *_UNITS.split()])
"""How the library counts goods; a new one is added here on purpose, so that 万m2 and 万平方米 do not part."""

_ENDINGS = "催化剂 溶剂 染料 颜料 助剂 引发剂 稳定剂 吸附剂 脱模剂 油剂 絮凝剂 消光剂"
NO_FEEDSTOCK = tuple(_ENDINGS.split())
"""Endings of names that help to make a product and are not what it is made of."""

_SOLVENTS = "DMF DMAC NMP 白油 二甲基亚砜 环丁砜"
SOLVENTS = frozenset(_SOLVENTS.split())
