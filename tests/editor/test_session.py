"""Sessions of an editor with `simexit lsp` on a copy of the second library, one for each thing that it offers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from editor.client import Editor, session, spot

GYM = Path(__file__).parents[2] / "examples" / "gym"


@pytest.fixture
def gym(tmp_path: Path) -> Path:
    """Return a copy of the second library."""
    return Path(shutil.copytree(GYM, tmp_path / "gym")).resolve()


def _at(path: Path, position: lsp.Position) -> tuple[lsp.TextDocumentIdentifier, lsp.Position]:
    return lsp.TextDocumentIdentifier(path.as_uri()), position


def _with_edits(text: str, edits: list[lsp.TextEdit]) -> str:
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        line = lines[edit.range.start.line]
        lines[edit.range.start.line] = line[: edit.range.start.character] + edit.new_text + line[edit.range.end.character :]
    return "\n".join(lines)


def test_findings_come_as_they_are_typed_with_the_place_that_helps_and_go_when_they_are_mended(gym: Path) -> None:
    rule, fees = gym / "rules/settle/pay-fees.yaml", gym / "kb/facts/money.yaml"

    async def steps(editor: Editor) -> None:
        text = editor.open(rule)
        await editor.until(lambda: rule.as_uri() in editor.shown)
        assert editor.codes(rule) == []
        editor.type(rule, text.replace("fees.owed > 0", "fees.owd > 0"))
        await editor.until(lambda: editor.codes(rule) == ["K301"])
        (finding,) = editor.shown[rule.as_uri()]
        assert finding.range == lsp.Range(spot(text, "fees.owed"), spot(text, "fees.owed", len("fees.owd")))
        assert "did you mean `fees.owed`?" in finding.message
        hover = await editor.client.text_document_hover_async(lsp.HoverParams(*_at(rule, finding.range.start)))
        assert hover is not None
        assert isinstance(hover.contents, lsp.MarkupContent)
        assert "K301" in hover.contents.value
        context = lsp.CodeActionContext([finding])
        params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(rule.as_uri()), finding.range, context)
        actions = await editor.client.text_document_code_action_async(params)
        assert [action.title for action in actions or []] == ["write `fees.owed`"]
        editor.type(rule, "when: [")
        await editor.until(lambda: editor.codes(rule) == ["K102"])
        editor.type(rule, text)
        await editor.until(lambda: editor.codes(rule) == [])
        defined = editor.open(fees)
        editor.type(fees, defined + "\nfees.owed:\n  type: boolean\n")
        await editor.until(lambda: "K109" in editor.codes(fees))
        twice = next(one for one in editor.shown[fees.as_uri()] if one.code == "K109")
        assert twice.related_information is not None
        assert twice.related_information[0].location == lsp.Location(
            fees.as_uri(), lsp.Range(spot(defined, "fees.owed"), spot(defined, "fees.owed", 9))
        )

    session(steps)


def test_a_file_of_another_library_disturbs_nobody_and_is_checked_with_its_own(gym: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(GYM, tmp_path / "other")).resolve()
    mine, theirs = gym / "rules/settle/pay-fees.yaml", other / "rules/settle/pay-fees.yaml"
    nowhere = tmp_path / "notes.yaml"

    async def steps(editor: Editor) -> None:
        editor.open(nowhere)
        text = editor.open(mine)
        editor.open(theirs)
        editor.type(theirs, text.replace("fees.owed > 0", "fees.owd > 0"))
        await editor.until(lambda: editor.codes(theirs) == ["K301"] and mine.as_uri() in editor.shown)
        assert editor.codes(mine) == []
        assert nowhere.as_uri() not in editor.shown

    session(steps)


def test_names_values_functions_actions_and_keys_are_completed_also_in_a_file_that_is_no_yaml_for_now(gym: Path) -> None:
    rule, cases = gym / "rules/settle/pay-fees.yaml", gym / "rules/settle/pay-fees.cases.yaml"

    async def steps(editor: Editor) -> None:
        text = editor.open(rule)
        written = editor.open(cases)

        async def offered(path: Path, typed: str) -> list[str]:
            editor.type(path, typed.replace("|", ""))
            found = await editor.client.text_document_completion_async(lsp.CompletionParams(*_at(path, spot(typed, "|"))))
            assert isinstance(found, lsp.CompletionList)
            return [item.label for item in found.items]

        names = await offered(rule, text.replace("fees.owed > 0", "fees.owed > 0 and mem|"))
        assert {"membership.status", "leaving", "parameter.most_reminders", "days_until", "due"} <= set(names)
        assert (await offered(rule, text.replace("fees.owed > 0", "notice.status == |")))[:2] == ["none", "sent"]
        assert "give_notice" in await offered(rule, text.replace("fees.owed > 0", "due(|"))
        assert "pay_fees" in await offered(rule, text.replace("pay_fees", "|"))
        assert "contract/c03" in await offered(rule, text.replace("contract/c03", "contract/|"))
        assert "fees.owed" in await offered(rule, text.replace("{fees.owed}", "{fe|"))
        assert set(await offered(rule, "when: fees.owed > 0\n|")) == {"then", "why", "sources", "checked", "in_force", "overrides"}
        assert (await offered(cases, "- name: a\n  facts: {notice.status: |"))[:2] == ["none", "sent"]
        assert "pay_fees" in await offered(cases, written.replace("next: pay_fees", "next: |", 1))

    session(steps)


def test_a_name_shows_what_it_means_where_it_is_defined_and_where_it_is_used(gym: Path) -> None:
    rule, fees = gym / "rules/settle/pay-fees.yaml", gym / "kb/facts/money.yaml"

    async def steps(editor: Editor) -> None:
        text = editor.open(rule)
        here = _at(rule, spot(text, "fees.owed", 3))
        hover = await editor.client.text_document_hover_async(lsp.HoverParams(*here))
        assert hover is not None
        assert isinstance(hover.contents, lsp.MarkupContent)
        for said in ("fees.owed", "money (EUR)", "settle/pay-fees", "files of cases"):
            assert said in hover.contents.value
        definition = await editor.client.text_document_definition_async(lsp.DefinitionParams(*here))
        money = fees.read_text(encoding="utf-8")
        assert definition == lsp.Location(fees.as_uri(), lsp.Range(spot(money, "fees.owed"), spot(money, "fees.owed", 9)))
        references = await editor.client.text_document_references_async(lsp.ReferenceParams(lsp.ReferenceContext(False), *here))
        places = {Path(one.uri.removeprefix("file://")).relative_to(gym).as_posix() for one in references or []}
        assert {"rules/settle/pay-fees.yaml", "rules/settle/pay-fees.cases.yaml", "kb/library.yaml"} <= places
        assert "kb/facts/money.yaml" not in places
        symbols = await editor.client.text_document_document_symbol_async(
            lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(fees.as_uri()))
        )
        assert "fees.owed" in [symbol.name for symbol in symbols or []]

    session(steps)


def test_a_name_is_changed_everywhere_and_the_library_is_as_right_as_before(gym: Path) -> None:
    rule = gym / "rules/settle/pay-fees.yaml"

    async def steps(editor: Editor) -> None:
        text = editor.open(rule)
        here = _at(rule, spot(text, "fees.owed", 3))
        edit = await editor.client.text_document_rename_async(lsp.RenameParams(*here, "dues.open"))
        assert edit is not None
        for change in edit.document_changes or []:
            assert isinstance(change, lsp.TextDocumentEdit)
            path = Path(change.text_document.uri.removeprefix("file://"))
            edits = [one for one in change.edits if isinstance(one, lsp.TextEdit)]
            path.write_text(_with_edits(path.read_text(encoding="utf-8"), edits), encoding="utf-8")
        assert not [path for path in gym.rglob("*.yaml") if "fees.owed" in path.read_text(encoding="utf-8")]
        editor.type(rule, rule.read_text(encoding="utf-8"))
        editor.shown.clear()
        await editor.until(lambda: rule.as_uri() in editor.shown)
        assert editor.codes(rule) == []
        with pytest.raises(Exception, match="there is already"):
            await editor.client.text_document_rename_async(lsp.RenameParams(*here, "membership.status"))

    session(steps)


def test_a_rule_says_in_how_many_cases_it_is_true_and_leads_to_them(gym: Path) -> None:
    rule = gym / "rules/settle/pay-fees.yaml"

    async def steps(editor: Editor) -> None:
        editor.open(rule)
        await editor.until(lambda: rule.as_uri() in editor.shown)
        lenses = await editor.client.text_document_code_lens_async(lsp.CodeLensParams(lsp.TextDocumentIdentifier(rule.as_uri())))
        (lens,) = lenses or []
        assert lens.command is not None
        assert lens.command.title.startswith("fires in ")
        await editor.client.workspace_execute_command_async(lsp.ExecuteCommandParams(lens.command.command, lens.command.arguments))
        assert editor.documents[0].uri.endswith(".cases.yaml")

    session(steps)


def test_a_file_is_put_into_canonical_form(gym: Path) -> None:
    rule = gym / "rules/settle/pay-fees.yaml"

    async def steps(editor: Editor) -> None:
        text = editor.open(rule)
        editor.type(rule, text.replace("fees.owed > 0", "fees.owed   >   0"))
        options = lsp.FormattingOptions(2, True)
        params = lsp.DocumentFormattingParams(lsp.TextDocumentIdentifier(rule.as_uri()), options)
        edits = await editor.client.text_document_formatting_async(params)
        assert [edit.new_text.partition("\n")[0] for edit in edits or []] == ["when: fees.owed > 0"]

    session(steps)


def test_what_the_lints_find_is_shown_after_saving_and_mended_where_that_is_certain(gym: Path) -> None:
    rule = gym / "rules/settle/pay-fees.yaml"

    async def steps(editor: Editor) -> None:
        text = editor.open(rule)
        long = text.replace("fees.owed > 0", "not not fees.owed > 0")
        editor.save(rule, long)
        await editor.until(lambda: "L104" in editor.codes(rule))
        finding = next(one for one in editor.shown[rule.as_uri()] if one.code == "L104")
        assert finding.severity is lsp.DiagnosticSeverity.Warning
        params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(rule.as_uri()), finding.range, lsp.CodeActionContext([finding]))
        (action,) = await editor.client.text_document_code_action_async(params) or []
        assert isinstance(action, lsp.CodeAction)
        assert action.edit is not None
        (change,) = action.edit.document_changes or []
        assert isinstance(change, lsp.TextDocumentEdit)
        mended = _with_edits(long, [edit for edit in change.edits if isinstance(edit, lsp.TextEdit)])
        assert mended == text
        editor.type(rule, mended)
        await editor.until(lambda: "L104" not in editor.codes(rule))

    session(steps)


def test_actions_that_exclude_each_other_and_are_due_together_are_shown_after_saving_and_added_as_a_case(gym: Path) -> None:
    rule, actions = gym / "rules/notice/complain-about-silence.yaml", gym / "kb/actions/notice.yaml"

    async def steps(editor: Editor) -> None:
        text = editor.open(rule)
        editor.open(actions)
        editor.save(rule, text.replace("when: late and ", "when: "))
        await editor.until(lambda: "P201" in editor.codes(actions))
        finding = next(one for one in editor.shown[actions.as_uri()] if one.code == "P201")
        assert finding.related_information is not None
        assert "notice.reminders" in finding.related_information[0].message
        params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(actions.as_uri()), finding.range, lsp.CodeActionContext([finding]))
        (action,) = await editor.client.text_document_code_action_async(params) or []
        assert isinstance(action, lsp.CodeAction)
        assert action.title == "add as case"
        assert action.edit is not None
        added = (action.edit.document_changes or [])[-1]
        assert isinstance(added, lsp.TextDocumentEdit)
        assert "never: due(" in str(added.edits[0].new_text if isinstance(added.edits[0], lsp.TextEdit) else "")

    session(steps)
