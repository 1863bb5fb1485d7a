"""Administrative divisions as rows of 地区, drawn from two open tables; makes `chainmap/data/places/places.csv`.

    python -m ingest.sources.divisions FOLDER -o chainmap/data/places/places.csv

FOLDER holds provinces.csv, cities.csv and areas.csv (modood/Administrative-divisions-of-China, WTFPL) and
adcodes_latlng_cpca.csv (cpca, MIT). The first three say what exists now and in what it lies; the older fourth gives
coordinates, and the former names of places whose stem and surroundings are still the same (梁平县 → 梁平区).
"""

import csv
import re
import sys
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chainmap.placenames import short_name

HEADINGS = ("代码", "地区", "别名", "上级", "类型", "经度", "纬度", "来源")
CITED = "modood 行政区划 2024-11-28"
CITED_TOO = f"{CITED};cpca 0.5.5"
ALONE = "cpca 0.5.5"
_ADDED = ("710000", "810000", "820000")
"""Provinces that only the table of coordinates has: 台湾, 香港, 澳门."""
_PSEUDO = re.compile("市辖区|县|(省|自治区)直辖县级行政区划")
"""Headings of the tables that are no places: what stands below them lies in the province."""
_ZONE = re.compile("7[1-9]$")
_PARK = re.compile("(开发区|园区|新区|示范区|实验区|集聚区|聚集区|工业区|食品区|新城)$")
_PEOPLE = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|"
    "土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_AUTONOMOUS = re.compile(
    f"(.+?)(?:(?:{_PEOPLE})族)*(?:(?:蒙古|柯尔克孜|哈萨克|锡伯|塔吉克)(?=自治[州县])|维吾尔)?自治([区州县旗])"
)
"""The stem stops before its peoples; some names say a people without 族, and 内蒙古 is all stem."""


@dataclass(slots=True)
class Division:
    code: str
    name: str
    parent: str
    type: str
    aliases: list[str] = field(default_factory=list)
    longitude: str = ""
    latitude: str = ""
    source: str = CITED


def divisions(
    provinces: Iterable[dict[str, str]],
    cities: Iterable[dict[str, str]],
    areas: Iterable[dict[str, str]],
    older: Iterable[dict[str, str]],
) -> tuple[Division, ...]:
    """Every province, city, county and listed development zone by code, with the code of what it lies in."""
    found = {d.code: d for d in _current(provinces, cities, areas)}
    before = {row["adcode"][:6]: row for row in older if not _PSEUDO.fullmatch(row["name"])}
    for code in _ADDED:
        row = before[code]
        found[code] = Division(code, row["name"], "", "省", source=ALONE)
    former = _predecessors(found, before)
    for code, division in found.items():
        row = before.get(former.get(code, code), {})
        if row.get("longitude") and row.get("latitude"):
            division.longitude, division.latitude = row["longitude"], row["latitude"]
            division.source = division.source if division.source == ALONE else CITED_TOO
        if row and row["name"] != division.name:
            division.aliases.append(row["name"])
    _shorten(found)
    return tuple(found[code] for code in sorted(found))


def _current(
    provinces: Iterable[dict[str, str]], cities: Iterable[dict[str, str]], areas: Iterable[dict[str, str]]
) -> Iterable[Division]:
    for row in provinces:
        yield Division(f"{row['code']}0000", row["name"], "", "省")
    real = {row["code"]: row for row in cities if not _PSEUDO.fullmatch(row["name"])}
    for row in real.values():
        yield Division(f"{row['code']}00", row["name"], f"{row['provinceCode']}0000", "市")
    for row in areas:
        city = real.get(row["cityCode"])
        if city is None or city["name"] != row["name"]:  # 嘉峪关市 has no county: the table repeats its name below it
            parent = f"{row['cityCode']}00" if city else f"{row['provinceCode']}0000"
            yield Division(row["code"], row["name"], parent, _type_of(row["code"], row["name"]))


def _type_of(code: str, name: str) -> str:
    """区县; of the zones that statistics list with codes 71 to 79 only what its name calls a park is one."""
    if not _ZONE.search(code):
        return "区县"
    return "园区" if _PARK.search(name) else ""


def _predecessors(found: dict[str, Division], before: dict[str, dict[str, str]]) -> dict[str, str]:
    """New code → former code, where one vanished row of the same province has the stem of one new row."""
    gone, new = defaultdict(list), defaultdict(list)
    for code, row in before.items():
        if code not in found and row["longitude"]:
            gone[code[:2], _level(code), _stem(row["name"])].append(code)
    for code, division in found.items():
        if code not in before:
            new[code[:2], _level(code), _stem(division.name)].append(code)
    return {codes[0]: gone[key][0] for key, codes in new.items() if len(codes) == 1 and len(gone.get(key, ())) == 1}


def _level(code: str) -> int:
    return 6 - 2 * code.endswith("00") - 2 * code.endswith("0000")


def _stem(name: str) -> str:
    return name.removesuffix("地区") if len(name) > 3 else short_name(name)


def _shorten(found: dict[str, Division]) -> None:
    """Names without peoples and ranks (彭水县 and 彭水, 恩施州); a bare one never takes a province's (河南县)."""
    provinces = {short_name(d.name) for d in found.values() if d.type == "省"}
    for division in found.values():
        bare = _bare(division.name)
        if bare is None:
            continue
        stem, rank = bare
        shorter = [stem + rank] if rank and rank != "区" else []
        if stem not in provinces and len(stem) > 1:
            shorter.append(stem)
        division.aliases += [name for name in shorter if name not in (division.name, *division.aliases)]


def _bare(name: str) -> tuple[str, str] | None:
    """The stem and the plain rank of a name that says more than 省, 市, 区, 县, 旗 behind its stem."""
    autonomous = _AUTONOMOUS.fullmatch(name)
    if autonomous:
        stem = autonomous[1]
        return stem.removesuffix("族") if len(stem) > 2 else stem, autonomous[2]
    for rank in ("特别行政区", "地区", "林区", "盟"):
        if name.endswith(rank) and len(name) > len(rank) + 1:
            return name.removesuffix(rank), ""
    return None


def rows(found: Sequence[Division]) -> list[list[str]]:
    """The rows of 地区: a parent by its name, or by its code where others have that name too."""
    names = Counter(d.name for d in found)
    by_code = {d.code: d for d in found}
    said = []
    for d in found:
        parent = by_code[d.parent].name if d.parent else ""
        above = d.parent if names[parent] > 1 else parent
        said.append([d.code, d.name, ";".join(d.aliases), above, d.type, d.longitude, d.latitude, d.source])
    return said


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main(arguments: Sequence[str]) -> None:
    parser = ArgumentParser(description="administrative divisions → 地区")
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args(arguments)
    names = ("provinces.csv", "cities.csv", "areas.csv", "adcodes_latlng_cpca.csv")
    found = divisions(*(_table(asked.folder / name) for name in names))
    with asked.output.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([list(HEADINGS), *rows(found)])


if __name__ == "__main__":
    main(sys.argv[1:])
