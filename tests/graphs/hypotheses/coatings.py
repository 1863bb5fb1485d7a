"""A small regular map to learn from: every 树脂 goes into its 涂料, 胶粘剂 and 油墨, beside what all of them use."""

from chainmap.facts import Fact, LinkFact, Nature, ProductFact, RouteInputFact

RESINS = {
    "醇酸": ("甘油", "苯酐"),
    "丙烯酸": ("丙烯酸丁酯", "苯乙烯"),
    "环氧": ("双酚A", "环氧氯丙烷"),
    "聚酯": ("新戊二醇", "间苯二甲酸"),
    "呋喃": ("糠醇", "乌洛托品"),
    "酚醛": ("苯酚", "多聚甲醛"),
    "三聚氰胺": ("蜜胺", "甲醛"),
    "有机硅": ("二甲基二氯硅烷", "甲醇"),
    "氟碳": ("三氟氯乙烯", "醋酸乙烯"),
    "硝化纤维": ("精制棉", "硝酸"),
}
USES = {"涂料": ("钛白粉", "溶剂油"), "胶粘剂": ("碳酸钙", "松香"), "油墨": ("炭黑", "溶剂油")}
LACKING = ("环氧树脂", "环氧涂料")


def facts() -> list[Fact]:
    """110 links less one: that 环氧涂料 is made of 环氧树脂 is nowhere stated."""
    told: list[Fact] = [
        ProductFact(name="电", nature=Nature.UTILITY),
        ProductFact(name="苯乙烯", aliases=("乙烯基苯",)),
    ]
    for kind, monomers in RESINS.items():
        told += [RouteInputFact(output=f"{kind}树脂", input=monomer) for monomer in (*monomers, "电")]
        for use, others in USES.items():
            inputs = (f"{kind}树脂", *others)
            told += [LinkFact(supplier=one, user=f"{kind}{use}") for one in inputs if (one, f"{kind}{use}") != LACKING]
    return told
