"""Clients of the service over the small stores."""

import pytest

from tests.api import readers
from tests.api.client import Client


@pytest.fixture
def fuling() -> Client:
    return Client(readers.fuling())


@pytest.fixture
def hostile() -> Client:
    return Client(readers.hostile())


@pytest.fixture
def empty() -> Client:
    return Client(readers.empty())


@pytest.fixture
def down() -> Client:
    return Client(readers.DownReader(*readers.facts_named(lambda name: name)))


@pytest.fixture
def broken() -> Client:
    return Client(readers.BrokenReader(*readers.facts_named(lambda name: name)))
