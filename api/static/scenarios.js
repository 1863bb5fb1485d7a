// The form of plants without a trip to the server for every row; names come as one types. Nothing newer than Chromium 86.
"use strict";
(function () {
  var form = document.querySelector("form[data-plants]");
  if (!form) { return; }

  function rows(set) { return Array.prototype.slice.call(set.querySelectorAll("[data-plant]")); }

  function number(set) {
    rows(set).forEach(function (row, index) {
      row.querySelectorAll("[aria-label]").forEach(function (one) {
        one.setAttribute("aria-label", one.getAttribute("aria-label").replace(/第 \d+ 行/, "第 " + (index + 1) + " 行"));
      });
      var drop = row.querySelector("[data-drop]");
      drop.value = drop.value.replace(/\d+$/, index);
    });
  }

  function emptied(row) {
    row.querySelectorAll("input").forEach(function (field) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      if (!field.classList.contains("unit")) { field.value = ""; }
    });
    var wrong = row.querySelector(".wrongrow");
    if (wrong) { wrong.remove(); }
    return row;
  }

  form.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    var set = button && button.closest("fieldset");
    if (!set) { return; }
    var all = rows(set);
    if (button.hasAttribute("data-more")) {
      var last = all[all.length - 1];
      var fresh = emptied(last.cloneNode(true));
      last.after(fresh);
      number(set);
      fresh.querySelector("input").focus();
    } else if (button.hasAttribute("data-drop")) {
      var row = button.closest("[data-plant]");
      if (all.length === 1) { emptied(row); } else { row.remove(); }
      number(set);
      rows(set)[0].querySelector("input").focus();
    } else {
      return;
    }
    event.preventDefault();
  });

  // The list holds the gaps of the place; what is typed beyond them is looked up in the whole map.
  var names = form.querySelector("[data-names]");
  var waiting = 0;
  form.addEventListener("input", function (event) {
    var typed = event.target.value.trim();
    if (event.target.getAttribute("list") !== "names" || !typed) { return; }
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      fetch("/api/v1/products?limit=20&q=" + encodeURIComponent(typed)).then(function (answer) {
        return answer.ok ? answer.json() : { items: [] };
      }).then(function (found) {
        var known = new Set(Array.prototype.map.call(names.options, function (one) { return one.value; }));
        found.items.forEach(function (product) {
          if (known.has(product.name)) { return; }
          var option = document.createElement("option");
          option.value = product.name;
          names.appendChild(option);
        });
      }).catch(function () { /* the server is away: the list that is there stays */ });
    }, 200);
  });
})();
