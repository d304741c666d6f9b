// Facts that are missing together, ticked on one page. The same as simexit/web/pages/checklists.py.

/** The checklist that asks for a fact and for others that are missing now, as its place and its facts; null where the fact stands alone. */
function checklistOf({ program, meaning, question, interview }, replies, asked) {
  const place = program.checklists.findIndex((facts) => facts.includes(asked));
  if (place < 0) return null;
  const here = interview.world(replies);
  const missing = question.missing(here);
  const told = new Set(replies.map((reply) => reply.fact));
  const isMissing = (fact) => missing.includes(fact) && !told.has(fact) && meaning.applies(fact, here) === true;
  const facts = program.checklists[place].filter((fact) => fact === asked || isMissing(fact));
  return facts.length > 1 ? { name: "checklist", place, facts } : null;
}

function checklistPage(here) {
  const { words, view, texts, advisor } = here;
  const { question, lines } = texts.checklists[view.place];
  const rows = view.facts.map((fact) => {
    const line = words.text(lines[advisor.program.checklists[view.place].indexOf(fact)]);
    const ticked = h("input", { type: "checkbox", class: "ticked", checked: view.ticked?.includes(fact) ?? false });
    const label = `${words.word("web_unknown")}: ${line}`;
    const unsure = h("input", { type: "checkbox", class: "not-known", checked: view.unsure?.includes(fact) ?? false, "aria-label": label });
    return { fact, line, ticked, unsure };
  });
  const boxes = rows.map(({ fact, line, ticked, unsure }) =>
    h(
      "li",
      { "data-line": advisor.program.facts[fact].name },
      h("label", { class: "choice" }, ticked, " ", h("span", {}, line)),
      h("label", { class: "choice quiet" }, unsure, " ", h("span", {}, words.word("web_unknown"))),
    ),
  );
  const isBoolean = (fact) => advisor.program.facts[fact].type.kind === "boolean";
  const found = rows.map(({ fact, line }) => [h("dt", {}, line), h("dd", {}, words.text(texts.facts[fact].findOut))]);
  const helping = pictured(here.pictures((picture) => view.facts.some((fact) => picture.facts.includes(fact))));
  return [
    progress(here),
    view.wrong
      ? h("div", { class: "wrong", role: "alert", tabindex: -1, id: "wrong" }, words.sentence("web_tick_wrong", [words.word("web_unknown")]))
      : null,
    h(
      "form",
      { class: "question", "data-checklist": view.place, submit: (event) => event.preventDefault() },
      group(
        h("h1", { class: "ask" }, words.text(question)),
        h("ul", { class: "choices checklist" }, boxes),
        buttons(
          button(words.word("web_rest_no"), () => tickAll(here, rows, false), { class: "main" }),
          view.facts.every(isBoolean) ? button(words.word("web_all_yes"), () => tickAll(here, rows, true), { class: "all" }) : null,
        ),
      ),
      h("div", { class: "unsure" }, details(words.word("web_help"), h("dl", {}, found), helping)),
    ),
    ways(here, [back(here), "answers", "advice"]),
  ];
}

/** Tell what was ticked, what is not known, and the rest as the button says; ticks that speak against each other are asked again. */
function tickAll(here, rows, all) {
  const wrong = rows.some(({ ticked, unsure }) => unsure.checked && (ticked.checked || all));
  const those = (box) => rows.filter((row) => row[box].checked).map((row) => row.fact);
  if (wrong) here.again({ wrong: true, ticked: those("ticked"), unsure: those("unsure") });
  else here.tellAll(rows.map(({ fact, ticked, unsure }) => ({ fact, isSo: unsure.checked ? null : all || ticked.checked })));
}
