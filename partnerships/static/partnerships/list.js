// Applies the filters of the public list without loading the page again; without this script the form does the same.
"use strict";
(() => {
  const form = document.querySelector(".filters");
  const results = document.getElementById("results");
  const said = document.getElementById("said");
  if (!form || !results || !said || !window.fetch) return;
  form.classList.add("is-live");
  let last = 0, shown = location.pathname + location.search;

  const address = () => {
    const wanted = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) wanted.append(name, value);
    const query = wanted.toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  };

  // What takes up the focus after the results were replaced: a function, for a link of them that had it.
  const successor = link => {
    const column = link.closest("th")?.cellIndex, isChip = Boolean(link.closest(".chips"));
    return () => {
      if (column !== undefined) return results.querySelectorAll("thead th")[column]?.querySelector("a");
      return isChip ? results.querySelector(".chips a") : null;
    };
  };

  // Puts the facets and results of `url` into the page; a later call makes an earlier one's answer void.
  const show = async (url, isNew) => {
    const turn = ++last, { pathname, search: query } = new URL(url, location);
    results.setAttribute("aria-busy", "true");
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== last) return;
    if (!answer.ok || !page.getElementById("results")) { location.assign(url); return; }
    if (isNew && shown !== pathname + query) history.pushState({}, "", url);
    shown = pathname + query;
    const focused = document.activeElement;
    const field = focused && focused.name && form.contains(focused) ? [focused.name, focused.value] : null;
    const next = results.contains(focused) && focused !== results ? successor(focused) : null;
    const isOpen = document.getElementById("show-filters")?.checked;
    const scrolled = [...form.querySelectorAll(".facet ul")].map(list => list.scrollTop);
    for (const name of ["facets", "filter-label"]) {
      const old = form.querySelector("." + name), fresh = page.querySelector(".filters ." + name);
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    form.querySelectorAll(".facet ul").forEach((list, at) => { list.scrollTop = scrolled[at] || 0; });
    const search = page.getElementById("id_q");
    if (!isNew && search) form.elements.q.value = search.value;
    if (isOpen) document.getElementById("show-filters").checked = true;
    results.replaceChildren(...[...page.getElementById("results").childNodes].map(node => document.adoptNode(node)));
    results.removeAttribute("aria-busy");
    said.textContent = results.querySelector(".count")?.textContent || "";  // it stays in the page, so that it is read out
    for (const name of [".languages", ".language-menu", ".site-footer"]) {  // they repeat the address
      const old = document.querySelector(name), fresh = page.querySelector(name);
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    if (next) (next() || results).focus({ preventScroll: true });
    if (field) {
      const again = [...form.elements].find(each => each.name === field[0] && each.value === field[1]);
      if (again) again.focus({ preventScroll: true });
    }
  };

  const apply = url => show(url, true).catch(() => location.assign(url));
  form.addEventListener("change", event => { if (event.target.name && event.target.name !== "q") apply(address()); });
  form.addEventListener("submit", event => { event.preventDefault(); apply(address()); });
  results.addEventListener("click", event => {
    const link = event.target.closest("a[href^='?'], a.clear");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    apply(link.href).then(() => {
      form.elements.q.value = new URL(link.href).searchParams.get("q") || "";
      if (link.closest(".pages")) results.scrollIntoView();
    });
  });
  window.addEventListener("popstate", () => {
    if (shown === location.pathname + location.search) return;  // only the position on the page is another one
    show(location.href, false).catch(() => location.reload());
  });
})();
