"""What the things of an industrial chain are: products, routes, places, enterprises, gaps; no storage, no web."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("industry-chainmap")
except PackageNotFoundError:  # running from a checkout that was never installed
    __version__ = "0+unknown"
