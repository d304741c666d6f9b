// The page: what is told is kept in this script alone, and gone when the page is closed. Nothing is sent and nothing is stored.

const PAGES = {
  ask: askPage,
  checklist: checklistPage,
  advice: advicePage,
  answers: answersPage,
  say: sayPage,
  clash: clashPage,
  setAside: setAsidePage,
  wrongFile: wrongFilePage,
};
const FILE_NAME = "simexit-answers.yaml";

function start(data) {
  const advisor = makeAdvisor(data);
  const answers = makeAnswers(advisor);
  const { interview, program, knowledge } = advisor;
  const ticks = new Set();
  let states = []; // what was shown; the history of the browser has their numbers, and nothing that was told
  let now = null;

  /** The day by the clock of this device, where the library is at home; null where that is outside the calendar. */
  function clock() {
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone: program.timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    }).formatToParts();
    const part = (type) => parts.find((one) => one.type === type).value;
    return dayFrom(`${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`);
  }

  function atStart() {
    const day = clock();
    return day === null ? [] : [{ fact: program.today, value: day }];
  }

  function preferred() {
    const liked = (navigator.languages ?? [navigator.language]).map((one) => one.toLowerCase().split("-")[0]);
    return liked.find((one) => knowledge.languages.includes(one)) ?? knowledge.languages[0];
  }

  /** Show something else, to which the browser can come back. */
  function go(changes) {
    states = [...states.slice(0, now.number + 1), { ...now, ...changes, number: now.number + 1 }];
    history.pushState(now.number + 1, "");
    show(states.at(-1));
  }

  /** Show the same question once more, with what was wrong. */
  function again(changes) {
    states[now.number] = { ...now, view: { ...now.view, ...changes } };
    show(states[now.number]);
  }

  function ask(replies) {
    const fact = interview.asked(replies);
    const view = fact === null ? { name: "advice" } : (checklistOf(advisor, replies, fact) ?? { name: "ask", fact });
    go({ replies, view });
  }

  /** Ask for these facts first, as long as they are missing, one after another. */
  function askFirst(facts, replies) {
    const [fact, ...then] = facts.filter((one) => advisor.question.missing(interview.world(replies)).includes(one));
    if (fact === undefined) ask(replies);
    else go({ replies, view: { name: "ask", fact, then } });
  }

  /** Tell what a checklist says: true, false or not known; where more than nothing is ticked, how much is asked next. */
  function tellAll(said) {
    let { replies } = now;
    const figures = [];
    for (const { fact, isSo } of said) {
      const isBoolean = program.facts[fact].type.kind === "boolean";
      if (advisor.meaning.applies(fact, interview.world(replies)) === false) continue;
      if (isSo === true && !isBoolean) {
        figures.push(fact);
        continue;
      }
      const value = isSo === false && !isBoolean ? 0 : isSo;
      const after = interview.tell(replies, fact, value);
      if (after.clashes.length) return go({ view: { name: "clash", fact, clashes: after.clashes, tried: [...replies, { fact, value }] } });
      replies = after.replies;
    }
    return askFirst(figures, replies);
  }

  function tell(fact, value) {
    const { replies, setAside, clashes } = interview.tell(now.replies, fact, value);
    const dayNamed = now.dayNamed || fact === program.today;
    if (clashes.length)
      go({ view: { name: "clash", fact, clashes, tried: [...now.replies.filter((one) => one.fact !== fact), { fact, value }] } });
    else if (setAside.length) go({ replies, dayNamed, view: { name: "setAside", setAside } });
    else {
      now = { ...now, dayNamed };
      askFirst(now.view.then ?? [], replies);
    }
  }

  function begin(language) {
    const replies = atStart();
    const fact = replies.length ? interview.asked(replies) : program.today;
    const view = fact === null ? { name: "advice" } : { name: "ask", fact, isStart: true };
    return {
      language,
      replies,
      dayNamed: false,
      view: { ...view, note: replies.length ? null : data.texts[language].words.offline_unknown_day },
    };
  }

  function restart() {
    ticks.clear();
    go(begin(now.language));
  }

  function save() {
    const told = now.replies.filter((reply) => reply.fact !== program.today || now.dayNamed);
    const content = answers.asFile(told, data.texts[now.language].words.ask_file_comment);
    const link = h("a", { href: URL.createObjectURL(new Blob([content], { type: "application/yaml" })), download: FILE_NAME });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async function read(file) {
    const { replies: told, wrong } = answers.fromFile(await file.text());
    if (wrong.length) return go({ view: { name: "wrongFile", lines: wrong } });
    const dayNamed = told.some((reply) => reply.fact === program.today && reply.value !== null);
    const others = told.filter((reply) => reply.fact !== program.today);
    const replies = [...(dayNamed ? told.filter((reply) => reply.fact === program.today) : atStart()), ...others];
    const clashes = advisor.question.clashes(
      interview.world(replies),
      replies.map((reply) => reply.fact),
    );
    if (clashes.length) return go({ dayNamed, view: { name: "clash", clashes, tried: replies } });
    return go({ replies, dayNamed, view: { name: "answers" } });
  }

  function pictures(helps) {
    return knowledge.pictures.flatMap((one, place) =>
      helps(one) ? [{ drawing: one.drawing, shows: data.texts[now.language].pictures[place] }] : [],
    );
  }

  function show(state) {
    now = state;
    const texts = data.texts[state.language];
    const world = interview.world(state.replies);
    const words = advisor.wording(texts, world.situation);
    const here = {
      ...state,
      texts,
      world,
      words,
      advisor,
      answers,
      ticks,
      pictures,
      go,
      again,
      ask,
      tell,
      tellAll,
      save,
      read,
      spoken: data.texts[knowledge.spoken] ?? texts,
      asked: () => interview.asked(state.replies),
      restart,
    };
    document.documentElement.lang = texts.tag;
    const main = document.querySelector("main");
    main.replaceChildren(...shown(PAGES[state.view.name](here)));
    header(here);
    const heading = main.querySelector(".ask, h1").textContent;
    document.title = heading === texts.title ? heading : `${heading} – ${texts.title}`;
    scrollTo(0, 0);
    if (state.number > 0) (document.querySelector("#wrong") ?? main).focus({ preventScroll: true });
  }

  function header({ words }) {
    const skip = document.querySelector(".skip");
    skip.textContent = words.word("web_skip");
    const choose = knowledge.languages.map((language) =>
      button(data.texts[language].ownName, () => go({ language }), {
        lang: data.texts[language].tag,
        "aria-pressed": String(language === now.language),
        "data-language": language,
      }),
    );
    document.querySelector("header nav").setAttribute("aria-label", words.word("web_language"));
    document.querySelector("header nav").replaceChildren(list("languages", choose));
    const home = document.querySelector(".home");
    home.setAttribute("aria-label", words.word("web_home"));
    home.onclick = restart;
  }

  addEventListener("popstate", (event) => {
    const state = states[event.state ?? 0];
    if (state !== undefined) show({ ...state, language: now.language });
  });
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector("main").focus();
  });
  states = [{ ...begin(preferred()), number: 0 }];
  history.replaceState(0, "");
  show(states[0]);
  // the first question takes longest; it is thought of while the first page is read
  setTimeout(() => advisor.question.nextQuestion(interview.world(states[0].replies), new Set()));
}

start(JSON.parse(document.querySelector("#data").textContent));
