"""The specification of the API as OpenAPI 3.1: made from the calls and the vocabulary, with examples that were answered."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from simexit.calls.answer_schemas import ANSWERS, FINDING, PARTS, Schema, each, ref
from simexit.calls.answers import CALLS
from simexit.calls.examples import example_calls
from simexit.calls.fact_schemas import call_schema, facts_schema
from simexit.version import __version__
from simexit.web.api.paths import batch_path, call_path, fact_path, get_path
from simexit.web.api.schemas import FACT, PROBLEM, ROW, RULE_SET

if TYPE_CHECKING:
    from simexit.api import Advisor


@lru_cache(maxsize=4)
def openapi(advisor: Advisor, language: str) -> Schema:
    """Return the specification; its texts about facts are in one language."""
    rules, settings = advisor.rules, advisor.rules.vocabulary.settings
    examples = example_calls(advisor)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.title[language],
            "version": __version__,
            "description": f"Facts in, advice out; what is not told is unknown, never assumed. Rule set {advisor.ruleset}.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": {
            **{f"/{call.name}": call_path(call, advisor, language, examples[call.name]) for call in CALLS},
            "/batch": batch_path(),
            "/facts": get_path("facts", "What can be told: types, texts, questions.", each(ref("Fact")), advisor),
            "/facts/{name}": fact_path(advisor),
            "/ruleset": get_path("ruleset", "Which rules answer, and since when.", ref("RuleSet"), advisor),
            "/openapi.json": get_path("openapi", "This specification.", {"type": "object"}, advisor),
        },
        "components": {
            "schemas": {
                "Facts": facts_schema(rules, language),
                **{f"{call.name}-call": call_schema(call, rules, ref("Facts")) for call in CALLS},
                **ANSWERS, **PARTS, "Finding": FINDING, "Problem": PROBLEM,
                "Fact": FACT, "RuleSet": RULE_SET, "Row": ROW,
            },
        },
    }  # fmt: skip
