// What asks: one question at a time, and what takes an answer.

/** The page of a question; on the first page the question stands under what this is. */
function askPage(here) {
  const { words, view, texts } = here;
  const top = [h("h1", { class: "title" }, texts.title), h("p", { class: "lead" }, words.word("web_intro"))];
  const bottom = [h("p", { class: "private" }, words.word("offline_private")), load(here)];
  return [
    view.isStart ? top : progress(here),
    view.note ? h("p", { class: "note" }, view.note) : null,
    view.wrong ? notUnderstood(here) : null,
    questionForm(here),
    view.isStart ? bottom : ways(here, [back(here), "answers", "advice"]),
  ];
}

function notUnderstood({ words, view, advisor, texts }) {
  const several = advisor.program.facts[view.fact].type.kind === "set";
  const { expected } = texts.facts[view.fact];
  const wanted = words.sentence("web_choose_some", [words.word("ask_none")]);
  const reason = several ? wanted : `${words.word("web_no_such_answer")} ${expected ?? ""}`;
  const text = h("p", {}, h("strong", {}, `${words.word("web_error")}: `), reason);
  return h("div", { class: "wrong", role: "alert", tabindex: -1, id: "wrong" }, text);
}

function questionForm(here) {
  const { words, view, advisor, texts } = here;
  const { fact } = view;
  const { parts, take } = fieldOf(here);
  const helping = pictured(here.pictures((picture) => picture.facts.includes(fact)));
  const findOut = details(words.word("web_help"), h("p", {}, words.text(texts.facts[fact].findOut)), helping);
  const unknown = button(words.word("web_unknown"), () => here.tell(fact, null), { class: "quiet" });
  const submit = (event) => {
    event.preventDefault();
    take();
  };
  const attributes = { class: "question", "data-fact": advisor.program.facts[fact].name, submit };
  return h("form", attributes, parts, h("div", { class: "unsure" }, findOut, unknown));
}

/** The question with what takes its answer, and what takes over what was typed. */
function fieldOf(here) {
  const { words, view, advisor, texts, replies } = here;
  const { fact } = view;
  const { type } = advisor.program.facts[fact];
  const { question, hint, answers } = texts.facts[fact];
  const told = replies.find((reply) => reply.fact === fact && reply.value !== null);
  const before = told === undefined ? null : h("p", { class: "hint" }, words.sentence("web_before", [words.fact(fact)]));
  const heading = (asked) => h(view.isStart ? "h2" : "h1", { class: "ask" }, asked);
  const asked = words.text(question);
  const take = () => {};
  switch (type.kind) {
    case "boolean":
      return {
        parts: group(
          heading(asked),
          before,
          choices(here, [true, false], (value) => words.word(value ? "yes" : "no")),
        ),
        take,
      };
    case "choice":
      return {
        parts: group(
          heading(asked),
          before,
          choices(here, type.values, (value) => words.text(answers[value])),
        ),
        take,
      };
    case "set":
      return { parts: severalOf(here, group(heading(asked), before, h("p", { class: "hint" }, hint)), told), take };
    default: {
      const label = heading(h("label", { for: "value" }, asked));
      const field = typedInto(here);
      const wanted = type.kind === "day" ? null : h("p", { class: "hint", id: "hint" }, hint);
      return {
        parts: [label, before, wanted, buttons(field.input, h("button", { class: "main" }, words.word("web_continue"))), zero(here, type)],
        take: field.take,
      };
    }
  }
}

function choices(here, values, said) {
  const one = (value) =>
    button(capital(said(value)), () => here.tell(here.view.fact, value), { class: "choice", "data-value": String(value) });
  return list("choices", values.map(one));
}

function group(legend, ...children) {
  return h("fieldset", {}, h("legend", {}, legend), children);
}

function severalOf(here, fieldset, told) {
  const { words, texts, advisor, view } = here;
  const { fact } = view;
  const boxes = advisor.program.facts[fact].type.values.map((value, place) => {
    const box = h("input", { type: "checkbox", value, checked: told !== undefined && (told.value & (1 << place)) !== 0 });
    return [box, h("label", { class: "choice" }, box, " ", h("span", {}, words.text(texts.facts[fact].answers[value])))];
  });
  const chosen = () => boxes.reduce((bits, [box], place) => (box.checked ? bits | (1 << place) : bits), 0);
  const proceed = () => (chosen() ? here.tell(fact, chosen()) : here.again({ wrong: true }));
  fieldset.append(
    list(
      "choices",
      boxes.map(([, label]) => label),
    ),
    buttons(
      button(words.word("web_continue"), proceed, { class: "main" }),
      button(words.word("ask_none"), () => here.tell(fact, 0), { class: "none" }),
    ),
  );
  return fieldset;
}

/** A field, and what takes over what was typed into it. */
function typedInto(here) {
  const { view, advisor } = here;
  const { fact } = view;
  const { type } = advisor.program.facts[fact];
  const kinds = {
    day: { type: "date", min: "1992-01-01", max: "2099-12-31" },
    integer: { type: "text", inputmode: "numeric", size: 14 },
    money: { type: "text", inputmode: "decimal", size: 14 },
  };
  const described = type.kind === "day" ? null : view.wrong ? "hint wrong" : "hint";
  const input = h("input", {
    id: "value",
    autocomplete: "off",
    value: view.typed ?? "",
    "aria-invalid": view.wrong ? "true" : null,
    "aria-describedby": described,
    ...kinds[type.kind],
  });
  const take = () => {
    const value = here.answers.typed(input.value, type);
    if (value === null) here.again({ wrong: true, typed: input.value });
    else here.tell(fact, value);
  };
  return { input, take };
}

/** One press for nothing, where a fact counts or sums up from nothing. */
function zero(here, type) {
  if (type.low !== 0) return null;
  const none = button(here.words.word("web_zero"), () => here.tell(here.view.fact, 0), { class: "choice" });
  return h("ul", { class: "choices zero" }, h("li", {}, none));
}

/** How many next steps are excluded already, as a picture; in words where the next step is certain and more is asked nevertheless. */
function progress({ words, replies, advisor, world }) {
  const answered = replies.filter((reply) => reply.value !== null && reply.fact !== advisor.program.today).length;
  const possible = advisor.certainty.possibleNext(world).length;
  if (possible === 1) return h("p", { class: "progress" }, words.word("web_certain"));
  const max = advisor.program.actions.length;
  return h("progress", { max, value: max + 1 - possible, "aria-label": words.sentence("web_progress", { answered, possible }) });
}
