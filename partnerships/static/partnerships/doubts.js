"use strict";
// Asks the server, a moment after the last key, what is doubtful about what stands in the form.
addEventListener("load", () => {
  const region = document.querySelector("[data-doubts]"), form = region?.closest("form");
  if (!form) return;
  let timer, turn = 0, shown;
  const ask = async () => {
    const mine = ++turn, values = new FormData(form);
    for (const [name, value] of [...values]) if (value instanceof File || name.startsWith("_")) values.delete(name);
    const answer = await fetch(region.dataset.doubts, { method: "POST", body: values });
    const text = answer.ok && !answer.redirected ? (await answer.text()).trim() : "";  // not the page to log in
    if (mine !== turn || text === shown) return;  // said before: it is not read out again
    shown = text;
    region.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
    document.querySelector(".field-ends .take-end")?.remove();
    document.querySelector(".field-ends")?.append(...region.querySelectorAll(".take-end"));
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(() => {}), 500);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  window.django?.jQuery?.(form).on("change", "select", later);  // boxes that search tell only jQuery
});
