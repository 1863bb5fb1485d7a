// Suggestions under the search box while typing; Enter without a choice searches as ever. Nothing newer than Chromium 86.
"use strict";
(function () {
  var form = document.querySelector("form[role=search]");
  var box = form && form.querySelector("input[type=search]");
  if (!box || !window.fetch) { return; }
  var MOST = 8;
  var PAUSE = 120;
  var list = document.createElement("ul");
  var chosen = -1;
  var asked = 0;
  var timer = 0;
  list.id = "suggestions";
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "可能要找的");
  form.appendChild(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) { choose(-1); }
  }

  function choose(number) {
    chosen = number;
    Array.prototype.forEach.call(list.children, function (row, at) {
      row.setAttribute("aria-selected", String(at === number));
    });
    if (number < 0) { box.removeAttribute("aria-activedescendant"); } else { box.setAttribute("aria-activedescendant", list.children[number].id); }
  }

  function part(name, text) {
    var made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function row(hit, at) {
    var made = document.createElement("li");
    var link = document.createElement("a");
    var kind = part("span", hit.thing_label);
    kind.className = "tag";
    link.href = hit.link;
    link.tabIndex = -1;
    link.append(kind, part("b", hit.name), part("small", (hit.match === "near" ? hit.match_label + " " : "") + hit.reason));
    made.id = "suggestion-" + at;
    made.setAttribute("role", "option");
    made.append(link);
    return made;
  }

  function ask() {
    var text = box.value.trim();
    var place = form.querySelector("input[name=place]");
    var turn = ++asked;
    if (!text) { show(false); return; }
    var address = "/api/v1/search?states=false&limit=" + MOST + "&q=" + encodeURIComponent(text);
    if (place) { address += "&place=" + encodeURIComponent(place.value); }
    fetch(address).then(function (answer) { return answer.ok ? answer.json() : { items: [] }; }).then(function (found) {
      if (turn !== asked) { return; }
      list.textContent = "";
      found.items.filter(function (hit) { return hit.link; }).forEach(function (hit, at) { list.append(row(hit, at)); });
      show(list.children.length > 0 && document.activeElement === box);
      choose(-1);
    }).catch(function () { show(false); });
  }

  box.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE);
  });
  box.addEventListener("keydown", function (event) {
    if (event.isComposing || list.hidden) { return; }
    var last = list.children.length - 1;
    if (event.key === "ArrowDown") { choose(chosen < last ? chosen + 1 : -1); event.preventDefault(); }
    if (event.key === "ArrowUp") { choose(chosen < 0 ? last : chosen - 1); event.preventDefault(); }
    if (event.key === "Escape") { show(false); event.preventDefault(); }
    if (event.key === "Enter" && chosen >= 0) { list.children[chosen].firstChild.click(); event.preventDefault(); }
  });
  list.addEventListener("mousedown", function (event) { event.preventDefault(); });
  box.addEventListener("blur", function () { show(false); });
})();
