// The advice: the next action first, grave warnings at once, how, what to say, why; and what is known once it is done.

const GRAVE = ["critical", "high"];

function advicePage(here) {
  const { words, texts, advisor, spoken } = here;
  const found = advisor.advise(here.world, texts, spoken);
  const { judgement, how, status } = found;
  const grave = found.warnings.filter((one) => GRAVE.includes(one.severity));
  const others = found.warnings.filter((one) => !GRAVE.includes(one.severity));
  const goesOn = status === "ask" && here.asked() !== null;
  const title = (name) =>
    name === FINISHED ? texts.finished[0] : texts.actions[advisor.program.actions.findIndex((one) => one.name === name)].title;
  const later = judgement.agenda.filter((name) => name !== found.next).map(title);
  const mayBe = status === "ask" ? judgement.possibleNext.map(title) : [];
  return [
    nextPart(here, found),
    grave.length
      ? h(
          "section",
          { "aria-labelledby": "grave" },
          h("h2", { id: "grave", class: "unseen" }, words.word("warnings")),
          h(
            "ul",
            { class: "warnings" },
            grave.map((one) => warning(one, words)),
          ),
        )
      : null,
    goesOn ? buttons(button(words.word("web_more"), () => here.ask(here.replies), { class: "main" })) : null,
    goesOn ? null : missingPart(here, found),
    found.noFigure.length
      ? section("figures", words.word("no_figure"), {}, h("p", {}, found.noFigure.map((place) => texts.parameters[place]).join(", ")))
      : null,
    how === null ? null : howPart(here, found),
    how !== null && how.outcomes.length ? donePart(here, found) : null,
    h(
      "section",
      { class: "folds", "aria-label": words.word("web_further") },
      others.length
        ? fold(
            "others",
            words.word("web_also"),
            others.length,
            h(
              "ul",
              { class: "warnings" },
              others.map((one) => warning(one, words)),
            ),
          )
        : null,
      mayBe.length
        ? fold(
            "may-be",
            words.word("web_may_be"),
            mayBe.length,
            h(
              "ul",
              {},
              mayBe.map((one) => h("li", {}, one)),
            ),
          )
        : null,
      later.length
        ? fold(
            "later",
            words.word("agenda"),
            later.length,
            h(
              "ol",
              { class: "later" },
              later.map((one) => h("li", {}, one)),
            ),
          )
        : null,
      reasons(here, found),
      fold(
        "keep",
        words.word("web_keep"),
        null,
        keeping(here),
        how === null ? null : h("p", { class: "hint" }, words.word("offline_ticks")),
      ),
    ),
    ways(here, [back(here), "answers"]),
    h(
      "footer",
      { class: "hint" },
      found.today === null
        ? null
        : h(
            "p",
            {},
            words.sentence("web_footer", [words.forms.day(found.today)]),
            " ",
            change(here, advisor.program.today, "web_change", words.word("today")),
          ),
      h("p", {}, words.word("no_second_opinion")),
      h("p", {}, words.sentence("offline_rules", [advisor.program.identity])),
    ),
  ];
}

function nextPart({ words, texts }, found) {
  const { status, how, deadline } = found;
  const label = { act: "next", wait: "wait", finished: "finished", ask: "web_advice" }[status];
  const heading = how !== null ? how.title : status === "finished" ? texts.finished[0] : words.word("web_open");
  return h(
    "section",
    { class: `next ${status}` },
    h("p", { class: "label" }, words.word(label)),
    h("h1", {}, heading),
    found.because.filter((reason) => reason.old).map((reason) => reasonPart(words, reason)),
    status === "finished" ? h("p", {}, texts.finished[1]) : null,
    how === null || how.waits_for === null ? null : h("p", {}, how.waits_for),
    deadline === null
      ? null
      : h(
          "details",
          { class: "deadline" },
          h(
            "summary",
            {},
            h("strong", {}, words.word("deadline"), " ", h("time", { datetime: isoDay(deadline.by) }, words.forms.day(deadline.by))),
            " ",
            deadline.for,
          ),
          h("p", {}, deadline.why),
        ),
    found.because.length
      ? fold(
          "why",
          words.word("why"),
          null,
          found.because.map((reason) => reasonPart(words, reason)),
        )
      : null,
  );
}

function reasonPart(words, { text, old, checked }) {
  const since = old ? [" ", h("span", { class: "old" }, `(${words.sentence("last_checked", [words.forms.day(checked)])})`)] : null;
  return h("p", {}, text, since);
}

function reasons({ words, texts }, found) {
  const sources = found.sources.map(({ work, title, url, standing }) => {
    const named = url === null ? title : h("a", { href: url, rel: "noreferrer noopener external" }, title);
    return [`${work} `, named, " ", h("span", { class: "cited" }, standing)];
  });
  const possible = found.possibleWarnings.map((one) =>
    h("li", { class: `warning ${one.severity}` }, badge(one.severity, words), " ", one.title),
  );
  const ignored = found.ignored.map((fact) => texts.facts[fact].label);
  return [
    sources.length ? fold("sources", words.word("sources"), sources.length, list("sources", sources)) : null,
    possible.length
      ? fold(
          "possible",
          words.word("web_possible"),
          possible.length,
          h("p", { class: "hint" }, words.word("possible_warnings")),
          h("ul", { class: "warnings" }, possible),
        )
      : null,
    ignored.length ? fold("ignored", words.word("ignored"), ignored.length, h("p", {}, ignored.join("; "))) : null,
  ];
}
