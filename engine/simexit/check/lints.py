"""`lints` in library.yaml: which lints a library does without, where, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.check.entry_forms import LINT
from simexit.model.vocabulary import SwitchedOff
from simexit.parse.shapes import fields, mapping, scalar, to_boolean, words
from simexit.text.codes import Code
from simexit.text.diagnostics import did_you_mean, shortened

if TYPE_CHECKING:
    from simexit.check.context import Context
    from simexit.parse.nodes import Node, Scalar

LINTS = tuple(code.code for code in Code if code.level == "warning")
"""The codes that can be switched off; what is wrong cannot."""


def switched_off(node: Node | None, context: Context) -> tuple[SwitchedOff, ...]:
    """Read the lints that are switched off; an unknown code, and one without a reason, is a finding."""
    found = None if node is None else mapping(node, "lints", context.findings)
    read = [_one(key, value, context) for key, value in (found.entries if found else ())]
    return tuple(one for one in read if one is not None)


def _one(key: Scalar, node: Node, context: Context) -> SwitchedOff | None:
    if key.text not in LINTS:
        message = f"there is no lint `{shortened(key.text)}`"
        hint = did_you_mean(key.text.upper(), LINTS) or "`simexit explain` lists the lints"
        context.findings.add(Code.UNKNOWN_NAME, key.span, message, hint=hint)
        return None
    what = f"lint `{key.text}`"
    entry = fields(node, what, context.findings, needs=LINT.needs, may=LINT.may)
    reason = None if entry is None else scalar(entry["off"], f"off of {what}", context.findings)
    if entry is None or reason is None:
        return None
    if not reason.text.strip() or to_boolean(reason.text) is not None:
        message = f"{what} is switched off, but `off` does not say why"
        context.findings.add(Code.NO_REASON, reason.span, message, hint="write the reason after `off:`, in a few words")
        return None
    files = words(entry["in"], f"in of {what}", context.findings) if "in" in entry else ()
    return SwitchedOff(key.text, reason.text, tuple(word.text for word in files))
