"""One round of quotes: what is told of symbols without one."""

from __future__ import annotations

from r2k_tui.sources.base import QuoteBatch, RateLimited, Unavailable
from r2k_tui.sources.chain.quote_round import QuoteRound
from tests.sources.chain.stage import FIRST, SECOND, ChainStage, scripted, two


async def played(stage: ChainStage, *symbols: str) -> QuoteBatch:
    this = QuoteRound(list(stage.members.values()), symbols)
    await this.run()
    return this.batch()


async def test_quotes_come_in_the_order_asked_for_and_once() -> None:
    stage = two()
    stage.price(SECOND, RVX=20.0)
    batch = await played(stage, "RVX", "SPY", "IWM", "SPY")
    assert [quote.symbol for quote in batch.quotes] == ["RVX", "SPY", "IWM"]


async def test_nobody_knows_it_is_told_once_in_the_words_of_the_first() -> None:
    stage = two()
    for _ in range(3):
        batch = await played(stage, "IWM", "JUNK")
        assert [problem.message for problem in batch.problems] == ["nobody knows JUNK"]


async def test_a_symbol_of_a_provider_that_fails_says_why() -> None:
    indices = scripted(FIRST, covers=lambda symbol: symbol == "^RUT")
    stage = ChainStage(indices, scripted(SECOND, covers=lambda symbol: symbol != "^RUT"))
    stage.price(SECOND, IWM=200.0)
    indices.fail("quotes", Unavailable("no route."))
    for _ in range(2):
        batch = await played(stage, "^RUT", "IWM")
        assert [(p.symbol, p.kind, p.message) for p in batch.problems] == [("^RUT", "unavailable", "no route.")]
    indices.fail("quotes", RateLimited("Too many."))
    stage.wait(3600)
    for _ in range(2):
        (problem,) = (await played(stage, "^RUT", "IWM")).problems
        assert problem.message == "Too many."


async def test_a_symbol_that_no_provider_covers_is_unknown() -> None:
    stage = ChainStage(scripted(FIRST, covers=lambda symbol: symbol == "^RUT"))
    stage.price(FIRST, **{"^RUT": 2000.0})
    (problem,) = (await played(stage, "^RUT", "\x1b[2JIWM")).problems
    assert problem.kind == "not_found" and problem.message.isprintable()


async def test_one_that_failed_and_is_due_is_asked_for_what_nobody_else_has() -> None:
    stage = two()
    stage.price(FIRST, NIY=40.0)
    stage.sources[FIRST].fail("quotes", Unavailable("no route."))
    await played(stage, "IWM", "NIY")
    stage.sources[FIRST].heal("quotes")
    assert {quote.symbol for quote in (await played(stage, "IWM", "NIY")).quotes} == {"IWM"}, "its pause is kept"
    stage.wait(3600)
    found = {quote.symbol: quote.source for quote in (await played(stage, "IWM", "NIY")).quotes}
    assert found == {"IWM": SECOND, "NIY": FIRST}


async def test_facts_and_disputed_fields_come_along() -> None:
    stage = two()
    given = stage.sources[FIRST].quotes

    async def disputed(symbols: list[str]) -> QuoteBatch:
        batch = await given(symbols)
        return QuoteBatch(batch.quotes, batch.problems, batch.fundamentals, {"IWM": {"day_low": 9.0}})

    stage.sources[FIRST].quotes = disputed  # type: ignore[method-assign,assignment]
    assert (await played(stage, "IWM")).disputed == {"IWM": {"day_low": 9.0}}
