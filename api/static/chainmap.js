// Only makes what is there quicker to use: every page works without it. Plain ES2019, nothing newer than Chromium 86.
"use strict";
(function () {
  var map = document.querySelector(".map");

  function ids(card, name) {
    return (card.getAttribute(name) || "").split(" ").filter(Boolean);
  }

  function light(card) {
    var near = new Set(ids(card, "data-suppliers").concat(ids(card, "data-users")));
    map.classList.add("lit");
    map.querySelectorAll(".card").forEach(function (other) {
      other.classList.toggle("self", other === card);
      other.classList.toggle("near", near.has(other.getAttribute("data-id")));
    });
  }

  function dark() {
    map.classList.remove("lit");
    map.querySelectorAll(".card").forEach(function (card) { card.classList.remove("self", "near"); });
  }

  if (map) {
    map.addEventListener("mouseover", function (event) {
      var card = event.target.closest(".card");
      if (card) { light(card); } else { dark(); }
    });
    map.addEventListener("mouseleave", dark);
    map.addEventListener("focusin", function (event) {
      var card = event.target.closest(".card");
      if (card) { light(card); }
    });
    map.addEventListener("focusout", dark);
  }

  // Arrow keys walk: left to a supplier, right to a user, up and down along the cards or rows.
  function card(id) {
    return Array.prototype.find.call(map.querySelectorAll(".card"), function (one) { return one.getAttribute("data-id") === id; });
  }

  function walk(key) {
    var here = document.activeElement;
    var all = Array.prototype.slice.call(document.querySelectorAll(map ? ".card" : "[data-row]"));
    var at = all.indexOf(here);
    if (key === "ArrowLeft" || key === "ArrowRight") {
      if (!map || at < 0) { return false; }
      var next = ids(here, key === "ArrowLeft" ? "data-suppliers" : "data-users")[0];
      if (next) { card(next).focus(); }
      return Boolean(next);
    }
    if (at < 0) { return false; }
    var other = all[at + (key === "ArrowDown" ? 1 : -1)];
    if (other) { other.focus(); }
    return Boolean(other);
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { return; }
    if (event.key === "/") {
      var search = document.querySelector("input[type=search]");
      if (search) { search.focus(); event.preventDefault(); }
    } else if (event.key === "Escape") {
      var menus = document.querySelectorAll("details.menu[open]");
      var close = document.querySelector(".drawer .close");
      if (menus.length) { menus.forEach(function (menu) { menu.open = false; }); } else if (close) { close.click(); }
    } else if (event.key.indexOf("Arrow") === 0 && walk(event.key)) {
      event.preventDefault();
    }
  });

  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
  });

  // Opening or closing the drawer keeps the place on the page.
  var KEY = "chainmap-scroll";
  function withoutOpen(address) {
    var url = new URL(address, location.href);
    url.searchParams.delete("open");
    return url.pathname + url.search;
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    if (link && link.href && withoutOpen(link.href) === withoutOpen(location.href)) {
      try { sessionStorage.setItem(KEY, withoutOpen(location.href) + " " + window.scrollY); } catch (error) { return; }
    }
  });
  try {
    var kept = (sessionStorage.getItem(KEY) || "").split(" ");
    sessionStorage.removeItem(KEY);
    if (kept.length === 2 && kept[0] === withoutOpen(location.href)) { window.scrollTo(0, Number(kept[1])); }
  } catch (error) { /* storage switched off: the page starts at its top */ }

  var print = document.querySelector("button[data-print]");
  if (print) { print.hidden = false; print.addEventListener("click", function () { window.print(); }); }
})();
