"""The one-file map: no outside address, scripts by their hash alone, hostile names stay literal text."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from chainmap.views import Presence
from graphs.pictures.drawing import chain_map
from graphs.pictures.render import render_map, vis_network

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"; alert(1); "',
    "{{ 7 * 7 }}",
    "<!-- <script> -->",
    "&lt;b&gt;",
    "换行\u2028处",
    "https://example.com/x.js",
)


class Page(HTMLParser):
    """What a browser would see: the elements with their attributes, and the raw text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.raw:
            self.raw[tag].append("")

    def handle_data(self, data) -> None:
        tag = self.elements[-1][0] if self.elements else ""
        if tag in self.raw:
            self.raw[tag][-1] += data
        else:
            self.text.append(data)

    def handle_endtag(self, tag) -> None:
        self.elements.append((f"/{tag}", {}))


@pytest.fixture
def page(world) -> Page:
    world.route("PET", {"PTA": 0.86, "乙二醇": 0.33}).route("PTA", {"PX": 0.66}).chain("聚酯", "PET", up=3, down=3)
    for name in HOSTILE:
        world.route(name, {"PET": 1.0})
    world.plant("PTA", 900_000, by="</script>厂").makes("PET", HOSTILE[0])
    return Page(render_map(chain_map(world.network(), "涪陵区", "聚酯")))


def test_nothing_is_fetched_from_anywhere(page) -> None:
    addresses = [(tag, key, value) for tag, attrs in page.elements for key, value in attrs.items() if key in LINKING]
    assert addresses == []
    assert not re.search(r"@import|url\((?!['\"]?data:)", "".join(page.raw["style"]))
    own = [script for script in page.raw["script"] if script != vis_network()]
    assert not any(re.search(r"fetch\(|XMLHttpRequest|WebSocket|import\(", script) for script in own[1:])


LINKING = {"src", "href", "srcset", "action", "formaction", "data", "poster", "background", "ping", "style"}


def test_scripts_and_styles_run_by_their_hash_and_nothing_else_does(page) -> None:
    (policy,) = [
        attrs["content"] for tag, attrs in page.elements if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"].strip() == "'none'"
    assert "unsafe" not in policy and "http" not in policy
    kinds = [attrs.get("type") for tag, attrs in page.elements if tag == "script"]
    running = [text for kind, text in zip(kinds, page.raw["script"], strict=True) if kind is None]
    assert set(rules["script-src"].split()) == {hash_of(text) for text in running}
    assert set(rules["style-src"].split()) == {hash_of(text) for text in page.raw["style"]}
    assert not any(key.startswith("on") for _, attrs in page.elements for key in attrs)


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_comes_before_anything_it_governs(page) -> None:
    tags = [tag for tag, _ in page.elements]
    policy = next(i for i, (_, attrs) in enumerate(page.elements) if attrs.get("http-equiv"))
    assert policy < tags.index("style") < tags.index("script")


def test_hostile_names_stay_literal_in_the_data_and_in_the_table(page) -> None:
    assert [tag for tag, _ in page.elements].count("script") == 3  # data, library, our own
    data = json.loads(page.raw["script"][0])
    names = {details["name"] for details in data["details"].values()}
    assert names >= set(HOSTILE)
    assert "<" not in page.raw["script"][0]
    for name in HOSTILE:
        assert name in page.text


def test_the_data_holds_every_node_and_link_once(world) -> None:
    world.route("PET", {"PTA": 0.86, "乙二醇": 0.33}).route("PTA", {"PX": 0.66}).chain(
        "聚酯", "PET", up=3, down=3
    ).makes("PTA")
    drawn = chain_map(world.network(), "涪陵区", "聚酯")
    network = json.loads(Page(render_map(drawn)).raw["script"][0])["network"]
    assert [node["id"] for node in network["nodes"]] == [node.product.id for node in drawn.nodes]
    assert len({(node["x"], node["y"]) for node in network["nodes"]}) == 4
    assert {(edge["from"], edge["to"]) for edge in network["edges"]} == {
        (link.supplier, link.user) for link in drawn.links
    }
    assert not any("title" in node for node in network["nodes"])  # titles would be read as markup


def test_the_map_needs_no_script_to_be_read(page) -> None:
    rows = [tag for tag, _ in page.elements].count("tr")
    assert rows == 1 + 4 + len(HOSTILE)  # the heading, PX, PTA, 乙二醇 and PET, and what is made of PET


def test_equal_maps_are_equal_byte_for_byte(world) -> None:
    world.route("PET", {"PTA": 0.86}).chain("聚酯", "PET").makes("PTA")
    assert render_map(chain_map(world.network(), "涪陵区")) == render_map(chain_map(world.copy().network(), "涪陵区"))


def test_a_map_of_nothing_opens_too(world) -> None:
    assert "<!doctype html>" in render_map(chain_map(world.network(), "涪陵区"))


def test_the_map_of_a_place_tells_unstated_from_lacking(world) -> None:
    """TPU's heading is made here without its kind: TPU may be here, MDI-made 鞋底 is lacking."""
    world.kinds("聚氨酯树脂", "鞋底原液").route("鞋底", {"鞋底原液": 1.0}).route("鞋底原液", {"MDI": 0.5}).makes(
        "聚氨酯树脂"
    )
    states = {node.product.name: node.presence for node in chain_map(world.network(), "涪陵区").nodes}
    assert states["聚氨酯树脂"] is Presence.PRESENT
    assert states["鞋底原液"] is Presence.UNSTATED
    assert states["鞋底"] is Presence.LACKING
