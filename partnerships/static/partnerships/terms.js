"use strict";
// A day on offer is written into its box with a click.
document.addEventListener("click", ({ target }) => {
  const offer = target.closest("[data-fill]"), box = offer && document.getElementById(offer.dataset.fill);
  if (!box) return;
  box.value = offer.dataset.text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
});
// The end that follows from the term is taken with a click, and the reason says so where it has no other.
document.addEventListener("click", ({ target }) => {
  const offer = target.closest("[data-take-end]"), end = document.getElementById("id_ends");
  if (!offer || !end) return;
  const why = document.getElementById("id_change_reason");
  end.value = offer.dataset.takeEnd;
  if (why && !why.value) why.value = offer.dataset.reason;
  end.dispatchEvent(new Event("input", { bubbles: true }));
  end.focus();
});
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
