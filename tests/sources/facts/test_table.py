"""The table of facts: each provider once, in the order in which it is asked."""

from __future__ import annotations

from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.sources.facts.table import (
    FACTS,
    HOLDINGS,
    LARGE_VOLATILITY,
    PAST_RATES,
    SMALL_VOLATILITY,
    Confidence,
    Fact,
)
from tests.cases import cases


@cases(
    ("fact", "names"),
    [
        (SMALL_VOLATILITY, ["yahoo", "cboe_history", "cboe", "fred", "vix"]),
        (LARGE_VOLATILITY, ["yahoo", "cboe_history", "cboe", "fred"]),
        (HOLDINGS, ["ishares", "sec", "kept", "import"]),
        (PAST_RATES, ["alfred", "fred", "packaged"]),
    ],
)
def test_the_order(fact: Fact, names: list[str]) -> None:
    assert [provider.name for provider in fact.providers] == names


def test_every_row_has_evidence_and_what_is_asked() -> None:
    for fact in FACTS:
        assert fact.subjects and fact.rule, fact.key
        assert len({provider.name for provider in fact.providers}) == len(fact.providers), fact.key
        for provider in fact.providers:
            assert provider.evidence and provider.asked and provider.title, (fact.key, provider.name)
            own = provider.confidence is Confidence.OWN or provider.name == "vix"
            assert bool(provider.delay) is not own, provider.name
    assert len({fact.key for fact in FACTS}) == len(FACTS)


def test_what_was_never_seen_is_not_said_to_be_sure() -> None:
    rows = {provider.name: provider for provider in SMALL_VOLATILITY.providers}
    assert rows["cboe"].confidence is Confidence.LOW
    assert rows["fred"].confidence is Confidence.MEDIUM
    assert "not seen" in rows["fred"].evidence


def test_the_packaged_settings_ask_in_the_order_of_the_table() -> None:
    asked = load(packaged_path()).market.volatility_sources
    order = [provider.name for provider in SMALL_VOLATILITY.providers if provider.name in asked]
    assert list(asked) == order == ["cboe_history", "fred"]
