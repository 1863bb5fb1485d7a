"""The list: what is lacking comes up with its reasons; what the map says already, never; and it always adds up."""

from collections import Counter
from math import exp

import pytest

from chainmap.errors import UsageError
from chainmap.facts import Nature
from chainmap.hypotheses import EvidenceName, LinkHypotheses, LinkQuery
from chainmap.names import stable_id
from graphs import answers
from graphs.hypotheses.suggestions import PLACES
from tests.graphs.hypotheses import coatings

WHOLE = LinkQuery(top=None)


def pairs(report: LinkHypotheses) -> list[tuple[str, str]]:
    return [(item.supplier.name, item.user.name) for item in report.items]


def test_the_link_that_is_lacking_comes_first_and_says_why(coated) -> None:
    report = answers.link_hypotheses(coated.network())
    first = report.items[0]
    assert (first.supplier.name, first.user.name) == coatings.LACKING
    told = {reason.name: reason.reason for reason in first.reasons}
    assert "环氧胶粘剂" in told[EvidenceName.LIKE_USERS]
    assert "以“涂料”结尾、列有原料的另 9 种产品中 9 种用以“树脂”结尾的原料" in told[EvidenceName.HEAD_NOUN]
    assert first.probability > 2 * report.items[1].probability


def test_contributions_and_base_are_the_logit_of_the_probability(coated) -> None:
    report = answers.link_hypotheses(coated.network(), WHOLE)
    assert report.base is not None
    for item in report.items:
        logit = report.base + sum(reason.contribution for reason in item.reasons)
        assert item.probability == pytest.approx(1 / (1 + exp(-logit)), abs=1e-6)
        assert all(reason.contribution > 0 and reason.reason.endswith("。") for reason in item.reasons)


def test_the_list_is_ordered_and_numbered_and_no_product_fills_it(coated) -> None:
    report = answers.link_hypotheses(coated.network(), WHOLE)
    chances = [item.probability for item in report.items]
    assert chances == sorted(chances, reverse=True)
    assert [item.rank for item in report.items] == list(range(1, report.total + 1))
    assert max(Counter(supplier for supplier, _ in pairs(report)).values()) <= PLACES
    assert max(Counter(user for _, user in pairs(report)).values()) <= PLACES
    assert report.held_back.crowded > 0


def test_no_suggestion_repeats_what_the_map_says(coated) -> None:
    coated.kinds("树脂", *(f"{kind}树脂" for kind in coatings.RESINS)).kinds("聚酯树脂", "不饱和聚酯树脂")
    coated.route("醇酸树脂", {"植物油": 0.5}, auxiliary={"溶剂油": 0.1}, yields={"甘油水": 0.1})
    coated.use("炭黑", "醇酸胶粘剂").product("煤", Nature.PRIMARY).link("煤", "炭黑")
    network = coated.network()
    report = answers.link_hypotheses(network, WHOLE)
    said = set(network.graph.edges)
    for recipes in network.reference.routes.values():
        for route in recipes:
            said |= {(item.product, route.output) for item in (*route.inputs, *route.co_products)}
    said |= {(kind, generic) for generic, kinds in network.reference.kinds.items() for kind in kinds}
    suggested = {(item.supplier.id, item.user.id) for item in report.items}
    assert suggested
    assert not suggested & (said | {(second, first) for first, second in said})
    never = {p.name for p in network.products.values() if p.nature in (Nature.UTILITY, Nature.HEADING)}
    assert not {name for pair in pairs(report) for name in pair} & never
    assert "煤" not in {user for _, user in pairs(report)}
    assert ("炭黑", "醇酸胶粘剂") not in pairs(report)


def test_a_stage_that_would_be_skipped_is_held_back(coated) -> None:
    network = coated.network()
    report = answers.link_hypotheses(network, WHOLE)
    graph = network.graph
    for item in report.items:
        assert not set(graph.successors(item.supplier.id)) & set(graph.predecessors(item.user.id))
    assert report.held_back.joined > 0  # 乙烯苯 names 苯乙烯, and 丙烯酸涂料 is made of it through 丙烯酸树脂


def test_a_suggestion_that_would_close_a_cycle_is_flagged(coated) -> None:
    assert not answers.link_hypotheses(coated.network()).items[0].closes_cycle
    coated.link("环氧涂料", "废涂料").link("废涂料", "再生多元醇").link("再生多元醇", "环氧树脂")
    again = answers.link_hypotheses(coated.network(), WHOLE)
    flagged = {(item.supplier.name, item.user.name): item.closes_cycle for item in again.items}
    assert flagged[coatings.LACKING] is True


def test_the_order_of_statements_does_not_matter(coated, new_world) -> None:
    shuffled = new_world(facts=sorted(coated.facts, key=lambda told: stable_id("", repr(told))))
    assert answers.link_hypotheses(shuffled.network(), WHOLE) == answers.link_hypotheses(coated.network(), WHOLE)


def test_the_top_only_cuts_and_the_list_goes_on_behind_its_key(coated) -> None:
    network = coated.network()
    whole = answers.link_hypotheses(network, WHOLE)
    first = answers.link_hypotheses(network, LinkQuery(top=4))
    assert first.next == whole.items[3].id
    rest = answers.link_hypotheses(network, LinkQuery(top=1000, after=first.next or ""))
    assert (*first.items, *rest.items) == whole.items
    assert (first.total, rest.next, whole.next) == (whole.total, None, None)


def test_a_key_that_is_no_suggestion_is_refused(coated) -> None:
    with pytest.raises(UsageError, match="after"):
        answers.link_hypotheses(coated.network(), LinkQuery(after="h000000000000"))


@pytest.mark.parametrize("products", [(), ("PTA",), ("PTA", "PET", "乙二醇")])
def test_a_map_without_links_is_answered_with_a_plain_sentence(world, products: tuple[str, ...]) -> None:
    for product in products:
        world.product(product)
    report = answers.link_hypotheses(world.network())
    assert (report.items, report.total, report.base, report.next) == ((), 0, None, None)
    assert ("没有产品" if not products else "没有投入关系") in report.warnings[0]


def test_a_map_of_three_products_and_two_links_is_too_small_and_says_so(world) -> None:
    report = answers.link_hypotheses(world.link("PX", "PTA").link("PTA", "PET").network())
    assert (report.items, report.links) == ((), 2)
    assert "只有 2 条投入关系" in report.warnings[0]


def test_names_of_every_kind_are_only_names(world) -> None:
    for number in range(40):
        world.link(f"=原料{number % 7}", f"-产品{number}").link("</script>", f"-产品{number}").link(
            "+", f"-产品{number}"
        )
    report = answers.link_hypotheses(world.network(), WHOLE)
    assert report.links == 120
    assert all(item.supplier.name != item.user.name for item in report.items)
