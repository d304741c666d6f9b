"""What `simexit mutate` shows: the mistakes that no case notices, where each shows, and the score."""

from __future__ import annotations

import click

from simexit.author.mutation.fate import Survived, Witness
from simexit.author.mutation.kinds import Mutant
from simexit.author.mutation.report import Mutation
from simexit.cli.show import labelled, table
from simexit.explain.phrases import Phrases
from simexit.explain.wording import Wording
from simexit.model.rules import RuleSet, Situation

_LABELS = 12


def show(mutation: Mutation, rules: RuleSet, language: str) -> None:
    """Write the mistakes that no case notices, with the situation that shows each in words, and the score."""
    for mutant, fate in mutation.survivors:
        _show_survivor(mutant, fate, rules, language)
    rows = [(kind, str(score), f"{score.equivalent} more change nothing") for kind, score in mutation.by_kind.items()]
    table([("mistake", "noticed", "proved"), *rows])
    score = mutation.score
    click.echo(f"cases: {mutation.cases}, mutants: {score.mutants}")
    colour = "green" if score.killed == score.counted else "yellow"
    click.secho(f"noticed: {score}; proved to change nothing: {score.equivalent} more", fg=colour, bold=True)


def _show_survivor(mutant: Mutant, fate: Survived, rules: RuleSet, language: str) -> None:
    click.echo(f"{mutant.span.place}: {click.style('not noticed', fg='yellow')}: {mutant.name}: {mutant.sentence}")
    if fate.witness is None:
        labelled("not known", fate.reason or "", label_width=_LABELS)
    else:
        _show_witness(fate.witness, rules, language)


def _show_witness(witness: Witness, rules: RuleSet, language: str) -> None:
    labelled("where", _in_words(witness.situation, rules, language) or "always", label_width=_LABELS)
    if witness.step is not None:
        action, outcome = witness.step
        labelled("after", f"{action}: {outcome}", label_width=_LABELS)
    if witness.told:
        labelled("and then", _in_words(witness.told, rules, language), label_width=_LABELS)
    said = "; ".join(witness.expected) or "no single case can show the difference from there"
    labelled("a case", said, label_width=_LABELS)


def _in_words(situation: Situation, rules: RuleSet, language: str) -> str:
    phrases = Phrases(Wording(rules, situation, language))
    return "; ".join(phrases.fact(name, known) for name, known in situation.items())
