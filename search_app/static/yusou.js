// Conveniences only: every page works without this file.
"use strict";

const form = document.getElementById("search-form");

// A ticked facet takes effect at once; without script the 应用 button does it.
for (const changed of document.querySelectorAll("#search-form, form[data-instant]")) {
  changed.addEventListener("change", (event) => {
    if (event.target.matches("input[type=checkbox]:not([name=id]), select")) changed.requestSubmit();
  });
}

// Blank fields stay out of the address.
form?.addEventListener("submit", () => {
  for (const field of form.querySelectorAll("input, select")) {
    if (field.value === "" || field.value === field.dataset.default) field.disabled = true;
  }
});
window.addEventListener("pageshow", () => {
  for (const field of form?.querySelectorAll(":disabled") ?? []) field.disabled = false;
});

// "/" goes to the search box.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  document.getElementById("q")?.focus();
});
