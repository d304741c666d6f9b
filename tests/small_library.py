"""A library of one fact, one action and one rule, to which a test adds what it is about."""

from __future__ import annotations

from pathlib import Path

LIBRARY = """
language: 1
title: {en: T}
languages: [en]
calendar: KZ
time_zone: UTC
stages: {do: {en: Do}}
finished: {title: {en: F}, text: {en: F}}
informative: [today]
"""


def small_library(folder: Path, condition: str = "x > 1") -> Path:
    """Write a library of one fact, one action and one rule."""
    asked = "question: {en: How many?}, find_out: {en: count}, effort: 1, sensitivity: low"
    files = {
        "kb/library.yaml": LIBRARY,
        "kb/facts/f.yaml": f"today: {{type: date, label: {{en: day}}, {asked}}}\nx: {{type: integer, label: {{en: x}}, {asked}}}\n",
        "kb/actions/do.yaml": "act: {title: {en: Act}, do: [{en: do}], takes: {en: long}, outcomes: {done: {set: {x: 0}}}}\n",
        "kb/sources/s.yaml": "s: {title: S, kind: inference, publisher: us, read: 2026-01-01, confidence: inference}\n",
        "rules/do/act.yaml": f"when: {condition}\nthen: {{action: act}}\nwhy: {{en: because}}\nsources: [s]\nchecked: 2026-01-01\n",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
