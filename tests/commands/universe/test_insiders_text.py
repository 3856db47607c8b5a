"""`r2k universe insiders` as text."""

from __future__ import annotations

import msgspec

from r2k_tui.commands.universe.insiders_text import dollars_words, insiders_lines
from tests.fakes.still_insiders import INSIDERS


def test_lines() -> None:
    lines = insiders_lines(INSIDERS, simulated=True)
    words = "\n".join(lines)
    assert lines[0] == "insider purchases, 2031-02-15 to 2031-05-15  SIMULATED"
    assert lines[1] == "SEC Form 4, filings up to 2031-05-14: 60 purchases"
    assert "clusters (3)" in words and "5 from 04-01 to 04-20; BOUGHT" in words
    assert "by dollars (40 members, the first 20; --json: all)" in words
    assert "* 4 purchases under a 10b5-1 plan left out" in words
    assert max(map(len, lines)) <= 80


def test_unknown_values_are_no_zero() -> None:
    assert dollars_words(None, 2) == "–"
    assert (dollars_words(2e6, 0), dollars_words(2e6, 1)) == ("$2.0M", "$2.0M+?")


def test_nothing_is_said() -> None:
    lines = insiders_lines(msgspec.structs.replace(INSIDERS, members=(), purchases=(), caveats=()))
    assert lines.count("  none") == 3
