"""The JSON of every command: one object, one schema."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from math import isfinite
from typing import Any

import msgspec

from r2k_tui.commands.shared.streams import can_say_all, escaped
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.source import SourceFacts

SCHEMA = "r2k/1"


class Envelope(msgspec.Struct, frozen=True):
    """What stands round the data of a command."""

    schema: str
    command: str
    generated_at: str
    source: str
    simulated: bool
    as_of: str | None
    data: Any
    problems: tuple[Problem, ...]


def envelope(command: str, facts: SourceFacts, data: Any, as_of: str | None, problems: Sequence[Problem]) -> Envelope:
    """The object of a command."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return Envelope(SCHEMA, command, now, facts.name, facts.simulated, as_of, data, tuple(problems))


def iso(time: float | None) -> str | None:
    """Seconds since the epoch as ISO 8601 with offset."""
    return None if time is None else datetime.fromtimestamp(time, UTC).isoformat(timespec="milliseconds")


def number(value: float | None) -> float | None:
    """A number that JSON can hold, never a negative zero; what is none is null."""
    return value + 0 if value is not None and isfinite(value) else None


def write(report: Envelope) -> None:
    """Write one object to stdout. A closed pipe raises BrokenPipeError."""
    text = msgspec.json.format(msgspec.json.encode(report), indent=2).decode()
    sys.stdout.write((text if can_say_all(sys.stdout) else escaped(text)) + "\n")
    sys.stdout.flush()


def tell(problems: Iterable[Problem]) -> None:
    """Say to people, on stderr, what is missing or wrong; stdout holds data alone."""
    # Data go before words: a reader of the data who is gone has no use for words about them.
    sys.stdout.flush()
    for problem in dict.fromkeys(problems):
        print(f"r2k: {problem.named}", file=sys.stderr)
