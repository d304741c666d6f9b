"""A library whose every text tries to break out of a page."""

from __future__ import annotations

import json
from pathlib import Path

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title></textarea></details><h1 onclick=alert(1)>",
    "javascript:alert(1)",
    "&lt;b&gt; &#60;script&#62;",
    "\u202e\u2066 turned",
)
ALL = " ".join(HOSTILE)


def hostile_library(folder: Path) -> Path:
    """Write it: one question of each kind, one action with all its parts, a warning of each severity, a profile, a deadline, a letter."""
    text = json.dumps({"en": ALL, "ru": ALL})
    asked = f"label: {text}, question: {text}, find_out: {text}, effort: 1, sensitivity: low"
    severities = ("critical", "high", "medium", "low")
    files = {
        "kb/library.yaml": (
            f"language: 1\ntitle: {text}\nlanguages: [en, ru]\nspoken: ru\ncalendar: KZ\ntime_zone: UTC\nprofiles: {{makers: maker}}\n"
            f"stages: {{do: {text}}}\nfinished: {{title: {text}, text: {text}}}\ninformative: [kind, today]\n"
            f"checklists: {{some: {{question: {text}, lines: {{x: {text}}}}}}}\n"
        ),
        "kb/facts/f.yaml": (
            f"today: {{type: date, {asked}}}\n"
            f"kind: {{type: choice, values: {{a: {text}, b: {text}}}, {asked}}}\n"
            f"maker: {{type: choice, values: {{m: {text}, n: {text}}}, {asked}}}\n"
            f"many: {{type: set, values: {{a: {text}, b: {text}}}, {asked}}}\n"
            f"x: {{type: integer, range: {{min: 0}}, {asked}}}\n"
        ),
        "kb/constraints/c.yaml": f"never: {{impossible: maker == n and x == 7, why: {text}}}\n",
        "kb/actions/do.yaml": (
            f"act: {{title: {text}, do: [{text}], where: {text}, bring: {text}, say: {text}, takes: {text}, unverified: {text}, "
            f"needs: [maker], outcomes: {{done: {{title: {text}, set: {{x: 0}}}}, later: {{title: {text}, set: {{x: 2}}}}}}}}\n"
        ),
        "kb/warnings/w.yaml": "".join(f"{one}_one: {{severity: {one}, title: {text}, text: {text}}}\n" for one in severities),
        "kb/deadlines/d.yaml": f'soon: {{by: "working_day_after(today, 3)", label: {text}}}\n',
        "kb/makers/m.yaml": f"name: {text}\nitems: {{one: {{text: {text}, for: [act], confidence: inference, sources: [s]}}}}\n",
        "kb/fields/f.yaml": f"who: {{label: {text}}}\n",
        "kb/letters/l.yaml": (
            f"plea: {{title: {text}, purpose: {text}, for: [act], to: [{text}], from: [{_with(text, '{who}')}], body: [{text}], "
            f"note: {text}, confidence: inference, sources: [s]}}\n"
        ),
        "kb/pictures/p.yaml": (
            f"seen: {{for: [kind, maker, many, x, act], shows: {text}, "
            'drawing: \'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>{7*7}</text></svg>\'}\n'
        ),
        "kb/sources/s.yaml": (
            f"s: {{title: {json.dumps(ALL + ' {{7*7}} {% raw %} ${7*7}')}, kind: inference, publisher: {json.dumps(ALL)}, "
            'read: 2026-01-01, confidence: inference, url: "javascript:alert(1)"}\n'
        ),
        "rules/act.yaml": _rule("x > 1 and maker == m", "action: act", text),
        "rules/many.yaml": _rule("a in many", "warning: low_one", text),
        "rules/soon.yaml": _rule("x > 1", "deadline: soon", text),
        **{f"rules/{one}.yaml": _rule("x > 1", f"warning: {one}_one", text) for one in severities[:3]},
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def _with(text: str, placeholder: str) -> str:
    return text.replace(ALL[:8], placeholder + ALL[:8])


def _rule(when: str, then: str, why: str) -> str:
    return f"when: {when}\nthen: {{{then}}}\nwhy: {why}\nsources: [s]\nchecked: 2026-01-01\n"
