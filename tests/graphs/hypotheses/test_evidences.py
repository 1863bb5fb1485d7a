"""Each evidence against a value worked out by hand on a handful of links."""

from math import log, sqrt

import numpy as np
import pytest

from chainmap.facts import Nature
from chainmap.hypotheses import EvidenceName
from graphs.hypotheses.evidences import NAMES, Evidences, candidates, evidences
from graphs.hypotheses.linkmap import LinkMap, link_map
from graphs.hypotheses.spelling import Spelling, spelling
from tests.graphs.hypotheses import coatings


class Asked:
    """The evidences of a world's map with nothing hidden, asked by name."""

    def __init__(self, world) -> None:
        self.map: LinkMap = link_map(world.network())
        self.names: Spelling = spelling(self.map)
        self.hidden = np.zeros(self.map.links, np.bool_)
        self.found: Evidences = evidences(self.map, self.names, self.hidden)

    def key(self, supplier: str, user: str) -> int:
        return self.map.names.index(supplier) * self.map.size + self.map.names.index(user)

    def __call__(self, evidence: EvidenceName, supplier: str, user: str) -> float:
        return float(self.found.of(np.array([self.key(supplier, user)]))[0, NAMES.index(evidence)])

    def candidates(self) -> set[tuple[str, str]]:
        keys, _ = candidates(self.map, self.found, self.hidden)
        return {(self.map.names[key // self.map.size], self.map.names[key % self.map.size]) for key in keys}


def test_l3_is_divided_by_the_degrees_of_the_way_between(world) -> None:
    ask = Asked(world.link("己二酸", "尼龙66盐").link("己二胺", "尼龙66盐").link("己二胺", "HDI"))
    assert ask(EvidenceName.L3, "己二酸", "HDI") == pytest.approx(1 / sqrt(2 * 2))  # d_in(尼龙66盐) 2, d_out(己二胺) 2
    assert ask(EvidenceName.L3, "己二胺", "己二酸") == 0.0


def test_cosine_weighs_an_input_by_how_few_products_use_it(world) -> None:
    ask = Asked(world.link("PTA", "PET").link("乙二醇", "PET").link("PTA", "PBT").link("BDO", "PBT"))
    common, rare = log(6 / 3), log(6 / 2)  # N 5; PTA has two users, the diols one each
    assert ask(EvidenceName.COSINE, "乙二醇", "PBT") == pytest.approx(common**2 / (common**2 + rare**2))


def test_a_link_after_which_its_user_is_named_does_not_carry_over(world) -> None:
    world.link("苯乙烯", "丁苯橡胶").link("丁二烯", "丁苯橡胶").link("丁二烯", "顺丁橡胶").link("钛白粉", "丁苯橡胶")
    ask = Asked(world)
    assert ask(EvidenceName.COSINE, "苯乙烯", "顺丁橡胶") == 0.0  # 苯 is in 苯乙烯 and 丁苯橡胶, not in 顺丁橡胶
    assert ask(EvidenceName.COSINE, "钛白粉", "顺丁橡胶") > 0.0  # shares no letter with 丁苯橡胶
    assert ask(EvidenceName.LIKE_USERS, "苯乙烯", "顺丁橡胶") == 0.0
    assert ask(EvidenceName.LIKE_USERS, "钛白粉", "顺丁橡胶") > 0.0


@pytest.fixture
def dyes(world):
    """Red and blue dye of aniline, green dye of naphthalene; all three are kinds of one heading."""
    world.link("苯胺", "红染料").link("苯胺", "蓝染料").link("精萘", "绿染料")
    return Asked(world.kinds("染色剂", "红染料", "蓝染料", "绿染料"))


def test_like_users_is_the_share_of_like_named_products_that_use_it(dyes: Asked) -> None:
    same = dyes.names.alike.of(np.array([dyes.key("红染料", "绿染料")]))[0]
    assert dyes(EvidenceName.LIKE_USERS, "苯胺", "绿染料") == pytest.approx(2 * same**2 / (0.1 + 2 * same**2))


def test_like_suppliers_is_the_likeness_to_the_nearest_input(world) -> None:
    ask = Asked(world.link("聚酯多元醇", "聚氨酯硬泡").product("聚醚多元醇").product("硫酸"))
    near = ask.names.alike.of(np.array([ask.key("聚酯多元醇", "聚醚多元醇")]))[0]
    assert ask(EvidenceName.LIKE_SUPPLIERS, "聚醚多元醇", "聚氨酯硬泡") == near > 0
    assert ask(EvidenceName.LIKE_SUPPLIERS, "硫酸", "聚氨酯硬泡") == 0.0


def test_siblings_are_counted_with_one_more_in_the_divisor(dyes: Asked) -> None:
    assert dyes(EvidenceName.SIBLINGS, "苯胺", "绿染料") == pytest.approx(2 / 3)
    assert dyes(EvidenceName.SIBLINGS, "精萘", "红染料") == pytest.approx(1 / 3)


def test_head_nouns_of_one_and_two_characters_are_added(dyes: Asked) -> None:
    # both other dyes use something on 胺, and on 苯胺; one product bears each: 2 ÷ (2 + 1) twice
    assert dyes(EvidenceName.HEAD_NOUN, "苯胺", "绿染料") == pytest.approx(4 / 3)
    # of the two others on 料 and 染料 one uses 萘 and 精萘
    assert dyes(EvidenceName.HEAD_NOUN, "精萘", "红染料") == pytest.approx(2 / 3)


def test_like_name_is_the_cosine_of_the_two_names(coated) -> None:
    ask = Asked(coated)
    same = ask.names.alike.of(np.array([ask.key("环氧树脂", "环氧涂料")]))[0]
    assert (
        ask(EvidenceName.LIKE_NAME, "环氧树脂", "环氧涂料") == same > ask(EvidenceName.LIKE_NAME, "钛白粉", "环氧涂料")
    )


def test_substring_and_popularity_are_read_off(world) -> None:
    ask = Asked(world.product("己二胺盐").link("己二胺", "HDI").link("己二胺", "尼龙66"))
    assert ask(EvidenceName.SUBSTRING, "己二胺", "己二胺盐") == 3 / 4
    assert ask(EvidenceName.POPULARITY, "己二胺", "己二胺盐") == 2.0


def test_candidates_are_no_links_and_nothing_that_never_takes_part(coated) -> None:
    coated.product("石油", Nature.PRIMARY).link("石油", "甲苯").kinds("涂装材料", "醇酸涂料")
    found = Asked(coated).candidates()
    assert coatings.LACKING in found
    assert ("醇酸树脂", "醇酸涂料") not in found
    assert ("醇酸涂料", "醇酸树脂") not in found
    assert not {name for pair in found for name in pair} & {"电", "涂装材料"}
    assert "石油" not in {user for _, user in found}


def test_evidences_do_not_see_what_is_hidden(coated) -> None:
    ask = Asked(coated)
    hidden = np.array([key == ask.key("醇酸树脂", "醇酸涂料") for key in ask.map.keys])
    found = evidences(ask.map, ask.names, hidden)
    without = coated.copy()
    without.facts = [(f, b) for f, b in coated.facts if (getattr(f, "user", ""), f.kind) != ("醇酸涂料", "link")]
    for one in ("钛白粉", "溶剂油"):
        without.link(one, "醇酸涂料")
    again = Asked(without)
    keys = np.arange(ask.map.size**2)
    assert again.map.names == ask.map.names
    np.testing.assert_allclose(found.of(keys), again.found.of(keys))
