"""Why a link is suggested: for each evidence one sentence that names the products it rests on."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

import numpy as np

from chainmap.hypotheses import EvidenceName, Reason
from chainmap.names import name_key
from chainmap.vocabulary import label
from graphs.hypotheses.analogies import input_cosines, lenders, shown_links
from graphs.hypotheses.evidences import NAMES
from graphs.hypotheses.linkmap import LinkMap
from graphs.hypotheses.spelling import Spelling
from graphs.network import ChainNetwork

SHOWN = 3
"""Products that a sentence names of those that an evidence rests on, the weightiest first."""


class Explainer:
    """Finds the products behind each evidence of a pair, on the whole map with nothing hidden; all by position."""

    def __init__(self, network: ChainNetwork, map_: LinkMap, names: Spelling) -> None:
        self._network, self._map, self._names = network, map_, names
        self._place = {product: position for position, product in enumerate(map_.products)}
        self._shown = shown_links(map_, np.zeros(map_.links, np.bool_))
        self._cosines = input_cosines(self._shown)
        self._named_alike = names.alike.weighed(names.alike.weights**2)
        self._inputs: list[list[int]] = [[] for _ in map_.products]
        self._users: list[list[int]] = [[] for _ in map_.products]
        for supplier, user in zip(map_.suppliers.tolist(), map_.users.tolist(), strict=True):
            self._inputs[user].append(supplier)
            self._users[supplier].append(user)

    def product(self, position: int) -> str:
        return self._map.products[position]

    def reasons(self, supplier: int, user: int, contributions: Iterable[float]) -> tuple[Reason, ...]:
        """One for each evidence that adds something, the largest first; equals in the order of the evidences."""
        say = {
            EvidenceName.L3: self._l3,
            EvidenceName.COSINE: self._cosine,
            EvidenceName.LIKE_USERS: self._like_users,
            EvidenceName.LIKE_SUPPLIERS: self._like_suppliers,
            EvidenceName.LIKE_NAME: self._like_name,
            EvidenceName.SIBLINGS: self._siblings,
            EvidenceName.HEAD_NOUN: self._head_noun,
            EvidenceName.SUBSTRING: self._substring,
            EvidenceName.POPULARITY: self._popularity,
        }
        told = [(name, part) for name, part in zip(NAMES, contributions, strict=True) if part > 0]
        return tuple(
            Reason(name=name, label=label(name), contribution=part, reason=say[name](supplier, user))
            for name, part in sorted(told, key=lambda line: -line[1])
        )

    def _named(self, products: Iterable[int]) -> str:
        return "、".join(self._map.names[product] for product in products)

    def _l3(self, supplier: int, user: int) -> str:
        own, target = self._map.names[supplier], self._map.names[user]
        together = {y: sorted({*self._users[supplier]} & {*self._users[y]}) for y in self._inputs[user]}
        d_in, d_out = self._shown.d_in, self._shown.d_out
        beside = {y: sum(float(1.0 / np.sqrt(d_in[x] * d_out[y])) for x in common) for y, common in together.items()}
        (nearest, *_) = _first(beside)
        common = together[nearest]
        others = f"等 {len(common)} 种产品" if len(common) > SHOWN else ""
        with_, made = self._map.names[nearest], self._named(common[:SHOWN])
        return f"{own}与{with_}同为{made}{others}的原料,而{with_}是{target}的原料。"

    def _cosine(self, supplier: int, user: int) -> str:
        alike = _first(lenders(self._names, self._shown, self._cosines, supplier, user))
        shared = sorted({y for w in alike for y in self._inputs[w]} & {*self._inputs[user]})
        own, target = self._map.names[supplier], self._map.names[user]
        return f"与{target}一样用{self._named(shared[:SHOWN])}的{self._named(alike)}也用{own}。"

    def _like_users(self, supplier: int, user: int) -> str:
        near = self._named_alike
        stated = int((self._shown.d_in[near.tails[near.heads == user]] > 0).sum())
        using = lenders(self._names, self._shown, near, supplier, user)
        whole = f"名称与{self._map.names[user]}相近、列有原料的 {stated} 种产品中 {len(using)} 种用"
        return f"{whole}{self._map.names[supplier]}:{self._named(_first(using))}。"

    def _like_suppliers(self, supplier: int, user: int) -> str:
        keys = np.array(self._inputs[user], np.int64) * self._map.size + supplier
        likeness = dict(zip(self._inputs[user], self._names.alike.of(keys).tolist(), strict=True))
        own, target, nearest = self._map.names[supplier], self._map.names[user], self._named(_first(likeness)[:1])
        return f"{target}的原料{nearest}与{own}名称相近。"

    def _like_name(self, supplier: int, user: int) -> str:
        """Told with the longest piece that a name or alias of each has in common."""
        every = [(self._map.names[product], *self._map.aliases[product]) for product in (supplier, user)]
        shared = max((_common(one, other) for one in every[0] for other in every[1]), key=len)
        return f"{self._map.names[supplier]}与{self._map.names[user]}的名称(或别名)都有“{shared}”。"

    def _siblings(self, supplier: int, user: int) -> str:
        """Told of the generic with the largest share."""
        found: list[tuple[float, str, int, list[int]]] = []
        for generic in self._network.reference.generics.get(self.product(user), ()):
            kinds = [self._place[kind] for kind in self._network.reference.kinds[generic]]
            stated = [kind for kind in kinds if kind != user and self._inputs[kind]]
            using = [kind for kind in stated if supplier in self._inputs[kind]]
            found.append((len(using) / (1 + len(stated)), generic, len(stated), using))
        _, generic, others, using = max(found, key=lambda line: line[:2])
        target, heading = self._map.names[user], self._network.products[generic].name
        whole = f"与{target}同属{heading}、列有原料的另 {others} 种产品中 {len(using)} 种用"
        return f"{whole}{self._map.names[supplier]}:{self._named(using[:SHOWN])}。"

    def _head_noun(self, supplier: int, user: int) -> str:
        """Told of the longest noun on which something was found."""
        for nouns in reversed(self._names.nouns):
            stated = [p for p, noun in enumerate(nouns) if noun == nouns[user] and p != user and self._inputs[p]]
            found = {p: [y for y in self._inputs[p] if nouns[y] == nouns[supplier]] for p in stated}
            using = [p for p in stated if found[p]]
            if using:
                example = f"{self._named(using[:1])}用{self._named(found[using[0]][:1])}"
                whole = f"以“{nouns[user]}”结尾、列有原料的另 {len(stated)} 种产品中 {len(using)} 种用"
                return f"{whole}以“{nouns[supplier]}”结尾的原料,如{example}。"
        raise AssertionError("a noun that adds something was found on some product")

    def _substring(self, supplier: int, user: int) -> str:
        key, own = name_key(self._map.names[user]), self._map.names[supplier]
        every = (own, *self._map.aliases[supplier])
        inside = max((name for name in every if name_key(name) in key), key=len)
        also = "" if inside == own else f"({own}的别名)"
        return f"“{self._map.names[user]}”的名称里有“{inside}”{also}。"

    def _popularity(self, supplier: int, user: int) -> str:
        users = self._users[supplier]
        return f"{self._map.names[supplier]}在图谱上是 {len(users)} 种产品的原料,如{self._named(users[:SHOWN])}。"


def _common(one: str, other: str) -> str:
    """The longest run of characters that both names have, read as `name_key` reads them; the first among equals."""
    first, second = name_key(one), name_key(other)
    found = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return first[found.a : found.a + found.size]


def _first(weights: Mapping[int, float]) -> list[int]:
    """Products with a weight, the heaviest first; ties by position."""
    return sorted((p for p in weights if weights[p] > 0), key=lambda p: (-weights[p], p))[:SHOWN]
