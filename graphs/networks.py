"""Keeps the networks of the last few store versions, since building one takes longer than any answer."""

import gc
from collections import OrderedDict
from threading import Lock

from chainmap.memory import collector_resting
from chainmap.ports import Reader
from chainmap.scoring import SHIPPED_WEIGHTS, Weights
from graphs.network import ChainNetwork, network_of


class NetworkCache:
    """Keeps the networks of the last few store versions, since building one takes longer than any answer."""

    def __init__(self, keep: int = 4) -> None:
        self._keep = keep
        self._lock = Lock()
        self._networks: OrderedDict[tuple[str, Weights], ChainNetwork] = OrderedDict()

    def current(self, reader: Reader, weights: Weights = SHIPPED_WEIGHTS) -> ChainNetwork:
        """The network of what the reader says now, to be scored with these weights."""
        key = reader.version(), weights
        with self._lock:
            if key not in self._networks:
                with collector_resting():
                    snapshot = reader.snapshot()
                    key = snapshot.version, weights
                    self._networks[key] = network_of(snapshot, weights)
                _settle()
                while len(self._networks) > self._keep:
                    self._networks.popitem(last=False)
            self._networks.move_to_end(key)
            return self._networks[key]


def _settle() -> None:
    """A network lives long and holds no garbage: the collector need not walk through it at every answer."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
