(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var holder = document.getElementById("map");
  var name = document.getElementById("panel-name");
  var list = document.getElementById("panel-lines");
  function show(id) {
    var found = data.details[id];
    if (!found) { return; }
    document.getElementById("panel").className = "open";
    name.textContent = found.name;
    while (list.firstChild) { list.removeChild(list.firstChild); }
    found.lines.forEach(function (line) {
      var item = document.createElement("li");
      item.textContent = line;
      list.appendChild(item);
    });
  }
  var network = new vis.Network(
    holder,
    { nodes: new vis.DataSet(data.network.nodes), edges: new vis.DataSet(data.network.edges) },
    {
      physics: false,
      interaction: { hover: true, keyboard: false, navigationButtons: false, tooltipDelay: 100 },
      nodes: { font: { face: "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif", size: 15 }, margin: 7 },
      edges: {
        arrows: { to: { enabled: true, scaleFactor: 0.45 } },
        color: { color: "#c4ccd8", highlight: "#1677ff", hover: "#69b1ff" },
        smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.45 },
        width: 1,
        hoverWidth: 1
      }
    }
  );
  network.on("selectNode", function (event) { show(event.nodes[0]); });
  network.on("deselectNode", function () { document.getElementById("panel").className = ""; });
  network.once("afterDrawing", function () {
    network.fit({ animation: false });
    network.moveTo({ scale: network.getScale() * 0.95, animation: false });
    document.body.setAttribute("data-drawn", String(data.network.nodes.length));
  });
}());
