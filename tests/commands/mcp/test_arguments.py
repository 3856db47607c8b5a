"""Arguments of the tools: their schemas, and what is refused in plain words."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.mcp.arguments import (
    REPORT_SCHEMA,
    BriefArguments,
    FollowThroughArguments,
    ReadingsArguments,
    ScreenArguments,
    SnapshotArguments,
    checked,
    schema_of,
)
from r2k_tui.commands.mcp.tools import TOOLS
from r2k_tui.engine.readings.members.registry import MEMBER_KEYS
from r2k_tui.engine.readings.registry import KEYS
from tests.cases import cases


@cases("row", TOOLS)
def test_a_schema_is_an_object_that_allows_nothing_else(row: Any) -> None:
    schema = schema_of(row.arguments)
    assert schema["type"] == "object" and schema["additionalProperties"] is False
    assert set(schema["properties"]) == set(row.arguments.__struct_fields__)
    assert all("description" in each or "anyOf" in each or "allOf" in each for each in schema["properties"].values())


def test_the_readings_are_listed() -> None:
    schema = schema_of(ReadingsArguments)
    assert set(schema["$defs"]["ReadingKey"]["enum"]) == {*KEYS, *MEMBER_KEYS}


def test_the_report_names_source_day_and_simulation() -> None:
    names = {"schema", "command", "generated_at", "source", "simulated", "as_of", "data", "problems"}
    assert set(REPORT_SCHEMA["required"]) == names == set(REPORT_SCHEMA["properties"])


def test_good_arguments_are_taken() -> None:
    assert checked({"symbols": ["^RUT", "0700.HK"]}, SnapshotArguments) == SnapshotArguments(("^RUT", "0700.HK"))
    given = checked({"threshold": 0.05, "start": "1990-01"}, FollowThroughArguments)
    assert given == FollowThroughArguments(None, 0.05, "1990-01")
    assert checked({}, BriefArguments) == BriefArguments("close")


@cases(
    ("values", "type_", "words"),
    [
        ({"keys": ["rsi"]}, ReadingsArguments, r"Invalid enum value 'rsi' .*; did you mean rsi14\?; arguments of this"),
        ({"symbol": ["IWM"]}, SnapshotArguments, "unknown field `symbol`; arguments of this tool: symbols"),
        ({"symbols": "IWM"}, SnapshotArguments, "Expected `array`, got `str`"),
        ({"symbols": ["a b"]}, SnapshotArguments, "matching regex"),
        ({"symbols": ["X"] * 51}, SnapshotArguments, "length <= 50"),
        ({"threshold": 99}, FollowThroughArguments, "< 10"),
        ({"start": "1990"}, FollowThroughArguments, "matching regex"),
        ({"since": "yesterday"}, BriefArguments, "matching regex"),
        ({}, ScreenArguments, "missing required field `expression`"),
    ],
)
def test_wrong_arguments_are_named(values: dict[str, Any], type_: type[msgspec.Struct], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        checked(values, type_)  # type: ignore[arg-type]
