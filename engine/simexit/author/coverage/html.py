"""A report of coverage as one HTML file that needs no other file, no script and no network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from simexit.author.coverage.gaps import Coverable, Gap, Impossible
from simexit.author.coverage.measure import LeafCoverage, RuleCoverage, Side
from simexit.author.coverage.report import Coverage, seen, totals
from simexit.author.coverage.style import STYLE
from simexit.model.types import written

LEGEND = {
    "both": "decides as true and as false",
    "one": "decides one way only",
    "never": "never decides",
    "idle": "proved: can never decide",
}
_NUMBERS = ("true", "false", "open", "decides true", "decides false")


def page(coverage: Coverage, title: str) -> str:
    """Return the whole page."""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
    )
    body = "\n".join([f"<h1>{escape(title)}</h1>", *_summary(coverage), *_sections(coverage)])
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body><main>\n{body}\n</main></body></html>\n'


def _summary(coverage: Coverage) -> Iterator[str]:
    counted, leaves = coverage.totals, coverage.leaves
    yield f"<p><strong>Covered: {counted}</strong> of what the leaves can decide. Proved impossible: {counted.impossible} more.</p>"
    yield f"<p>Cases: {coverage.cases}. Leaves: {len(leaves)}; open in some case: {seen(leaves, None)}.</p>"
    marks = "".join(f'<li><mark class="{state}">{state}</mark> {meaning}</li>' for state, meaning in LEGEND.items())
    yield f'<ul class="legend">{marks}<li><mark class="opened">mark</mark> was open in some case</li></ul>'
    rows = "".join(_summary_row(number, covered, coverage) for number, covered in enumerate(coverage.rules))
    yield f'<div class="wide"><table><thead><tr><th>rule<th>covered<th>impossible</thead><tbody>{rows}</tbody></table></div>'


def _summary_row(number: int, covered: RuleCoverage, coverage: Coverage) -> str:
    counted = totals((covered,), coverage.gaps)
    state = "both" if counted.covered == counted.coverable else "one" if counted.covered else "never"
    link = f'<a href="#r{number}">{escape(covered.rule.name)}</a>'
    return f'<tr><td>{link}<td><mark class="{state}">{counted}</mark><td>{counted.impossible}'


def _sections(coverage: Coverage) -> Iterator[str]:
    for number, covered in enumerate(coverage.rules):
        heads = "".join(f"<th>{head}" for head in ("leaf", *_NUMBERS, "what is missing"))
        rows = "".join(_leaf_row(place, covered, coverage) for place in range(len(covered.leaves)))
        yield f'<section id="r{number}"><h2>{escape(covered.rule.span.source.name)}</h2>'
        yield f"<pre>{''.join(_lines(covered, coverage))}</pre>"
        yield f'<div class="wide"><table><thead><tr>{heads}</thead><tbody>{rows}</tbody></table></div></section>'


def _lines(covered: RuleCoverage, coverage: Coverage) -> Iterator[str]:
    """Yield the lines of the file of a rule with its leaves marked."""
    for number, line in enumerate(covered.rule.span.source.lines(), 1):
        done, parts = 0, []
        for start, end, place in _pieces(covered, number, len(line)):
            leaf = covered.leaves[place]
            look = f"{_state(covered, place, coverage)}{' opened' * (leaf.times(None) > 0)}"
            numbers = ", ".join(f"{name}: {count}" for name, count in zip(_NUMBERS, _numbers(leaf), strict=True))
            parts += [escape(line[done:start]), f'<mark class="{look}" title="{escape(numbers)}">{escape(line[start:end])}</mark>']
            done = end
        yield f'<span class="line">{"".join(parts)}{escape(line[done:])}</span>\n'


def _pieces(covered: RuleCoverage, number: int, length: int) -> Iterator[tuple[int, int, int]]:
    """Yield where leaves stand in a line, as start, end and place of the leaf; in a chain, one ends where the next begins."""
    found: list[tuple[int, int, int]] = []
    for place, leaf in enumerate(covered.leaves):
        span = leaf.span
        if span.line <= number <= span.end_line:
            start, end = span.column - 1 if number == span.line else 0, span.end_column - 1 if number == span.end_line else length
            found.append((start, end, place))
    found.sort()
    limits = (*(start for start, _, _ in found[1:]), length)
    for (start, end, place), limit in zip(found, limits, strict=False):  # where no leaf stands there is a limit too many
        if start < min(end, limit):
            yield start, min(end, limit), place


def _state(covered: RuleCoverage, place: int, coverage: Coverage) -> str:
    """Return whether a leaf decides both ways, as far as that is possible, one way, never, or cannot."""
    sides = [Side(covered.rule.name, place, value) for value in (True, False)]
    coverable = [side for side in sides if not isinstance(coverage.gaps.get(side), Impossible)]
    missing = [side for side in coverable if side in coverage.gaps]
    if not coverable:
        return "idle"
    return "both" if not missing else "never" if len(missing) == len(coverable) else "one"


def _leaf_row(place: int, covered: RuleCoverage, coverage: Coverage) -> str:
    leaf = covered.leaves[place]
    sides = (Side(covered.rule.name, place, value) for value in (True, False))
    notes = [_note(side, coverage.gaps[side]) for side in sides if side in coverage.gaps]
    numbers = "".join(f"<td>{count}" for count in _numbers(leaf))
    mark = f'<mark class="{_state(covered, place, coverage)}">{escape(leaf.span.text())}</mark>'
    return f"<tr><td><code>{mark}</code>{numbers}<td>{'<br>'.join(map(escape, notes))}"


def _numbers(leaf: LeafCoverage) -> tuple[int, ...]:
    return leaf.times(True), leaf.times(False), leaf.times(None), leaf.decided(True), leaf.decided(False)


def _note(side: Side, gap: Gap) -> str:
    word = "true" if side.value else "false"
    match gap:
        case Impossible():
            return f"proved: never decides as {word}"
        case Coverable(situation):
            facts = ", ".join(f"{fact}: {written(value)}" for fact, value in situation.items())
            return f"does not decide as {word}; would with {facts}"
        case _:
            return f"does not decide as {word}; {gap.reason}"
