"""The sheets that users bring: their columns, what each may hold, and one line of help."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from types import MappingProxyType

from chainmap.facts import EnterpriseRole, Nature, PlaceType, Relation, Role, Status
from chainmap.names import name_key
from chainmap.vocabulary import label


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


class StatedBasis(StrEnum):
    """依据 as people write it in a sheet; the values are those of `chainmap.evidence.Basis`."""

    CITED = "cited"
    STOICHIOMETRY = "stoichiometry"
    GENERAL = "general"
    INFERRED = "inferred"


class Reading(Enum):
    """How a cell of the column is read."""

    NAME = auto()
    NAMES = auto()  # several, separated by ; or ；
    TEXT = auto()
    CODE = auto()  # text that looks like a number
    CHOICE = auto()
    AMOUNT = auto()
    UNIT = auto()
    RATIO = auto()  # t/t
    SHARE = auto()
    UTILISATION = auto()  # a share that may pass 1
    COUNT = auto()
    STEPS = auto()
    YEAR = auto()
    LONGITUDE = auto()
    LATITUDE = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """`heading` in Chinese, `field` in English; `also` are other English names people use for it."""

    heading: str
    field: str
    reading: Reading
    help: str
    required: bool = False
    choices: type[StrEnum] | None = None
    also: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The words that a cell may hold; empty where anything goes. HEADING is computed, never stated."""
        return tuple(label(choice) for choice in self.choices or () if choice is not Nature.HEADING)

    @property
    def shown(self) -> str:
        """The heading as a template prints it: with the unit or the sign that separates several."""
        return self.heading + {Reading.NAMES: "(;)", Reading.RATIO: "(吨/吨)"}.get(self.reading, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title` in Chinese, `plural` the English file name; `kind` of the facts that its rows state."""

    title: str
    plural: str
    kind: str
    columns: tuple[Column, ...]

    @property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)

    def column(self, field: str) -> Column:
        return next(column for column in self.columns if column.field == field)


_SOURCE = Column("来源", "source", Reading.TEXT, "出处:题名、网站、日期、网址。", also=("citation",))
_BASIS = Column(
    "依据",
    "basis",
    Reading.CHOICE,
    "说法凭什么;写“引用”或“化学计量”时来源必填。空着是你自己的数据。",
    choices=StatedBasis,
)
_NOTE = Column("备注", "note", Reading.TEXT, "给人看的说明。", also=("notes", "remark"))

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "产品",
        "products",
        "product",
        (
            Column("产品", "name", Reading.NAME, "产品的通用名,全库唯一。", required=True, also=("product",)),
            Column("别名", "aliases", Reading.NAMES, "同一产品的其他叫法,用分号隔开。", also=("alias",)),
            Column("英文名", "english", Reading.NAME, "英文名或缩写。", also=("english_name",)),
            Column(
                "上位产品", "generics", Reading.NAMES, "它是哪一类产品的品种,用分号隔开。", also=("generic", "kind_of")
            ),
            Column("性质", "nature", Reading.CHOICE, "空着是商品。", choices=Nature),
            Column("行业代码", "industry_code", Reading.CODE, "国民经济行业分类代码,四位。"),
            Column("单位", "unit", Reading.UNIT, "空着是吨;不论吨的写 万平方米、万件、GWh。"),
            Column("分子式", "formula", Reading.TEXT, "如 C6H10O4;聚合物写重复单元。"),
            Column("经济规模", "economic_scale", Reading.AMOUNT, "一套装置至少的规模,如 30万吨/年;只填来源写明的。"),
            Column("全国企业数", "national_makers", Reading.COUNT, "全国有几家生产;只填来源写明的。"),
            Column("进口依存度", "import_dependence", Reading.SHARE, "0.45 或 45%;只填来源写明的。"),
            Column("产能过剩", "overcapacity", Reading.CHOICE, "是或否;只填来源写明的。", choices=YesNo),
            _BASIS,
            _SOURCE,
        ),
    ),
    Sheet(
        "工艺路线",
        "routes",
        "route_input",
        (
            Column("产出", "output", Reading.NAME, "做出来的产品。", required=True),
            Column("投入", "input", Reading.NAME, "用掉的产品;联产行写联产品。", required=True),
            Column("单耗", "consumption", Reading.RATIO, "每吨产出用几吨投入(联产:得几吨);不知道空着,不填 0。"),
            Column("单耗下限", "low", Reading.RATIO, "说法不一时的最小值。", also=("consumption_low",)),
            Column("单耗上限", "high", Reading.RATIO, "说法不一时的最大值。", also=("consumption_high",)),
            Column("角色", "role", Reading.CHOICE, "空着是原料。", choices=Role),
            Column("路线", "route", Reading.TEXT, "工艺名;同一产出、同一路线的各行是一套配方。"),
            _BASIS,
            _SOURCE,
            _NOTE,
        ),
    ),
    Sheet(
        "供应链关系",
        "links",
        "link",
        (
            Column(
                "上游", "supplier", Reading.NAME, "供给的产品;上位关系里是统称。", required=True, also=("upstream",)
            ),
            Column("下游", "user", Reading.NAME, "使用的产品;应用关系里是用途。", required=True, also=("downstream",)),
            Column("关系", "relation", Reading.CHOICE, "空着是投入。", choices=Relation),
            _BASIS,
            _SOURCE,
            _NOTE,
        ),
    ),
    Sheet(
        "地区",
        "places",
        "place",
        (
            Column("代码", "code", Reading.CODE, "行政区划代码,六位;园区可空。"),
            Column("地区", "name", Reading.NAME, "省、市、区县或园区的全称。", required=True, also=("place",)),
            Column("别名", "aliases", Reading.NAMES, "旧名、简称,用分号隔开。", also=("alias",)),
            Column("上级", "parent", Reading.NAME, "它在哪里面,写名称或代码。"),
            Column("类型", "type", Reading.CHOICE, "地区的级别。", choices=PlaceType),
            Column("经度", "longitude", Reading.LONGITUDE, "度,如 107.39。"),
            Column("纬度", "latitude", Reading.LATITUDE, "度,如 29.70。"),
            _SOURCE,
        ),
    ),
    Sheet(
        "企业",
        "enterprises",
        "enterprise",
        (
            Column("企业", "name", Reading.NAME, "企业全称。", required=True, also=("enterprise",)),
            Column("统一社会信用代码", "credit_code", Reading.CODE, "十八位;请把这一列设成文本。"),
            Column("地区", "place", Reading.NAME, "所在地区,写名称或代码。", required=True),
            Column("园区", "park", Reading.NAME, "所在园区;须在 地区 表里。"),
            Column("角色", "role", Reading.CHOICE, "在链上的地位。", choices=EnterpriseRole),
            Column("上市代码", "listing", Reading.CODE, "股票代码。", also=("listing_code",)),
            _SOURCE,
            _NOTE,
        ),
    ),
    Sheet(
        "产能",
        "capacities",
        "capacity",
        (
            Column("企业", "enterprise", Reading.NAME, "企业全称;企业 表里没有的会自动建。", required=True),
            Column("产品", "product", Reading.NAME, "产品名或别名。", required=True),
            Column("地区", "place", Reading.NAME, "装置所在地区,写名称或代码。", required=True),
            Column(
                "产能",
                "amount",
                Reading.AMOUNT,
                "如 12、12万吨/年、5万吨以上;空着是“在产,数量未知”。",
                also=("capacity",),
            ),
            Column("单位", "unit", Reading.UNIT, "产能的单位,空着是吨/年。"),
            Column("状态", "status", Reading.CHOICE, "空着是投产。", choices=Status),
            Column("利用率", "utilisation", Reading.UTILISATION, "0.85 或 85%。", also=("utilization",)),
            Column("自用比例", "own_share", Reading.SHARE, "自己用掉的份额,0.3 或 30%。"),
            Column("投产年份", "year", Reading.YEAR, "四位年份。"),
            _BASIS,
            _SOURCE,
            Column("备注", "note", Reading.TEXT, "两套相同的装置在这里区分,如 一期、二期。", also=("notes", "remark")),
        ),
    ),
    Sheet(
        "购销",
        "purchases",
        "purchase",
        (
            Column("供方企业", "supplier", Reading.NAME, "卖的企业。", required=True),
            Column("需方企业", "user", Reading.NAME, "买的企业。", required=True),
            Column("产品", "product", Reading.NAME, "买卖的产品。", required=True),
            Column("数量", "amount", Reading.AMOUNT, "一年的数量;不知道空着。"),
            Column("单位", "unit", Reading.UNIT, "数量的单位,空着是吨/年。"),
            _SOURCE,
            _NOTE,
        ),
    ),
    Sheet(
        "产业链",
        "chains",
        "chain",
        (
            Column("产业链", "name", Reading.NAME, "产业链的名称。", required=True, also=("chain",)),
            Column("产业方向", "direction", Reading.TEXT, "属于哪个产业方向。"),
            Column(
                "锚点产品", "anchors", Reading.NAMES, "这条链围绕的产品,用分号隔开。", required=True, also=("anchor",)
            ),
            Column("向上级数", "upstream", Reading.STEPS, "从锚点向上看几级,0–12,空着是 2。"),
            Column("向下级数", "downstream", Reading.STEPS, "从锚点向下看几级,0–12,空着是 2。"),
            _SOURCE,
        ),
    ),
)

NOT_BUILT = ("项目", "projects")
HELP_SHEET = "填写说明"

_BY_TITLE: Mapping[str, Sheet] = MappingProxyType(
    {name_key(name): sheet for sheet in SHEETS for name in (sheet.title, sheet.plural)}
)


def sheet_named(title: str) -> Sheet | None:
    """The sheet that a csv file or a workbook's sheet of this name holds; None for a name nobody declared."""
    return _BY_TITLE.get(name_key(title))


def is_not_built(title: str) -> bool:
    """True for a sheet that the contract knows and this version does not read yet."""
    return name_key(title) in {name_key(name) for name in NOT_BUILT}
