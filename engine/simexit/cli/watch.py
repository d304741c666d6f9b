"""`simexit check --watch`: check, cases and proofs each time a file of the library is saved, until somebody presses Ctrl-C."""

from __future__ import annotations

import os
import time
from collections import Counter
from typing import TYPE_CHECKING

import click

from simexit.check.reading import visible
from simexit.cli.watch_proof import Prover

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from simexit.cli.session import Session
    from simexit.editor.rerun import Report
    from simexit.libraries import Library

_PAUSE = 0.2
"""How long to wait between two looks at the files, in seconds."""
State = dict[str, tuple[int, int]]
"""When each file was changed, and how large it is."""


def watch(session: Session) -> None:
    """Look at the library of a session again and again, until an interrupt."""
    from simexit.editor.draft import Draft
    from simexit.editor.rerun import Rerun

    watched = session.origin
    rerun, prover = Rerun(Draft(watched)), Prover(session.root, session.lang)
    click.echo("watching kb/ and rules/; Ctrl-C ends it")
    before: State = {}
    try:
        while True:
            now = state(watched)
            if now != before or not before:
                started = time.perf_counter()
                report = rerun.report()
                seconds = time.perf_counter() - started
                click.echo("\n".join(lines(changed(before, now, watched), report, seconds)))
                before = now
                rerun.prepare()
                prover.begin(report.rules)
            for line in prover.news():
                click.echo(line)
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        click.echo("\nno longer watching")
    finally:
        prover.end()


def state(library: Library) -> State:
    """Return the state of the files of a library and its cases; one that is gone meanwhile has none."""
    found: State = {}
    for path in (path for folder in (library.kb, library.rules) for path in visible(folder)):
        try:
            seen = os.stat(path)
        except OSError:
            continue
        found[path] = seen.st_mtime_ns, seen.st_size
    return found


def changed(before: Mapping[str, tuple[int, int]], now: Mapping[str, tuple[int, int]], library: Library) -> tuple[str, ...]:
    """Return the paths in the library of the files that changed, came or went; none where there was no look before."""
    paths = [path for path in sorted({*before, *now}) if before.get(path) != now.get(path)] if before else []
    return tuple(path[len(str(library.root)) + 1 :] for path in paths)


def lines(paths: Iterable[str], report: Report, seconds: float) -> Iterator[str]:
    """Yield what is shown of one run: what changed, what is wrong, and how many cases passed."""
    from simexit.text.render import render

    names = list(paths)
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    yield click.style(f"\n{time.strftime('%H:%M:%S')}  {', '.join(names[:3]) or 'everything'}{more}", bold=True)
    if report.findings:
        yield render(report.findings)
        counted = len(report.findings)
        yield click.style(f"{counted} error{'s' * (counted != 1)} found, {seconds:.2f} s", fg="red")
        return
    for result in report.results:
        if result.outcome != "passed":
            yield f"{click.style(result.outcome, fg='red')} {result.case.file}:{result.case.span.line}: {result.case.name}"
            yield from (f"    {difference}" for difference in result.differences)
    counts = Counter(result.outcome for result in report.results)
    colour = "green" if counts["passed"] == len(report.results) else "red"
    said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items(), reverse=True)) or "no cases"
    yield click.style(f"no errors found; cases: {said} ({report.ran} run now), {seconds:.2f} s", fg=colour)
