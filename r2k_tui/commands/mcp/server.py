"""The MCP server over stdin and stdout, by the official SDK."""

from __future__ import annotations

import logging
from typing import Any

import mcp_types as types
import msgspec
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from r2k_tui import __version__
from r2k_tui.bootstrap.errors import HubUnavailable, UsageError
from r2k_tui.commands.mcp.arguments import REPORT_SCHEMA, checked, schema_of
from r2k_tui.commands.mcp.session import EngineSession
from r2k_tui.commands.mcp.tools import TOOLS, ToolRow

log = logging.getLogger(__name__)
INSTRUCTIONS = (
    "R2K measures the Russell 2000 and its parts. Quote its numbers with their day (`as_of`), source and state, and "
    "say so when `simulated` is true or `problems` are listed. A value that is null is not known: do not estimate it. "
    "Fractions are fractions: 0.01 is 1 %. Nothing here is investment advice, and no tool changes anything."
)
_BY_NAME = {row.name: row for row in TOOLS}


async def serve(session: EngineSession) -> None:
    """Serve until stdin ends."""

    async def list_tools(_: Any, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_tool(row) for row in TOOLS])

    async def call_tool(_: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        return await call(session, params.name, params.arguments or {})

    server = Server(
        "r2k",
        version=__version__,
        title="R2K",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def _tool(row: ToolRow) -> types.Tool:
    return types.Tool(
        name=row.name,
        title=row.title,
        description=row.description,
        input_schema=schema_of(row.arguments),
        output_schema=REPORT_SCHEMA,
        annotations=types.ToolAnnotations(
            title=row.title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=True
        ),
    )


async def call(session: EngineSession, name: str, values: dict[str, Any]) -> types.CallToolResult:
    """Result of a tool: the JSON of its command, or an error in plain words."""
    row = _BY_NAME.get(name)
    if row is None:
        return _error(f"there is no tool {name!r}; there are {', '.join(_BY_NAME)}")
    try:
        report = await row.run(session, checked(values, row.arguments))
    except (UsageError, HubUnavailable) as error:
        return _error(str(error))
    except Exception as error:
        log.exception("tool %s", name)
        return _error(f"defect in R2K: {type(error).__name__}: {error}")
    text = msgspec.json.encode(report).decode()
    failed = report.data is None
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=text)],
        structured_content=msgspec.json.decode(text),
        is_error=failed,
    )


def _error(message: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=message)], is_error=True)
