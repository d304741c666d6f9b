"""Which language a request is answered in: the one it names, the first of those its client reads that there is, or the library's first."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 20


def preferred(header: str | None, languages: Sequence[str]) -> str:
    """Return the language of `languages` that an `Accept-Language` header likes best, as RFC 9110 has it; the first where it likes none."""
    liked = sorted(filter(None, map(_range, (header or "").split(",")[:_MOST])), key=lambda one: -one[0])
    for _, wanted in liked:
        for language in languages:
            if wanted == "*" or wanted == language.lower() or wanted.startswith(f"{language.lower()}-"):
                return language
    return languages[0]


def _range(written: str) -> tuple[float, str] | None:
    """Return the weight and the name of one range, or None where it is not one or not wanted."""
    name, _, parameter = (part.strip().lower() for part in written.partition(";"))
    try:
        weight = float(parameter.removeprefix("q=")) if parameter else 1.0
    except ValueError:
        return None
    return (weight, name) if name and weight > 0 else None
