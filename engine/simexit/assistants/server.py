"""The tools as a server of the Model Context Protocol; the only module that imports its SDK."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import anyio
import mcp_types as types
from anyio import to_thread
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from simexit.api import DisagreementError
from simexit.assistants.tools import Answer, Tool, tools
from simexit.assistants.words import wrong_in_words
from simexit.calls.findings import CallError
from simexit.text.diagnostics import shortened
from simexit.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simexit.api import Advisor

_RULES = (
    "These tools decide by checked rules; facts that are not told are unknown, never assumed. Begin with `advise` and what the person has "
    "told, with today's date in `today`. Where `certain` is false there is no advice: put `question` to the person in their own words, "
    "with how to find out, add the answer to `facts`, and call again with all facts. Never answer a question for the person, never tell a "
    "fact that they did not tell, and never conclude from your own knowledge. Pass on critical warnings first, and name the sources. "
    "Where the person does not know, tell the fact as null."
)


def server(advisor: Advisor, language: str) -> Server[Any]:
    """Return the server for an advisor, whose texts are in one language where a call names no other."""
    offered = {tool.name: tool for tool in tools(advisor, language)}

    async def list_tools(_context: object, _params: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool) for tool in offered.values()])

    async def call_tool(_context: object, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = offered.get(params.name)
        if tool is None:
            return _failed(f"there is no tool `{shortened(params.name)}`; there are {', '.join(offered)}", {})
        return await to_thread.run_sync(_called, tool, advisor, params.arguments or {}, language)

    title = advisor.rules.vocabulary.settings.title[language]
    instructions = f"{title}. {_RULES}"
    return Server("simexit", version=__version__, title=title, instructions=instructions, on_list_tools=list_tools, on_call_tool=call_tool)


def serve_stdio(advisor: Advisor, language: str) -> None:
    """Serve over standard input and output until the input ends."""

    async def serve() -> None:
        served = server(advisor, language)
        async with stdio_server() as (read, write):
            await served.run(read, write, served.create_initialization_options())

    anyio.run(serve)


def _described(tool: Tool) -> types.Tool:
    hints = types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    return types.Tool(name=tool.name, description=tool.about, input_schema=tool.schema, annotations=hints)


def _called(tool: Tool, advisor: Advisor, given: Mapping[str, object], language: str) -> types.CallToolResult:
    try:
        answer: Answer = tool.answer(advisor, given, language)
    except CallError as error:
        return _failed(wrong_in_words(error.to_dicts()), {"certain": False, "findings": error.to_dicts()})
    except DisagreementError as error:
        return _failed(f"{error}. Do not advise in its place.", {"certain": False, "disagreement": error.to_dict()})
    except Exception as error:  # whatever it is, the assistant is told that nothing was concluded
        if os.environ.get("SIMEXIT_DEBUG"):
            raise
        return _failed(f"something went wrong inside simexit: {type(error).__name__}. Do not advise in its place.", {"certain": False})
    return types.CallToolResult(content=[types.TextContent(text=answer.text)], structured_content=answer.values)


def _failed(text: str, values: dict[str, object]) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=values, is_error=True)
