"""What the page shows beside the texts, and is the same in every language: works, profiles, pictures, and values named in texts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from simexit.explain.standing import NEVER_CHECKED, known_item
from simexit.explain.wording import Wording
from simexit.model.expressions import Conclusion, comparisons, conclusions_in, parameters_of
from simexit.model.rules import RuleSet
from simexit.model.sources import Item, Work
from simexit.model.types import Money
from simexit.offline.terms import NotExactError, Terms, number_of_day, plain_value, type_of


def knowledge(rules: RuleSet) -> dict[str, Any]:
    """Return it as values that JSON holds. Raises `NotExactError`."""
    vocabulary = rules.vocabulary
    facts = {name: place for place, name in enumerate(vocabulary.facts)}
    return {
        "languages": list(vocabulary.settings.languages),
        "spoken": vocabulary.settings.spoken,
        "derived": _derived(rules),
        "figuresBehind": {str(place): figures for place, one in enumerate(rules.conditions) if (figures := _figures_behind(rules, one))},
        "citedBy": [list(dict.fromkeys(source.partition("/")[0] for source in rule.sources)) for rule in rules.rules],
        "works": {one.name: _work(one) for one in vocabulary.works.values()},
        "profiles": [
            {
                "fact": facts[one.fact],
                "value": plain_value(one.value, vocabulary.facts[one.fact].type),
                "items": [{"actions": list(item.actions), "read": _read(rules, item), "confidence": item.confidence} for item in one.items],
            }
            for one in vocabulary.profiles.values()
        ],
        "pictures": [
            {
                "drawing": f"data:image/svg+xml,{quote(one.drawing)}",
                "facts": [facts[fact] for fact in one.facts],
                "actions": list(one.actions),
            }
            for one in vocabulary.pictures.values()
        ],
    }


def _derived(rules: RuleSet) -> dict[str, Any]:
    """Return the values that a text may name beside facts and figures."""
    terms, found = Terms(rules.vocabulary), {}
    for one in rules.vocabulary.derived.values():
        if one.value is not None:
            written = terms.written(one.value)
            if written["decimals"] > (2 if isinstance(one.type, Money) else 0):
                raise NotExactError(f"`{one.name}` can have {written['decimals']} decimals")
            found[one.name] = {**written, "type": type_of(one.type)}
    return found


def _figures_behind(rules: RuleSet, conclusion: Conclusion) -> list[int]:
    """Return the parameters that a conclusion depends on, by their places."""
    names, places = _names_behind(rules, conclusion), list(rules.vocabulary.parameters)
    return sorted(places.index(name) for name in names)


def _names_behind(rules: RuleSet, conclusion: Conclusion) -> set[str]:
    condition = rules.conditions[conclusion]
    direct = {name for atom in comparisons(condition) for side in (atom.left, atom.right) for name in parameters_of(side)}
    return direct.union(*(_names_behind(rules, inner) for inner in conclusions_in(condition)))


def _work(work: Work) -> dict[str, Any]:
    """Return a work; `dated` is the day after which it is said when it was read, where that is said of such a work."""
    url = work.url if work.url is not None and urlsplit(work.url).scheme in {"http", "https"} else None
    return {"title": work.title, "url": url, "read": number_of_day(work.read), "dated": work.confidence not in NEVER_CHECKED}


def _read(rules: RuleSet, item: Item) -> int | None:
    """Return the day on which the works of an item were last read, where that is said of such an item."""
    known = known_item(Wording(rules, {}, rules.vocabulary.settings.languages[0]), item)
    return None if item.confidence in NEVER_CHECKED else number_of_day(known.read)
