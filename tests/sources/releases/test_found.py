"""What all calendars have in common: their form, order and duplicates."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from r2k_tui.sources.base import BadData
from r2k_tui.sources.releases.found import FoundDay, found_days, is_plausible, mapping_of, new_york, text_of
from tests.cases import cases

PAGE = b"<!DOCTYPE html><html><head><title>Access</title></head><body></body></html>"


def test_days_come_in_order_and_once_with_their_time() -> None:
    day, later = date(2026, 12, 10), date(2026, 12, 11)
    rows = [FoundDay("b", later), FoundDay("a", day), FoundDay("a", day, "08:30"), FoundDay("a", day, "08:30")]
    assert found_days(rows, 2, "BLS") == ((FoundDay("a", day, "08:30"), FoundDay("b", later)), 2)


def test_none_is_refused_with_the_count_of_what_could_not_be_read() -> None:
    with pytest.raises(BadData, match="none of the releases that R2K looks for; 3 could not be read"):
        found_days([], 3, "BLS")


@cases(
    ("body", "words"),
    [
        (PAGE, "answered with a page"),
        (b"  <x>", "answered with a page"),
        (b"\xff\xfe{", "is not text"),
        (b" \n", "is empty"),
        (b"{oops", "is not JSON"),
        (b"[1]", "no object"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
def test_what_is_no_object(body: bytes, words: str) -> None:
    with pytest.raises(BadData, match=words):
        mapping_of(body, "BEA")


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    assert text_of(b"\xef\xbb\xbfx", "BEA") == "x"


def test_a_moment_in_utc_has_the_day_of_new_york() -> None:
    assert new_york(datetime(2026, 12, 24, 3, tzinfo=UTC), "a") == FoundDay("a", date(2026, 12, 23), "22:00")


def test_days_of_other_centuries_are_mistakes() -> None:
    assert is_plausible(date(2026, 1, 1)) and not is_plausible(date(1926, 1, 1)) and not is_plausible(date(9999, 1, 1))
