// Elements of the page. What is shown is text and never markup.

const SVG = "http://www.w3.org/2000/svg";

/** Elements and texts as one list, without what is not there. */
const shown = (parts) => parts.flat(Infinity).filter((part) => part !== null && part !== undefined && part !== "");

/** Put attributes and children to an element: a function is a listener, null and false leave an attribute out. */
function dressed(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...shown(children));
  return element;
}

const h = (tag, attributes = {}, ...children) => dressed(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => dressed(document.createElementNS(SVG, tag), attributes, children);

const button = (text, click, attributes = {}) => h("button", { type: "button", click, ...attributes }, text);
const buttons = (...children) => h("p", { class: "buttons" }, children);
const list = (name, items) =>
  h(
    "ul",
    { class: name },
    items.map((item) => h("li", {}, item)),
  );
const details = (summary, ...children) => h("details", {}, h("summary", {}, summary), children);

/** What is not needed at once, under a heading that says what it is, and how many. */
const fold = (name, heading, count, ...children) =>
  h(
    "details",
    { class: `fold of-${name}` },
    h("summary", {}, h("h2", {}, heading), count ? [" ", h("span", { class: "count" }, String(count))] : null),
    children,
  );

/** A part of the page under a heading that names it. */
function section(id, heading, attributes, ...children) {
  return h("section", { "aria-labelledby": id, ...attributes }, h("h2", { id }, heading), children);
}

const SHAPES = {
  critical: [svg.bind(null, "path", { d: "M8 2h8l6 6v8l-6 6H8l-6-6V8z" }), "M12 6.5v7M12 16.5v1"],
  high: [svg.bind(null, "path", { d: "M12 2.5 23 21.5H1z" }), "M12 9v6M12 17.8v.9"],
  other: [svg.bind(null, "circle", { cx: 12, cy: 12, r: 10 }), "M12 6.4v1M12 10.5v7"],
};

function badge(severity, words) {
  const [shape, mark] = SHAPES[severity] ?? SHAPES.other;
  const sign = svg(
    "svg",
    { class: "sign", viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" },
    shape(),
    svg("path", { class: "in", d: mark }),
  );
  return h("span", { class: "severity" }, sign, " ", words.word(severity));
}

function warning(warned, words) {
  const heading = h("h3", {}, badge(warned.severity, words), " ", warned.title);
  const text = h("p", {}, warned.text);
  return h("li", { class: `warning ${warned.severity}` }, warned.severity === "critical" ? [heading, text] : details(heading, text));
}

function pictured(pictures) {
  return pictures.map(({ drawing, shows }) =>
    h("figure", {}, h("img", { src: drawing, alt: "", width: 320, height: 170 }), h("figcaption", {}, shows)),
  );
}

/** A word at the head of a button; one like eSIM stays as it is. */
function capital(text) {
  const second = text[1] ?? "";
  return second !== second.toLowerCase() ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
