"""Which days a round fetches."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, cast

from r2k_tui.engine.insiders.round import FilingRound
from r2k_tui.engine.insiders.state import InsiderState, packed
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.sec.daily_index import IndexEntry
from r2k_tui.store.insiders import IndexDay
from tests.engine.insiders.filings import filing
from tests.engine.stage import Clock

ISSUERS = {"7": ("AAA",)}


class Writes:
    """An archive that writes nothing."""

    def write(self, _: object) -> None:
        """See Archive."""


class Store:
    """A store that keeps nothing."""

    def save_day(self, _: object) -> None:
        """See InsiderStore."""


class Client:
    """A client whose indexes are set by hand."""

    def __init__(self) -> None:
        self.indexes: dict[date, tuple[IndexEntry, ...]] = {}
        self.asked: list[date] = []

    async def index(self, day: date, _: object) -> tuple[IndexEntry, ...]:
        """See InsiderClient."""
        self.asked.append(day)
        if day not in self.indexes:
            raise NotFound("nothing")
        return self.indexes[day]


def made(days: int = 10) -> tuple[FilingRound, InsiderState, Client, Clock]:
    state, client, clock = InsiderState(), Client(), Clock()
    found = FilingRound(cast(Any, client), state, cast(Any, Store()), cast(Any, Writes()), clock, days)
    return found, state, client, clock


def test_the_newest_days_come_first_and_known_ones_are_left_out() -> None:
    found, state, _, _ = made(days=6)
    days = [date(2025, 9, 17), date(2025, 9, 16), date(2025, 9, 15), date(2025, 9, 12)]
    assert list(found.due(ISSUERS)) == days
    state.put_day(IndexDay("2025-09-16", 1.0, whole=True, issuers=packed(ISSUERS)))
    state.put_day(IndexDay("2025-09-15", 1.0, absent=True))
    assert list(found.due(ISSUERS)) == [days[0], days[3]]
    assert date(2025, 9, 16) in found.due({**ISSUERS, "8": ("BBB",)}), "a company joined"
    state.put([filing("2025-09-16", fault="not XML", tries=1)])
    assert date(2025, 9, 16) in found.due(ISSUERS), "a filing of it is tried again"


async def test_an_absent_index_is_asked_again_hours_later_and_given_up_after_days() -> None:
    found, state, client, clock = made(days=6)
    client.indexes = {date(2025, 9, 16): (), date(2025, 9, 12): ()}
    reported: list[str] = []
    await found.run(ISSUERS, reported.append)
    assert reported[0] == "day 1 of 4: 2025-09-17"
    assert state.days["2025-09-15"].absent and "2025-09-17" not in state.days
    assert found.due(ISSUERS) == ()
    clock.now += 4 * 3600.0
    assert found.due(ISSUERS) == (date(2025, 9, 17),)


def test_the_outcome_in_words(tmp_path: Path) -> None:
    found, state, _, _ = made()
    assert found.outcome() == ""
    state.put([filing("2025-09-16", fault="not XML", tries=1)])
    assert found.outcome() == "1 filing could not be read and will be tried again"
    state.put([filing("2025-09-16", fault="not XML", tries=3)])
    assert found.outcome() == "", "it is given up"
