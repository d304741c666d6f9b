"""The hash of everything that advice says: two advices with the same one say the same to the letter."""

from __future__ import annotations

import hashlib
import json

from simexit.explain.advice import Advice


def digest(advice: Advice) -> str:
    """Return the hash of advice, whether or not there was a second opinion on it."""
    said = {name: value for name, value in advice.to_dict().items() if name != "second_opinion"}
    return f"sha256:{hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()}"
