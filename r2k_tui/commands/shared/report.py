"""The JSON report of every command: one object, one schema."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from math import isfinite
from typing import Any

import msgspec

from r2k_tui.commands.shared.streams import escaped, is_unicode
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.source import SourceFacts

SCHEMA = "r2k/1"


class CommandReport(msgspec.Struct, frozen=True):
    """The JSON object of a command: its data, with source, time and problems."""

    schema: str
    command: str
    generated_at: str
    source: str
    simulated: bool
    as_of: str | None
    data: Any
    problems: tuple[Problem, ...]


def envelope(
    command: str, facts: SourceFacts, data: Any, as_of: str | None, problems: Sequence[Problem]
) -> CommandReport:
    """The report of a command, as of now."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return CommandReport(SCHEMA, command, now, facts.name, facts.simulated, as_of, data, tuple(problems))


def iso(time: float | None) -> str | None:
    """Seconds since the epoch as ISO 8601 with offset."""
    return None if time is None else datetime.fromtimestamp(time, UTC).isoformat(timespec="milliseconds")


def number(value: float | None) -> float | None:
    """A finite number as JSON can hold it, never negative zero; None for NaN and infinity."""
    return value + 0 if value is not None and isfinite(value) else None


def write(report: CommandReport) -> None:
    """Write one object to stdout. Raises BrokenPipeError on a closed pipe."""
    text = msgspec.json.format(msgspec.json.encode(report), indent=2).decode()
    sys.stdout.write((text if is_unicode(sys.stdout) else escaped(text)) + "\n")
    sys.stdout.flush()


def print_problems(problems: Iterable[Problem]) -> None:
    """Print each problem once to stderr; stdout holds data only."""
    # Data first: once the reader of stdout is gone, nobody needs the problems.
    sys.stdout.flush()
    for problem in dict.fromkeys(problems):
        print(f"r2k: {problem.named}", file=sys.stderr)
