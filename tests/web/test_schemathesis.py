"""The API against its own specification: whatever fits it is answered as it says, and nothing ends in an error of the service."""

from __future__ import annotations

from functools import cache
from math import inf
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from simexit.web.current import Current
from simexit.web.limits import Limits
from web.programs import API, service, shipped

CHECKS = [
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]
"""Not among them, that what fits the schema is accepted: that facts fit their types does not make them possible together."""


@cache
def api() -> Any:
    """Return the API with all the time that an answer takes: no clock decides what it is."""
    app = service(Current(shipped()), Limits(per_second=None, answer_seconds=inf, batch_seconds=inf, body_seconds=inf))
    return schemathesis.openapi.from_asgi(f"{API}/openapi.json", app)


PATHS = [
    "/advise",
    "/question",
    "/why",
    "/why-not",
    "/what-if",
    "/how-to",
    "/plan",
    "/batch",
    "/facts",
    "/facts/{name}",
    "/ruleset",
]
"""All but `/openapi.json`, from which they are read."""


def test_every_path_of_the_specification_is_tried() -> None:
    assert sorted(PATHS) == sorted(found.ok().path for found in api().get_all_operations())


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", PATHS)
@given(st.data())
@settings(max_examples=4, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)
def test_each_operation_is_as_its_specification_says(path: str, mode: GenerationMode, data: st.DataObject) -> None:
    operation = next(iter(api()[path].values()))
    try:
        case = data.draw(operation.as_strategy(generation_mode=mode))
    except Unsatisfiable:  # nothing that is sent here can be wrong
        return
    is_refused = mode is GenerationMode.NEGATIVE and path != "/batch"  # where what is wrong is the problem of its row
    case.validate_response(case.call(timeout=None), checks=[*CHECKS, *([negative_data_rejection] if is_refused else [])])


@pytest.mark.parametrize("path", PATHS)
def test_something_that_fits_the_specification_is_answered(path: str) -> None:
    operation = next(iter(api()[path].values()))
    quick = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    assert find(operation.as_strategy(), lambda case: case.call(timeout=None).status_code == 200, settings=quick)
