// The value of a term and the truth of a condition, after Kleene: true, false, or null for unknown. The same as simexit/meaning.
// A situation is a list with a place for each fact: yes and no, a word, a whole number (amounts in hundredths, days by their
// number, sets as bits), or null where it is not known.

/** The working days of a country between the first and the last day of the calendar. */
function makeCalendar({ first, days }) {
  const bits = Array.from(atob(days), (letter) => letter.charCodeAt(0).toString(2).padStart(8, "0")).join("");
  const passed = [0]; // how many working days are before a day
  for (const bit of bits) passed.push(passed.at(-1) + (bit === "1" ? 1 : 0));
  const most = LAST_DAY - first; // the last day of the calendar is no end of a working day
  const works = (place) => (bits[place] === "1" ? 1 : 0);

  return {
    between(start, end) {
      const from = Math.max(start - first, 0);
      const until = Math.min(Math.max(end - first, 0), most);
      return until > from ? passed[until] - passed[from] : 0;
    },
    before(day, count) {
      let found = day - first;
      for (let left = count; left > 0 && found > 0;) left -= works(--found);
      return first + found;
    },
    after(day, count) {
      let found = day - first;
      for (let gone = 0; gone <= count && found < most; found++) gone += works(found);
      return first + found;
    },
    shifted: (day, by) => Math.min(Math.max(day + by, first), LAST_DAY),
  };
}

const FIRST_DAY = 727198; // 1992-01-01, as Python numbers days
const LAST_DAY = 766644; // 2099-12-31

const COMPARE = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  in: (left, right) => right.includes(left),
  "not in": (left, right) => !right.includes(left),
  "in set": (left, right) => (left & right) !== 0,
  "not in set": (left, right) => (left & right) === 0,
};

const ARITHMETIC = { "+": (one, other) => one + other, "-": (one, other) => one - other, "*": (one, other) => one * other };

/** What the terms and the conditions of a rule set mean. */
function makeMeaning(program) {
  const calendar = makeCalendar(program.calendar);
  const today = program.today;

  const FROM_TODAY = {
    days_until: (day, now) => day - now,
    days_since: (day, now) => now - day,
    working_days_until: (day, now) => calendar.between(now, day),
    working_days_since: (day, now) => calendar.between(day, now),
  };
  const OF_TWO = { shift: calendar.shifted, working_day_before: calendar.before, working_day_after: calendar.after };

  /** The value that a parameter has on a day; null where it has none, or where the day counts and is not known. */
  function figure(place, day) {
    for (const [start, end, value] of program.parameters[place].periods) {
      if (day === null ? start === null && end === null : (start === null || start <= day) && (end === null || day <= end)) return value;
    }
    return null;
  }

  /** A term as a function of a situation. */
  function term(written) {
    if (!Array.isArray(written)) return () => written;
    const [kind, ...given] = written;
    if (kind === "fact") return (situation) => situation[given[0]];
    if (kind === "parameter") return (situation) => figure(given[0], situation[today]);
    const [one, other] = given.map(term);
    if (kind in FROM_TODAY) {
      return (situation) => {
        const day = one(situation);
        return day === null || situation[today] === null ? null : FROM_TODAY[kind](day, situation[today]);
      };
    }
    const operation = ARITHMETIC[kind] ?? OF_TWO[kind];
    if (operation === undefined) throw new Error(`no function ${kind}`);
    return (situation) => {
      const left = one(situation);
      const right = other(situation);
      return left === null || right === null ? null : operation(left, right);
    };
  }

  /** A comparison as a function of a situation: what it says of the values alone, whether or not the facts apply. */
  function comparison({ op, left, right }) {
    const members = op === "in" || op === "not in";
    const [one, other] = [term(left), members ? () => right : term(right)];
    const holds = COMPARE[op];
    return (situation) => {
      const [first, second] = [one(situation), other(situation)];
      return first === null || second === null ? null : holds(first, second);
    };
  }

  const atoms = program.atoms.map(comparison);

  /** The truth of a condition in a world, which remembers the truth of each conclusion. */
  function truth(condition, world) {
    if (typeof condition === "boolean") return condition;
    switch (condition[0]) {
      case "holds":
        return world.conclusion(condition[1]);
      case "not":
        return negated(truth(condition[1], world));
      case "all":
        return joined(condition, world, false);
      case "some":
        return joined(condition, world, true);
      case "compare":
        return compared(condition[1], world);
      default:
        throw new Error(`no condition ${condition[0]}`);
    }
  }

  /** A conjunction, which one false part decides, or a disjunction, which one true part decides. */
  function joined(condition, world, decides) {
    let result = !decides;
    for (let place = 1; place < condition.length; place++) {
      const one = truth(condition[place], world);
      if (one === decides) return decides;
      if (one === null) result = null;
    }
    return result;
  }

  function compared(atom, world) {
    let result = atoms[atom](world.situation);
    if (result === false) return false;
    for (const fact of program.atoms[atom].facts) {
      const one = applies(fact, world);
      if (one === false) return false;
      if (one === null) result = null;
    }
    return result;
  }

  function applies(fact, world) {
    const condition = program.facts[fact].applies;
    return condition === null ? true : world.conclusion(condition);
  }

  class World {
    /** A situation, and the truth of each conclusion in it, found when it is first needed. */
    constructor(situation) {
      this.situation = situation;
      this.found = new Array(program.conditions.length).fill(undefined);
    }

    conclusion(place) {
      let value = this.found[place];
      if (value === undefined) value = this.found[place] = truth(program.conditions[place], this);
      return value;
    }

    /** The same with one more fact known. */
    with(fact, value) {
      const situation = this.situation.slice();
      situation[fact] = value;
      return new World(situation);
    }
  }

  return { term, comparison, atoms, truth, applies, figure, World };
}

function negated(value) {
  return value === null ? null : !value;
}
