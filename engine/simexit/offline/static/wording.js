// Values and texts with places in them, in one language. The same as simexit/explain/wording.py and simexit/text/forms.py.

const EPOCH = 719163; // 1970-01-01, as Python numbers days

/** The year, month and day of a day's number. */
function dateOf(day) {
  const moment = new Date((day - EPOCH) * 86400000);
  return { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, day: moment.getUTCDate() };
}

function isoDay(day) {
  const { year, month, day: ofMonth } = dateOf(day);
  return `${year}-${String(month).padStart(2, "0")}-${String(ofMonth).padStart(2, "0")}`;
}

/** The number of a day that is written as 2026-12-01, or null where there is no such day, or none in the calendar. */
function dayFrom(text) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return null;
  const day = Date.UTC(+parts[1], +parts[2] - 1, +parts[3]) / 86400000 + EPOCH;
  return isoDay(day) === text && FIRST_DAY <= day && day <= LAST_DAY ? day : null;
}

function makeForms({ thousands, minus, amounts, days, counted: categories }) {
  const grouped = (digits) => String(digits).replace(/\B(?=(\d{3})+$)/g, thousands);
  const number = (value) => (value < 0 ? minus : "") + grouped(Math.abs(value));
  const category = (value) => {
    const size = Math.abs(value);
    return +categories[size < categories.length ? size : 100 + (size % 100)];
  };
  return {
    number,
    /** An amount in units of so many decimals; one that is whole has none. */
    amount(value, decimals, currency) {
      const unit = 10 ** decimals;
      const size = Math.abs(value);
      const rest = size % unit;
      const pattern = amounts[currency][(rest ? "rest" : "whole") + (value < 0 ? "Below" : "")];
      const hundredths = String(rest * 10 ** (2 - decimals)).padStart(2, "0");
      return pattern.replace("{whole}", () => grouped((size - rest) / unit)).replace("{rest}", hundredths);
    },
    day(value) {
      const { year, month, day } = dateOf(value);
      return days[month - 1].replace("{year}", year).replace("{day}", day);
    },
    counted: (value, forms) => `${number(value)}\u00a0${forms[category(value)]}`,
  };
}

/** A text with each place in it replaced; where a full stop then meets another, one stays. */
function fill(template, said) {
  return template.replace(/\{([^{}]*)\}(\.?)/g, (_, place, stop) => {
    const text = said(place);
    return text.endsWith(".") ? text : text + stop;
  });
}

/** Words for one situation in one language; `library` is what a place in a text can name. */
function makeWording(library, texts, meaning, situation) {
  const { program, knowledge } = library;
  const forms = makeForms(texts.forms);
  const word = (name) => texts.words[name];

  function say(value, type, answers = {}, decimals = 0) {
    if (value === null) return word("unknown");
    switch (type.kind) {
      case "boolean":
        return word(value ? "yes" : "no");
      case "choice":
        return answers[value] ?? value;
      case "set":
        return type.values
          .filter((_, place) => value & (1 << place))
          .sort()
          .map((one) => answers[one] ?? one)
          .join(", ");
      case "integer":
        return forms.number(value);
      case "money":
        return forms.amount(value, decimals, type.currency);
      case "day":
        return forms.day(value);
      default:
        throw new Error(`no type ${type.kind}`);
    }
  }

  /** What a place names: its value, its type, its answers, its decimals. */
  function meant(name) {
    const fact = library.factPlace.get(name);
    if (fact !== undefined) return ofFact(fact);
    if (name.startsWith("parameter.")) {
      const place = program.parameters.findIndex((one) => one.name === name.slice("parameter.".length));
      const { type, decimals } = program.parameters[place];
      return { value: meaning.figure(place, situation[program.today]), type, decimals };
    }
    const { term, type, decimals } = knowledge.derived[name];
    return { value: meaning.term(term)(situation), type, decimals };
  }

  function ofFact(fact) {
    const { type } = program.facts[fact];
    return { value: situation[fact], type, answers: texts.facts[fact].answers, decimals: type.kind === "money" ? 2 : 0 };
  }

  function filled(place) {
    const [name, ...counted] = place.split("|");
    const { value, type, answers, decimals } = meant(name);
    const said = say(value, type, answers, decimals);
    if (!counted.length) return said;
    const whole = ["integer", "money"].includes(type.kind) && value !== null && value % 10 ** decimals === 0;
    if (whole) return forms.counted(value / 10 ** decimals, counted);
    return type.kind === "money" ? said : `${said} ${counted.at(-1)}`;
  }

  return {
    word,
    forms,
    say,
    text: (template) => (template === null ? null : fill(template, filled)),
    /** What is known of a fact, in words. */
    fact(fact) {
      const { value, type, answers, decimals } = ofFact(fact);
      return say(value, type, answers, decimals) || word("ask_none");
    },
    /** One of the program's own sentences; numbers that count take their forms. */
    sentence(name, parts) {
      return fill(word(name), (place) => {
        const [part, ...counted] = place.split("|");
        return counted.length ? forms.counted(parts[part], counted) : String(parts[part]);
      });
    },
  };
}
