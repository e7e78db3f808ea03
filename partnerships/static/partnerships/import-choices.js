"use strict";
// In the preview of an import, the boxes for unknown names search all registered records, as the boxes of forms do.
window.addEventListener("DOMContentLoaded", () => {
  const $ = window.django && django.jQuery;
  const preview = document.querySelector(".import-preview");
  if (!preview || !$ || !$.fn.select2 || !window.IntersectionObserver) {
    return;
  }

  const search = (select) => {
    const isFocused = document.activeElement === select;
    const usual = [...select.options].map((option) => ({ id: option.value, text: option.textContent.trim() }));
    $(select).select2({
      theme: "admin-autocomplete",
      width: "100%",
      language: preview.dataset.language || undefined,
      ajax: {
        url: select.dataset.suggestions,
        delay: 250,
        data: ({ term, page }) => ({ term: term || "", page: page || 1 }),
        processResults: (answer, { term, page }) => {
          const known = new Set(usual.map((one) => one.id));
          const isFirst = !term && (page || 1) === 1;
          const found = term ? answer.results : answer.results.filter((one) => !known.has(one.id));
          return { results: isFirst ? [...usual, ...found] : found, pagination: answer.pagination };
        },
      },
    });
    const box = select.nextElementSibling.querySelector(".select2-selection");
    for (const part of [box, ...box.querySelectorAll("[role=textbox]")]) {
      part.setAttribute("aria-label", select.getAttribute("aria-label"));
    }
    if (isFocused) {
      box.focus();
    }
    $(select).on("select2:open", () => {
      box.setAttribute("aria-controls", `select2-${select.id}-results`);
      const field = document.querySelector(".select2-container--open .select2-search__field");
      field.setAttribute("aria-label", select.getAttribute("aria-label"));
      field.focus();
    });
    $(select).on("select2:close", () => box.removeAttribute("aria-controls"));
  };

  // What is typed in full is for pages without a script.
  for (const typed of preview.querySelectorAll(".import-typed")) {
    typed.hidden = true;
    typed.querySelector("input").disabled = true;
  }
  // A long list has many boxes, so each is made only as it comes into view.
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) {
          near.unobserve(entry.target);
          search(entry.target);
        }
      }
    },
    { rootMargin: "400px" },
  );
  for (const select of preview.querySelectorAll("select[data-suggestions]")) {
    near.observe(select);
  }

  // A link to another page of the preview takes along what was chosen on this one.
  const form = preview.querySelector("form");
  let isChosen = false;
  form.addEventListener("change", () => {
    isChosen = true;
  });
  $(form).on("select2:select", () => {
    isChosen = true;
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='?']");
    if (link && isChosen && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const go = document.createElement("input");
      Object.assign(go, { type: "hidden", name: "go", value: link.getAttribute("href") });
      form.append(go);
      form.requestSubmit(form.querySelector("[name=apply]"));
    }
  });
});
