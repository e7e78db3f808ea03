"use strict";
// The boxes that choose a record say to a screen reader what they are for: the name of their label.
function nameBoxes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.nextElementSibling && select.nextElementSibling.querySelector(".select2-selection");
    if (!label || !box) {
      continue;
    }
    const name = label.textContent.trim().replace(/:$/, "");
    for (const part of [box, ...box.querySelectorAll("[role=textbox]")]) {
      if (part.getAttribute("aria-label") !== name) {
        part.setAttribute("aria-label", name);
      }
    }
  }
}
// They are made after the page is there, and made again when a row is added.
window.addEventListener("load", () => {
  nameBoxes();
  new MutationObserver(nameBoxes).observe(document.body, { childList: true, subtree: true });
});
