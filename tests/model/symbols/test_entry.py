"""Several symbols typed or pasted at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.symbols.entry import MOST_AT_ONCE, parse_symbols
from tests.cases import cases


@cases(
    "text", ["IWM SPY ^RUT", "iwm,spy,^rut", "$IWM; $spy;\t^RUT\n", "'iwm'\n\"SPY\"\n(^rut)", " IWM  IWM spy|^RUT ,,; "]
)
def test_whatever_separates_them_each_symbol_comes_once_and_in_order(text: str) -> None:
    assert parse_symbols(text) == (("IWM", "SPY", "^RUT"), (), ())


def test_what_can_be_no_symbol_is_kept_as_it_was_typed() -> None:
    assert parse_symbols(f"iwm a/b/c {'x' * 40} a/ b/b") == (("IWM",), (), ("a/b/c", "x" * 40, "a/", "b/b"))
    assert parse_symbols("iwm brk/b").symbols == ("IWM", "BRK/B"), "what is wrong with a ratio is told where it is used"
    assert parse_symbols("$ ,") == ((), (), ("$",))


def test_beyond_the_limit_nothing_is_lost() -> None:
    names = [f"S{number}" for number in range(MOST_AT_ONCE + 3)]
    entry = parse_symbols(" ".join(names))
    assert [*entry.symbols, *entry.later] == names and len(entry.symbols) == MOST_AT_ONCE


@given(st.text(max_size=200))
def test_any_text_becomes_printable_symbols(text: str) -> None:
    entry = parse_symbols(text)
    assert all(symbol.isprintable() and " " not in symbol for symbol in entry.symbols)
    assert len(set(entry.symbols)) == len(entry.symbols)
