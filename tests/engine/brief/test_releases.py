"""The sentence about releases of the economy."""

from __future__ import annotations

from datetime import date

from r2k_tui.engine.brief.releases import AHEAD, next_releases
from r2k_tui.engine.events.release_days import release_events
from r2k_tui.model.brief import BriefSection
from r2k_tui.model.macro.release_dates import packaged_releases
from tests.engine.brief.case import DAY, inputs, texts


def sentences(day: date = DAY, known_on: date | None = None) -> list[str]:
    events = release_events(packaged_releases(day, day + AHEAD, known_on or day), ())
    return texts(BriefSection("", next_releases(inputs(day=day, releases=events))))


def test_the_next_of_each_by_day_as_scheduled_then() -> None:
    assert sentences() == [
        "Economic releases, New York time: GDP (2025 Q2, third estimate) 2025-09-25 at 08:30; payrolls 2025-10-03 at "
        "08:30; CPI 2025-10-15 at 08:30; FOMC decision 2025-10-29 at 14:00."
    ]


def test_a_release_of_the_day_itself_is_over() -> None:
    assert "CPI 2026-12-10" in sentences(date(2026, 11, 29))[0]
    assert "CPI" not in sentences(date(2026, 12, 10))[0]


def test_what_no_schedule_reaches() -> None:
    missing = sentences(date(2020, 3, 23))[-1]
    assert missing.startswith("Not known: the next FOMC decision, CPI, payrolls")
    assert missing.endswith("(no schedule known by that day reaches further).")
