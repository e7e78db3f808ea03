// Applies the filters of the public list without loading the page again; without this script the form does the same.
"use strict";
(() => {
  const list = document.getElementById("list");
  const form = document.querySelector(".list-form");
  const results = document.getElementById("results");
  const said = document.getElementById("said");
  const filters = document.getElementById("filters");
  if (!form || !results || !said || !filters || !window.fetch) return;
  form.classList.add("is-live");
  let last = 0, shown = location.pathname + location.search;

  const address = () => {
    const wanted = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) wanted.append(name, value);
    const query = wanted.toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  };

  const say = () => {  // what the button of the filters leads to
    const button = form.querySelector(".apply");
    if (button) button.textContent = button.dataset.live;
  };

  // What takes up the focus after the results were replaced: a function, for a link of them that had it.
  const successor = link => {
    const column = link.closest("th")?.cellIndex, chip = [...results.querySelectorAll(".chips a")].indexOf(link);
    return () => {
      if (column !== undefined) return results.querySelectorAll("thead th")[column]?.querySelector("a");
      const chips = results.querySelectorAll(".chips a:not(.clear)");
      return chip < 0 ? null : chips[chip] || chips[chips.length - 1];
    };
  };

  // Puts what is shown of the address `url` into the page; a later call makes an earlier one's answer void.
  const show = async (url, isNew) => {
    const turn = ++last, { pathname, search: query } = new URL(url, location);
    results.setAttribute("aria-busy", "true");
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== last) return;
    if (!answer.ok || !page.getElementById("filters")) { location.assign(url); return; }
    if (isNew && shown !== pathname + query) history.pushState({}, "", url);
    shown = pathname + query;
    document.title = page.title;
    const focused = document.activeElement;
    const field = focused && focused.name && form.contains(focused) ? [focused.name, focused.value] : null;
    const next = results.contains(focused) && focused !== results ? successor(focused) : null;
    const wasView = focused?.closest("#views"), wasSort = focused?.closest("#sorts"), wasClear = focused?.matches(".filters .clear");
    const open = [...filters.querySelectorAll("details[open]")].map(each => each.dataset.name);
    // Also what repeats the address: the languages, and the report of an error.
    for (const place of ["#list-head", "#views", "#sorts", "#filters > summary", "#filters > .facets", ".languages", ".language-menu", ".site-footer", ".skip"]) {
      const old = document.querySelector(place), fresh = page.querySelector(place);
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    for (const name of open) filters.querySelector(`details[data-name="${name}"]`)?.setAttribute("open", "");
    const search = page.getElementById("id_q");
    if (!isNew && search) form.elements.q.value = search.value;
    results.replaceChildren(...[...page.getElementById("results").childNodes].map(node => document.adoptNode(node)));
    results.removeAttribute("aria-busy");
    say();
    said.textContent = document.querySelector(".count")?.textContent || "";  // it stays in the page, so that it is read out
    if (next) (next() || results).focus({ preventScroll: true });
    if (wasView) document.querySelector("#views a")?.focus({ preventScroll: true });
    if (wasSort) document.querySelector("#sorts summary")?.focus({ preventScroll: true });
    if (wasClear) form.querySelector(".apply")?.focus({ preventScroll: true });
    if (field) {
      const again = [...form.elements].find(each => each.name === field[0] && each.value === field[1]);
      if (again) again.focus({ preventScroll: true });
    }
  };

  const close = () => {
    if (!filters.open) return;
    filters.open = false;
    filters.querySelector("summary").focus();
  };

  const apply = url => show(url, true).catch(() => location.assign(url));
  say();
  form.addEventListener("change", event => { if (event.target.name && event.target.name !== "q") apply(address()); });
  form.addEventListener("submit", event => {
    event.preventDefault();
    apply(address()).then(() => { if (event.submitter?.matches(".apply")) close(); });
  });
  list.addEventListener("click", event => {
    const link = event.target.closest("a[href^='?'], a.clear");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    apply(link.href).then(() => {
      form.elements.q.value = new URL(link.href).searchParams.get("q") || "";
      if (link.closest(".pages")) document.getElementById("list-head").scrollIntoView();
    });
  });
  document.addEventListener("keydown", event => {
    const sort = document.querySelector(".sort[open]");
    if (event.key !== "Escape") return;
    if (sort) { sort.open = false; sort.querySelector("summary").focus(); } else close();
  });
  window.addEventListener("popstate", () => {
    if (shown === location.pathname + location.search) return;  // only the position on the page is another one
    show(location.href, false).catch(() => location.reload());
  });
})();
