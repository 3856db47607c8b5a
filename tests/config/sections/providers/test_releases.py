"""The settings of the calendars of releases."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.config.load import load
from tests.config.complaints import complaint


def test_a_calendar_that_does_not_exist_is_named(file: Path) -> None:
    assert "expected one of fed, bls, bea" in complaint(file, '[releases]\nfeeds = ["ecb"]').message


def test_calendars_may_be_turned_off(file: Path) -> None:
    file.write_text("[releases]\nfeeds = []\ndeadline_s = 5.0")
    assert (load(file).releases.feeds, load(file).releases.deadline_s) == ((), 5.0)
