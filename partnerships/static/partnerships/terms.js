"use strict";
// Choosing a type proposes its usual term, as long as nobody has typed another one.
window.addEventListener("DOMContentLoaded", () => {
  const term = document.querySelector("input[data-usual-terms]");
  const kind = document.getElementById("id_agreement_type");
  if (!term || !kind) {
    return;
  }
  const usual = JSON.parse(term.dataset.usualTerms);
  const note = document.createElement("span");
  note.setAttribute("role", "status");
  note.className = "proposal";
  term.after(note);
  let proposed = "";
  kind.addEventListener("change", () => {
    if (term.value === proposed) {
      proposed = term.value = String(usual[kind.value] ?? "");
      note.textContent = proposed ? term.dataset.note : "";
    }
  });
  term.addEventListener("input", () => {
    note.textContent = "";
  });
});
