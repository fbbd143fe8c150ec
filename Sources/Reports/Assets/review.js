"use strict";
(() => {
  const pairs = [...document.querySelectorAll(".pair")];
  if (!pairs.length) return;
  const key = "rollcall-review-" + document.body.dataset.set;
  const element = (id) => document.getElementById(id);
  let current = 0;
  let decisions = {};
  // Storage may be forbidden for local files; then decisions last as long as the page.
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept && typeof kept === "object") decisions = kept;
  } catch {}

  const idOf = (pair) => pair.dataset.pair;
  const decisionOf = (pair) => {
    const decision = Object.hasOwn(decisions, idOf(pair)) ? decisions[idOf(pair)] : "";
    return decision === "same" || decision === "different" ? decision : "";
  };
  const isOpen = (pair) => !decisionOf(pair);

  function show(pair) {
    const decision = decisionOf(pair);
    pair.classList.toggle("same", decision === "same");
    pair.classList.toggle("different", decision === "different");
    for (const input of pair.querySelectorAll("input")) input.checked = input.value === decision;
  }
  function count() {
    const decided = pairs.filter((pair) => !isOpen(pair)).length;
    element("bar").value = decided;
    element("state").textContent = decided + " of " + pairs.length + " decided";
  }
  function decide(pair, decision) {
    if (decision) decisions[idOf(pair)] = decision;
    else delete decisions[idOf(pair)];
    try { localStorage.setItem(key, JSON.stringify(decisions)); } catch {}
    show(pair);
    count();
  }
  function go(index, moves) {
    pairs[current].classList.remove("current");
    current = Math.max(0, Math.min(pairs.length - 1, index));
    pairs[current].classList.add("current");
    if (moves) {
      pairs[current].focus({ preventScroll: true });
      pairs[current].scrollIntoView({ block: "start" });
    }
  }

  for (const [index, pair] of pairs.entries()) {
    show(pair);
    pair.addEventListener("focusin", () => go(index, false));
    pair.addEventListener("change", (event) => decide(pair, event.target.value));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button")) return;
    const decision = { s: "same", d: "different", " ": "" }[event.key.toLowerCase()];
    if (decision === undefined) return;
    event.preventDefault();
    decide(pairs[current], decision);
    go(current + 1, true);
  });
  element("next").addEventListener("click", () => {
    const later = pairs.findIndex((pair, index) => index > current && isOpen(pair));
    const any = later >= 0 ? later : pairs.findIndex(isOpen);
    if (any >= 0) go(any, true);
  });
  element("save").addEventListener("click", () => {
    const cell = (text) => (/[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
    const lines = ["pair_id,decision"];
    for (const pair of pairs) {
      if (!isOpen(pair)) lines.push(cell(idOf(pair)) + "," + decisionOf(pair));
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(
      new Blob([lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }));
    link.download = "decisions.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  element("progress").hidden = false;
  count();
  const open = pairs.findIndex(isOpen);
  go(open < 0 ? 0 : open, false);
})();
