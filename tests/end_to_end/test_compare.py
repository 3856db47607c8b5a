"""Comparisons and ratios in a terminal, over the simulated market: what a person types, and what stands there."""

from __future__ import annotations

import pytest

from tests.end_to_end.conftest import Start
from tests.pty.session import Session
from tests.pty.size import HOME, LARGE, SMALL, Size

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0


def to_year(session: Session) -> None:
    """View 2 over one year."""
    session.wait_text("LIVE", within=_WITHIN_S)
    session.press_and_wait("2")
    session.wait_text("◂", within=_WITHIN_S)
    for name in ("5D", "1M", "6M", "YTD", "1Y"):
        session.press_and_wait("right_square_bracket")
        session.wait_text(f"IWM {name} ", within=_WITHIN_S)
    session.wait_text("1d USD", within=_WITHIN_S)


def typed(session: Session, text: str) -> None:
    session.press_and_wait(*text, "enter")


@pytest.mark.parametrize("size", [SMALL, HOME, LARGE], ids=str)
def test_six_symbols_are_compared_and_esc_leaves(start: Start, size: Size) -> None:
    session = start("--demo", size=size)
    to_year(session)
    session.press_and_wait("equals_sign")
    session.wait_text("Compare up to six symbols")
    typed(session, "SPY IWN QQQ TLT IWM/SPY")
    session.wait_text("Comparison 1Y 1d percent since", "A IWM", "B SPY", "F IWM/SPY", "corr A", within=_WITHIN_S)
    session.press_and_wait("V")
    session.wait_text("log return/volatility", "σ")
    session.press_and_wait("y", "y")
    session.wait_text("with dividends", within=_WITHIN_S)
    session.press_and_wait("escape")
    session.wait_text("IWM 1Y 1d USD")
    session.wait_without("Comparison")


def test_without_colors_and_beyond_ascii_the_letters_remain(start: Start) -> None:
    session = start("--demo", "--ascii", NO_COLOR="1")
    session.wait_text("LIVE", within=_WITHIN_S)
    session.press_and_wait("2")
    session.wait_text("IWM 1D", "SMA 50", within=_WITHIN_S)
    session.press_and_wait("equals_sign")
    session.wait_text("Compare up to six symbols")
    typed(session, "SPY TLT")
    session.wait_text("Comparison 1D 1m", "A IWM", "B SPY", "C TLT", within=_WITHIN_S)
    above_the_table = session.text().split("symbol")[0].splitlines()[2:]
    plot = "\n".join(line.split(" A IWM")[0].split(" B SPY")[0].split(" C TLT")[0] for line in above_the_table)
    assert all(letter in plot for letter in "ABC")
    assert "?" not in "\n".join(session.text().splitlines()[:-1])


def test_what_cannot_be_compared_is_told_in_the_line(start: Start) -> None:
    session = start("--demo")
    to_year(session)
    session.press_and_wait("equals_sign")
    session.wait_text("Compare up to six symbols")
    for text, words in (
        ("IWM", "IWM is named twice"),
        ("SPY IWN IWO QQQ TLT GLD", "a comparison takes at most 6"),
        ("NOPE", "NOPE: the simulated market does not list it"),
        ("SPY/SPY", "a symbol over itself is always 1"),
    ):
        session.press_and_wait("ctrl+u")
        session.wait("an empty line", lambda: not session.text().rstrip("\n").split("\n")[HOME.rows - 1 :])
        typed(session, f"IWM {text}")
        session.wait_text(words, within=_WITHIN_S)
    session.press_and_wait("escape")
    session.wait_without("always 1")
    assert "Comparison" not in session.text()


def test_a_ratio_is_found_and_takes_indicators(start: Start) -> None:
    session = start("--demo")
    to_year(session)
    session.press_and_wait("slash")
    session.wait_text("Find anything")
    typed(session, "IWM/SPY")
    session.wait_text("IWM/SPY 1Y 1d x", "closes only, in x, without dividends", "SMA 50 0.", within=_WITHIN_S)
    session.press_and_wait("o")
    session.wait_text("OBV: IWM/SPY has no volume here", within=_WITHIN_S)
    session.press_and_wait("o")
    session.wait_text("RSI 14", within=_WITHIN_S)
    session.press_and_wait("plus")
    session.wait_text("Add which symbol")
    typed(session, "IWM/SPY")
    session.wait_text("it has no place on a list")
