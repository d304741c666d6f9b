"""What has changed in a case since the advice that was given last: days that passed, other rules, or what others told."""

from __future__ import annotations

from simexit.case.cases import Cases
from simexit.case.fold import last_advised
from simexit.case.live import Case
from simexit.case.state import Adviser
from simexit.case.store import StoreError
from simexit.explain.what_if import WhatIf, between
from simexit.text.codes import Code


def since_last_advice(case: Case, cases: Cases, adviser: Adviser) -> WhatIf | None:
    """Return how the advice of this moment differs from the last one; None where there was none, or its rules are not kept any more."""
    last = last_advised(case.entries)
    if last is None or case.head is None:
        return None
    try:
        before = cases.replay(case.head.id, last.number).advice
    except StoreError as error:
        if error.code is not Code.NOT_KEPT:
            raise
        return None
    return between(before, case.advice, adviser.rules)
