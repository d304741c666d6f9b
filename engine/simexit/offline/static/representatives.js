// Which values of an unknown fact stand for all its values: one of each stretch in which no comparison changes. The same as
// simexit/meaning/representatives.py.

function makeRepresentatives(program, meaning) {
  const { facts, today } = program;
  const about = facts.map((_, fact) => program.atoms.filter((atom) => atom.facts.includes(fact)));
  const steps = new Map(program.atoms.map((atom) => [atom, stepsOf(atom).map(meaning.comparison)]));
  const dependsWith = facts.map((_, fact) =>
    [...new Set(program.atoms.filter((atom) => atom.depends.includes(fact)).flatMap((atom) => atom.depends))].filter(
      (other) => other !== fact,
    ),
  );
  const remembered = new Map();
  const changes = changesOfFigures(program.parameters);

  /** The values to try of a fact; remembered for what is known beside it. */
  function representatives(fact, situation) {
    const type = facts[fact].type;
    switch (type.kind) {
      case "boolean":
        return [true, false];
      case "choice":
        return type.values;
      case "set":
        return remember(`${fact}`, () => subsets(type.values.length));
      case "integer":
      case "money":
        return remember(key(fact, situation), () => byCuts(fact, situation, type.low, type.high));
      case "day":
        return remember(key(fact, situation), () => byCuts(fact, situation, FIRST_DAY, LAST_DAY));
      default:
        throw new Error(`no type ${type.kind}`);
    }
  }

  function key(fact, situation) {
    return `${fact}|${dependsWith[fact].map((other) => situation[other]).join("|")}`;
  }

  function remember(name, make) {
    if (remembered.size > 20000) remembered.clear();
    let found = remembered.get(name);
    if (found === undefined) remembered.set(name, (found = make()));
    return found;
  }

  function byCuts(fact, situation, low, high) {
    const inside = fact === today ? changes.filter((day) => low < day && day <= high) : [];
    const fences = [low, ...inside, high + 1];
    const points = new Set();
    const tried = situation.slice();
    for (const atom of about[fact]) {
      if (atom.facts.some((other) => other !== fact && situation[other] === null)) continue;
      for (const step of steps.get(atom)) {
        const holds = (point) => {
          tried[fact] = point;
          return step(tried);
        };
        for (let place = 0; place + 1 < fences.length; place++) cut(holds, fences[place], fences[place + 1] - 1, points);
      }
    }
    for (let place = 0; place + 1 < fences.length; place++) points.add(fences[place]).add(fences[place + 1] - 1);
    return [...points].sort((one, other) => one - other);
  }

  /** The other unknown facts that stand with an unknown number or day in a comparison, as far as both may apply. */
  function beside(fact, world) {
    if (["boolean", "choice", "set"].includes(facts[fact].type.kind)) return [];
    const unknown = new Set(about[fact].flatMap((atom) => atom.depends));
    unknown.delete(fact);
    const others = [...unknown].filter((other) => world.situation[other] === null);
    if (!others.length || meaning.applies(fact, world) === false) return [];
    return others.filter((other) => meaning.applies(other, world) !== false);
  }

  const bySplitting = [today, ...facts.keys()].filter((fact, place) => place === 0 || fact !== today);

  /** The unknown numbers and days that are never given a value, because a comparison holds them against another one. */
  function leftOpen(world) {
    const split = new Set();
    const open = new Set();
    for (const fact of bySplitting) {
      if (world.situation[fact] !== null) continue;
      if (beside(fact, world).some((other) => split.has(other))) open.add(fact);
      else split.add(fact);
    }
    return open;
  }

  return { representatives, leftOpen };
}

/** Comparisons that change at most once along the values of a fact, and between which the atom does not change. */
function stepsOf(atom) {
  const edges = ["<", "<="];
  switch (atom.op) {
    case "in":
    case "not in":
      return atom.right.flatMap((member) => edges.map((op) => ({ op, left: atom.left, right: member })));
    case "in set":
    case "not in set":
      return [];
    case "==":
    case "!=":
      return edges.map((op) => ({ ...atom, op }));
    default:
      return [atom];
  }
}

/** Add the two points between which `holds` changes. */
function cut(holds, low, high, points) {
  const atLow = holds(low);
  if (atLow === holds(high)) return;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle) === atLow) low = middle;
    else high = middle;
  }
  points.add(low).add(high);
}

/** The days on which some figure begins or ceases to have a value. */
function changesOfFigures(parameters) {
  const days = new Set();
  for (const { periods } of parameters) {
    for (const [start, end] of periods) {
      if (start !== null) days.add(start);
      if (end !== null) days.add(end + 1);
    }
  }
  return [...days].sort((one, other) => one - other);
}

/** The subsets of so many values as bits, the small ones first, each size in the order of the values. */
function subsets(count) {
  const found = [];
  const choose = (size, from, bits) => {
    if (size === 0) return found.push(bits);
    for (let place = from; place <= count - size; place++) choose(size - 1, place + 1, bits | (1 << place));
    return found;
  };
  for (let size = 0; size <= count; size++) choose(size, 0, 0);
  return found;
}
