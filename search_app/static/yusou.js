// Conveniences only: every page works without this file.
"use strict";

// What is said to people, in the language of the page.
const words = JSON.parse(document.currentScript.dataset.words);

const form = document.getElementById("search-form");

// A ticked facet takes effect at once; without script the 应用 button does it.
for (const changed of document.querySelectorAll("#search-form, form[data-instant]")) {
  changed.addEventListener("change", (event) => {
    if (event.target.matches("input[type=checkbox]:not([name=id]), select")) changed.requestSubmit();
  });
}

// Where the style sheet cannot keep the filters open beside the results, they are opened.
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 56.01rem)").matches) {
  for (const filters of document.querySelectorAll("details.filters")) filters.open = true;
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

// A link may mark a place of a page image itself: #xywh=left,top,width,height in points.
const place = /^#xywh=([\d.]+),([\d.]+),([\d.]+),([\d.]+)$/.exec(location.hash);
const sheet = document.querySelector(".sheet img[width]");
if (place && sheet) {
  const SVG = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(SVG, "svg"), mark = document.createElementNS(SVG, "rect");
  drawing.setAttribute("viewBox", `0 0 ${sheet.getAttribute("width")} ${sheet.getAttribute("height")}`);
  drawing.setAttribute("preserveAspectRatio", "none");
  ["x", "y", "width", "height"].forEach((name, index) => mark.setAttribute(name, place[index + 1]));
  drawing.append(mark);
  sheet.after(drawing);
  mark.scrollIntoView({ block: "center" });
}

// Suggestions: a combobox after the ARIA pattern; the form works the same without them.
const box = document.getElementById("q");

function combobox(input) {
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.suggestions);
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) input.setAttribute(name, value);

  let timer = 0, asked = "", chosen = -1;
  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    const all = options();
    if (!all.length) return;
    chosen = (place + all.length) % all.length;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((one, place) => {
      const option = document.createElement("li");
      option.id = `suggestion-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.link = one.link;
      const count = document.createElement("span");
      count.className = "count";
      count.textContent = words.count.replace("{count}", one.count);
      option.append(one.text, count);
      return option;
    }));
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    chosen = -1;
  };
  const ask = async () => {
    asked = input.value.trim();
    if (!asked) return close();
    try {
      const answer = await fetch(`/suggest.json?q=${encodeURIComponent(asked)}`);
      if (answer.ok && asked === input.value.trim() && document.activeElement === input) show((await answer.json()).suggestions);
    } catch { close(); }
  };
  input.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener("compositionend", () => { timer = setTimeout(ask, 150); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(options()[chosen].dataset.link);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.link);
  });
}
if (box) combobox(box);

// Keys, which can be switched off in the help that "?" opens.
const KEYS_OFF = "yusou-keys-off";
const HELP = [["/", words.toBox], ["j k", words.step], ["o", words.open], ["n N", words.leaf], ["?", words.help]];
const hits = [...document.querySelectorAll(".hit, .similar li")];
let current = -1;

function step(by) {
  if (!hits.length) return;
  current = Math.min(Math.max(current + by, 0), hits.length - 1);
  hits[current].querySelector("a")?.focus();
  hits[current].scrollIntoView({ block: "center" });
}

function help() {
  const dialog = document.createElement("dialog");
  dialog.className = "card";
  dialog.setAttribute("aria-label", words.keyboard);
  const keys = document.createElement("dl");
  keys.className = "facts";
  for (const [key, means] of HELP) {
    const term = document.createElement("dt"), told = document.createElement("dd");
    term.textContent = key;
    told.textContent = means;
    keys.append(term, told);
  }
  const label = document.createElement("label"), on = document.createElement("input"), done = document.createElement("button");
  on.type = "checkbox";
  on.checked = !localStorage.getItem(KEYS_OFF);
  on.addEventListener("change", () => (on.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1")));
  label.append(on, ` ${words.useKeys}`);
  done.textContent = words.close;
  done.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(keys, label, document.createElement("br"), done);
  document.body.append(dialog);
  dialog.showModal();
}

// In a document that was searched n and N lead from place to place, elsewhere from page to page.
const amongHits = document.querySelector("#previous-hit, #next-hit");
const leaf = (hit, page) => document.querySelector(amongHits ? hit : page);

const ACTIONS = {
  "/": () => box?.focus(),
  j: () => step(1),
  k: () => step(-1),
  o: () => hits[current]?.querySelector("a")?.click(),
  n: () => leaf("#next-hit", "a[rel=next]")?.click(),
  N: () => {
    const before = leaf("#previous-hit", "a[rel=prev]");
    if (before) before.click();
    else if (!amongHits) history.back();
  },
  "?": help,
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, select, textarea, dialog")) return;
  if (!(event.key in ACTIONS) || (event.key !== "?" && localStorage.getItem(KEYS_OFF))) return;
  event.preventDefault();
  ACTIONS[event.key]();
});
