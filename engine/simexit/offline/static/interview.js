// An interview: what was told so far, in order, and what follows from it. Nothing here changes: each step gives the replies after it.
// A reply is { fact, value }; a value that is null says that the person does not know. The same as simexit/ask/interview.py.

function makeInterview(program, meaning, certainty, question) {
  function world(replies) {
    const situation = new Array(program.facts.length).fill(null);
    for (const { fact, value } of replies) situation[fact] = value;
    return new meaning.World(situation);
  }

  /** The fact to ask for: first those that only say what the person reads about, then the one worth asking. */
  function asked(replies) {
    const told = new Set(replies.map((reply) => reply.fact));
    const here = world(replies);
    const informative = program.informative.find((fact) => !told.has(fact) && meaning.applies(fact, here) !== false);
    const skipped = new Set(replies.filter((reply) => reply.value === null).map((reply) => reply.fact));
    return informative ?? question.nextQuestion(here, skipped);
  }

  const counts = (reply, here) => reply.value === null || meaning.applies(reply.fact, here) !== false;
  const clashing = (replies) =>
    question.clashes(
      world(replies),
      replies.map((reply) => reply.fact),
    );

  /** The replies after one more or a changed one, those that it made void, and what it clashes with. */
  function tell(replies, fact, value) {
    const place = replies.findIndex((reply) => reply.fact === fact);
    if (place < 0) {
      const after = [...replies, { fact, value }];
      return { replies: after, setAside: [], clashes: value === null ? [] : clashing(after) };
    }
    let kept = [...replies.slice(0, place), { fact, value }];
    const clashes = clashing(kept);
    if (clashes.length) return { replies, setAside: [], clashes };
    for (const later of replies.slice(place + 1)) if (fits(later, kept)) kept.push(later);
    const here = world(kept);
    kept = kept.filter((reply) => reply.fact === fact || counts(reply, here));
    return { replies: kept, setAside: replies.filter((reply) => reply.fact !== fact && !kept.includes(reply)), clashes: [] };
  }

  function fits(reply, kept) {
    if (reply.value === null) return true;
    return counts(reply, world(kept)) && certainty.possibleNext(world([...kept, reply])).length > 0;
  }

  /** The replies after an action was done with an outcome: what it changes comes last, and what does not apply then is not told. */
  function done(replies, outcome) {
    const before = world(replies).situation;
    const changes = outcome.changes.map(([fact, term]) => ({ fact, value: meaning.term(term)(before) }));
    const changed = new Set(changes.map((change) => change.fact));
    const after = [...replies.filter((reply) => !changed.has(reply.fact)), ...changes.filter((change) => change.value !== null)];
    const here = world(after);
    return after.filter((reply) => meaning.applies(reply.fact, here) !== false);
  }

  return { world, asked, tell, done };
}
