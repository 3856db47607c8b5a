"""Halts by symbol, and the halt of the whole market."""

from __future__ import annotations

from r2k_tui.model.halts.halt import MARKET, Halt
from r2k_tui.model.halts.table import HaltTable, halt_of
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from tests.fakes.nasdaq_trader_server import NOW

FACTS = SourceFacts("yahoo")
OWN = Halt("ABCD", NOW - 60, "T1")
EVERYWHERE = Halt(MARKET, NOW - 60, "MWC1")


def test_the_newest_halt_of_a_symbol_counts() -> None:
    table = HaltTable((OWN, Halt("ABCD", NOW - 600, "LUDP", trades_at=NOW - 300)))
    assert table.of("ABCD", NOW) == OWN and table.of("EFGH", NOW) is None


def test_a_resumption_needs_no_further_word() -> None:
    table = HaltTable((Halt("ABCD", NOW - 60, "LUDP", trades_at=NOW + 30),))
    assert table.of("ABCD", NOW) is not None and table.of("ABCD", NOW + 30) is None


def test_only_symbols_that_are_asked_for_are_counted() -> None:
    table = HaltTable((OWN, Halt("EFGH", NOW, "T1"), Halt("IJKL", NOW - 9, "LUDP", trades_at=NOW - 1)))
    assert table.count(("ABCD", "IJKL", "XYZ"), NOW) == 1 and HaltTable().count(("ABCD",), NOW) == 0


def test_a_market_wide_halt_is_of_every_us_stock_and_of_no_other() -> None:
    table = HaltTable((EVERYWHERE,))
    assert halt_of(table, FACTS, "IWM", Quote("IWM", exchange="PCX"), NOW) == EVERYWHERE
    assert halt_of(table, FACTS, "^RUT", None, NOW) == EVERYWHERE
    assert halt_of(table, FACTS, "EURUSD=X", Quote("EURUSD=X", exchange="CCY"), NOW) is None
    assert halt_of(table, FACTS, "SAP.DE", Quote("SAP.DE", exchange="GER"), NOW) is None


def test_an_own_halt_is_told_before_that_of_the_market() -> None:
    assert halt_of(HaltTable((EVERYWHERE, OWN)), FACTS, "ABCD", None, NOW) == OWN
