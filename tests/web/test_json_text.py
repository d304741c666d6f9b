"""JSON is read strictly: exactly what it writes, and nothing that JSON does not have."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simexit.calls.json_text import JsonError, read_json

leaves = st.none() | st.booleans() | st.integers(-(10**25), 10**25) | st.text(max_size=20)
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4))


def depth_of(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    return 1 + max(map(depth_of, value), default=0) if isinstance(value, list) else 0


@given(values, st.booleans())
def test_what_json_writes_is_read(value: object, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only).encode(errors="surrogatepass")
    try:
        text.decode()
    except UnicodeDecodeError:
        return
    assert read_json(text, 100) == value


@given(values, st.integers(0, 6))
def test_nesting_is_counted_exactly_whatever_the_texts_hold(value: object, deepest: int) -> None:
    text = json.dumps(value).encode()
    if depth_of(value) <= deepest:
        assert read_json(text, deepest) == value
    else:
        with pytest.raises(JsonError, match="stand in one another"):
            read_json(text, deepest)


@given(st.decimals(-(10**12), 10**12, places=2))
def test_amounts_are_read_without_loss(amount: Decimal) -> None:
    assert read_json(str(amount).encode(), 1) == amount


@pytest.mark.parametrize("written", ["1.0", "1e0", "10e-1", "1.00"])
def test_a_whole_number_is_whole_however_it_is_written(written: str) -> None:
    found = read_json(written.encode(), 1)
    assert found == 1
    assert isinstance(found, int)


@pytest.mark.parametrize("written", ["1e400", "9" * 5000, "1e-400", "0." + "1" * 5000, "1e99999"])
def test_a_number_of_any_size_is_read_without_being_written_out(written: str) -> None:
    assert isinstance(read_json(written.encode(), 1), Decimal)


@pytest.mark.parametrize(
    "wrong",
    [
        b'{"a": 1, "a": 2}', b'[{"x": {"a": 1, "a": 1}}]', b"NaN", b"[Infinity]", b"-Infinity", b"", b"{", b"\xff", b'"\xed\xa0\x80"',
        b"{'a': 1}",
        b"[1,]", b"1 2", b"0123", b'{"a"', b'"', b'"\\', b"[" * 100_000, b'{"a":' * 100_000, b"1e99999999999999999999", b"\x00",
    ],
)  # fmt: skip
def test_what_is_not_json_is_refused_with_a_reason(wrong: bytes) -> None:
    with pytest.raises(JsonError) as refused:
        read_json(wrong, 8)
    assert str(refused.value).isprintable()
