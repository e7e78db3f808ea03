"use strict";
// The button says until when it renews; a date that is typed chooses its way, and the next decision is said while it holds.
window.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("input[type=submit][data-until]"), box = document.querySelector("input[id^=id_end-]");
  const neutral = button?.value, hint = document.querySelector("[id^=id_notice-][id$=_helptext]");
  const way = (value) => document.querySelector(`input[name^=way-][value=${value}]`);
  let typed = "";
  const say = () => {
    const isUsual = Boolean(way("usual")?.checked);
    const day = isUsual ? way("usual").closest("label").dataset.text : way("until").checked ? typed : "";
    button.value = way("open-ended").checked ? button.dataset.without : day ? button.dataset.until.replace("%s", day) : neutral;
    if (hint) hint.hidden = !isUsual || document.querySelector("input[id^=id_notice-]").value !== document.querySelector("input[id^=id_notice-]").defaultValue;
  };
  document.querySelectorAll("input[id^=id_end-]").forEach((each) => each.addEventListener("input", () => {
    if (each.value) each.closest("fieldset").querySelector("input[value=until]").checked = true;
  }));
  if (!button) return;
  box.addEventListener("input", () => { typed = ""; say(); });
  box.addEventListener("date-read", (event) => { typed = event.detail.date; say(); });
  document.querySelectorAll("input[name^=way-], input[id^=id_notice-]").forEach((each) => each.addEventListener("input", say));
  if (box.value) box.dispatchEvent(new Event("input"));
  say();
});
