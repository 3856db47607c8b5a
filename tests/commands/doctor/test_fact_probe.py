"""What R2K would use now, from what came of the probes."""

from __future__ import annotations

from r2k_tui.commands.doctor.fact_probe import uses
from r2k_tui.commands.doctor.provider_probe import ProviderProbe
from r2k_tui.sources.facts.probe import FactProbe

YAHOO = ProviderProbe("yahoo", True, symbols=("IWM", "SPY"), without_answer=("^RVX",))


def used(fact: str, *facts: FactProbe, providers: tuple[ProviderProbe, ...] = (YAHOO,)) -> tuple[str, str]:
    found = next(use for use in uses(providers, facts) if use.fact == fact)
    return found.provider, found.words


def test_quotes_are_shared_out_in_the_order_of_the_chain() -> None:
    cboe = ProviderProbe("cboe", True, symbols=("^RVX", "IWM"))
    assert used("quotes", providers=(YAHOO, cboe)) == ("yahoo", "yahoo 2, cboe 1 symbols")
    assert used("quotes") == ("yahoo", "yahoo 2 symbols; no provider has ^RVX")
    down = ProviderProbe("yahoo", False, words="no route")
    assert used("quotes", providers=(down, cboe)) == ("cboe", "cboe 2 symbols")
    nasdaq = ProviderProbe("nasdaq", True, symbols=("IWM", "SPY"))
    assert used("quotes", providers=(down, cboe, nasdaq)) == ("cboe", "cboe 2, nasdaq 1 symbols")
    assert used("quotes", providers=(down,)) == ("", "no provider answers")


def test_the_first_provider_that_answers_is_in_use() -> None:
    fred = FactProbe("rates", "DFF", "fred", True, newest="2026-09-18", age_days=1, words="DFF 4.33")
    assert used("rates", fred) == ("fred", "DFF 4.33")
    assert used("rates", FactProbe("rates", "DFF", "fred", answered=False, words="no route")) == ("", "no route")
    assert used("rates") == ("", "no provider is on")


def test_an_old_series_of_volatility_passes_to_the_next() -> None:
    old = FactProbe("small_volatility", "^RVX", "yahoo", True, newest="2026-05-01", age_days=120, words="old")
    new = FactProbe("small_volatility", "^RVX", "cboe_history", True, newest="2026-09-18", age_days=1, words="new")
    assert used("small_volatility", old, new) == ("cboe_history", "new")


def test_the_volatility_of_large_caps_stands_in_and_is_named() -> None:
    vix = FactProbe("large_volatility", "^VIX", "yahoo", True, newest="2026-09-18", age_days=1, words="17.3")
    assert used("small_volatility", vix) == ("vix", "large-cap volatility as a substitute")
    assert used("small_volatility")[0] == ""


def test_facts_of_the_past_are_not_needed_by_the_monitor() -> None:
    needed = {use.fact: use.needed for use in uses((YAHOO,), ())}
    assert needed["short_interest"] is False, "only its own page needs it"
    assert needed["factors"] is False, "only a page and a command need them"
    assert needed["past_rates"] is False and needed["past_holdings"] is False
    assert all(needed[name] for name in ("quotes", "rates", "holdings", "small_volatility", "large_volatility"))
