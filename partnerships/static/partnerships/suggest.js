// Suggests what may be meant while somebody types into a search box: a list box under it, for keys, pointers and screen readers.
"use strict";
(() => {
  const field = document.querySelector("input[data-suggest]");
  if (!field || !window.fetch || !field.form?.requestSubmit) return;
  const list = document.createElement("ul"), said = document.createElement("p");
  Object.assign(list, { id: "suggestions", className: "suggestions", hidden: true });
  Object.assign(said, { className: "visually-hidden" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggestions);
  said.setAttribute("role", "status");
  field.parentElement.append(list);
  field.form.parentElement.append(said);
  const attributes = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
  let timer, turn = 0, chosen = -1;

  const mark = index => {
    chosen = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  };
  const close = () => {
    clearTimeout(timer);
    turn += 1;  // an answer on its way comes too late
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    said.textContent = "";
    mark(-1);
  };
  const take = option => {
    field.value = option.dataset.text;
    close();
    field.form.requestSubmit();
  };
  const option = ({ text, detail }, at) => {
    const item = document.createElement("li"), note = document.createElement("span");
    Object.assign(item, { id: `suggestion-${at}` });
    item.dataset.text = text;
    item.setAttribute("role", "option");
    note.textContent = detail;
    const name = document.createElement("bdi");
    name.textContent = text;
    item.append(name, " ", note);
    return item;
  };
  const suggest = async () => {
    const mine = ++turn, answer = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ q: field.value })}`);
    if (!answer.ok) return;
    const found = await answer.json();
    if (mine !== turn || document.activeElement !== field) return;
    if (!found.suggestions.length) { close(); return; }
    list.replaceChildren(...found.suggestions.map(option));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    said.textContent = found.said;
    mark(-1);
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (field.value.trim().length < 2) { close(); return; }
    timer = setTimeout(() => suggest().catch(() => {}), 150);
  });
  field.addEventListener("keydown", event => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], count = list.children.length;
    if (step) mark((chosen + 1 + step + count + 1) % (count + 1) - 1);  // the field itself lies between last and first
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", event => event.preventDefault());  // the field keeps the focus
  list.addEventListener("click", event => { const item = event.target.closest("li"); if (item) take(item); });
  field.addEventListener("blur", close);
  field.form.addEventListener("submit", close);
})();
