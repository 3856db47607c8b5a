"""Sentences about halts."""

from __future__ import annotations

from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.halts.words import halted_words, reason, resumed_words, since
from tests.fakes.nasdaq_trader_server import NOW


def test_a_halt() -> None:
    words = halted_words("ABCD", Halt("ABCD", NOW - 600, "T1"), NOW)
    assert words == "ABCD halted since 10:30 (T1, news pending)"
    announced = Halt("ABCD", NOW - 600, "LUDP", trades_at=NOW + 300)
    assert halted_words("ABCD", announced, NOW).endswith(", trading resumes at 10:45")


def test_a_resumption() -> None:
    over = Halt("ABCD", NOW - 600, "LUDP", trades_at=NOW - 300)
    assert resumed_words(over, NOW) == "ABCD trades again since 10:35, halted for 5 minutes (LUDP, volatility pause)"


def test_what_nobody_reported_is_not_said_to_be_reported() -> None:
    over = Halt("ABCD", NOW - 600, "T1", ended_at=NOW, ended_by="it trades again by its quotes")
    words = resumed_words(over, NOW)
    assert words == "ABCD halt of 10:30 taken as over: it trades again by its quotes (T1, news pending)"


def test_an_unknown_code_is_named_once() -> None:
    assert reason(Halt("ABCD", NOW, "ZZ9")) == "code ZZ9" and reason(Halt("ABCD", NOW, "")) == "no reason given"


def test_halts_of_earlier_days_have_their_day() -> None:
    assert since(Halt("ABCD", NOW, "T1"), NOW) == "10:40"
    assert since(Halt("ABCD", NOW - 40 * 86400, "H10"), NOW) == "2026-08-27"
