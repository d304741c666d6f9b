"""The tools of an assistant, through the SDK's own client over stdio: it asks until the advice is certain, and never guesses."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

from cli.terminal import Terminal
from simexit.api import Advisor, load
from simexit.assistants.server import server
from small_library import small_library

DAY = "2026-11-20"
ADVISOR = load(lang="en")


def over_stdio(use: Callable[[Client], Awaitable[None]]) -> None:
    """Start the command, and use it."""

    async def run() -> None:
        started = StdioServerParameters(
            command=sys.executable, args=["-m", "simexit.cli.main", "--lang", "en", "mcp"], env=dict(os.environ)
        )
        with anyio.fail_after(300):
            async with Client(started) as client:
                await use(client)

    anyio.run(run)


def in_process(use: Callable[[Client], Awaitable[None]], advisor: Advisor = ADVISOR) -> None:
    """Use the server without a process of its own."""

    async def run() -> None:
        async with Client(server(advisor, "en")) as client:
            await use(client)

    anyio.run(run)


async def call(client: Client, tool: str, **given: object) -> tuple[str, dict[str, Any], bool]:
    result = await client.call_tool(tool, given)
    (content,) = result.content
    return content.text, result.structured_content, result.is_error  # type: ignore[union-attr]  # all of ours are texts


def first_answer(question: dict[str, Any]) -> object:
    """Answer as the first button of a page would."""
    if question["answers"]:
        value = question["answers"][0]["value"]
        return [value] if question["kind"] == "set" else value
    return DAY if question["kind"] == "date" else 0


def test_a_whole_conversation_from_nothing_known_to_a_certain_advice() -> None:
    async def talk(client: Client) -> None:
        assert "Never answer a question for the person" in (client.instructions or "")
        assert ADVISOR.rules.vocabulary.settings.title["en"] in (client.instructions or "")
        assert {tool.name for tool in (await client.list_tools()).tools} == {"advise", "question", "explain", "plan", "facts"}
        facts: dict[str, object] = {}
        for _ in range(60):
            text, values, failed = await call(client, "advise", facts=facts, today=DAY)
            assert not failed, text
            if values["certain"]:
                break
            assert text.startswith("NOT CERTAIN")
            assert values["question"]["text"] in text
            assert values["question"]["find_out"] in text
            assert values["sources"]
            facts[values["question"]["fact"]] = first_answer(values["question"])
        told = {name: True if value == "yes" else value for name, value in facts.items()}
        expected = ADVISOR.advise(told, today=date.fromisoformat(DAY))
        assert expected.next is not None
        assert values == {"certain": True, **expected.to_dict()}
        assert expected.how is not None
        assert expected.how.title in text
        assert all(warning.text in text for warning in expected.warnings.certain)
        assert all(work.title in text for work in expected.sources)
        text, values, _ = await call(client, "explain", about="why", facts=facts, today=DAY)
        assert values["certain"]
        assert values["about"] == expected.next
        _, values, _ = await call(client, "plan", facts=facts, today=DAY)
        assert values["steps"][0]["action"] == expected.next

    over_stdio(talk)


@pytest.mark.parametrize("tool", ["advise", "plan", "question"])
def test_where_facts_are_missing_nothing_is_concluded_not_even_what_is_possible(tool: str) -> None:
    async def use(client: Client) -> None:
        text, values, failed = await call(client, tool, facts={"operator": "altel"}, today=DAY)
        assert (failed, values["certain"]) == (False, False)
        assert values["question"]["fact"] in values["missing"]
        assert values["question"]["answers"]
        assert values["question"]["find_out"]
        assert values["sources"]
        actions = ADVISOR.rules.vocabulary.actions
        said = text + str({name: value for name, value in values.items() if name not in {"warnings", "question"}})
        assert not [name for name in actions if name in said or actions[name].title["en"] in said]
        assert {"next", "agenda", "possible_next", "steps"}.isdisjoint(values)

    in_process(use)


def test_why_without_a_name_asks_where_the_next_action_is_open() -> None:
    async def use(client: Client) -> None:
        text, values, _ = await call(client, "explain", about="why", facts={}, today=DAY)
        assert (values["certain"], values["status"]) == (False, "ask")
        assert text.startswith("NOT CERTAIN")
        _, values, _ = await call(client, "explain", about="why-not", name="pay_debt", facts={}, today=DAY)
        assert values["certain"] is False
        assert values["tell"]
        _, values, _ = await call(client, "explain", about="what-if", facts={}, changes={"operator": "altel"}, today=DAY)
        assert values["certain"] is False

    in_process(use)


def test_what_the_person_does_not_know_is_not_asked_again_and_not_guessed() -> None:
    async def use(client: Client) -> None:
        facts: dict[str, object] = {}
        for _ in range(80):
            text, values, _ = await call(client, "question", facts=facts, today=DAY)
            if values["question"] is None:
                break
            assert values["question"]["fact"] not in facts
            facts[values["question"]["fact"]] = None
        assert values["certain"] is False
        assert "do not guess" in text

    in_process(use, load(lang="en", second_opinion="off"))


def test_every_mistake_is_named_and_nothing_is_concluded() -> None:
    async def use(client: Client) -> None:
        told = {"card.form": "esmi", "person.in_kazakhstan": "perhaps", "balance.owed": 0.001, "nothing": 1}
        text, values, failed = await call(client, "advise", facts=told, today="tomorrow", sure=True)
        assert failed
        assert values["certain"] is False
        assert {one["fact"] for one in values["findings"]} == {*told, "today", None}
        assert all(name in text for name in told)
        assert "did you mean `esim`?" in text

    in_process(use)


@pytest.mark.parametrize(
    ("tool", "given", "pointer"),
    [
        ("explain", {}, "/about"),
        ("explain", {"about": "wy"}, "/about"),
        ("explain", {"about": ["why"]}, "/about"),
        ("facts", {"name": {"card.form": 1}}, "/name"),
        ("explain", {"about": "why", "name": "pay_dept"}, "/name"),
        ("explain", {"about": "why-not"}, ""),
        ("facts", {"name": "card.from"}, "/name"),
        ("facts", {"lang": "xx"}, "/lang"),
        ("facts", {"x": 1}, "/x"),
        ("advise", {"lang": "xx"}, "/lang"),
    ],
)
def test_a_call_of_the_wrong_form_is_a_mistake_with_its_place(tool: str, given: dict[str, object], pointer: str) -> None:
    async def use(client: Client) -> None:
        _, values, failed = await call(client, tool, **given)
        assert failed
        assert [one["pointer"] for one in values["findings"]] == [pointer]

    in_process(use)


def test_what_goes_wrong_inside_is_said_and_nothing_is_concluded() -> None:
    async def use(client: Client) -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.delenv("SIMEXIT_DEBUG", raising=False)
            patched.setattr(ADVISOR, "advise_told", lambda *_, **__: 1 / 0)
            text, values, failed = await call(client, "advise")
        assert (failed, values) == (True, {"certain": False})
        assert "ZeroDivisionError" in text
        assert "Do not advise" in text

    in_process(use)


def test_who_starts_it_on_a_terminal_is_told_that_it_waits_and_ends_it_with_ctrl_c(tmp_path: Path) -> None:
    with Terminal("mcp", folder=tmp_path) as terminal:
        terminal.until("Ctrl-C ends it")
        terminal.press("\x03")
        assert terminal.exit_code() == -signal.SIGINT


def test_an_unknown_tool_is_an_answer_and_not_the_end() -> None:
    async def use(client: Client) -> None:
        text, _, failed = await call(client, "guess")
        assert failed
        assert "advise" in text
        _, values, failed = await call(client, "facts", name="card.form", lang="ru")
        assert not failed
        assert values["question"]["text"] == ADVISOR.rules.vocabulary.facts["card.form"].question["ru"]

    in_process(use)


def test_the_schemas_are_made_of_the_vocabulary(tmp_path: Any) -> None:
    async def use(client: Client) -> None:
        found = {tool.name: tool.input_schema for tool in (await client.list_tools()).tools}
        assert set(found["advise"]["properties"]["facts"]["properties"]) == {"today", "x"}
        assert found["explain"]["properties"]["name"]["enum"] == ["act"]
        assert found["facts"]["properties"]["name"]["enum"] == ["today", "x"]
        _, values, _ = await call(client, "advise", facts={"x": 2})
        assert (values["certain"], values["next"]) == (True, "act")
        _, values, _ = await call(client, "advise", facts={"x": 0})
        assert values["status"] == "finished"

    in_process(use, load(small_library(tmp_path)))
