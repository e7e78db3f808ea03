"use strict";
// The form of a record: what is changed and not saved, asked before it is left; text areas that grow; the section in view.
(() => {
  const form = document.querySelector(".record-form"), state = form?.querySelector(".save-state");
  if (!form) return;
  const fields = () => [...form.elements].filter((one) => one.name && !one.name.startsWith("_") && one.type !== "hidden");
  const value = (one) => {
    if (one.type === "checkbox" || one.type === "radio") return String(one.checked);
    return one.multiple && one.options ? [...one.selectedOptions].map((each) => each.value).join() : one.value;
  };
  const before = (one) => {  // what the page came with, also where the browser has filled in something since
    if (one.type === "checkbox" || one.type === "radio") return String(one.defaultChecked);
    if (!one.options) return one.defaultValue;
    const set = [...one.options].filter((each) => each.defaultSelected);
    return (set.length || one.multiple ? set.map((each) => each.value).join() : one.options[0]?.value) ?? "";
  };
  const kept = new Map(fields().map((one) => [one, before(one)]));
  const isChanged = (one) => !one.name.includes("__prefix__") && value(one) !== (kept.get(one) ?? before(one));
  const label = (one) => {
    const words = form.querySelector(`.record-field:has([name="${CSS.escape(one.name)}"]) > label, label[for="${CSS.escape(one.id)}"]`);
    return words ? words.textContent.trim().replace(/:$/, "") : "";
  };
  const words = (one, text) => one.options ? [...one.options].find((each) => each.value === text)?.textContent ?? "" : text;

  const showBefore = (box, one, changed) => {
    box.classList.toggle("changed", changed);
    let note = box.querySelector(":scope > .was");
    if (!changed || one.type === "checkbox" || one.type === "file" || one.tagName === "TEXTAREA") { note?.remove(); return; }
    if (!note) {
      note = Object.assign(document.createElement("div"), { className: "was" });
      box.append(note);
    }
    note.textContent = state.dataset.before.replace("{}", words(one, kept.get(one) ?? "").trim() || state.dataset.nothing);
  };
  const look = () => {
    const changed = fields().filter(isChanged), names = [...new Set(changed.map(label).filter(Boolean))];
    const boxes = new Set();
    for (const one of fields()) {
      const box = one.closest(".record-field");
      if (box && !boxes.has(box)) showBefore(box, one, changed.some((each) => box.contains(each)));
      boxes.add(box);
    }
    if (!state || !(names.length || !form.hasAttribute("data-unsaved"))) return;
    const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? " +" + (names.length - 3) : "");
    state.textContent = names.length ? `${state.dataset.unsavedLabel} ${shown}` : "";
  };
  form.addEventListener("input", look);
  form.addEventListener("change", look);
  addEventListener("load", () => window.django?.jQuery?.(form).on("change", "select", look));  // boxes that search tell only jQuery

  let isSaving = false;
  form.addEventListener("submit", () => { isSaving = true; });
  addEventListener("pageshow", () => { isSaving = false; });
  addEventListener("beforeunload", (event) => {
    if (!isSaving && (form.hasAttribute("data-unsaved") || fields().some(isChanged))) event.preventDefault();
  });

  if (!CSS.supports("field-sizing", "content")) {
    const grow = (area) => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 2}px`;
    };
    form.querySelectorAll("textarea").forEach(grow);
    form.addEventListener("input", ({ target }) => { if (target.tagName === "TEXTAREA") grow(target); });
  }

  const head = document.querySelector(".record-head"), links = [...document.querySelectorAll(".record-sections a")];
  const fit = () => {  // what has the focus lies neither behind the head nor behind the bar
    const isStuck = getComputedStyle(head).position === "sticky", bar = form.querySelector(".save-bar"), main = form.querySelector(".save-main");
    const low = getComputedStyle(bar).display === "contents" ? main : bar;
    document.documentElement.style.setProperty("--record-head", `${isStuck ? head.offsetHeight : 0}px`);
    document.documentElement.style.setProperty("--record-bar", `${low.offsetHeight + 8}px`);
  };
  form.addEventListener("focusin", ({ target }) => target.scrollIntoView({ block: "nearest" }));
  new ResizeObserver(fit).observe(head);
  addEventListener("resize", fit);
  const mark = () => {
    const top = head.getBoundingClientRect().bottom + 40;
    const passed = links.filter((link) => document.getElementById(link.hash.slice(1))?.getBoundingClientRect().top < Math.max(top, 60));
    const left = (link) => document.getElementById(link.hash.slice(1)).getBoundingClientRect().left;
    const column = links.length ? left(links[0]) : 0, now = passed.filter((link) => left(link) === column).at(-1) ?? links[0];
    for (const link of links) {
      if (link === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", mark, { passive: true });
  const unfold = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
  addEventListener("hashchange", unfold);
  fit();
  mark();
  look();
})();
