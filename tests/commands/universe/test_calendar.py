"""`r2k universe calendar`: the countdown, the schedule around a day, what is not announced and what was not found."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from r2k_tui.commands.universe import calendar
from r2k_tui.commands.universe.calendar import around, lines
from r2k_tui.model.index.reconstitution import countdown, reconstitutions
from tests.commands.conftest import R2K

DAY = date(2026, 11, 29)


def text_of(day: date) -> str:
    coming = countdown((), day)
    assert coming is not None
    return "\n".join(lines(coming, around(reconstitutions((), day), day), day))


def test_twelve_days_before_the_first_december_reconstitution() -> None:
    text = text_of(DAY)
    assert "12 days to the effective close of 2026-12-11" in text
    december = text.split("\n\n")[2]
    assert december.startswith("December 2026, announced")
    assert "rank day                  2026-10-30  Fri  30 days ago    confidence high" in december
    assert "lock-down                 not found" in december
    assert "updated lists             not found" in december
    june = text.split("\n\n")[3]
    assert june.startswith("June 2027, by rule, not announced")
    assert "lock-down                 not announced" in june
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("utc", "day", "days"),
    [
        ("2026-11-30T04:30", "2026-11-29", 12),  # 23:30 in New York
        ("2026-11-30T05:00", "2026-11-30", 11),
        ("2026-12-12T04:59", "2026-12-11", 0),
        ("2026-12-12T05:00", "2026-12-12", 195),
        ("2026-06-27T03:59", "2026-06-26", 0),  # summer time
        ("2027-01-01T04:59", "2026-12-31", 176),
    ],
)
def test_days_are_those_of_new_york(r2k: R2K, monkeypatch: pytest.MonkeyPatch, utc: str, day: str, days: int) -> None:
    at = datetime.fromisoformat(utc).replace(tzinfo=UTC).timestamp()
    monkeypatch.setattr(calendar.time, "time", lambda: at)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    data = r2k("universe", "calendar", "--json").report["data"]
    assert (data["day"], data["days_to_effective_close"]) == (day, days)


def test_the_day_itself_and_the_day_before() -> None:
    assert "1 day to the effective close of 2026-12-11" in text_of(date(2026, 12, 10))
    assert "the effective close of 2026-12-11 is today" in text_of(date(2026, 12, 11))


def test_json_has_every_date_with_its_source(r2k: R2K) -> None:
    done = r2k("universe", "calendar", "--as-of", "2025-06-09", "--json")
    assert (done.status, done.report["problems"]) == (0, [])
    data = done.report["data"]
    assert (done.report["as_of"], data["day"], data["next"]) == ("2025-06-09", "2025-06-09", "2025-06")
    assert (data["effective_close"], data["days_to_effective_close"]) == ("2025-06-27", 18)
    rows = {row["month"]: row for row in data["reconstitutions"]}
    assert list(rows) == ["2024-06", "2025-06", "2026-06", "2026-12"]
    june = rows["2026-06"]["dates"]
    assert [row["name"] for row in june if row["day"] is None] == ["lock_down"]
    assert all((row["source"] is None) == (row["confidence"] is None) == (row["day"] is None) for row in june)
    assert data["known_on"] == "2026-11-29"


def test_in_words_it_says_that_the_dates_are_not_those_known_then(r2k: R2K) -> None:
    done = r2k("universe", "calendar", "--as-of", "2025-06-09")
    assert done.status == 0 and "not as announced by the day above" in done.out


def test_a_day_before_the_schedule_has_no_data(r2k: R2K) -> None:
    done = r2k("universe", "calendar", "--as-of", "2020-03-23", "--json")
    assert (done.status, done.report["data"]) == (3, None)
    (problem,) = done.report["problems"]
    assert (problem["kind"], problem["message"]) == ("absent", "no schedule of reconstitutions before 2024 is packaged")


def test_the_settings_move_a_date(r2k: R2K, tmp_path: Path) -> None:
    own = tmp_path / "moved.toml"
    own.write_text("[[universe.reconstitution]]\neffective = 2025-06-20\nlock_down = 2025-06-02\n")
    data = r2k("universe", "calendar", "--as-of", "2025-06-09", "--json", "--config", own).report["data"]
    assert (data["effective_close"], data["basis"]) == ("2025-06-20", "settings")


def test_no_engine_is_started(r2k: R2K, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "new_york_day", lambda _: DAY)
    done = r2k("universe", "calendar", "--json")
    assert done.report["data"]["days_to_effective_close"] == 12
