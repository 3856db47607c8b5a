"""The report of the providers as text."""

from __future__ import annotations

from r2k_tui.commands.doctor.fact_probe import FactUse
from r2k_tui.commands.doctor.provider_probe import ProviderProbe
from r2k_tui.commands.doctor.source_table import source_table
from r2k_tui.sources.facts.probe import FactProbe
from tests.cases import cases

NOW = 1_790_000_000.0


def lines(
    providers: tuple[ProviderProbe, ...] = (), facts: tuple[FactProbe, ...] = (), used: tuple[FactUse, ...] = ()
) -> str:
    return "\n".join(source_table(providers, facts, used, NOW))


@cases(("age_s", "words"), [(8, "8s ago"), (190, "3m ago"), (7300, "2h ago"), (400_000, "Wed"), (-3, "0s ago")])
def test_the_age_of_the_newest_price(age_s: float, words: str) -> None:
    one = ProviderProbe("cboe", True, 0.42, NOW - age_s, 900.0, ("^VIX",))
    assert f"ok      0.42 s  {words}" in lines((one,))
    assert "15 min" in lines((one,)) and "1 of 1 symbols" in lines((one,))


def test_what_is_missing_is_named() -> None:
    one = ProviderProbe("yahoo", True, 1.0, NOW, 0.0, ("IWM",), ("^RVX",), ("bid", "ask"))
    assert "1 of 2 symbols; none for ^RVX; without bid ask" in lines((one,))


def test_a_provider_that_fails_and_one_that_was_not_asked() -> None:
    text = lines((ProviderProbe("yahoo", False, 0.1, words="Yahoo denies access (401)."), ProviderProbe("cboe", None)))
    assert "yahoo        FAILS   0.10 s  -          -      Yahoo denies access (401)." in text
    assert "cboe         -            -" in text


def test_a_fact_with_its_age_and_what_is_in_use() -> None:
    fact = FactProbe("rates", "DFF", "fred", True, 0.2, "2026-09-18", 3, "DFF 4.33, FRED")
    used = (
        FactUse("rates", "DFF", "fred", "DFF 4.33, FRED"),
        FactUse("holdings", "IWM", "", "a page came"),
        FactUse("past_rates", "X", "alfred", "ok", needed=False),
        FactUse("factors", "ff3", "", "no route", needed=False),
        FactUse("halts", "US", "", "no feed", needed=False),
    )
    text = lines((), (fact,), used)
    assert "2026-09-18  3 d" in text
    assert "holdings IWM" in text and "NOTHING: a page came" in text
    assert "alfred: ok (for --as-of)" in text
    assert "NOTHING: no route (for factor regressions)" in text and "NOTHING: no feed (optional)" in text
