"""A mend changes what it says and nothing else, byte for byte, or is not made."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from author.lint.examples import DAY, lay_out
from simexit.author.lint import fix
from simexit.author.lint.fix import Mended, edited, fixed
from simexit.author.lint.lint import Edit
from simexit.author.lint.run import lint
from simexit.check.ruleset import check
from simexit.meaning.conditions import truth
from simexit.model.expressions import Conclusion
from simexit.text.source import Source, Span

GROWS = "rules/warnings/fine-grows.yaml"
REST = """
then: {warning: fine_grows}   # said late
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]


checked: 2026-11-21   # by hand"""


def anything(_: Path) -> bool:
    return True


def mended(when: str, root: Path) -> str:
    """Return the condition of a rule after all mends; everything around it must be as it was."""
    library = lay_out({}, root)
    file = root / GROWS
    before = f"# first: 'it'\nwhen: {when}  # so{REST}"
    file.write_bytes(before.encode())
    found = fixed(library, DAY, anything)
    assert found is not None, when
    assert set(found.files) <= {file}
    after = found.files.get(file, before.encode()).decode()
    start, end = before[: before.index("when: ") + 6], f"  # so{REST}"
    assert after.startswith(start)
    assert after.endswith(end)
    return after.removeprefix(start).removesuffix(end)


@pytest.mark.parametrize(
    ("when", "after"),
    [
        ("late and loan.weeks <= 2 and loan.weeks < 6", "late and loan.weeks <= 2"),
        ("loan.weeks < 6 and late and loan.weeks <= 2", "late and loan.weeks <= 2"),
        ("late and loan.weeks <= 2 and late", "late and loan.weeks <= 2"),
        ("late and (loan.weeks <= 2 or loan.weeks < 2)", "late and (loan.weeks <= 2)"),
        ("late and loan.weeks <= 2 and branch in [north]", "late and loan.weeks <= 2 and branch == north"),
        ("late and loan.weeks <= 2 and book.returned == yes", "late and loan.weeks <= 2 and book.returned"),
        ("not not late and loan.weeks <= 2", "late and loan.weeks <= 2"),
    ],
)
def test_a_certain_mend_is_made(when: str, after: str, tmp_path: Path) -> None:
    assert mended(when, tmp_path) == after


@pytest.mark.parametrize(
    "when",
    [
        "late and loan.weeks <= 2",
        "late and (loan.weeks <= 2) and (loan.weeks < 6)",
        "late and loan.weeks <= 2 and book.returned == no",
        "late and loan.weeks <= 99",
    ],
)
def test_what_is_not_certain_is_left_as_it_is(when: str, tmp_path: Path) -> None:
    assert mended(when, tmp_path) == when


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_stay(end: str, tmp_path: Path) -> None:
    library = lay_out({}, tmp_path)
    text = f"\ufeffwhen: late and loan.weeks in [1]{REST}\n".replace("\n", end)
    (tmp_path / GROWS).write_bytes(text.encode())
    found = fixed(library, DAY, anything)
    assert found is not None
    assert found.files[tmp_path / GROWS].decode() == text.replace("loan.weeks in [1]", "loan.weeks == 1")


def test_edits_count_lines_as_yaml_does_and_characters_not_bytes() -> None:
    text = "а: 1\u2028бб: 2\r\nв: 🙂3\n"
    source = Source("x", text)
    edits = (Edit(Span(source, 2, 5, 2, 6), "two"), Edit(Span(source, 3, 4, 3, 6), "x"))
    assert edited(text.encode(), edits).decode() == "а: 1\u2028бб: two\r\nв: x\n"


def test_after_the_mends_nothing_is_left_that_could_be_mended_and_the_library_is_right(tmp_path: Path) -> None:
    library = lay_out({GROWS: "when: late and late and loan.weeks in [1]" + REST}, tmp_path)
    found = fixed(library, DAY, anything)
    assert found is not None
    for path, content in found.files.items():
        path.write_bytes(content)
    rules, left = lint(library, DAY)
    assert rules is not None
    assert [finding for finding in left if finding.edits] == []
    assert fixed(library, DAY, anything) == Mended({}, (), left)


def test_a_mend_that_would_change_what_the_library_says_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(content: bytes, edits: tuple[Edit, ...]) -> bytes:
        return edited(content, edits).replace(b"[house-rules]", b"[house-rules/c01]")

    library = lay_out({GROWS: "when: late and loan.weeks in [1]" + REST}, tmp_path)
    monkeypatch.setattr(fix, "edited", wrong)
    found = fixed(library, DAY, anything)
    assert found is not None
    assert (found.files, found.mended) == ({}, ())


def test_only_the_files_that_are_wanted_are_mended(tmp_path: Path) -> None:
    library = lay_out({GROWS: "when: late and loan.weeks in [1]" + REST}, tmp_path)
    found = fixed(library, DAY, lambda path: path.name != "fine-grows.yaml")
    assert found is not None
    assert (found.files, found.mended) == ({}, ())
    assert len([finding for finding in found.findings if finding.edits]) == 1


def test_a_library_with_errors_is_not_mended(tmp_path: Path) -> None:
    assert fixed(lay_out({GROWS: "when: lat and loan.weeks in [1]" + REST}, tmp_path), DAY, anything) is None


ATOMS = (
    "loan.weeks < 3",
    "loan.weeks <= 5",
    "loan.weeks in [4]",
    "branch == main",
    "branch in [north]",
    "book.returned",
    "book.returned == yes",
)
GROUPS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        inner.map(lambda text: f"not ({text})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({' '.join(parts)})"),
    ),
    max_leaves=5,
)


@settings(max_examples=25, deadline=None)
@given(GROUPS)
def test_after_its_mends_a_rule_is_true_in_the_same_situations_and_the_rest_of_its_file_is_the_same(group: str) -> None:
    before = f"late and loan.weeks != 7 and {group}"
    with TemporaryDirectory() as folder:
        after = mended(before, Path(folder) / "mended")
        assert truths(after, Path(folder) / "after") == truths(before, Path(folder) / "before")


def truths(when: str, root: Path) -> list[bool | None]:
    """Return what a condition is in every situation, `late` and all else unknown left aside."""
    rules, findings = check(lay_out({GROWS: f"when: {when}{REST}"}, root))
    assert rules is not None, findings.in_order()
    condition = rules.conditions[Conclusion("warning", "fine_grows")]
    dates = {"today": date(2026, 12, 1), "loan.due_on": date(2026, 11, 1)}
    known = product([True, False, None], [1, 2, 3, 4, 5, 6, 7, 8, None], ["main", "north", None])
    told = ({"book.returned": back, "loan.weeks": weeks, "branch": branch} for back, weeks, branch in known)
    return [truth(condition, {**dates, **{name: value for name, value in one.items() if value is not None}}, rules) for one in told]
