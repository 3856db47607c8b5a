"""The watch on the next reconstitution: each of the days fires once, by its stage."""

from __future__ import annotations

from datetime import date, datetime

from r2k_tui.engine.index.reconstitution import ReconstitutionWatch, stage_of
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.index.reconstitution import Reconstitution, countdown
from tests.cases import cases

DAYS = (30, 7, 1)


def told(*moments: str, own: tuple[Reconstitution, ...] = ()) -> list[tuple[str, str]]:
    """Stages and sentences of looks at these moments in New York."""
    found: list[tuple[str, str]] = []
    for moment in moments:
        at = datetime.fromisoformat(moment).replace(tzinfo=NEW_YORK).timestamp()
        ReconstitutionWatch(own, DAYS, lambda at=at: at, lambda *words: found.append(words)).look()  # type: ignore[misc]
    return found


def test_nothing_is_told_from_afar() -> None:
    assert told("2026-11-10T12:00", "2026-08-01T12:00") == []


def test_each_stage_begins_at_midnight_in_new_york() -> None:
    stages = [
        stage for stage, _ in told("2026-11-11T00:01", "2026-12-03T23:59", "2026-12-04T00:01", "2026-12-10T08:00")
    ]
    assert stages == ["2026-12-11 30", "2026-12-11 30", "2026-12-11 7", "2026-12-11 1"]


def test_the_sentence_has_the_days_that_are_left() -> None:
    (_, first), (_, last) = told("2026-11-29T09:00", "2026-12-10T09:00")
    assert first == "reconstitution takes effect in 12 days, after the close of 2026-12-11"
    assert last == "reconstitution takes effect tomorrow after the close (2026-12-11)"


def test_dates_of_the_settings_count() -> None:
    own = (Reconstitution(date(2026, 12, 18)),)
    assert [stage for stage, _ in told("2026-12-11T09:00", own=own)] == ["2026-12-18 7"]


@cases(("day", "stage"), [(date(2026, 12, 11), 1), (date(2026, 12, 5), 7), (date(2026, 10, 1), None)])
def test_the_stage_is_the_smallest_of_the_days(day: date, stage: int | None) -> None:
    coming = countdown((), day)
    assert coming is not None and stage_of(coming, DAYS) == stage
