// What was told as a file that every command of simexit reads, and read again; and answers as a person types them.
// The same as simexit/ask/kept.py, simexit/answering.py and, of simexit/check/situations.py, what such a file needs.

const TRUTHS = { yes: true, true: true, on: true, no: false, false: false, off: false };
const MOST_DIGITS = 15;

function makeAnswers({ program, factPlace }) {
  /** A value as it stands in a file. */
  function written(value, type) {
    if (value === null) return "null";
    switch (type.kind) {
      case "boolean":
        return value ? "yes" : "no";
      case "set":
        return `[${type.values
          .filter((_, place) => value & (1 << place))
          .sort()
          .join(", ")}]`;
      case "money":
        return value % 100 ? decimal(value) : String(value / 100);
      case "day":
        return isoDay(value);
      case "choice":
        return value.toLowerCase() === "null" ? `"${value}"` : value;
      default:
        return String(value);
    }
  }

  /** The replies as a file; null is what the person does not know. */
  function asFile(replies, comment) {
    const lines = replies.map(({ fact, value }) => `${program.facts[fact].name}: ${written(value, program.facts[fact].type)}`);
    return [`# ${comment}`, ...(lines.length ? lines : ["{}"])].join("\n") + "\n";
  }

  /** The replies of a file, names dotted, nested or both, and the lines that cannot be used. */
  function fromFile(text) {
    const replies = new Map();
    const wrong = [];
    const open = [{ prefix: "", indent: -1, inside: null, line: null }]; // the mappings that a line can belong to
    const close = () => {
      const { inside, line } = open.pop();
      if (inside === null) wrong.push(line);
    };
    for (const line of text.replace(/^\ufeff/, "").split(/\r?\n/)) {
      const bare = line.replace(/(^|\s)#.*$/, "").trim();
      if (bare === "" || bare === "{}" || bare === "---") continue;
      const indent = line.search(/[^ ]/);
      while (open.length > 1 && indent <= open.at(-1).indent) close();
      const mapping = open.at(-1);
      mapping.inside ??= indent;
      const [, key, value] = (indent === mapping.inside && /^([^:\s]+):(?:\s+(.+))?$/.exec(bare)) || [];
      const name = mapping.prefix + key;
      const reply = key === undefined || value === undefined ? null : replyOf(name, value);
      if (key !== undefined && value === undefined && program.facts.some((fact) => fact.name.startsWith(`${name}.`))) {
        open.push({ prefix: `${name}.`, indent, inside: null, line });
      } else if (reply === null || replies.has(reply.fact)) wrong.push(line);
      else replies.set(reply.fact, reply);
    }
    while (open.length > 1) close();
    return { replies: [...replies.values()], wrong };
  }

  function replyOf(name, written) {
    const fact = factPlace.get(name);
    if (fact === undefined) return null;
    if (["null", "~", "Null", "NULL"].includes(written)) return { fact, value: null };
    const { type } = program.facts[fact];
    const value = type.kind === "set" ? fromList(written, type) : fromText(unquoted(written), type);
    return value === null ? null : { fact, value };
  }

  const unquoted = (text) => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;

  function fromList(text, type) {
    const inside = /^\[(.*)\]$/.exec(text);
    if (inside === null) return null;
    return bits(
      inside[1]
        .split(",")
        .map((one) => unquoted(one.trim()))
        .filter((one) => one !== ""),
      type,
    );
  }

  /** Some of the values of a set as bits, or null where one is none of them. */
  function bits(members, type) {
    const places = members.map((one) => type.values.indexOf(one));
    return places.includes(-1) ? null : places.reduce((all, place) => all | (1 << place), 0);
  }

  /** The value that a text writes, or null where it writes none that the fact can have. */
  function fromText(text, type) {
    switch (type.kind) {
      case "boolean":
        return TRUTHS[text.toLowerCase()] ?? null;
      case "choice":
        return type.values.includes(text) ? text : null;
      case "set":
        return bits(
          text.split(",").filter((one) => one !== ""),
          type,
        );
      case "integer":
        return within(/^[+-]?\d+(\.0+)?$/.test(text) ? wholeOf(text.replace(/\.0+$/, "")) : null, type);
      case "money":
        return within(hundredths(text), type);
      case "day":
        return dayFrom(text);
      default:
        throw new Error(`no type ${type.kind}`);
    }
  }

  const wholeOf = (digits) => (digits.replace(/\D/g, "").length > MOST_DIGITS ? null : Number(digits) + 0);
  const within = (value, { low, high }) => (value === null || value < low || value > high ? null : value);

  function hundredths(text) {
    const parts = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (parts === null || /[1-9]/.test((parts[3] ?? "").slice(2))) return null;
    const size = wholeOf(parts[2] + (parts[3] ?? "").slice(0, 2).padEnd(2, "0"));
    return size === null ? null : parts[1] === "-" ? -size : size;
  }

  /** The value that a person typed into a field, with wide digits, blanks between thousands, a decimal comma, or the currency. */
  function typed(text, type) {
    const plain = text.normalize("NFKC").trim();
    if (type.kind !== "money") return fromText(plain, type);
    const bare = plain.replace(new RegExp(`(${type.currency}|${type.currency.toLowerCase()})$`), "").trim();
    return fromText(bare.replace(/(\d) (?=\d{3}\b)/g, "$1").replace(/(\d),(?=\d{1,2}$)/, "$1."), type);
  }

  return { asFile, fromFile, typed };
}

/** An amount in hundredths with its decimals, without noughts at its end. */
function decimal(value) {
  const size = Math.abs(value);
  const rest = String(size % 100)
    .padStart(2, "0")
    .replace(/0$/, "");
  return `${value < 0 ? "-" : ""}${Math.floor(size / 100)}.${rest}`;
}
