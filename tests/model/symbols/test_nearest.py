"""What a mistyped symbol may stand for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.symbols.nearest import nearest_symbols
from tests.cases import cases

KNOWN = ("^RUT", "RTY=F", "IWM", "IWN", "SPY", "QQQ", "GOOGL", "F")


@cases(
    ("typed", "meant"),
    [
        ("IMW", "IWM"),
        ("IWMM", "IWM"),
        ("QQ", "QQQ"),
        ("SPX", "SPY"),
        ("RUT", "^RUT"),
        ("RTY", "RTY=F"),
        ("RUTT", "^RUT"),
        ("GOGL", "GOOGL"),
    ],
)
def test_one_mistake_is_seen_through(typed: str, meant: str) -> None:
    assert nearest_symbols(typed, KNOWN)[0] == meant


def test_swapped_letters_come_before_wrong_ones_and_the_first_letter_counts() -> None:
    assert nearest_symbols("IMW", ("IMA", "IWM")) == ("IWM", "IMA")
    assert nearest_symbols("IWX", ("SWX", "IWM")) == ("IWM", "SWX")


def test_a_known_symbol_and_one_far_from_all_are_answered_with_nothing() -> None:
    assert (
        nearest_symbols("IWM", KNOWN) == ()
        and nearest_symbols("ZZZZ", KNOWN) == ()
        and nearest_symbols("", KNOWN) == ()
    )
    assert nearest_symbols("A", KNOWN) == (), "a single letter is near to everything"


@given(st.text(alphabet="IWMRUTX", max_size=6))
def test_all_that_is_offered_is_known(typed: str) -> None:
    found = nearest_symbols(typed, KNOWN)
    assert set(found) <= set(KNOWN) and len(found) == len(set(found)) <= 3
