"""Words about who stands in for whom."""

from __future__ import annotations

from r2k_tui.sources.base import AuthFailed, Unavailable
from tests.sources.chain.stage import FIRST, SECOND, THIRD, ChainStage, scripted


async def test_failures_and_substitutes_are_named_with_their_share() -> None:
    stage = ChainStage(scripted(FIRST), scripted(SECOND, covers=lambda symbol: symbol == "^RUT"), scripted(THIRD))
    stage.price(SECOND, **{"^RUT": 2000.0})
    stage.price(THIRD, IWM=200.0, SPY=600.0)
    stage.sources[FIRST].fail("quotes", AuthFailed("access denied (401)."))
    batch = await stage.quotes("^RUT", "IWM", "SPY", "JUNK")
    assert batch.notice == "first: access denied (401); second serves 1 of 4; third serves 2 of 4"


async def test_a_provider_without_a_failure_before_it_is_no_substitute() -> None:
    stage = ChainStage(scripted(FIRST, covers=lambda symbol: symbol == "^RUT"), scripted(SECOND))
    stage.price(SECOND, IWM=200.0)
    stage.sources[FIRST].fail("quotes", Unavailable("no route."))
    assert not (await stage.quotes("IWM")).notice
    assert (await stage.quotes("IWM", "^RUT")).notice == "first: no route"


async def test_a_later_provider_that_fails_is_no_news_while_the_first_answers() -> None:
    stage = ChainStage(scripted(FIRST), scripted(SECOND))
    stage.price(FIRST, IWM=200.0)
    stage.sources[SECOND].fail("quotes", Unavailable("no route."))
    for _ in range(2):
        batch = await stage.quotes("IWM", "JUNK")
        assert not batch.notice and [problem.symbol for problem in batch.problems] == ["JUNK"]
