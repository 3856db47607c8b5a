"""The watch on large members that report next."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from r2k_tui.engine.events.watch import ReportWatch, words_of
from r2k_tui.model.events.event import Event, EventKind, EventTime


def event(symbol: str, weight: float | None, **more: object) -> Event:
    return Event(EventKind.EARNINGS, "2026-12-01", symbol, weight=weight, **more)  # type: ignore[arg-type]


def looked(least: float, *events: Event) -> list[Mapping[str, str]]:
    told: list[Mapping[str, str]] = []
    ReportWatch(least, lambda: events, told.append).look()
    return told


def test_members_with_enough_weight_are_told() -> None:
    (told,) = looked(0.002, event("AAAA", 0.004), event("BBBB", 0.002), event("CCCC", 0.0019), event("DDDD", None))
    assert list(told) == ["AAAA|2026-12-01", "BBBB|2026-12-01"]
    assert told["AAAA|2026-12-01"] == "AAAA (0.40%) reports on Tue 2026-12-01"


def test_what_is_not_known_is_not_told() -> None:
    told: list[Mapping[str, str]] = []
    ReportWatch(0.002, lambda: None, told.append).look()
    assert told == []


async def test_a_weight_of_zero_ends_the_watch() -> None:
    told: list[Mapping[str, str]] = []
    await asyncio.wait_for(ReportWatch(0.0, lambda: (event("AAAA", 0.5),), told.append).run(), 5.0)
    assert told == []


def test_the_sentence_says_when_and_how_sure() -> None:
    words = words_of(event("AAAA", 0.0041, when=EventTime.BEFORE_OPEN, estimate=True))
    assert words == "AAAA (0.41%) reports on Tue 2026-12-01, before the bell, an estimate"
