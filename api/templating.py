"""Templates of the pages: always escaped, an unknown variable is an error, labels come from the vocabulary."""

import hashlib
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

import api.formats as formats
from chainmap import __version__
from chainmap.vocabulary import definition, label


@cache
def environment() -> Environment:
    env = Environment(
        loader=PackageLoader("api", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(term=label, meaning=definition, asset=asset, program=__version__)
    for name in (
        "amount",
        "bounds",
        "figure",
        "fraction",
        "needed",
        "percent",
        "score",
        "shortened",
        "signed",
        "unit_words",
    ):
        env.filters[name] = getattr(formats, name)
    env.filters["segment"] = segment
    return env


def segment(name: str) -> str:
    """One part of an address: everything that is no letter or digit is quoted, the slash too."""
    return quote(name, safe="")


@cache
def asset(name: str) -> str:
    """The address of a static file, with a digest of its content, so that it may be kept for good."""
    content = files("api").joinpath("static").joinpath(name).read_bytes()
    return f"/static/{name}?v={hashlib.blake2b(content, digest_size=6).hexdigest()}"


def render(template: str, **context: object) -> bytes:
    """A page as bytes; what cannot be encoded (half of a surrogate pair) shows as a question mark."""
    return environment().get_template(template).render(**context).encode("utf-8", "replace")
