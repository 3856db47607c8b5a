"""Stocks of two lists matched: identifiers before tickers before names."""

from __future__ import annotations

import msgspec

from r2k_tui.analytics.membership.matching import MatchedPair, Matching, growth, match, renamed_words
from r2k_tui.model.market.holdings import FundHolding
from tests.analytics.membership.lists import AFTER, BEFORE, filler, stock


def matched(before: list[FundHolding], after: list[FundHolding]) -> Matching:
    return match(tuple(before), tuple(after))


def pairs(found: Matching) -> dict[str, tuple[str, str]]:
    return {pair.after.symbol: (pair.before.symbol, pair.evidence) for pair in found.pairs}


def test_every_kind_of_the_invented_lists() -> None:
    found = match(BEFORE.equities(), AFTER.equities())
    known = {symbol: pair for symbol, pair in pairs(found).items() if not symbol.startswith("S0")}
    assert known == {
        "NEWT": ("OLDT", "same name"),
        "NAME": ("NAME", "same ticker"),
        "SPLT": ("SPLT", "same ticker"),
        "LENA": ("LENA", "same ticker"),
        "SIMB": ("SIMA", "similar name (99%)"),
    }
    assert sorted(row.symbol for row in found.gone) == ["GONE", "REUS", "UPPP"]
    assert sorted(row.symbol for row in found.come) == ["COME", "DOWN", "LENB", "REUS"]
    assert found.reused == {"REUS": ("FIRST OWNER PLC", "SECOND OWNER INC")}


def test_an_identifier_goes_before_ticker_and_name() -> None:
    before = [stock("AAAA", "OLD WORD INC", cusip="123456789"), stock("BBBB", "OTHER THING INC", isin="US0000000001")]
    after = [stock("BBBB", "NEW WORD INC", cusip="123456789"), stock("CCCC", "RENAMED INC", isin="US0000000001")]
    assert pairs(matched(before, after)) == {"BBBB": ("AAAA", "same CUSIP"), "CCCC": ("BBBB", "same ISIN")}


def test_other_identifiers_under_one_ticker_are_another_company() -> None:
    before, after = stock("AAAA", "OLD WORD INC", cusip="123456789"), stock("AAAA", "NEW WORD INC", cusip="987654321")
    found = matched([before], [after])
    assert not found.pairs and found.reused == {"AAAA": ("OLD WORD INC", "NEW WORD INC")}
    same = matched([before], [stock("AAAA", "OLD WORD CORP", cusip="987654321")])
    assert pairs(same) == {"AAAA": ("AAAA", "same ticker")}, "a reorganization gives another CUSIP to the same name"


def test_a_ticker_under_another_name_is_judged_by_its_share_count_over_the_funds_own() -> None:
    base = filler()
    bought = filler(growth=3.0)
    before = [*base, stock("TKRR", "OLD WORD INC", 1000.0)]
    for shares, same in ((3000.0, True), (1600.0, True), (5900.0, True), (6100.0, False), (1400.0, False)):
        found = matched(before, [*bought, stock("TKRR", "NEW WORD INC", shares)])
        assert ("TKRR" in pairs(found)) == same, shares
    split = matched(before, [*bought, stock("TKRR", "NEW WORD INC", 12_000.0, 2.6)])
    assert pairs(split)["TKRR"] == ("TKRR", "same ticker"), "a split that the price agrees with"
    unknown = matched(before, [*bought, stock("TKRR", "NEW WORD INC", None)])
    assert unknown.reused == {"TKRR": ("OLD WORD INC", "NEW WORD INC")}, "nothing speaks for one company"
    first_word = matched(before, [*bought, stock("TKRR", "OLD THING INC", None)])
    assert "TKRR" in pairs(first_word)


def test_a_ticker_under_another_name_in_another_sector_is_another_company() -> None:
    def found(sector: str) -> Matching:
        other = msgspec.structs.replace(stock("TKRR", "NEW WORD INC", 1000.0), sector=sector)
        return matched([*filler(), stock("TKRR", "OLD WORD INC", 1000.0)], [*filler(), other])

    known = stock("TKRR", "OLD WORD INC").sector
    assert "TKRR" in pairs(found(known)) and "TKRR" in pairs(found("Other"))
    reused = found("Utilities")
    assert known != "Utilities" and reused.reused == {"TKRR": ("OLD WORD INC", "NEW WORD INC")}
    assert [row.symbol for row in reused.gone] == [row.symbol for row in reused.come] == ["TKRR"]


def test_a_name_that_fits_several_rows_stays_unmatched_and_is_counted() -> None:
    before = [stock("AAAA", "TWIN INC"), stock("BBBB", "TWIN INC")]
    found = matched(before, [stock("CCCC", "TWIN INC")])
    assert not found.pairs and found.ambiguous > 0


def test_growth_is_the_median_of_known_counts() -> None:
    known = [MatchedPair(stock("A", "A", 100.0), stock("A", "A", shares), "") for shares in (90.0, 95.0, 400.0, None)]
    assert growth(known) == 0.95
    assert growth(known[3:]) is None


def test_what_changed_of_a_name() -> None:
    def words(first: tuple[str, str], second: tuple[str, str]) -> str:
        return renamed_words(MatchedPair(stock(*first), stock(*second), ""))

    assert words(("A", "ACME INC"), ("A", "ACME CORP CLASS A")) == ""
    assert words(("A", "ACME INC"), ("B", "ACME INC")) == "ticker"
    assert words(("A", "ACME INC"), ("A", "OTHER INC")) == "name"
    assert words(("A", "ACME INC"), ("B", "OTHER INC")) == "ticker and name"
    assert words(("A", "ACME INC CLASS A"), ("B", "ACME INC CLASS B")) == "share class"
