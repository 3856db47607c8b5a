"""The moment after which something counts as new, on the real calendar."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.engine.brief.since import BadSince, since_of, since_time
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.calendar.bell import closing_bell

THURSDAY = closing_bell(date(2025, 9, 18))


@pytest.mark.parametrize(
    ("text", "now", "words"),
    [
        ("close", THURSDAY, "the close of 2025-09-17 16:00 New York"),
        ("close", THURSDAY + 1, "the close of 2025-09-18 16:00 New York"),
        ("open", THURSDAY, "the open of 2025-09-18 09:30 New York"),
        ("close", closing_bell(date(2025, 9, 2)), "the close of 2025-08-29 16:00 New York"),
        ("close", closing_bell(date(2024, 12, 2)), "the close of 2024-11-29 13:00 New York"),
        ("2025-09-12", THURSDAY, "the close of 2025-09-12"),
        ("2025-09-18", THURSDAY, "the close of 2025-09-18"),
    ],
)
def test_moments(exchange: ExchangeHours, text: str, now: float, words: str) -> None:
    found = since_of(text, exchange, now)
    assert found.words == words
    assert found.day.isoformat() in words and found.time <= now


@pytest.mark.parametrize(("text", "words"), [("monday", "expected open, close"), ("2025-09-19", "comes before it")])
def test_what_is_no_moment(exchange: ExchangeHours, text: str, words: str) -> None:
    with pytest.raises(BadSince, match=words):
        since_of(text, exchange, THURSDAY)


def test_the_last_look() -> None:
    assert since_time(THURSDAY).words == "you last looked, 2025-09-18 16:00 New York"
