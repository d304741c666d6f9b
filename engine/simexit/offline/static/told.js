// What was told: the list of it to change, to keep and to open again; what cannot be so, and what no longer counts.

/** A way back to the last answer, or to the last ones that one checklist asks for; they are asked for again. Or null. */
function back(here) {
  const told = here.replies.filter((reply) => reply.fact !== here.advisor.program.today);
  if (!told.length) return null;
  const last = told.at(-1);
  const together = here.advisor.program.checklists.find((facts) => facts.includes(last.fact)) ?? [last.fact];
  const kept = told.findLastIndex((reply) => !together.includes(reply.fact)) + 1;
  const gone = new Set(told.slice(kept));
  const before = here.replies.filter((reply) => !gone.has(reply));
  const again = () => (gone.size > 1 ? here.ask(before) : here.go({ replies: before, view: { name: "ask", fact: last.fact } }));
  return button(here.words.word("web_back"), again, { class: "way" });
}

function ways(here, wanted) {
  const names = { answers: "web_answers", advice: "web_so_far" };
  const found = wanted
    .filter((one) => one !== null)
    .map((one) =>
      typeof one === "string" ? button(here.words.word(names[one]), () => here.go({ view: { name: one } }), { class: "way" }) : one,
    );
  return h("nav", { class: "ways", "aria-label": here.words.word("web_further") }, list(null, found));
}

function answersPage(here) {
  const { words, texts, replies, advisor } = here;
  const rows = replies.map(({ fact }) => {
    const label = texts.facts[fact].label;
    return [h("span", {}, `${label}: `, h("strong", {}, words.fact(fact))), " ", change(here, fact, "web_change", label)];
  });
  return [
    h("h1", {}, words.word("web_answers")),
    rows.length ? list("told", rows) : h("p", {}, words.word("ask_nothing_told")),
    buttons(
      button(words.word("web_continue"), () => here.ask(replies), { class: "main" }),
      button(words.word("web_so_far"), () => here.go({ view: { name: "advice" } })),
    ),
    keep(here),
    load(here),
    h(
      "p",
      {},
      button(words.word("web_restart"), () => here.restart(), { class: "way" }),
    ),
  ];
}

/** A way to answer a question again; `replies` are what is told then, where that is not what is told now. */
function change(here, fact, name, label, replies = here.replies) {
  const text = here.words.word(name);
  return button(text, () => here.go({ replies, view: { name: "ask", fact } }), { class: "button", "aria-label": `${text}: ${label}` });
}

/** What cannot be so, and which answers can be changed; `tried` are the replies that clash. */
function clashPage(here) {
  const { words, texts, view, advisor } = here;
  const tried = advisor.wording(texts, advisor.interview.world(view.tried).situation);
  const said = (fact) => `${texts.facts[fact].label}: ${tried.fact(fact)}`;
  const others = [...new Set(view.clashes.flatMap((clash) => clash.facts))].filter((fact) => fact !== view.fact);
  // of a file that clashes, everything is told but the answer that is given again
  const without = (fact) => (view.fact === undefined ? view.tried.filter((reply) => reply.fact !== fact) : here.replies);
  const why = view.clashes.filter((clash) => clash.constraint !== null).map((clash) => h("p", {}, texts.constraints[clash.constraint]));
  return [
    h(
      "div",
      { class: "wrong", role: "alert", tabindex: -1, id: "wrong" },
      h("h1", {}, words.word("ask_clash")),
      view.fact === undefined ? null : h("p", {}, h("strong", {}, said(view.fact))),
      why,
    ),
    h("p", {}, words.word("web_clash_hint")),
    list("told", [
      ...(view.fact === undefined
        ? []
        : [[h("span", {}, said(view.fact)), " ", change(here, view.fact, "web_answer_again", texts.facts[view.fact].label)]]),
      ...others.map((fact) => [h("span", {}, said(fact)), " ", change(here, fact, "web_change", texts.facts[fact].label, without(fact))]),
    ]),
  ];
}

function setAsidePage(here) {
  const { words, texts, view, advisor } = here;
  const before = advisor.wording(texts, advisor.interview.world(view.setAside).situation);
  return [
    h("h1", {}, words.word("web_answers")),
    h("p", {}, words.word("ask_set_aside")),
    h(
      "ul",
      {},
      view.setAside.map(({ fact }) => h("li", {}, `${texts.facts[fact].label}: ${before.fact(fact)}`)),
    ),
    buttons(button(words.word("web_continue"), () => here.ask(here.replies), { class: "main" })),
  ];
}

function wrongFilePage(here) {
  const { words, view } = here;
  return [
    h(
      "div",
      { class: "wrong", role: "alert", tabindex: -1, id: "wrong" },
      h("h1", {}, words.word("web_bad_facts")),
      view.lines.map((line) => h("p", {}, words.sentence("offline_wrong_line", [line]))),
    ),
    buttons(button(words.word("web_back"), () => here.go({ view: { name: "answers" } }))),
  ];
}

const keep = (here) => section("keep", here.words.word("web_keep"), { class: "keep" }, keeping(here));

const keeping = ({ words, save }) => [h("p", {}, words.word("offline_keep")), buttons(button(words.word("web_save"), save))];

function load({ words, read }) {
  const input = h("input", { id: "file", type: "file", accept: ".yaml,.yml", change: () => read(input.files[0]) });
  const label = h("label", { for: "file" }, words.word("web_file_label"));
  const summary = h("summary", {}, words.word("web_load"));
  return h("details", { class: "load" }, summary, h("p", {}, label, input), h("p", { class: "hint" }, words.word("web_load_text")));
}
