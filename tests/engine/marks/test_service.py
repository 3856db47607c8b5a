"""What is checked of a note and a line, and what an earlier day must not show."""

from __future__ import annotations

import pytest

from r2k_tui.engine.marks.service import MarkFault, checked_day, checked_symbol, checked_text, known_by
from r2k_tui.model.marks import LONGEST_NOTE
from tests.cases import cases

NOON = 1_787_328_000.0  # 2026-08-21, noon in New York


def test_text_from_outside_becomes_one_clean_line() -> None:
    assert checked_text("  a\x1b[31m\n b\u202e ") == "a[31m b"
    assert checked_text("[b]not markup[/b]") == "[b]not markup[/b]"
    assert len(checked_text("x" * LONGEST_NOTE)) == LONGEST_NOTE


@cases(("text", "words"), [("", "needs a text"), ("\x1b\x07", "needs a text"), ("x" * 281, "at most 280")])
def test_no_text_and_too_long_a_text_are_refused(text: str, words: str) -> None:
    with pytest.raises(MarkFault, match=words):
        checked_text(text)


def test_a_symbol_may_be_a_ratio() -> None:
    assert checked_symbol(" iwm/spy ") == "IWM/SPY"
    for wrong in ("", "IWM/IWM", "A/B/C"):
        with pytest.raises(MarkFault):
            checked_symbol(wrong)


def test_a_day_is_a_date() -> None:
    assert (checked_day("2026-08-21"), checked_day("")) == ("2026-08-21", "")
    with pytest.raises(MarkFault, match="is no day"):
        checked_day("21.8.2026")


def test_an_earlier_day_hides_what_was_written_later_and_what_is_of_later_bars() -> None:
    assert known_by(NOON, "", None)
    assert known_by(NOON, "2026-08-20", "2026-08-21")
    assert not known_by(NOON, "", "2026-08-20")
    assert not known_by(NOON, "2026-08-24", "2026-08-21")
