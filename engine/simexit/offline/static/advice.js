// What to do next, what may go wrong, why, and on what source: a judgement in words. The same as simexit/explain/compose.py.

function makeAdvice(base, meaning, judged) {
  const { program, knowledge } = base;
  const { certainty, question } = judged;

  /** The advice for a world in one language; `spoken` has the texts in the language of the counter. */
  function advise(world, texts, spoken) {
    const { situation } = world;
    const today = situation[program.today];
    const words = makeWording(base, texts, meaning, situation);
    const judgement = certainty.judge(world);
    const settled = judgement.possibleNext.length === 1 ? judgement.possibleNext[0] : null;
    const next = settled === FINISHED ? null : settled;
    const isOld = (day) => program.rereadAfterDays !== null && today !== null && today - day > program.rereadAfterDays;

    /** The rules that hold for a conclusion; where none does alone, those that may. */
    function because(kind, name) {
      const then = certainty.placeOf.get(`${kind} ${name}`);
      const concluding = program.rules.flatMap((rule, place) =>
        rule.then === then ? [{ rule, place, value: meaning.truth(rule.condition, world) }] : [],
      );
      const holding = concluding.filter((one) => one.value === true);
      const chosen = holding.length ? holding : concluding.filter((one) => one.value === null);
      return chosen.map(({ rule, place }) => ({
        rule: rule.name,
        text: words.text(texts.rules[place]),
        checked: rule.checked,
        old: isOld(rule.checked),
        works: knowledge.citedBy[place],
      }));
    }

    function warned(name) {
      const { severity } = program.warnings.find((one) => one.name === name);
      const { title, text } = texts.warnings[name];
      return { id: name, severity, title: words.text(title), text: words.text(text) };
    }

    /** The earliest of the deadlines that hold and whose day is known. */
    function deadline() {
      const due = judgement.deadlines.flatMap((name) => {
        const by = meaning.term(program.deadlines.find((one) => one.name === name).by.term)(situation);
        if (by === null) return [];
        return [{ id: name, by, for: words.text(texts.deadlines[name]), why: because("deadline", name)[0].text }];
      });
      return due.reduce((first, one) => (first === null || one.by < first.by ? one : first), null);
    }

    function howTo() {
      const place = program.actions.findIndex((action) => action.name === next);
      const action = texts.actions[place];
      const profile = knowledge.profiles.findIndex(
        (one) => (situation[one.fact] ?? question.onlyChoice(one.fact, world)) === one.value,
      );
      const other = spoken === texts ? null : makeWording(base, spoken, meaning, situation);
      return {
        title: words.text(action.title),
        steps: action.do.map(words.text),
        where: words.text(action.where),
        bring: words.text(action.bring),
        say: words.text(action.say),
        say_spoken: other === null ? null : other.text(spoken.actions[place].say),
        takes: words.text(action.takes),
        unverified: words.text(action.unverified),
        waits_for: words.text(action.waits_for),
        about: profile < 0 ? null : aboutOf(profile),
        known: profile < 0 ? [] : knownOf(profile),
        outcomes: program.actions[place].outcomes.map((outcome, number) => ({ ...outcome, title: words.text(action.outcomes[number]) })),
      };
    }

    function aboutOf(profile) {
      const name = words.text(texts.profiles[profile].name);
      return situation[knowledge.profiles[profile].fact] === null ? words.sentence("follows", [name]) : name;
    }

    function knownOf(profile) {
      return knowledge.profiles[profile].items.flatMap(({ actions, read, confidence }, place) => {
        if (!actions.includes(next)) return [];
        const { text, standing } = texts.profiles[profile].items[place];
        return [{ text: words.text(text), standing: dated(standing, read), confidence }];
      });
    }

    /** A text with the day of the last reading after it, where that is long ago. */
    function dated(text, read) {
      return read !== null && isOld(read) ? words.sentence("checked_long_ago", [text, words.forms.day(read)]) : text;
    }

    function cited(reasons) {
      return [...new Set(reasons.flatMap((reason) => reason.works))].map((name) => {
        const { title, url, read, dated: counts } = knowledge.works[name];
        return { work: name, title, url, standing: dated(texts.works[name], counts ? read : null) };
      });
    }

    /** The figures without a value on the day that conclusions not yet decided depend on. */
    function noFigure() {
      const open = judgement.possibleWarnings.map((name) => `warning ${name}`);
      if (settled === null) open.push(...judgement.possibleNext.filter((name) => name !== FINISHED).map((name) => `action ${name}`));
      const behind = new Set(open.flatMap((name) => knowledge.figuresBehind[certainty.placeOf.get(name)] ?? []));
      return program.parameters.flatMap((_, place) => (behind.has(place) && meaning.figure(place, today) === null ? [place] : []));
    }

    const waits = program.actions.find((action) => action.name === next)?.waits;
    const reasons = next === null ? [] : because("action", next);
    return {
      status: settled === null ? "ask" : settled === FINISHED ? "finished" : waits ? "wait" : "act",
      next,
      judgement,
      today,
      warnings: judgement.warnings.map(warned),
      possibleWarnings: judgement.possibleWarnings.map(warned),
      deadline: deadline(),
      because: reasons,
      how: next === null ? null : howTo(),
      sources: cited(reasons),
      ignored: program.facts.flatMap((_, fact) => (situation[fact] !== null && meaning.applies(fact, world) === false ? [fact] : [])),
      noFigure: noFigure(),
      missing: settled === null ? question.missing(world) : [],
    };
  }

  return { advise };
}

/** All that decides and words, for one library. */
function makeAdvisor({ program, knowledge }) {
  const base = { program, knowledge, factPlace: new Map(program.facts.map((fact, place) => [fact.name, place])) };
  const meaning = makeMeaning(program);
  const certainty = makeCertainty(program, meaning);
  const question = makeQuestion(program, meaning, certainty);
  const interview = makeInterview(program, meaning, certainty, question);
  const { advise } = makeAdvice(base, meaning, { certainty, question });
  const wording = (texts, situation) => makeWording(base, texts, meaning, situation);
  return { ...base, meaning, certainty, question, interview, advise, wording };
}
