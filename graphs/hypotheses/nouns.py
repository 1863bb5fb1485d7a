"""What the nouns on which names end say: 聚氨酯涂料 and 醇酸涂料 end alike, and 涂料 is made of what ends on 树脂."""

from dataclasses import dataclass

import numpy as np

from graphs.hypotheses.analogies import Shown
from graphs.hypotheses.pairs import Floats, Ints, Pairs, best, gathered, joints
from graphs.hypotheses.spelling import Spelling


@dataclass(frozen=True, slots=True)
class NounLinks:
    """Links between nouns of one length. `using`: how many products on the head's noun use something on the tail's;
    `own`: which product uses something on which noun; `stated`: products with inputs on each noun; `bearing`: all.
    """

    nouns: Ints
    using: Pairs
    own: Pairs
    stated: Floats
    bearing: Floats
    has_inputs: Floats

    def shares(self, suppliers: Ints, users: Ints) -> Floats:
        """Share of the other products on the user's noun that use something on the supplier's noun, one more in the
        divisor, ÷ √(products on the supplier's noun).
        """
        tails, heads = self.nouns[suppliers], self.nouns[users]
        others = self.using.of(tails * self.using.size + heads) - self.own.of(tails * self.own.size + users)
        return others / (self.stated[heads] - self.has_inputs[users] + 1.0) / np.sqrt(self.bearing[tails])

    def listed(self, using: Ints, most: int) -> tuple[Ints, Ints]:
        """For each product of `using` the suppliers on the likeliest nouns, `most` of them; as (supplier, user)."""
        size = self.using.size
        rates = self.using.weights / (self.stated[self.using.heads] + 1.0)
        rated = self.using.weighed(rates / np.sqrt(self.bearing[self.using.tails]))
        order = np.argsort(self.nouns, kind="stable")
        members = Pairs(size, self.nouns[order], order, np.ones(len(order)))
        turned = rated.reversed()
        noun, member = joints(turned, members)
        named = best(gathered(size, members.heads[member], turned.tails[noun], turned.weights[noun]), most)
        by_noun = named.reversed()
        own = Pairs(size, using, self.nouns[using], np.ones(len(using)))
        left, right = joints(own, by_noun)
        return by_noun.heads[right], own.tails[left]


def noun_links(names: Spelling, shown: Shown) -> tuple[NounLinks, ...]:
    """One a length of noun, the shortest first."""
    return tuple(_of_length(nouns, shown) for nouns in names.heads)


def _of_length(nouns: Ints, shown: Shown) -> NounLinks:
    size = shown.feeds.size
    own = gathered(size, nouns[shown.feeds.tails], shown.feeds.heads, shown.feeds.weights, by="max")
    has_inputs = (shown.d_in > 0).astype(np.float64)
    return NounLinks(
        nouns=nouns,
        using=gathered(size, own.tails, nouns[own.heads], own.weights),
        own=own,
        stated=np.bincount(nouns, has_inputs, minlength=size).astype(np.float64),
        bearing=np.bincount(nouns, minlength=size).astype(np.float64),
        has_inputs=has_inputs,
    )
