"use strict";
// A box for a date says at once how the server will read what stands in it.
const sayReading = (box) => {
  const said = document.createElement("div");
  said.className = "date-read";
  said.id = `${box.id}_read`;
  said.setAttribute("aria-live", "polite");
  box.after(said);
  let timer, turn = 0;
  const say = (text, isDate) => {
    said.textContent = text;
    said.classList.toggle("unread", !isDate);
  };
  const read = async () => {
    const mine = ++turn, answer = await fetch(`${box.dataset.readDate}?${new URLSearchParams({ text: box.value })}`);
    if (mine !== turn) return;
    if (!answer.ok) { say("", true); return; }
    const found = await answer.json();
    if (mine !== turn) return;
    say(found.said, found.is_date);
    box.dispatchEvent(new CustomEvent("date-read", { detail: found }));
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    turn += 1;  // an answer on its way is about another text
    if (box.value.trim()) timer = setTimeout(() => read().catch(() => say("", true)), 300);
    else say("", true);
  });
};
window.addEventListener("DOMContentLoaded", () => document.querySelectorAll("input[data-read-date]").forEach(sayReading));
