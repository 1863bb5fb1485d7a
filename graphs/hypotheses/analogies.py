"""What a link lends to a product that is like one of its ends: by its inputs, by its name, by what it is used with.

τ(u, w, v) is the share of the letters that the names of u and w have in common, weighted by rarity, that v's name has
as well, and 1 where they have none. 丁苯橡胶 uses 苯乙烯 and is named after it; that says little of 顺丁橡胶.
"""

from dataclasses import dataclass

import numpy as np

from graphs.hypotheses.linkmap import LinkMap
from graphs.hypotheses.pairs import Flags, Floats, Ints, Pairs, contained, gathered, joints, product, spread
from graphs.hypotheses.spelling import Spelling

COMMON = 300
"""What more products than this use, or a generic with more kinds than this, says nothing of likeness."""
SLACK = 0.1
"""Keeps one faintly like-named product from being a majority of its own."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The links that are not hidden, as pairs (supplier, user) and turned round, with both degrees of each product."""

    feeds: Pairs
    fed: Pairs
    d_in: Floats
    d_out: Floats


def shown_links(map_: LinkMap, hidden: Flags) -> Shown:
    suppliers, users = map_.suppliers[~hidden], map_.users[~hidden]
    feeds = Pairs(map_.size, suppliers, users, np.ones(len(suppliers)))
    d_in, d_out = (np.bincount(ends, minlength=map_.size).astype(np.float64) for ends in (users, suppliers))
    return Shown(feeds, feeds.reversed(), d_in, d_out)


def l3(shown: Shown) -> Pairs:
    """Σ over the ways u → x ← y → v of 1 ÷ √(d_in(x) · d_out(y)), y other than u."""
    used = shown.feeds.weighed(1.0 / np.sqrt(shown.d_in[shown.feeds.heads]))
    beside = product(used, shown.fed)
    beside = beside.where(beside.tails != beside.heads)
    return product(beside, shown.feeds.weighed(1.0 / np.sqrt(shown.d_out[shown.feeds.tails])))


def like_fed(names: Spelling, shown: Shown) -> Pairs:
    """Σ over users w of u of τ · cos(w, v) of the input sets."""
    return _carried(names, shown, input_cosines(shown))


def input_cosines(shown: Shown) -> Pairs:
    """cos(w, v) of the input sets, each input y weighted by ln((N + 1) ÷ (d_out(y) + 1)); w other than v."""
    rarity = np.log((shown.feeds.size + 1) / (shown.d_out[shown.fed.heads] + 1))
    length = np.sqrt(np.bincount(shown.fed.tails, rarity**2, minlength=shown.feeds.size))
    inputs = shown.fed.weighed(rarity / np.maximum(length[shown.fed.tails], 1e-12))
    inputs = inputs.where(shown.d_out[inputs.heads] <= COMMON)
    cosines = product(inputs, inputs.reversed())
    return cosines.where(cosines.tails != cosines.heads)


def like_named(names: Spelling, shown: Shown) -> Pairs:
    """Σ τ · s(w, v)² over users w of u ÷ (SLACK + Σ s(w, v)² over all w that have inputs), s the cosine of names."""
    alike = names.alike.where(shown.d_in[names.alike.tails] > 0)
    squares = alike.weighed(alike.weights**2)
    whole = SLACK + np.bincount(squares.heads, squares.weights, minlength=shown.feeds.size)
    voted = _carried(names, shown, squares)
    return voted.weighed(voted.weights / whole[voted.heads])


def like_suppliers(names: Spelling, shown: Shown) -> Pairs:
    """The largest s(y, u) over inputs y of v."""
    feed, like = joints(shown.fed, names.alike)
    ends = names.alike.heads[like], shown.fed.tails[feed]
    return gathered(shown.feeds.size, *ends, names.alike.weights[like], by="max")


def siblings(map_: LinkMap, shown: Shown) -> Pairs:
    """Share of the other kinds with inputs of a generic of v that use u, one more in the divisor; over generics Σ."""
    tails, heads, weights = [], [], []
    for family in map_.families:
        stated = [kind for kind in family if shown.d_in[kind]]
        for own in family if len(family) <= COMMON else ():
            others = [kind for kind in stated if kind != own]
            tails += others
            heads += [own] * len(others)
            weights += [1.0 / (1 + len(others))] * len(others)
    ends = np.array(tails, np.int64), np.array(heads, np.int64)
    return product(shown.feeds, gathered(shown.feeds.size, *ends, np.array(weights, np.float64)))


def lenders(names: Spelling, shown: Shown, likeness: Pairs, supplier: int, product_: int) -> dict[int, float]:
    """The users of `supplier` from which a link carries over to the product, with τ · likeness above 0."""
    own = shown.feeds.where(shown.feeds.tails == supplier)
    links = np.arange(len(own.tails))
    near = likeness.of(own.heads * own.size + product_)
    weights = near * _transferable(names, own, links, np.full(len(links), product_))
    return {int(user): float(weight) for user, weight in zip(own.heads, weights, strict=True) if weight > 0}


def _carried(names: Spelling, shown: Shown, likeness: Pairs) -> Pairs:
    """Σ over users w of u of τ(u, w, v) · likeness of w to v, as pairs (u, v)."""
    link, like = joints(shown.feeds, likeness)
    weights = likeness.weights[like] * _transferable(names, shown.feeds, link, likeness.heads[like])
    return gathered(shown.feeds.size, shown.feeds.tails[link], likeness.heads[like], weights)


def _transferable(names: Spelling, feeds: Pairs, link: Ints, product_: Ints) -> Floats:
    """τ for each (link u → w, product v)."""
    owner, letters = _shared_letters(names, feeds)
    begins = np.searchsorted(owner, np.arange(len(feeds.tails) + 1))
    rarity = names.rarity[letters]
    whole = np.bincount(owner, rarity, minlength=len(feeds.tails))
    entry, at = spread(begins[link], begins[link + 1] - begins[link])
    had = contained(letters[at] * feeds.size + product_[entry], names.lettered)
    kept = np.bincount(entry[had], rarity[at[had]], minlength=len(link))
    return np.where(whole[link] > 0, kept / np.maximum(whole[link], 1e-12), 1.0)


def _shared_letters(names: Spelling, feeds: Pairs) -> tuple[Ints, Ints]:
    """Letters that the names of both ends of a link have: the link of each, growing, and the letter."""
    owner, at = spread(names.begins[feeds.tails], np.diff(names.begins)[feeds.tails])
    letters = names.letters[at]
    both = contained(letters * feeds.size + feeds.heads[owner], names.lettered)
    return owner[both], letters[both]
