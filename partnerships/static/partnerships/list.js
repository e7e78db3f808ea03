// Applies the filters of the public list without loading the page anew; without this script the form does the same.
"use strict";
(() => {
  const form = document.querySelector(".filters");
  const results = document.getElementById("results");
  if (!form || !results || !window.fetch) return;
  form.classList.add("is-live");
  let last = 0;

  const address = () => {
    const wanted = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) wanted.append(name, value);
    const query = wanted.toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  };

  // Puts the facets and results of `url` into the page; a later call makes an earlier one's answer void.
  const show = async (url, isNew) => {
    const turn = ++last;
    results.setAttribute("aria-busy", "true");
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== last) return;
    if (!answer.ok || !page.getElementById("results")) { location.assign(url); return; }
    if (isNew) history.pushState({}, "", url);
    const focused = document.activeElement;
    const place = focused && focused.name && form.contains(focused) ? [focused.name, focused.value] : null;
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
    const languages = document.querySelector(".languages"), others = page.querySelector(".languages");
    if (languages && others) languages.replaceWith(document.adoptNode(others));
    if (place) {
      const again = [...form.elements].find(field => field.name === place[0] && field.value === place[1]);
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
  window.addEventListener("popstate", () => show(location.href, false).catch(() => location.reload()));
})();
