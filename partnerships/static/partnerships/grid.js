// The keys of a spreadsheet for the table that fills gaps; without this script it is a plain form.
"use strict";
(() => {
  const form = document.getElementById("grid");
  if (!form) return;
  const said = document.getElementById("grid-said"), count = document.getElementById("grid-count");
  const rows = [...form.querySelectorAll("tbody tr")].map(row => [...row.querySelectorAll(".cell")]);
  const steps = [];  // what the script changed, for Ctrl+Z: [[cell, text before], …]
  let anchor = null, isTyped = false, isSent = false;
  document.querySelector(".grid-help").hidden = false;

  const whereIs = cell => {
    const y = rows.findIndex(row => row.includes(cell));
    return y < 0 ? null : { y, x: rows[y].indexOf(cell) };
  };
  const all = () => rows.flat();
  const fold = text => text.trim().toLocaleLowerCase();
  const isChanged = cell => cell.value !== cell.dataset.was;

  // ---- What a cell shows
  const pad = number => String(number).padStart(2, "0");
  const lastOf = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

  // The last day of so many months from a date in ISO form, known as far as it is; the server makes the same.
  const endOf = (dated, months) => {
    const [year, month, day] = dated.split("-").map(Number);
    if (!month) return months % 12 ? "" : String(year + months / 12);
    const before = new Date(Date.UTC(year, month - 1, day ? day - 1 : 1)), kept = before.getUTCDate();
    const isLast = kept === lastOf(before.getUTCFullYear(), before.getUTCMonth() + 1);
    const whole = before.getUTCFullYear() * 12 + before.getUTCMonth() + months, to = [Math.floor(whole / 12), whole % 12 + 1];
    if (to[0] > 2199) return "";
    const last = lastOf(...to);
    return (day ? [pad(isLast ? last : Math.min(kept, last))] : []).concat(pad(to[1]), to[0]).join(".");
  };

  const propose = cell => {
    const row = cell.closest("tr"), take = row.querySelector(".take");
    const of = name => row.querySelector(`.cell[name^="${name}-"]`).value.trim();
    const months = /^\d{1,3}$/.test(of("term_months")) ? Number(of("term_months")) : 0;
    const isOpen = of("ends") || of("validity") === "open-ended";
    const end = row.dataset.dated && months && !isOpen ? endOf(row.dataset.dated, months) : "";
    take.dataset.end = take.querySelector("i").textContent = end;
    take.hidden = !end;
  };

  const show = cell => {
    const place = cell.closest("td");
    place.classList.toggle("changed", isChanged(cell));
    if (place.classList.contains("wrong")) {
      place.classList.remove("wrong");
      place.querySelector(".cell-error")?.remove();
      cell.removeAttribute("aria-invalid");
      cell.removeAttribute("aria-describedby");
    }
    if (/^(ends|term_months|validity)-/.test(cell.name)) propose(cell);
    tally();
  };

  const tally = () => {
    const changed = all().filter(isChanged).length;
    count.hidden = !changed;
    count.querySelector("b").textContent = changed;
    form.querySelector(".take-all").hidden = !form.querySelector(".take:not([hidden])");
  };

  // Writes texts into cells as one step; returns those that a list of choices does not have, kept for the server to refuse.
  const write = pairs => {
    const strange = [];
    steps.push(pairs.map(([cell]) => [cell, cell.value]));
    for (const [cell, text] of pairs) {
      if (cell.options) {
        const option = [...cell.options].find(each => each.value === text || fold(each.text) === fold(text));
        if (!option) strange.push(text);
        cell.value = (option || cell.appendChild(new Option(text, text))).value;
      } else {
        cell.value = text;
      }
      show(cell);
    }
    isTyped = false;
    return strange;
  };

  const takeBack = () => {
    for (const [cell, text] of steps.pop() || []) {
      cell.value = text;
      show(cell);
    }
  };

  // ---- Several cells of one column or block
  const picked = () => [...form.querySelectorAll(".picked .cell")];
  const pick = (from, to) => {
    for (const place of form.querySelectorAll(".picked")) place.classList.remove("picked");
    if (!from || !to || (from.x === to.x && from.y === to.y)) return;
    for (const row of rows.slice(Math.min(from.y, to.y), Math.max(from.y, to.y) + 1)) {
      for (const cell of row.slice(Math.min(from.x, to.x), Math.max(from.x, to.x) + 1)) cell.closest("td").classList.add("picked");
    }
  };

  const go = (cell, down, right, isPicking) => {
    const at = whereIs(cell), to = rows[at.y + down]?.[at.x + right] || cell;
    if (isPicking) anchor = anchor || at; else anchor = null;
    to.focus();
    if (to.select) to.select();
    pick(anchor, whereIs(to));
  };

  const fillDown = cell => {
    const chosen = picked();
    if (!chosen.length) {
      const at = whereIs(cell);
      if (at.y) write([[cell, rows[at.y - 1][at.x].value]]);
      go(cell, 1, 0);
      return;
    }
    const top = new Map();
    for (const each of chosen) if (!top.has(whereIs(each).x)) top.set(whereIs(each).x, each.value);
    write(chosen.map(each => [each, top.get(whereIs(each).x)]));
  };

  // ---- Paste
  // The cells of a text from a spreadsheet: tabs between them, quotes around those with line breaks in them.
  const tableOf = text => {
    const table = [[]];
    for (const [, quoted, plain, end] of text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g)) {
      table.at(-1).push((quoted === undefined ? plain : quoted.replace(/""/g, '"')).replace(/\s+/g, " ").trim());
      if (!end) break;
      if (end === "\n") table.push([]);
    }
    return table;
  };

  const paste = (cell, text) => {
    const at = whereIs(cell), table = tableOf(text), chosen = picked(), pairs = [];
    let beyond = 0;
    if (chosen.length && table.length === 1 && table[0].length === 1) {
      pairs.push(...chosen.map(each => [each, table[0][0]]));
    } else {
      table.forEach((line, down) => line.forEach((value, right) => {
        const to = rows[at.y + down]?.[at.x + right];
        if (to) pairs.push([to, value]); else beyond += 1;
      }));
    }
    const strange = write(pairs), sentences = [];
    if (beyond) sentences.push(`${form.dataset.beyond} ${beyond}`);
    if (strange.length) sentences.push(`${form.dataset.unknown} ${strange.slice(0, 5).join(", ")}`);
    said.textContent = sentences.join(" ");
  };

  // ---- What a person does
  document.addEventListener("paste", event => {
    const cell = document.activeElement, text = event.clipboardData.getData("text/plain");
    if (!cell?.matches("#grid .cell") || !(cell.options || picked().length || /[\t\n]/.test(text))) return;
    event.preventDefault();
    paste(cell, text);
  });
  form.addEventListener("keydown", event => {
    const cell = event.target, key = event.key, isControl = event.ctrlKey || event.metaKey;
    if (!cell.matches(".cell") || event.altKey || event.isComposing) return;
    const isAtStart = cell.options || !cell.selectionEnd, isAll = !cell.options && cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    const isAtEnd = cell.options || cell.selectionStart === cell.value.length;
    const moves = {
      ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: event.shiftKey ? [-1, 0] : [1, 0],
      ArrowLeft: isAtStart || isAll ? [0, -1] : null, ArrowRight: isAtEnd || isAll ? [0, 1] : null,
    };
    if (isControl && key.toLowerCase() === "d") fillDown(cell);
    else if (isControl && key.toLowerCase() === "z" && steps.length && !isTyped) takeBack();
    else if (key === "Escape" && isChanged(cell)) write([[cell, cell.dataset.was]]);
    else if (!isControl && moves[key]) go(cell, ...moves[key], event.shiftKey && key !== "Enter");
    else return;
    event.preventDefault();
  });
  form.addEventListener("input", event => {
    isTyped = true;
    if (event.target.matches(".cell")) show(event.target);
  });
  form.addEventListener("mousedown", event => {
    const cell = event.target.closest?.(".cell");
    if (!cell || !event.shiftKey || !document.activeElement.matches("#grid .cell")) { anchor = null; pick(); return; }
    event.preventDefault();
    anchor = anchor || whereIs(document.activeElement);
    pick(anchor, whereIs(cell));
  });
  form.addEventListener("click", event => {
    const button = event.target.closest(".take, .take-all");
    if (!button) return;
    event.preventDefault();
    const takes = button.matches(".take") ? [button] : [...form.querySelectorAll(".take:not([hidden])")];
    write(takes.map(take => [take.closest("td").querySelector(".cell"), take.dataset.end]));
  });
  form.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("pageshow", () => { isSent = false; });
  window.addEventListener("beforeunload", event => { if (!isSent && all().some(isChanged)) event.preventDefault(); });
  tally();
})();
