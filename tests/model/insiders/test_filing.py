"""Filings of insiders: they survive the store, and say whether they are fetched again."""

from __future__ import annotations

import msgspec

from r2k_tui.model.insiders.filing import InsiderFiling, InsiderOwner, InsiderTrade

FILING = InsiderFiling(
    *("0000000001-25-000001", "4/A", "AAA", "1001", "2025-09-17", "2025-09-15", "2025-09-10"),
    owners=(InsiderOwner("9001", "Doe Jane", "director"),),
    purchases=(InsiderTrade("2025-09-15", 100.0, None),),
)


def test_it_comes_out_as_it_went_in() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(FILING), type=InsiderFiling) == FILING


def test_an_unreadable_filing_is_tried_three_times() -> None:
    assert FILING.amends and not FILING.pending
    tries = [msgspec.structs.replace(FILING, fault="not XML", tries=tries).pending for tries in (1, 2, 3)]
    assert tries == [True, True, False]
