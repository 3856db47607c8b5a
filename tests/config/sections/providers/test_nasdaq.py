"""How Nasdaq is reached, and how much it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from tests.config.complaints import complaint


def test_a_list_of_a_minute_is_the_default_and_no_calendar() -> None:
    assert NasdaqSettings() == NasdaqSettings("", 15.0, longest_list=60, calendars=False, calendar_days=10)


def test_every_setting_is_taken(file: Path) -> None:
    lines = ('endpoint = "http://127.0.0.1:80"', "deadline_s = 3", "longest_list = 5", "calendars = true")
    file.write_text("\n".join(("[nasdaq]", *lines, "calendar_days = 3")))
    assert load(file).nasdaq == NasdaqSettings("http://127.0.0.1:80", 3.0, 5, True, 3)


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ('[nasdaq]\nendpoint = "ftp://127.0.0.1"', "nasdaq.endpoint", "http(s) address"),
        ("[nasdaq]\ndeadline_s = 0", "nasdaq.deadline_s", "0.1"),
        ("[nasdaq]\ncalendars = 1", "nasdaq.calendars", "true or false"),
        ("[nasdaq]\ncalendar_days = 41", "nasdaq.calendar_days", "40"),
        ("[nasdaq]\nlongest_list = 0", "nasdaq.longest_list", "1"),
    ],
)
def test_what_is_refused(file: Path, text: str, key: str, words: str) -> None:
    error = complaint(file, text)
    assert error.key == key
    assert words in error.message
