"""What speaks for "u is a feedstock of v": nine measures, read from the links that are shown and from names alone.

A is the matrix of shown links, d_in(v) and d_out(u) its sums, N the number of products, s(w, v) the cosine of two names
(`spelling`), τ how far a link of u and w carries over to v (`analogies`). No measure is negative, none counts the pair
itself, and all are 0 where there is nothing to go by.

l3             Σ over x, y ≠ u of A[u,x]·A[y,x]·A[y,v] ÷ √(d_in(x)·d_out(y)): u is used beside y, and y feeds v.
               Kovács et al., "Network-based prediction of protein interactions", Nat. Commun. 10 (2019) 1240; directed.
cosine         Σ over users w of u of τ · cosine of the input sets of w and v, input y weighted by
               ln((N + 1) ÷ (d_out(y) + 1)).
like_users     Σ τ·s(w, v)² over users w of u ÷ (0.1 + Σ s(w, v)² over all w with inputs): how many of the products
               named like v use u.
like_suppliers the largest s(u, y) over inputs y of v.
like_name      s(u, v): 环氧树脂 and 环氧涂料.
siblings       share of the other kinds of a generic of v that use u, one more in the divisor; summed over generics.
head_noun      Σ over nouns of one and two characters of the share of the other products on v's noun that use something
               on u's noun, one more in the divisor, ÷ √(products on u's noun).
substring      length of u's name ÷ length of v's name, where the one stands in the other.
popularity     d_out(u).
"""

from dataclasses import dataclass

import numpy as np

from chainmap.hypotheses import EvidenceName
from graphs.hypotheses.analogies import l3, like_fed, like_named, like_suppliers, shown_links, siblings
from graphs.hypotheses.linkmap import LinkMap, Related
from graphs.hypotheses.nouns import NounLinks, noun_links
from graphs.hypotheses.pairs import Flags, Floats, Ints, Pairs, best, counted
from graphs.hypotheses.spelling import Spelling

CANDIDATES = 60
"""Of each evidence the best pairs of a product, among which its suppliers are looked for."""
NAMES = tuple(EvidenceName)
FEWEST_CANDIDATES = 10
MOST_PAIRS = 3_000_000
"""Of one evidence; on a map of more than 50,000 products fewer candidates a product keep to it."""


@dataclass(frozen=True, slots=True)
class Evidences:
    """Of one map with some links hidden: `listed` holds the measures that list their pairs; the rest is asked for."""

    listed: dict[EvidenceName, Pairs]
    nouns: tuple[NounLinks, ...]
    d_out: Floats

    def of(self, keys: Ints) -> Floats:
        """One row a pair (supplier · N + user), one column an evidence in the order of `NAMES`."""
        suppliers, users = np.divmod(keys, len(self.d_out))
        asked = {
            **{name: pairs.of(keys) for name, pairs in self.listed.items()},
            EvidenceName.HEAD_NOUN: sum((noun.shares(suppliers, users) for noun in self.nouns), np.zeros(len(keys))),
            EvidenceName.POPULARITY: self.d_out[suppliers],
        }
        return np.stack([asked[name] for name in NAMES]).T


def evidences(map_: LinkMap, names: Spelling, hidden: Flags) -> Evidences:
    shown = shown_links(map_, hidden)
    return Evidences(
        listed={
            EvidenceName.L3: l3(shown),
            EvidenceName.COSINE: like_fed(names, shown),
            EvidenceName.LIKE_USERS: like_named(names, shown),
            EvidenceName.LIKE_SUPPLIERS: like_suppliers(names, shown),
            EvidenceName.LIKE_NAME: names.alike,
            EvidenceName.SIBLINGS: siblings(map_, shown),
            EvidenceName.SUBSTRING: names.inside,
        },
        nouns=noun_links(names, shown),
        d_out=shown.d_out,
    )


def candidates(map_: LinkMap, found: Evidences, hidden: Flags) -> tuple[Ints, Ints]:
    """Keys of the pairs worth scoring, growing: the best of each evidence among the pairs that may be links; and how
    many times each was listed. May be: both ends take part, and the map relates them in no way.
    """
    may_be = _MayBe(map_, hidden)
    most = max(FEWEST_CANDIDATES, min(CANDIDATES, MOST_PAIRS // map_.size))
    keys = [best(pairs.where(may_be(pairs.tails, pairs.heads)), most).keys for pairs in found.listed.values()]
    using = np.flatnonzero(map_.using)
    ends = [noun.listed(using, most // len(found.nouns)) for noun in found.nouns]
    for suppliers, users in (*ends, _popular(found.d_out, using, most)):
        kept = may_be(suppliers, users)
        keys.append(suppliers[kept] * map_.size + users[kept])
    return counted(np.concatenate(keys))


def _popular(d_out: Floats, using: Ints, most: int) -> tuple[Ints, Ints]:
    """The most used suppliers, for every user alike; ties by position."""
    first = np.lexsort((np.arange(len(d_out)), -d_out))[:most]
    first = first[d_out[first] > 0]
    return np.repeat(first, len(using)), np.tile(using, len(first))


class _MayBe:
    """Asks of pairs whether they may be links; see `candidates`."""

    def __init__(self, map_: LinkMap, hidden: Flags) -> None:
        self._map, self._related = map_, Related(map_, hidden)

    def __call__(self, suppliers: Ints, users: Ints) -> Flags:
        may_be: Flags = self._map.supplying[suppliers] & self._map.using[users] & (suppliers != users)
        may_be[may_be] = ~self._related.holds(suppliers[may_be], users[may_be])
        return may_be
