// What there is to do: what has to be found out, the steps, what to say, and how it ended.

const OFFICIAL = ["official", "official_old"];

/** What has to be found out: what keeps the advice open, or is needed to carry it out. */
function missingPart(here, found) {
  const { words, texts, advisor, world } = here;
  const needed = advisor.question.nextQuestion(world, new Set());
  const facts = (found.status === "ask" ? found.missing : needed === null ? [] : [needed]).filter((fact) => fact !== advisor.program.today);
  if (!facts.length) return null;
  const rows = facts.map((fact) => {
    const asked = words.text(texts.facts[fact].question);
    const answers = [true, false].map((value) => {
      const said = capital(words.word(value ? "yes" : "no"));
      return button(said, () => here.tell(fact, value), { class: "button", "aria-label": `${said}: ${asked}` });
    });
    const ways = advisor.program.facts[fact].type.kind === "boolean" ? answers : change(here, fact, "web_answer_this", asked);
    return [
      details(asked, h("p", {}, `${words.word("find_out")}: ${words.text(texts.facts[fact].findOut)}`)),
      " ",
      h("span", { class: "pair" }, ways),
    ];
  });
  return section("missing", words.word("web_still_open"), { class: "missing" }, list("told", rows));
}

function howPart(here, { how, next }) {
  const { words, texts, spoken } = here;
  const folded = ["bring", "unverified", "takes"].filter((part) => how[part] !== null);
  const steps = how.steps.map((step, place) => {
    const name = `${next}/${place}`;
    const box = h("input", {
      type: "checkbox",
      autocomplete: "off",
      checked: here.ticks.has(name),
      change: () => (box.checked ? here.ticks.add(name) : here.ticks.delete(name)),
    });
    return h("li", {}, h("label", {}, box, " ", h("span", {}, step)));
  });
  const say = how.say_spoken ?? how.say;
  return [
    section(
      "do",
      words.word("do"),
      {},
      h("ol", { class: "ticks" }, steps),
      pictured(here.pictures((picture) => picture.actions.includes(next))),
    ),
    say === null
      ? null
      : section(
          "say",
          words.word("say"),
          { class: "say" },
          h("blockquote", { lang: how.say_spoken === null ? texts.tag : spoken.tag }, say),
          how.say_spoken === null ? null : details(words.word("web_means"), h("p", {}, how.say)),
          h(
            "p",
            {},
            button(words.word("web_show_large"), () => here.go({ view: { name: "say" } }), { class: "button" }),
          ),
        ),
    how.where === null ? null : h("dl", {}, h("dt", {}, words.word("where")), h("dd", {}, how.where)),
    h(
      "div",
      { class: "folds" },
      folded.map((part) => fold(part, words.word(part), null, h("p", {}, how[part]))),
      how.known.length ? knownPart(words, how) : null,
    ),
  ];
}

/** What is known of the other side; how much of it is official and how much is not verified is said before it is unfolded. */
function knownPart(words, { about, known }) {
  const official = known.filter((item) => OFFICIAL.includes(item.confidence)).length;
  const unverified = known.filter((item) => item.confidence === "unverified").length;
  return fold(
    "known",
    about,
    words.sentence("web_known", [known.length, official, unverified]),
    list(
      "known",
      known.map((item) => [item.text, " ", h("span", { class: "cited" }, item.standing)]),
    ),
  );
}

function donePart(here, { how }) {
  const { words } = here;
  const ends = how.outcomes.map((outcome) =>
    button(outcome.title ?? words.word("web_done"), () => here.ask(here.advisor.interview.done(here.replies, outcome)), {
      class: "choice",
      "data-value": outcome.name,
    }),
  );
  return section("done", words.word("web_come_back"), { class: "done" }, list("choices", ends));
}

/** Nothing but what to say to the other side, large, to hold out to them. */
function sayPage(here) {
  const { words, texts, spoken } = here;
  const { how } = here.advisor.advise(here.world, texts, spoken);
  const say = how === null ? null : (how.say_spoken ?? how.say);
  if (say === null) return advicePage(here);
  return [
    h("h1", { class: "unseen" }, words.word("say")),
    h("blockquote", { class: "large", lang: how.say_spoken === null ? texts.tag : spoken.tag }, say),
    how.say_spoken === null ? null : details(words.word("web_means"), h("p", {}, how.say)),
    h(
      "p",
      {},
      button(words.word("web_back"), () => here.go({ view: { name: "advice" } }), { class: "button" }),
    ),
  ];
}
