"""What people type finds what they mean: order, reasons, heteronyms, near names, parts of a long list."""

import pytest

from chainmap.errors import UsageError
from chainmap.searching import Match, NameKind, Thing
from graphs import answers
from graphs.network import ChainNetwork


@pytest.fixture
def network(world) -> ChainNetwork:
    """Nylon 66 and some neighbours, two products that look alike, a chain and three enterprises."""
    world.product("己二腈", aliases=("ADN",), english="adiponitrile", formula="C6H8N2")
    world.product("己二酸", aliases=("AA",), english="adipic acid").product("己二胺", english="hexamethylenediamine")
    world.product("BDO", aliases=("1,4-丁二醇",)).product("PTA", aliases=("精对苯二甲酸",)).product("锦纶").product(
        "铝箔"
    )
    world.product("酸性染料").product("尼龙66盐").chain("聚酰胺", "己二胺").product("乙酸", aliases=("醋酸",))
    world.place("长寿区", parent="重庆市").makes("己二酸", by="重庆华峰化工").makes("PTA", by="蓬威石化", at="长寿区")
    return world.network()


def names(network: ChainNetwork, text: str, *things: Thing) -> list[str]:
    return [hit.name for hit in answers.search(network, text, things=things).items]


@pytest.mark.parametrize(
    "text",
    [
        "己二腈",
        "ADN",
        "adn",
        "ＡＤＮ",
        "jej",
        "JEJ",
        "jierjing",
        "ji er jing",
        "jǐ èr jīng",
        "jierj",
        "jerjing",
        "己erj",
        "adiponitrile",
        "C6H8N2",
    ],
)
def test_characters_pinyin_initials_alias_english_and_formula_find_adiponitrile_first(network, text: str) -> None:
    assert names(network, text)[0] == "己二腈"


@pytest.mark.parametrize("text", ["14丁二醇", "1,4-丁二醇", "1，4－丁二醇", "14dingerchun", "14dec"])
def test_signs_between_letters_do_not_matter(network, text: str) -> None:
    assert names(network, text)[0] == "BDO"


@pytest.mark.parametrize("text", ["重庆", "chongqing", "zhongqing", "cq", "chongq", "cqing"])
def test_every_reading_of_a_character_finds_it(network, text: str) -> None:
    assert {"重庆市", "重庆华峰化工"} <= set(names(network, text))


@pytest.mark.parametrize("text", ["lvbo", "lubo", "lb"])
def test_aluminium_foil_is_typed_with_v_or_u(network, text: str) -> None:
    assert "铝箔" in names(network, text)


def test_the_order_is_same_name_then_alias_beginning_pinyin_inside(world) -> None:
    world.product("an").product("丙烯腈", aliases=("AN",)).product("antifoam").product("氨").product("pan")
    hits = answers.search(world.network(), "an", things=[Thing.PRODUCT]).items
    assert [(hit.name, hit.match) for hit in hits] == [
        ("an", Match.EXACT),
        ("丙烯腈", Match.EXACT),
        ("antifoam", Match.PREFIX),
        ("氨", Match.SOUND),
        ("pan", Match.INSIDE),
    ]


def test_a_usual_reading_goes_before_a_rare_one(world) -> None:
    """超纤 is chao xian; only the rare reading of 纤 begins with q."""
    assert names(world.product("超纤").product("粗铅").network(), "cq", Thing.PRODUCT) == ["粗铅", "超纤"]


def test_what_holds_the_text_is_listed_shortest_first(network) -> None:
    assert names(network, "酸", Thing.PRODUCT) == ["酸性染料", "乙酸", "己二酸", "PTA"]


def test_each_hit_says_why(network) -> None:
    reasons = {text: answers.search(network, text).items[0].reason for text in ("己二腈", "adn", "jej", "14dec")}
    assert reasons["己二腈"] == ""
    assert reasons["adn"] == "别名 ADN"
    assert reasons["jej"] == "拼音 ji er jing"
    assert reasons["14dec"] == "别名 1,4-丁二醇 · 拼音 1 4 ding er chun"


@pytest.mark.parametrize(
    ("text", "meant"), [("己二晴", "己二腈"), ("锦沦", "锦纶"), ("adiponitrille", "己二腈"), ("jiersuann", "己二酸")]
)
def test_a_slip_finds_what_is_near_and_says_so(network, text: str, meant: str) -> None:
    first = answers.search(network, text).items[0]
    assert (first.name, first.match) == (meant, Match.NEAR)


def test_same_sound_is_said(network) -> None:
    assert answers.search(network, "锦沦").items[0].reason == "读音相同"


def test_the_same_name_needs_no_near_ones(network) -> None:
    assert names(network, "己二腈") == ["己二腈"]


def test_places_chains_and_enterprises_are_found_with_where_they_are(network) -> None:
    (place,) = answers.search(network, "changshou").items
    assert (place.thing, place.name, place.place.name) == (Thing.PLACE, "长寿区", "重庆市")
    assert answers.search(network, "长寿").items[0].match is Match.EXACT  # its short name
    assert answers.search(network, "聚酰胺产业链").items[0].thing is Thing.CHAIN
    (maker,) = answers.search(network, "pwsh").items
    assert (maker.thing, maker.place.name) == (Thing.ENTERPRISE, "长寿区")


def test_counts_are_of_every_kind_and_the_total_of_the_kinds_asked_for(network) -> None:
    report = answers.search(network, "重庆", things=[Thing.PLACE])
    assert report.counts == {Thing.PRODUCT: 0, Thing.PLACE: 1, Thing.CHAIN: 0, Thing.ENTERPRISE: 1}
    assert (report.total, [hit.thing for hit in report.items]) == (1, [Thing.PLACE])


def test_parts_put_together_are_the_whole(network) -> None:
    whole = [hit.id for hit in answers.search(network, "j").items]
    parts, after = [], ""
    while True:
        part = answers.search(network, "j", limit=2, after=after)
        parts += [hit.id for hit in part.items]
        if part.next is None:
            break
        after = part.next
    assert parts == whole and len(whole) > 3
    assert [hit.id for hit in answers.search(network, "j", first=3, limit=1).items] == whole[2:3]
    with pytest.raises(UsageError):
        answers.search(network, "j", after="p-gone")


def test_resolve_takes_exact_names_only_and_offers_what_search_finds(network) -> None:
    assert answers.resolve(network, "jej").product is None
    assert answers.resolve(network, "jej").candidates[0].name == "己二腈"
    assert answers.resolve(network, "adn").product.name == "己二腈"


def test_a_map_without_names_answers_too(new_world) -> None:
    assert answers.search(new_world().network(), "己").total == 0


def test_the_index_is_built_once_a_network(network) -> None:
    answers.search(network, "己")
    built = network.index
    answers.search(network, "PTA")
    assert network.index is built


def test_an_english_name_is_known_as_one(network) -> None:
    assert answers.search(network, "adipic acid").items[0].name_kind is NameKind.ENGLISH
