"""The map of coatings as a world that tests may change."""

import pytest

from tests.graphs.hypotheses import coatings


@pytest.fixture
def coated(new_world):
    """Resins and what is made of them; 环氧树脂 → 环氧涂料 is lacking."""
    world = new_world()
    for fact in coatings.facts():
        world.say(fact)
    return world
