"""The map as people browse it: chains with their layers and completeness, names, a product, a place, neighbours."""

import pytest

from chainmap.errors import UnknownName
from chainmap.facts import Nature, Status
from chainmap.gaps import GapKind
from chainmap.views import Presence
from graphs import answers


@pytest.fixture
def polyester(world):
    """PX → PTA → PET → 涤纶长丝 → 坯布, 乙二醇 beside PTA, 电 beside everything; the chain is anchored at PET."""
    world.product("电", Nature.UTILITY).product("石脑油", Nature.PRIMARY).kinds("聚酯", "PET")
    world.route("PX", {"石脑油": 1.5}).route("PTA", {"PX": 0.66}, energy={"电": None})
    world.route("PET", {"PTA": 0.86, "乙二醇": 0.33}).route("涤纶长丝", {"PET": 1.02}).route("坯布", {"涤纶长丝": 1.0})
    return world.chain("聚酯", "PET", up=3, down=2)


def test_layers_count_steps_from_the_anchor(polyester) -> None:
    view = answers.chain(polyester.network(), "聚酯", "涪陵区")
    assert {card.product.name: card.layer for card in view.cards} == {
        "石脑油": -3,
        "PX": -2,
        "PTA": -1,
        "乙二醇": -1,
        "PET": 0,
        "聚酯": 0,
        "涤纶长丝": 1,
        "坯布": 2,
    }
    assert [card.product.name for card in view.cards if card.anchor] == ["PET"]


def test_a_chain_goes_no_further_than_its_levels(polyester) -> None:
    view = answers.chain(polyester.chain("短链", "PET", up=1, down=1).network(), "短链", "涪陵区")
    assert {card.product.name for card in view.cards} == {"PTA", "乙二醇", "PET", "聚酯", "涤纶长丝"}


def test_completeness_weighs_positions_by_their_distance(polyester) -> None:
    """Positions PET 1, PTA ½, 乙二醇 ½, 涤纶长丝 ½, PX ⅓, 坯布 ⅓ (no 石脑油, 聚酯): 19 ÷ 6; here PET and PX: 4 ÷ 3."""
    view = answers.chain(polyester.makes("PET", "PX").network(), "聚酯", "涪陵区")
    assert (view.positions, view.present) == (6, 2)
    assert view.completeness.denominator == pytest.approx(19 / 6, abs=1e-6)
    assert view.completeness.numerator == pytest.approx(4 / 3, abs=1e-6)
    assert view.completeness.value == pytest.approx(8 / 19, abs=1e-6)


def test_a_position_is_supplied_where_a_route_has_every_main_feedstock_here_or_bought(polyester) -> None:
    """PTA ½ (PX here), 涤纶长丝 ½ (PET here), PX ⅓ (石脑油 is always bought); PET lacks PTA, 坯布 its yarn."""
    view = answers.chain(polyester.makes("PET", "PX").network(), "聚酯", "涪陵区")
    assert view.supplied.numerator == pytest.approx(4 / 3, abs=1e-6)


def test_cards_say_how_a_product_stands_and_no_data_is_not_lacking(polyester) -> None:
    polyester.makes("PX").plant("PET", None, status=Status.BUILDING)
    view = answers.chain(polyester.network(), "聚酯", "涪陵区", reach=1)
    states = {card.product.name: card.presence for card in view.cards}
    assert states["PX"] is Presence.PRESENT
    assert states["PTA"] is Presence.LACKING
    assert states["PET"] is Presence.COMING
    assert states["聚酯"] is Presence.NO_DATA  # a heading is never a gap


def test_a_thin_product_is_weak(polyester) -> None:
    view = answers.chain(polyester.plant("PTA", 10, by="甲").plant("PET", 100, by="乙").network(), "聚酯", "涪陵区")
    card = next(card for card in view.cards if card.product.name == "PTA")
    assert card.presence is Presence.WEAK
    assert card.candidate.kind is GapKind.THIN_STAGE
    assert (card.makers, card.supply.value) == (1, 10)


@pytest.mark.parametrize("asked", ["聚酯", "聚酯链", "聚酯产业链"])
def test_a_chain_is_found_by_its_name_with_or_without_the_word(polyester, asked: str) -> None:
    assert answers.chain(polyester.network(), asked, "涪陵区").chain.name == "聚酯"


def test_unknown_names_come_with_near_ones(polyester) -> None:
    network = polyester.network()
    with pytest.raises(UnknownName) as chain:
        network.find_chain("聚脂")
    assert "聚酯" in chain.value.near
    found = answers.resolve(network, "涤纶长")
    assert found.product is None
    assert "涤纶长丝" in [ref.name for ref in found.candidates]


def test_a_name_an_alias_and_an_id_resolve_to_one_product(polyester) -> None:
    network = polyester.product("PTA", aliases=("精对苯二甲酸",), english="purified terephthalic acid").network()
    ids = {
        answers.resolve(network, name).product.id
        for name in ("PTA", "pta", "精对苯二甲酸", "Purified Terephthalic Acid")
    }
    assert ids == {answers.resolve(network, ids.copy().pop()).product.id}


def test_a_product_names_what_it_is_made_of_and_who_makes_it(polyester) -> None:
    polyester.place("长寿区", parent="重庆市").makes("PET", by="万凯").makes("PET", by="另一家", at="长寿区").use(
        "PET", "饮料瓶"
    )
    view = answers.product(polyester.network(), "PET", place="涪陵区")
    assert {ref.name for ref in view.suppliers} == {"PTA", "乙二醇"}
    assert [ref.name for ref in view.users] == ["涤纶长丝"]
    assert [ref.name for ref in view.kind_of] == ["聚酯"]
    assert {maker.enterprise.name: maker.local for maker in view.makers} == {"万凯": True, "另一家": False}
    assert view.end_uses == ("饮料瓶",)
    assert [ref.name for ref in view.chains] == ["聚酯"]


def test_neighbourhood_takes_kinds_at_no_step_and_says_when_it_is_cut(polyester) -> None:
    network = polyester.network()
    near = answers.neighbourhood(network, "PTA", upstream=1, downstream=1)
    assert {node.name: node.layer for node in near.nodes} == {"PX": -1, "PTA": 0, "PET": 1, "聚酯": 1}
    assert not near.truncated
    cut = answers.neighbourhood(network, "PTA", upstream=3, downstream=3, limit=2)
    assert cut.truncated and len(cut.nodes) == 2


def test_the_home_of_a_place_counts_what_its_gap_list_holds(polyester) -> None:
    network = polyester.makes("PTA", by="蓬威").makes("PET", by="万凯").network()
    view, report = answers.place(network, "涪陵区"), answers.gaps(network, "涪陵区")
    missing = [row for row in report.candidates if row.kind not in (GapKind.THIN_STAGE, GapKind.UNCONNECTED_PAIR)]
    assert (view.products, view.enterprises, view.gaps) == (2, 2, len(missing))
    assert [ref.name for ref in view.path] == ["重庆市", "涪陵区"]
    assert view.breaks == sum("断点" in row.tags for row in missing) > 0


def test_a_heading_stated_here_is_a_card_of_its_own_state(world) -> None:
    world.kinds("聚氨酯树脂", "TPU").route("TPU", {"PTMEG": 0.6}).chain("聚氨酯", "TPU", up=1, down=1).makes(
        "聚氨酯树脂"
    )
    view = answers.chain(world.network(), "聚氨酯", "涪陵区")
    states = {card.product.name: card.presence for card in view.cards}
    assert states == {"PTMEG": Presence.LACKING, "TPU": Presence.UNSTATED, "聚氨酯树脂": Presence.PRESENT}
