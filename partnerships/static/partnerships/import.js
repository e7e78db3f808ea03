"use strict";
// While an uploaded file is read, the page says how far that is.
window.addEventListener("DOMContentLoaded", () => {
  const key = document.querySelector("input[name=progress][data-address]");
  const note = document.getElementById("import-progress");
  if (!key || !note || !window.crypto || !crypto.getRandomValues) {
    return;
  }
  const ask = async (address) => {
    if (!key.value) {
      return;
    }
    try {
      const answer = await fetch(address);
      if (answer.ok) {
        note.textContent = (await answer.json()).sentence;
      }
    } catch {
      // the next question may be answered
    }
    setTimeout(ask, 1000, address);
  };
  window.addEventListener("pagehide", () => {
    key.value = note.textContent = "";
  });
  key.form.addEventListener("submit", () => {
    // Made by hand, because randomUUID is there over HTTPS only.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    key.value = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    ask(key.dataset.address.replace(/0{8}-[0-]+/, key.value));
  });
});
