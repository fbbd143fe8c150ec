"use strict";
(() => {
  const pairs = [...document.querySelectorAll(".pair")];
  if (!pairs.length) return;
  const key = "rollcall-review-" + document.body.dataset.set;
  const element = (id) => document.getElementById(id);
  const isDecision = (text) => text === "same" || text === "different";
  const idOf = (pair) => pair.dataset.pair;
  let current = 0;
  let decisions = {};
  // What was decided before, newest last, to be taken back.
  let history = [];
  let isUnsaved = false;

  // Storage may be forbidden for local files; then decisions last as long as the page.
  function remember() {
    isUnsaved = true;
    try {
      localStorage.setItem(key, JSON.stringify({ decisions, history, current }));
    } catch {
      notify("This browser does not keep decisions for local files: save them before you close the page.");
    }
  }
  function recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      for (const pair of pairs) {
        const decision = kept.decisions[idOf(pair)];
        if (isDecision(decision)) decisions[idOf(pair)] = decision;
      }
      history = kept.history.filter((step) => pairs[step.index]);
      current = pairs[kept.current] ? kept.current : 0;
    } catch {}
  }

  const decisionOf = (pair) => (Object.hasOwn(decisions, idOf(pair)) ? decisions[idOf(pair)] : "");
  const isOpen = (pair) => !decisionOf(pair);
  const tally = () => {
    const count = (decision) => pairs.filter((pair) => decisionOf(pair) === decision).length;
    return { same: count("same"), different: count("different"), open: count("") };
  };

  function notify(text) {
    element("notice").textContent = text;
    element("notice").hidden = !text;
  }
  function showDecision(pair) {
    const decision = decisionOf(pair);
    pair.classList.toggle("same", decision === "same");
    pair.classList.toggle("different", decision === "different");
    for (const button of pair.querySelectorAll("[aria-pressed]"))
      button.setAttribute("aria-pressed", button.dataset.choice === decision);
  }
  function showProgress() {
    const { same, different, open } = tally();
    element("bar").value = same + different;
    element("state").textContent = same + different + " of " + pairs.length + " decided";
    element("undo").disabled = !history.length;
    element("outcome").textContent =
      same + " the same, " + different + " different, " + open + " left open.";
  }
  function set(pair, decision) {
    if (decision) decisions[idOf(pair)] = decision;
    else delete decisions[idOf(pair)];
    showDecision(pair);
  }

  // One pair is shown at a time; behind the last stands the ending.
  function go(index, takesFocus = true) {
    current = Math.max(0, Math.min(pairs.length, index));
    pairs.forEach((pair, place) => pair.classList.toggle("current", place === current));
    element("ending").hidden = current < pairs.length;
    element("back").disabled = current === 0;
    const shown = pairs[current] || element("ending");
    if (takesFocus) {
      shown.focus({ preventScroll: true });
      const bar = element("progress");
      if (bar.getBoundingClientRect().top <= 0) bar.scrollIntoView({ block: "start" });
    }
  }
  function decide(decision) {
    const pair = pairs[current];
    if (!pair) return;
    history.push({ index: current, before: decisionOf(pair) });
    set(pair, decision);
    go(current + 1);
    notify("");
    remember();
    showProgress();
  }
  function skip() {
    go(current + 1);
    remember();
  }
  function back() {
    go(current - 1);
    remember();
  }
  function undo() {
    const step = history.pop();
    if (!step) return;
    set(pairs[step.index], step.before);
    go(step.index);
    notify("");
    remember();
    showProgress();
  }
  function nextOpen() {
    const later = pairs.findIndex((pair, index) => index > current && isOpen(pair));
    const any = later >= 0 ? later : pairs.findIndex(isOpen);
    go(any >= 0 ? any : pairs.length);
  }

  function save() {
    const before = document.body.dataset.header;
    const records = pairs.map((pair) =>
      pair.dataset.before + decisionOf(pair) + pair.dataset.after);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(
      new Blob([[before, ...records, ""].join("\r\n")], { type: "text/csv;charset=utf-8" }));
    link.download = "decisions.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    isUnsaved = false;
    notify("Saved as decisions.csv, in the folder for downloads.");
  }

  // RFC 4180, with the delimiter that a spreadsheet may have put instead.
  function recordsOf(text) {
    text = text.replace(/^\uFEFF/, "");
    const first = text.split(/\r?\n/, 1)[0];
    const delimiter = [",", ";", "\t"].find((sign) =>
      first.split(sign).some((cell) => cell.replaceAll('"', "").trim() === "pair_id"));
    if (!delimiter) return null;
    const records = [[""]];
    let isQuoted = false;
    for (let place = 0; place < text.length; place++) {
      const sign = text[place];
      const record = records[records.length - 1];
      if (isQuoted && sign === '"' && text[place + 1] === '"') {
        record[record.length - 1] += '"';
        place++;
      } else if (sign === '"') isQuoted = !isQuoted;
      else if (isQuoted) record[record.length - 1] += sign;
      else if (sign === delimiter) record.push("");
      else if (sign === "\n") records.push([""]);
      else if (sign !== "\r") record[record.length - 1] += sign;
    }
    return records;
  }
  function load(text) {
    const [header, ...records] = recordsOf(text) || [[]];
    const place = (name) => header.findIndex((cell) => cell.trim() === name);
    if (place("pair_id") < 0 || place("decision") < 0) {
      notify("That file has no columns pair_id and decision: nothing was loaded.");
      return;
    }
    const known = new Map(pairs.map((pair, index) => [idOf(pair), index]));
    let loaded = 0, elsewhere = 0, unclear = 0;
    for (const record of records) {
      const decision = (record[place("decision")] || "").trim().toLowerCase();
      const index = known.get((record[place("pair_id")] || "").trim());
      if (!decision) continue;
      if (!isDecision(decision)) unclear++;
      else if (index === undefined) elsewhere++;
      else {
        history.push({ index, before: decisionOf(pairs[index]) });
        set(pairs[index], decision);
        loaded++;
      }
    }
    remember();
    showProgress();
    nextOpen();
    notify(
      loaded + (loaded === 1 ? " decision" : " decisions") + " loaded" +
      (elsewhere ? "; " + elsewhere + " of pairs that are not on this page" : "") +
      (unclear ? "; " + unclear + " that say neither same nor different" : "") + ".");
  }

  for (const pair of pairs) {
    pair.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choice]")?.dataset.choice;
      if (choice === "skip") skip();
      else if (choice) decide(choice);
    });
  }
  const actions = {
    s: () => decide("same"), d: () => decide("different"), " ": skip, arrowright: skip,
    arrowleft: back, u: undo, n: nextOpen,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // The place of the key counts where the keyboard writes another alphabet.
    const isLatin = /^[\x20-\x7E]$/.test(event.key) || event.key.length > 1;
    const pressed = isLatin ? event.key : event.code.replace(/^Key/, "");
    const isOnButton = event.target.closest("button");
    const action = actions[pressed.toLowerCase()];
    if (!action || (isOnButton && pressed === " ")) return;
    event.preventDefault();
    action();
  });
  for (const [id, action] of Object.entries({ back, undo, next: nextOpen, save }))
    element(id).addEventListener("click", action);
  element("load").addEventListener("click", () => element("file").click());
  element("file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) load(await file.text());
    event.target.value = "";
  });
  window.addEventListener("beforeunload", (event) => {
    let isKept = false;
    try { isKept = localStorage.getItem(key) !== null; } catch {}
    if (isUnsaved && !isKept) event.preventDefault();
  });

  document.documentElement.classList.add("scripted");
  element("progress").hidden = false;
  recall();
  pairs.forEach(showDecision);
  showProgress();
  go(current, false);
})();
