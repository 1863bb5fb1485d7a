"""One self-contained HTML map: pyvis builds the data, our own escaped template and vis-network are written into it."""

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from chainmap.gaps import Tag
from chainmap.views import MapData, MapNode, Presence
from chainmap.vocabulary import label

SYMBOLS = {
    Presence.PRESENT: "●",
    Presence.WEAK: "◐",
    Presence.COMING: "◔",
    Presence.UNSTATED: "◌",
    Presence.LACKING: "○",
    Presence.NO_DATA: "·",
}
_COLOURS = {
    Presence.PRESENT: ("#e9f7ef", "#1a9c5b"),
    Presence.WEAK: ("#fff7e6", "#d48806"),
    Presence.COMING: ("#f1eefe", "#7a5af8"),
    Presence.UNSTATED: ("#eef4ff", "#5b8def"),
    Presence.LACKING: ("#ffffff", "#8a919f"),
    Presence.NO_DATA: ("#f5f6f8", "#c4c9d2"),
}
_DASHES = {Presence.LACKING: [6, 4], Presence.UNSTATED: [2, 3], Presence.COMING: [10, 3]}
_WIDTHS = {Presence.PRESENT: 2, Presence.WEAK: 4}
LABEL_LINE = 8
BREAK_COLOUR = "#cf1322"


def render_map(data: MapData) -> str:
    """HTML that opens from disk with no network: no outside address, scripts allowed by their hash alone."""
    payload = _json_block({"network": _network_data(data), "details": _details(data)})
    script = _template_text("map.js")
    style = _template_text("map.css")
    library = vis_network()
    environment = Environment(
        loader=PackageLoader("graphs.pictures"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("map.html").render(
        data=data,
        label=label,
        symbols=SYMBOLS,
        states=list(Presence),
        payload=payload,
        script=script,
        style=style,
        library=library,
        script_hashes=[_hash(library), _hash(script)],
        style_hashes=[_hash(style)],
    )


@cache
def vis_network() -> str:
    """vis-network as the installed pyvis ships it (Apache-2.0 or MIT)."""
    found = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    return found.replace("</script", "<\\/script")


def _template_text(name: str) -> str:
    return files("graphs.pictures").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _json_block(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028")


def _network_data(data: MapData) -> dict[str, object]:
    """Nodes and edges as vis-network takes them, built by pyvis; positions are ours, physics stays off."""
    from pyvis.network import Network

    drawing = Network(directed=True)
    for node in data.nodes:
        drawing.add_node(node.product.id, **_node_options(node))
    nodes, edges, *_ = drawing.get_network_data()
    lines = [
        {"from": link.supplier, "to": link.user, "dashes": link.relation.value == "kind"} for link in data.links
    ]  # pyvis' add_edge looks through all edges for each new one
    return {"nodes": nodes, "edges": [*edges, *lines]}


def _node_options(node: MapNode) -> dict[str, object]:
    background, border = _COLOURS[node.presence]
    broken = label(Tag.BREAK) if label(Tag.BREAK) in node.tags else ""
    return {
        "label": f"{SYMBOLS[node.presence]} {_wrapped(node.product.name)}" + (f"\n{broken}" if broken else ""),
        "x": node.x,
        "y": node.y,
        "shape": "box",
        "color": {
            "background": background,
            "border": BREAK_COLOUR if broken else border,
            "highlight": {"background": "#e6f1ff", "border": "#1677ff"},
        },
        "borderWidth": _WIDTHS.get(node.presence, 1),
        "shapeProperties": {"borderDashes": _DASHES.get(node.presence, False), "borderRadius": 6},
        "physics": False,
    }


def _wrapped(name: str) -> str:
    return "\n".join(name[i : i + LABEL_LINE] for i in range(0, len(name), LABEL_LINE))


def _details(data: MapData) -> dict[str, object]:
    return {node.product.id: {"name": node.product.name, "lines": list(node.details)} for node in data.nodes}
