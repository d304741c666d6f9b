// What holds in every completion of the unknown facts, and what in some: the judgement of a situation with gaps. The same as
// simexit/meaning/decide.py; the search is that of simexit/run/completion.py.

function makeCertainty(program, meaning) {
  const { representatives, leftOpen } = makeRepresentatives(program, meaning);
  const ofKind = (kind) => program.conclusions.flatMap((one, place) => (one.kind === kind ? [place] : []));
  const [impossible, warnings, deadlines] = ["impossible", "warning", "deadline"].map(ofKind);
  const placeOf = new Map(program.conclusions.map((one, place) => [`${one.kind} ${one.name}`, place]));
  const actions = program.actions.map((action) => placeOf.get(`action ${action.name}`));
  const bitOf = (fact) => 1n << BigInt(fact);
  // the day is behind everything, because a figure may have another value on another day
  const behind = program.behind.map((facts) => facts.reduce((bits, fact) => bits | bitOf(fact), bitOf(program.today)));
  const together = program.atoms.map((atom) => atom.depends).filter((facts) => facts.length > 1);

  /** The truth of a part of a condition; adds to `found` the unknown facts that keep it open, in the order in which it is read. */
  function opened(condition, world, found) {
    if (typeof condition === "boolean") return condition;
    switch (condition[0]) {
      case "holds":
        return openedConclusion(condition[1], world, found);
      case "not":
        return negated(opened(condition[1], world, found));
      case "all":
        return openedParts(condition, world, found, false);
      case "some":
        return openedParts(condition, world, found, true);
      default:
        return openedComparison(condition[1], world, found);
    }
  }

  function openedConclusion(place, world, found) {
    const value = world.conclusion(place);
    return value === null ? opened(program.conditions[place], world, found) : value;
  }

  function openedParts(condition, world, found, decides) {
    const before = found.length;
    let result = !decides;
    for (let place = 1; place < condition.length; place++) {
      const one = opened(condition[place], world, found);
      if (one === decides) {
        found.length = before;
        return decides;
      }
      if (one === null) result = null;
    }
    if (result !== null) found.length = before;
    return result;
  }

  function openedComparison(atom, world, found) {
    const value = meaning.atoms[atom](world.situation);
    if (value === false) return false;
    const before = found.length;
    const { depends } = program.atoms[atom];
    let result = true;
    for (const fact of depends) {
      const { applies } = program.facts[fact];
      const one = applies === null ? true : openedConclusion(applies, world, found);
      if (one === false) {
        found.length = before;
        return false;
      }
      if (one === null) result = null;
    }
    if (result === null || value === true) return result;
    found.push(...depends.filter((fact) => world.situation[fact] === null));
    return null;
  }

  /** The unknown facts that keep a conclusion open, each once, in the order of its condition. */
  function factsOpen(place, world) {
    const found = [];
    openedConclusion(place, world, found);
    return [...new Set(found)];
  }

  /** A conclusion that is not as a goal wants it, whatever is still unknown; or null. */
  function misses(goal, world) {
    for (const place of goal.true) if (world.conclusion(place) === false) return place;
    for (const place of goal.false) if (world.conclusion(place) === true) return place;
    return null;
  }

  const left = (goal, world) => ({
    true: goal.true.filter((place) => world.conclusion(place) !== true),
    false: goal.false.filter((place) => world.conclusion(place) !== false),
  });

  /** The first fact that keeps a conclusion of a goal open and may be given values; or null. */
  function keepingOpen(goal, world, unsplit) {
    for (const place of [...goal.true, ...goal.false]) {
      const found = factsOpen(place, world).find((fact) => !unsplit.has(fact));
      if (found !== undefined) return found;
    }
    return null;
  }

  /**
   * A completion that reaches a goal, or the facts, as bits, because of which there is none. Where the value of a fact has no part
   * in a failure, its other values fail as well and are not tried (P. Prosser, Hybrid algorithms for the constraint satisfaction
   * problem, 1993).
   */
  function completion(world, goal, unsplit) {
    const failed = misses(goal, world);
    if (failed !== null) return behind[failed];
    const open = left(goal, world);
    const fact = keepingOpen(open, world, unsplit);
    if (fact === null) return world;
    const bit = bitOf(fact);
    let blamed = 0n;
    for (const value of representatives(fact, world.situation)) {
      const found = completion(world.with(fact, value), open, unsplit);
      if (typeof found !== "bigint" || (found & bit) === 0n) return found;
      blamed |= found;
    }
    return blamed & ~bit;
  }

  /** The goals that some completion reaches, by their names. */
  function reached(world, goals) {
    const unsplit = leftOpen(world);
    // where two facts of one comparison are unknown, what is found depends on the order of the search
    const apart = together.every((facts) => facts.filter((fact) => world.situation[fact] === null && !unsplit.has(fact)).length < 2);
    const shown = [];
    const found = new Set();
    for (const [name, goal] of goals) {
      const shows = (one) => misses(goal, one) === null && keepingOpen(left(goal, one), one, unsplit) === null;
      if (apart && shown.some(shows)) {
        found.add(name);
        continue;
      }
      const one = completion(world, goal, unsplit);
      if (typeof one === "bigint") continue;
      found.add(name);
      shown.unshift(one);
    }
    return found;
  }

  /** What is left to be shown for each action that may be next, `finished` among them; nothing where a constraint is broken. */
  function nextGoals(world) {
    const goals = new Map();
    if (impossible.some((place) => world.conclusion(place) === true)) return goals;
    const before = impossible.filter((place) => world.conclusion(place) === null);
    for (let number = 0; number < actions.length; number++) {
      const value = world.conclusion(actions[number]);
      if (value === true) return goals.set(number, { true: [], false: [...before] });
      if (value === null) {
        goals.set(number, { true: [actions[number]], false: [...before] });
        before.push(actions[number]);
      }
    }
    return goals.set(actions.length, { true: [], false: before });
  }

  /** What may be next: the numbers of actions, in order; their count stands for `finished`. */
  function possibleNext(world) {
    const goals = nextGoals(world);
    const found = reached(world, goals);
    return [...goals.keys()].filter((number) => found.has(number));
  }

  /** What of the other conclusions is left to be shown: which can be true, and which can be false. */
  function otherGoals(world) {
    const goals = new Map();
    const forbidden = impossible.filter((place) => world.conclusion(place) === null);
    const open = [...warnings, ...actions, ...deadlines].filter((place) => world.conclusion(place) === null);
    for (const place of open) {
      if (warnings.includes(place)) goals.set(`holds ${place}`, { true: [place], false: forbidden });
      goals.set(`fails ${place}`, { true: [], false: [place, ...forbidden] });
    }
    return goals;
  }

  /** What is due, what may be next, and which warnings and deadlines hold, by name. */
  function judge(world) {
    const next = possibleNext(world);
    if (!next.length) return { agenda: [], possibleNext: [], warnings: [], possibleWarnings: [], deadlines: [] };
    const found = reached(world, otherGoals(world));
    const certain = (place) => {
      const value = world.conclusion(place);
      return value === true || (value === null && !found.has(`fails ${place}`));
    };
    const names = (places) => places.map((place) => program.conclusions[place].name);
    return {
      agenda: names(actions.filter(certain)),
      possibleNext: next.map((number) => (number === actions.length ? FINISHED : program.actions[number].name)),
      warnings: names(warnings.filter(certain)),
      possibleWarnings: names(warnings.filter((place) => found.has(`holds ${place}`) && !certain(place))),
      deadlines: names(deadlines.filter(certain)),
    };
  }

  return { judge, possibleNext, factsOpen, representatives, placeOf, impossible };
}

const FINISHED = "finished";
