"""`r2k mcp` in a process of its own, driven by the client of the official SDK over stdio."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import R2K
from tests.fakes.program import ROOT
from tests.fakes.program import r2k as command_line
from tests.late import Late

Client = Late("mcp", "Client")
StdioServerParameters = Late("mcp", "StdioServerParameters")

MOMENT = ("generated_at",)


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Load the SDK before a test takes stderr, which the SDK takes as it is then."""
    import mcp.client.stdio

    assert mcp.client.stdio


@asynccontextmanager
async def assistant(*arguments: object) -> AsyncIterator[Client]:
    """A client of `r2k mcp` with these options."""
    program, *rest = command_line("mcp", *arguments)
    async with Client(StdioServerParameters(command=program, args=rest, cwd=ROOT), read_timeout_seconds=120) as client:
        yield client


def without(report: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in report.items() if name not in names}


def test_a_tool_returns_the_json_of_its_command(folder: Path, r2k: R2K) -> None:
    source = ("--source", "csv", "--data", folder)
    calls: list[tuple[str, dict[str, Any], tuple[object, ...]]] = [
        ("snapshot", {"symbols": ["IWM"]}, ("snapshot", "IWM")),
        ("readings", {"keys": ["rsi14", "rv21"]}, ("readings", "--keys", "rsi14,rv21")),
        ("study_followthrough", {"threshold": 0.05}, ("study", "followthrough", "--threshold", "0.05")),
        ("study_states", {}, ("study", "states")),
        ("study_risk", {"symbol": "IWM/SPY"}, ("study", "risk", "--symbol", "IWM/SPY")),
    ]
    found = asyncio.run(_called(source, [(name, arguments) for name, arguments, _ in calls]))
    for name, _, line in calls:
        expected = json.loads(r2k(*line, *source, "--json").out)
        if name == "snapshot":
            # The server watches its watchlist beside the symbol, and asked at another moment.
            for report in (found[name], expected):
                report["problems"], report["data"]["feed"] = [], {}
                for moment in ("received_at", "age_s"):
                    del report["data"]["quotes"]["IWM"][moment]
        assert without(found[name], *MOMENT) == without(expected, *MOMENT), name


async def _called(source: tuple[object, ...], calls: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """The structured results by tool."""
    found = {}
    async with assistant(*source) as client:
        for name, arguments in calls:
            result = await client.call_tool(name, arguments)
            assert not result.is_error, result.content
            found[name] = result.structured_content
            assert json.loads(result.content[0].text) == found[name], "the text says the same"  # type: ignore[union-attr]
    return found


async def test_the_tools_only_read_and_describe_their_arguments() -> None:
    async with assistant("--demo") as client:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == [
            *("snapshot", "readings", "study_followthrough", "study_states", "study_risk", "thesis", "brief", "screen")
        ]
        for tool in tools:
            assert tool.annotations is not None and tool.annotations.read_only_hint is True
            assert tool.annotations.destructive_hint is False
            assert tool.input_schema["type"] == "object" and tool.output_schema is not None
            assert tool.description
        assert "do not estimate it" in (client.instructions or "")


async def test_an_error_is_one_of_its_call_in_plain_words() -> None:
    async with assistant("--demo") as client:
        wrong: list[tuple[str, dict[str, Any], str]] = [
            ("readings", {"keys": ["rsi"]}, "did you mean rsi14?"),
            ("study_followthrough", {"threshold": 99}, "Expected `float` < 10"),
            ("screen", {"expression": "capp < 5"}, "no column capp; did you mean cap?"),
            ("snapshot", {"symbols": ["IWM/SPY"]}, "IWM/SPY is a ratio, which nobody quotes"),
            ("readings", {"symbols": ["IWM/IWM"]}, "a symbol over itself is always 1"),
            ("delete_everything", {}, "there is no tool 'delete_everything'; there are snapshot, "),
        ]
        for name, arguments, words in wrong:
            result = await client.call_tool(name, arguments)
            assert result.is_error and words in result.content[0].text  # type: ignore[union-attr]
            assert "Traceback" not in result.content[0].text  # type: ignore[union-attr]
        result = await client.call_tool("snapshot", {"symbols": ["IWM", "XYZZY"]})
        report = result.structured_content
        assert report["simulated"] is True and report["source"] == "demo" and report["as_of"]
        assert report["data"]["quotes"]["IWM"]["age_s"] is not None
        assert report["data"]["quotes"]["XYZZY"] is None
        assert any(problem["symbol"] == "XYZZY" for problem in report["problems"])


@pytest.mark.slow
async def test_thesis_brief_and_screen_of_the_simulated_market() -> None:
    async with assistant("--demo") as client:
        screen = (await client.call_tool("screen", {"expression": "cap < 500e6"})).structured_content
        assert screen["data"]["matched"] == len(screen["data"]["rows"]) > 0
        brief = (await client.call_tool("brief", {"since": "open"})).structured_content
        assert brief["data"]["sections"] and brief["simulated"] is True
        thesis = (await client.call_tool("thesis", {})).structured_content
        assert {"id", "measured", "verdict"} <= set(thesis["data"]["claims"][0])


def test_stdout_holds_the_protocol_alone_and_the_end_of_stdin_ends_it() -> None:
    lines = [
        {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "test", "version": "1"},
            },
        },
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        "this is no JSON",
    ]
    typed = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    done = subprocess.run(
        command_line("mcp", "--demo", "-v"),
        input=typed,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[0]["result"]["serverInfo"]["name"] == "r2k"
    assert all(answer["jsonrpc"] == "2.0" for answer in answers)
