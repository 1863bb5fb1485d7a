"""Words that the checks of the library go by: headings, units, and what is never a feedstock."""

_HEADINGS = """
烯烃 芳烃 聚烯烃 丁辛醇 成品油 合成橡胶 聚酯纤维 锦纶纤维 聚酰胺 长碳链尼龙 差别化聚酯切片 帘子布
纺织品 产业用纺织品 非织造布 纱线 家纺 光学膜 聚氨酯 聚氨酯树脂 聚氨酯泡沫塑料 聚氨酯固化剂 异氰酸酯 脂肪族异氰酸酯
鞋材 生物降解塑料 生物基材料 锰系铁合金 锰系电池材料 铝材 钢材 耐火材料 磨料磨具 正极材料 负极材料 锂盐 导电剂
电池黑粉 食糖 功能糖 纸浆 纸及纸板 特种纸 食品 饮料
"""
HEADINGS = frozenset(_HEADINGS.split())
"""Generic names that stand for a group and are never made as such: their kinds have the routes."""

_UNITS = "t GWh 千升 万平方米 万立方米 万米 万件 万只 万套 万双 万片 万包 万台 辆"
UNITS = frozenset(["", *_UNITS.split()])
"""How the library counts goods; a new one is added here on purpose, so that 万m2 and 万平方米 do not part."""

_ENDINGS = "催化剂 溶剂 染料 颜料 助剂 引发剂 稳定剂 吸附剂 脱模剂 油剂 絮凝剂 消光剂"
NO_FEEDSTOCK = tuple(_ENDINGS.split())
"""Endings of names that help to make a product and are not what it is made of."""

_SOLVENTS = "DMF DMAC NMP 白油 二氯甲烷 二甲基亚砜 环丁砜"
SOLVENTS = frozenset(_SOLVENTS.split())
