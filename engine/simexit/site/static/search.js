// Looks for words in the index that stands beside this page; nothing leaves the computer.
"use strict";

const MOST = 200;
const field = document.getElementById("q");
const found = document.getElementById("found");
const results = document.getElementById("results");

const plain = (text) => text.normalize("NFKC").toLowerCase();
const indexed = globalThis.pages.map(([address, kind, name, title, line, words]) => ({
  address, kind, name, title, line, names: `${plain(name)} ${plain(title)}`, words,
}));

/** How well a page fits a word: it is its name, it begins a word of its name or title, it is in them, it is in the page. */
function fit(page, word) {
  if (plain(page.name) === word) return 8;
  const at = page.names.indexOf(word);
  if (at >= 0) return at === 0 || /[^\p{L}\p{N}]/u.test(page.names[at - 1]) ? 4 : 3;
  return page.words.includes(word) ? 1 : 0;
}

/** The pages in which every word is, the best first; pages that fit alike stay in their order. */
function search(words) {
  return indexed
    .map((page) => ({ page, fits: words.map((word) => fit(page, word)) }))
    .filter(({ fits }) => fits.every((one) => one > 0))
    .map(({ page, fits }) => ({ page, sum: fits.reduce((one, other) => one + other, 0) }))
    .sort((one, other) => other.sum - one.sum)
    .map(({ page }) => page);
}

/** A word without its end, which many languages change. */
const beginning = (word) => (word.length > 4 ? word.slice(0, Math.max(4, Math.ceil(word.length * 0.7))) : word);

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function item(page) {
  const shown = document.createElement("li");
  const link = element("a", page.title);
  link.href = page.address.split("/").map(encodeURIComponent).join("/");
  shown.append(link, " ", element("span", page.kind, "kind"), " ", element("code", page.name));
  if (page.line && page.line !== page.title) shown.append(element("p", page.line, "soft"));
  return shown;
}

function show() {
  const words = plain(field.value).split(/\s+/u).filter(Boolean);
  const exact = words.length ? search(words) : [];
  const near = words.length ? search(words.map(beginning)).filter((page) => !exact.includes(page)) : [];
  const { start, none, some, near: alike } = found.dataset;
  const said = `${some}${exact.length}${near.length ? `${alike}${near.length}` : ""}`;
  found.textContent = !words.length ? start : exact.length || near.length ? said : none;
  results.replaceChildren(...[...exact, ...near].slice(0, MOST).map(item));
}

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", show);
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = new URL(location.href);
  address.searchParams.set("q", field.value);
  try { history.replaceState(null, "", address); } catch { /* a page read from a disk may not change its address */ }
  show();
});
show();
field.focus();
