"""Small stores for the tests of the faces: 涪陵 with its polyester chain, the same under hostile names, none at all."""

from collections.abc import Callable

from chainmap.errors import StoreUnreachable
from chainmap.evidence import Basis, Evidence
from chainmap.facts import (
    CapacityFact,
    ChainFact,
    EnterpriseFact,
    Fact,
    LinkFact,
    PlaceFact,
    PlaceType,
    ProductFact,
    Relation,
    RouteInputFact,
)
from chainmap.names import name_key
from chainmap.ports import NameHit, Revision, Snapshot
from chainmap.quantities import Quantity
from chainmap.statements import Rank, Source, Statement, content_version, order_of

SOURCE = Source(id="sample", title="涪陵样例", rank=Rank.SHIPPED)
FULING = "500102"


class StillReader:
    """A reader of statements that never change."""

    def __init__(self, *facts: Fact, citation: str = "涪陵区政府网 2024-06-24") -> None:
        statements = [
            Statement(
                fact=fact,
                evidence=Evidence(source=SOURCE.id, basis=Basis.CITED, citation=citation, file="产能.csv", row=row),
            )
            for row, fact in enumerate(facts, 2)
        ]
        sources = (SOURCE,) if facts else ()
        version = content_version(sources, [statement.digest for statement in statements])
        self.now = Snapshot(version=version, sources=sources, statements=tuple(sorted(statements, key=order_of)))

    def version(self) -> str:
        return self.now.version

    def sources(self) -> tuple[Source, ...]:
        return self.now.sources

    def snapshot(self, *, revision: int | None = None) -> Snapshot:
        return self.now

    def statements(
        self, *, kind: str | None = None, key: str | None = None, source: str | None = None
    ) -> tuple[Statement, ...]:
        return tuple(one for one in self.now.statements if kind in (None, one.kind) and key in (None, one.key))

    def search(self, text: str, *, limit: int = 20) -> tuple[NameHit, ...]:
        facts = [one.fact for one in self.now.statements if hasattr(one.fact, "name")]
        found = {(fact.kind, name) for fact in facts for name in (fact.name, *getattr(fact, "aliases", ()))}
        hits = [NameHit(kind=kind, name=name) for kind, name in found if name_key(text) in name_key(name)]
        return tuple(sorted(hits, key=lambda hit: (len(hit.name), hit.name)))[:limit]

    def revisions(self, *, since: int = 0) -> tuple[Revision, ...]:
        if not self.now.statements:
            return ()
        count = len(self.now.statements)
        at = "2026-11-20T09:00:00+08:00"
        return (Revision(number=1, at=at, source=SOURCE.id, added=count, withdrawn=0, version=self.now.version),)


class DownReader(StillReader):
    def version(self) -> str:
        raise StoreUnreachable("数据库连不上:请确认 Neo4j 已启动,或检查 CHAINMAP_STORE。")


class BrokenReader(StillReader):
    def version(self) -> str:
        raise RuntimeError("secret-of-the-stack")


def facts_named(name: Callable[[str], str]) -> tuple[Fact, ...]:
    """PX → PTA → PET → 涤纶长丝, 乙二醇 → PET; PTA and PET made in 涪陵, PX in 长寿; every name through `name`."""

    def feeds(feed: str, output: str, tonnes: float) -> Fact:
        amount = Quantity.exact(tonnes, "t/t")
        return RouteInputFact(output=name(output), input=name(feed), route=name("通用路线"), consumption=amount)

    def makes(enterprise: str, product: str, place: str, amount: Quantity) -> Fact:
        return CapacityFact(enterprise=name(enterprise), product=name(product), place=name(place), amount=amount)

    return (
        ProductFact(name=name("PX"), aliases=(name("对二甲苯"),), english="p-xylene"),
        ProductFact(name=name("PTA"), economic_scale=Quantity.exact(1_200_000.0)),
        ProductFact(name=name("乙二醇"), economic_scale=Quantity.exact(300_000.0)),
        ProductFact(name=name("PET"), aliases=(name("聚酯"),)),
        ProductFact(name=name("涤纶长丝"), generics=(name("聚酯纤维"),)),
        ProductFact(name=name("聚酯纤维")),
        feeds("PX", "PTA", 0.66),
        feeds("PTA", "PET", 0.86),
        feeds("乙二醇", "PET", 0.34),
        feeds("PET", "涤纶长丝", 1.01),
        LinkFact(supplier=name("涤纶长丝"), user=name("纺织鞋业"), relation=Relation.END_USE),
        PlaceFact(name=name("重庆市"), code="500000", type=PlaceType.PROVINCE),
        PlaceFact(name=name("涪陵区"), code=FULING, parent=name("重庆市"), type=PlaceType.COUNTY),
        PlaceFact(name=name("长寿区"), code="500115", parent=name("重庆市"), type=PlaceType.COUNTY),
        EnterpriseFact(name=name("蓬威石化"), place=name("涪陵区")),
        EnterpriseFact(name=name("万凯新材料"), place=name("涪陵区")),
        EnterpriseFact(name=name("长寿芳烃"), place=name("长寿区")),
        makes("蓬威石化", "PTA", "涪陵区", Quantity.unknown()),
        makes("万凯新材料", "PET", "涪陵区", Quantity.exact(600_000.0)),
        makes("长寿芳烃", "PX", "长寿区", Quantity.exact(300_000.0)),
        ChainFact(name=name("聚酯"), direction="材料", anchors=(name("PET"),), upstream=3, downstream=3),
    )


def fuling() -> StillReader:
    return StillReader(*facts_named(lambda name: name))


def empty() -> StillReader:
    return StillReader()


def library_only() -> StillReader:
    """A map without any enterprise."""
    return StillReader(*(fact for fact in facts_named(lambda n: n) if fact.kind not in ("enterprise", "capacity")))


HOSTILE = (
    "</script><script>document.title='x'</script>",
    "<img src=x onerror=\"document.title='x'\">",
    '"><img src=x onerror=alert(1)>',
    '"});alert(1)//',
    "<a href=javascript:alert(1)>x</a>",
    "' } ) //",
    "{{7*7}}{% raw %}",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "-ACT",
    "+1`",
    "../../x?a=b&c=d#e",
)


def hostile(payloads: tuple[str, ...] = HOSTILE) -> StillReader:
    """The same place and chain with a payload in front of every stored name and as every citation."""
    given: dict[str, str] = {}

    def name(plain: str) -> str:
        return given.setdefault(plain, payloads[len(given) % len(payloads)] + plain)

    return StillReader(*facts_named(name), citation="；".join(payloads))
