// The one fact worth asking for, by the rule of simexit/ask/question.py; and which known facts cannot all be true.

function makeQuestion(program, meaning, certainty) {
  /** The fact to ask for, or null where the next action is certain and needs no further fact; facts in `notAsked` are passed over. */
  function nextQuestion(world, notAsked) {
    const possible = certainty.possibleNext(world);
    if (possible.length === 1) return needed(world, possible[0], notAsked);
    let first = null;
    for (const number of possible) {
      if (number === program.actions.length) continue;
      const place = certainty.placeOf.get(`action ${program.actions[number].name}`);
      const facts = certainty.factsOpen(place, world).filter((fact) => !notAsked.has(fact));
      const gains = facts.map((fact) => gain(fact, world, possible.length));
      const most = Math.max(...gains);
      const best = facts.length ? facts[gains.indexOf(most)] : null;
      if (best !== null && most > 0) return best;
      first ??= best;
    }
    return first;
  }

  /** The one word that an unknown fact can still be, or null: the same as simexit/meaning/only_choice.py. */
  function onlyChoice(fact, world) {
    const { kind, values } = program.facts[fact].type;
    if (kind !== "choice" || world.situation[fact] !== null || meaning.applies(fact, world) !== true) return null;
    const left = values.filter((word) => {
      const other = world.with(fact, word);
      return !certainty.impossible.some((place) => other.conclusion(place) === true);
    });
    return left.length === 1 ? left[0] : null;
  }

  /** The first fact that is needed to carry an action out and is neither known nor follows from what is. */
  function needed(world, number, notAsked) {
    const needs = program.actions[number]?.needs ?? [];
    const missing = needs.filter((fact) => world.situation[fact] === null && !notAsked.has(fact) && meaning.applies(fact, world));
    return missing.find((fact) => onlyChoice(fact, world) === null) ?? null;
  }

  /** The certainty that an answer brings for its cost, in bits; answers that the constraints forbid do not count. */
  function gain(fact, world, before) {
    const counts = certainty.representatives(fact, world.situation).map((value) => certainty.possibleNext(world.with(fact, value)).length);
    const allowed = counts.filter((count) => count > 0).map(Math.log2);
    const gained = allowed.length ? Math.log2(before) - allowed.reduce((sum, one) => sum + one, 0) / allowed.length : 0;
    return gained / program.facts[fact].cost;
  }

  /** The unknown facts that keep the next action open; none where it is certain. */
  function missing(world) {
    const possible = certainty.possibleNext(world);
    if (possible.length === 1) return [];
    const names = possible.filter((number) => number < program.actions.length).map((number) => program.actions[number].name);
    return [...new Set(names.flatMap((name) => certainty.factsOpen(certainty.placeOf.get(`action ${name}`), world)))];
  }

  const known = (situation) => situation.flatMap((value, fact) => (value === null ? [] : [fact]));

  /** The facts that cannot all be true, each time with the constraint that says so, or null where only several together do. */
  function clashes(world, order = known(world.situation)) {
    const broken = certainty.impossible.filter((place) => world.conclusion(place) === true);
    const found = broken
      .map((place) => ({
        constraint: program.conclusions[place].name,
        facts: order.filter((fact) => program.behind[place].includes(fact) && world.situation[fact] !== null),
      }))
      .sort((one, other) => (one.constraint < other.constraint ? -1 : 1));
    if (found.length || certainty.possibleNext(world).length) return found;
    return [{ constraint: null, facts: least(world, order) }];
  }

  /** Facts that are impossible together, none of which can be left out. */
  function least(world, order) {
    let clashing = order.filter((fact) => world.situation[fact] !== null);
    for (const fact of [...clashing]) {
      const fewer = world.situation.map((value, other) => (other !== fact && clashing.includes(other) ? value : null));
      if (!certainty.possibleNext(new meaning.World(fewer)).length) clashing = clashing.filter((other) => other !== fact);
    }
    return clashing;
  }

  return { nextQuestion, missing, clashes, onlyChoice };
}
