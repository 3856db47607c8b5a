"""The cadence of every topic, and the limits of what a source is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.polling import Cadence, PollSettings, SourceLimits
from tests.config.complaints import complaint


def test_quotes_are_polled_most_often_while_the_market_trades() -> None:
    poll = PollSettings()
    paces = {name: getattr(poll, name).open for name in poll.__struct_fields__}
    assert min(paces, key=paces.__getitem__) == "quotes"
    assert all(pace > 0 for pace in paces.values())
    assert poll.quotes.closed == 0, "one look a phase"


def test_one_phase_of_one_topic_is_changed_alone(file: Path) -> None:
    file.write_text("[poll.quotes]\nopen = 2.5")
    poll = load(file).poll
    assert poll.quotes.open == 2.5
    assert poll.daily == PollSettings().daily


def test_a_file_s_table_of_a_topic_stands_for_the_whole_topic(file: Path) -> None:
    file.write_text("[poll.universe]\npre = 9")
    assert load(file).poll.universe.pre == 9


@pytest.mark.parametrize(
    "text",
    [
        "[poll.news]\nopen = -1",
        "[poll.news]\nopen = 86401",
        "[limits]\nrequests_per_minute = 0",
        "[limits]\nbackoff_s = 0",
    ],
)
def test_no_pace_below_nothing_or_beyond_a_day(file: Path, text: str) -> None:
    assert complaint(file, text).line == 2


def test_a_cadence_without_numbers_looks_once_a_phase() -> None:
    assert Cadence() == Cadence(pre=0.0, open=0.0, post=0.0, closed=0.0)
    assert SourceLimits().backoff_s < SourceLimits().backoff_max_s
