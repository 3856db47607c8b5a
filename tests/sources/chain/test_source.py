"""The chain as a Source: who answers, who stands in, and who is asked again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec
import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.dividends import Dividend, DividendRecord
from r2k_tui.model.market.feed import FeedState, Problem
from r2k_tui.sources.base import (
    AuthFailed,
    BadData,
    NotFound,
    Paused,
    ProviderChain,
    QuoteBatch,
    RateLimited,
    SourceError,
    Unavailable,
)
from r2k_tui.sources.chain.negative_cache import FIRST_S
from tests.engine.stage import TODAY
from tests.engine.virtual_time import virtual
from tests.fakes.invented_bars import daily_bars, wave
from tests.sources.chain.stage import (
    BACKOFF_MOST_S,
    BREAKER_S,
    DEADLINE_S,
    FIRST,
    SECOND,
    THIRD,
    ChainStage,
    scripted,
    two,
)

BOTH = {"IWM": FIRST, "SPY": FIRST}
STEAD = {"IWM": SECOND, "SPY": SECOND}
FAILURES = [
    AuthFailed("denied access (401)."),
    Unavailable("no route."),
    BadData("a page, no data."),
    RateLimited("no."),
]


async def test_it_is_a_chain() -> None:
    assert isinstance(two().chain, ProviderChain)


async def test_a_healthy_first_provider_is_asked_alone_and_once_a_poll() -> None:
    stage = two()
    for _ in range(20):
        assert await stage.sources_of("IWM", "SPY") == BOTH
    assert len(stage.calls(FIRST)) == 20 and not stage.calls(SECOND)
    assert stage.state(FIRST) is FeedState.OK and stage.state(SECOND) is FeedState.IDLE
    assert stage.status(FIRST).requests == 20


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: error.kind)
async def test_the_next_provider_answers_in_the_same_call(error: SourceError) -> None:
    stage = two()
    stage.sources[FIRST].fail("quotes", error)
    batch = await stage.quotes("IWM", "SPY")
    assert {quote.symbol: quote.source for quote in batch.quotes} == STEAD
    assert batch.notice == f"first: {str(error).rstrip('.')}; second serves 2 of 2"
    assert not batch.problems
    assert stage.state(FIRST) in (FeedState.FAILING, FeedState.BLOCKED) and stage.state(SECOND) is FeedState.OK
    assert stage.status(FIRST).provider and stage.status(FIRST).failures == 1


async def test_two_good_answers_make_it_the_first_again() -> None:
    stage = two()
    stage.sources[FIRST].fail("quotes", Unavailable("no route."))
    assert await stage.sources_of("IWM", "SPY") == STEAD
    stage.sources[FIRST].heal("quotes")
    assert await stage.sources_of("IWM", "SPY") == STEAD
    assert len(stage.calls(FIRST)) == 1, "its pause is not over"
    stage.wait(BACKOFF_MOST_S)
    assert await stage.sources_of("IWM", "SPY") == STEAD, "the first good answer is a probe"
    assert stage.state(FIRST) is FeedState.FAILING
    assert await stage.sources_of("IWM", "SPY") == STEAD, "so is the second"
    assert stage.state(FIRST) is FeedState.OK
    batch = await stage.quotes("IWM", "SPY")
    assert {quote.symbol: quote.source for quote in batch.quotes} == BOTH
    assert not batch.notice


async def test_a_failure_between_two_good_answers_starts_over() -> None:
    stage = two()
    stage.sources[FIRST].fail("quotes", Unavailable("no route."))
    await stage.quotes("IWM", "SPY")
    for _ in range(4):
        stage.sources[FIRST].heal("quotes")
        stage.wait(BACKOFF_MOST_S)
        assert await stage.sources_of("IWM", "SPY") == STEAD
        stage.sources[FIRST].fail("quotes", Unavailable("no route."))
        assert await stage.sources_of("IWM", "SPY") == STEAD


@virtual
async def test_a_probe_that_hangs_holds_nobody_up() -> None:
    stage = two()
    stage.sources[FIRST].fail("quotes", Unavailable("no route."))
    await stage.quotes("IWM", "SPY")
    stage.sources[FIRST].heal("quotes")
    stage.sources[FIRST].hold("quotes")
    stage.wait(BACKOFF_MOST_S)
    begun = asyncio.get_running_loop().time()
    for _ in range(3):
        assert await stage.sources_of("IWM", "SPY") == STEAD
    assert asyncio.get_running_loop().time() == begun
    assert len(stage.calls(FIRST)) == 2, "one probe at a time"
    await asyncio.sleep(2 * DEADLINE_S)
    assert "gave no answer within 15 s" in stage.status(FIRST).message
    await stage.chain.close()


@virtual
async def test_a_provider_that_hangs_is_given_up_at_its_deadline() -> None:
    stage = two()
    stage.sources[FIRST].hold("quotes")
    begun = asyncio.get_running_loop().time()
    assert await stage.sources_of("IWM", "SPY") == STEAD
    assert asyncio.get_running_loop().time() - begun <= 1.3 * DEADLINE_S


async def test_a_pause_asked_for_is_kept_and_a_user_can_end_it() -> None:
    stage = two()
    stage.sources[FIRST].fail("quotes", RateLimited("Too many requests.", stage.clock() + 9000))
    await stage.quotes("IWM", "SPY")
    assert stage.state(FIRST) is FeedState.BLOCKED
    assert stage.status(FIRST).next_try == pytest.approx(stage.clock() + 9000)
    stage.sources[FIRST].heal("quotes")
    stage.wait(8000)
    await stage.quotes("IWM", "SPY")
    assert len(stage.calls(FIRST)) == 1
    stage.chain.insist()
    assert await stage.sources_of("IWM", "SPY") == STEAD
    assert len(stage.calls(FIRST)) == 2
    assert await stage.sources_of("IWM", "SPY") == STEAD
    assert await stage.sources_of("IWM", "SPY") == BOTH


async def test_all_limited_is_a_rate_limit_until_the_earliest_end() -> None:
    stage = two()
    stage.sources[FIRST].fail("quotes", RateLimited("Too many.", stage.clock() + 9000))
    stage.sources[SECOND].fail("quotes", RateLimited("Slow down.", stage.clock() + 5000))
    with pytest.raises(RateLimited, match="Too many") as caught:
        await stage.quotes("IWM", "SPY")
    assert caught.value.retry_at == pytest.approx(stage.clock() + 5000)


async def test_one_limited_and_one_failing_is_no_rate_limit() -> None:
    stage = two()
    stage.sources[FIRST].fail("quotes", RateLimited("Too many.", stage.clock() + 9000))
    stage.sources[SECOND].fail("quotes", BadData("a page."))
    with pytest.raises(Unavailable, match="Too many"):
        await stage.quotes("IWM", "SPY")


async def test_with_everything_failing_the_first_error_is_raised_and_all_are_asked_at_each_call() -> None:
    stage = two()
    stage.sources[FIRST].fail("quotes", AuthFailed("denied."))
    stage.sources[SECOND].fail("quotes", BadData("a page."))
    for _ in range(3):
        with pytest.raises(AuthFailed, match="denied"):
            await stage.quotes("IWM", "SPY")
    assert len(stage.calls(FIRST)) == len(stage.calls(SECOND)) == 3
    stage.sources[SECOND].heal("quotes")
    assert await stage.sources_of("IWM", "SPY") == STEAD, "a first good answer counts where nobody else answers"


async def test_a_chain_of_one_is_the_provider() -> None:
    stage = ChainStage(scripted(FIRST, most=1000))
    stage.price(FIRST, IWM=100.0)
    for _ in range(3):
        batch = await stage.quotes("IWM", "JUNK")
        assert [quote.symbol for quote in batch.quotes] == ["IWM"]
        assert [problem.kind for problem in batch.problems] == ["not_found"]
    assert stage.calls(FIRST) == [("IWM", "JUNK")] * 3
    stage.sources[FIRST].fail("quotes", Unavailable("no route."))
    for _ in range(3):
        with pytest.raises(Unavailable, match="no route"):
            await stage.quotes("IWM")
    stage.sources[FIRST].heal("quotes")
    assert await stage.sources_of("IWM") == {"IWM": FIRST}
    assert len(stage.calls(FIRST)) == 7


async def test_a_symbol_that_only_a_later_provider_has_is_asked_of_that_one() -> None:
    stage = two()
    stage.price(SECOND, RVX=20.0)
    for _ in range(5):
        assert await stage.sources_of("IWM", "RVX") == {"IWM": FIRST, "RVX": SECOND}
    assert stage.calls(FIRST) == [("IWM", "RVX"), *[("IWM",)] * 4]
    assert stage.calls(SECOND) == [("RVX",)] * 5
    assert stage.state(FIRST) is FeedState.OK, "an omission is no failure"
    stage.wait(FIRST_S)
    stage.price(FIRST, RVX=20.0)
    for _ in range(2):
        assert await stage.sources_of("IWM", "RVX") == {"IWM": FIRST, "RVX": FIRST}


async def test_a_symbol_that_nobody_knows_costs_no_request_of_its_own() -> None:
    stage = two()
    for _ in range(10):
        batch = await stage.quotes("IWM", "JUNK")
        assert [(problem.symbol, problem.kind) for problem in batch.problems] == [("JUNK", "not_found")]
    assert len(stage.calls(FIRST)) == 10 and len(stage.calls(SECOND)) == 1
    for _ in range(100):
        stage.wait(60)
        await stage.quotes("IWM", "JUNK")
    assert len(stage.calls(SECOND)) <= 5, "after 5, 10, 20, 40 and 60 minutes"


async def test_unusable_quotes_come_from_the_next() -> None:
    stage = two()
    stage.sources[FIRST].set_price("IWM", None)
    assert await stage.sources_of("IWM", "SPY") == {"IWM": SECOND, "SPY": FIRST}


async def test_an_answer_without_any_known_symbol_is_a_failure() -> None:
    stage = two()
    assert await stage.sources_of("IWM", "SPY") == BOTH
    stage.sources[FIRST].known.clear()
    assert await stage.sources_of("IWM", "SPY") == STEAD
    assert stage.state(FIRST) is FeedState.FAILING


async def test_providers_of_different_symbols_are_asked_together() -> None:
    indices, stocks = scripted(FIRST, covers=lambda s: s[0] == "^"), scripted(SECOND, covers=lambda s: s[0] != "^")
    stage = ChainStage(indices, stocks)
    stage.price(FIRST, **{"^RUT": 2000.0})
    stage.price(SECOND, IWM=200.0)
    for source in (indices, stocks):
        source.hold("quotes")
    asking = asyncio.create_task(stage.chain.quotes(["^RUT", "IWM"]))
    await indices.reached("quotes")
    await stocks.reached("quotes")
    for source in (indices, stocks):
        source.release("quotes")
    assert [(quote.symbol, quote.source) for quote in (await asking).quotes] == [("^RUT", FIRST), ("IWM", SECOND)]
    assert stage.calls(FIRST) == [("^RUT",)] and stage.calls(SECOND) == [("IWM",)]


async def test_a_long_list_is_for_providers_that_take_it_in_one_request() -> None:
    stage = two()
    members = [f"M{number}" for number in range(150)]
    stage.price(FIRST, **dict.fromkeys(members, 1.0))
    stage.price(SECOND, **dict.fromkeys(members, 2.0))
    assert {quote.source for quote in (await stage.chain.quotes(members)).quotes} == {FIRST}
    stage.sources[FIRST].fail("quotes", RateLimited("Too many.", stage.clock() + 60))
    with pytest.raises(RateLimited, match="Too many"):
        await stage.chain.quotes(members)
    assert not stage.calls(SECOND)
    assert await stage.sources_of("IWM", "SPY") == STEAD, "the watchlist goes on"


async def test_members_unknown_to_a_provider_are_not_asked_of_the_next() -> None:
    stage = two()
    members = [f"M{number}" for number in range(150)]
    stage.price(FIRST, **dict.fromkeys(members[:100], 1.0))
    batch = await stage.chain.quotes(members)
    assert len(batch.quotes) == 100 and len(batch.problems) == 50
    assert not stage.calls(SECOND)


async def test_an_unexpected_exception_switches_a_provider_off_with_a_problem(caplog: pytest.LogCaptureFixture) -> None:
    stage = two()
    stage.sources[FIRST].fail("quotes", AttributeError("module has no '_x'\x1b[2J\nsecond line"))
    batch = await stage.quotes("IWM", "SPY")
    assert {quote.symbol: quote.source for quote in batch.quotes} == STEAD
    (problem,) = batch.problems
    assert problem.kind == "provider_off" and "first does not work here (AttributeError" in problem.message
    assert problem.message.isprintable() and stage.status(FIRST).message.isprintable()
    assert "provider first" in caplog.text


@pytest.mark.parametrize("answer", [None, 42, "quotes"])
async def test_an_answer_of_a_wrong_type_is_a_failure(answer: object) -> None:
    stage = two()

    async def quotes(_: object) -> object:
        return answer

    stage.sources[FIRST].quotes = quotes  # type: ignore[method-assign,assignment]
    assert await stage.sources_of("IWM", "SPY") == STEAD


async def test_quotes_nobody_asked_for_are_dropped_and_each_is_marked_with_its_provider() -> None:
    stage = two()
    stage.sources[FIRST].set_price("IWM", 100.0, source="somebody")
    given = stage.sources[FIRST].quotes
    stage.sources[FIRST].quotes = lambda _: given(["IWM", "SPY"])  # type: ignore[method-assign]
    assert await stage.sources_of("IWM") == {"IWM": FIRST}


async def test_bars_fall_over_and_say_their_provider() -> None:
    stage = two()
    for name in (FIRST, SECOND):
        stage.sources[name].put(daily_bars("IWM", wave(30), TODAY, source=name))
    assert (await stage.chain.bars("IWM", Interval.D1)).bars.source == FIRST
    stage.sources[FIRST].fail("bars", Unavailable("no route."))
    assert (await stage.chain.bars("IWM", Interval.D1)).bars.source == SECOND
    assert await stage.sources_of("IWM") == {"IWM": FIRST}, "quotes go on: a topic fails alone"
    stage.sources[FIRST].heal("bars")
    stage.wait(BACKOFF_MOST_S)
    for source in (SECOND, SECOND, FIRST):
        assert (await stage.chain.bars("IWM", Interval.D1)).bars.source == source
        await stage.quotes("IWM")


async def test_bars_that_one_provider_lacks_come_from_the_next_and_are_remembered() -> None:
    stage = two()
    stage.sources[SECOND].put(daily_bars("RVX", wave(30), TODAY, source=SECOND))
    for _ in range(4):
        assert (await stage.chain.bars("RVX", Interval.D1)).bars.source == SECOND
    assert len(stage.calls(FIRST, "bars")) == 1
    with pytest.raises(NotFound):
        await stage.chain.bars("JUNK", Interval.D1)
    for _ in range(3):
        with pytest.raises(NotFound):
            await stage.chain.bars("JUNK", Interval.D1)
    assert len(stage.calls(SECOND, "bars")) == 5


async def test_bars_are_asked_of_providers_with_the_interval() -> None:
    stage = ChainStage(scripted(FIRST, intervals=(Interval.M1,)), scripted(SECOND, intervals=(Interval.D1,)))
    stage.sources[SECOND].put(daily_bars("IWM", wave(30), TODAY, source=SECOND))
    assert stage.chain.capabilities.intervals == (Interval.M1, Interval.D1)
    assert (await stage.chain.bars("IWM", Interval.D1)).bars.source == SECOND
    assert not stage.calls(FIRST, "bars")


async def test_unusable_bars_of_one_symbol_are_that_symbols_fault() -> None:
    stage = two()
    for symbol in ("IWM", "SPY"):
        for name in (FIRST, SECOND):
            stage.sources[name].put(daily_bars(symbol, wave(30), TODAY, source=name))
    stage.sources[FIRST].fail("bars", BadData("odd rows."), "IWM")
    for _ in range(3):
        assert (await stage.chain.bars("IWM", Interval.D1)).bars.source == SECOND
        assert (await stage.chain.bars("SPY", Interval.D1)).bars.source == FIRST
    stage.sources[FIRST].fail("bars", BadData("odd rows."), "SPY")
    await stage.chain.bars("IWM", Interval.D1)
    await stage.chain.bars("SPY", Interval.D1)
    assert stage.state(FIRST) is FeedState.FAILING


async def test_a_rate_limit_of_bars_alone_does_not_stop_the_others() -> None:
    stage = ChainStage(scripted(FIRST, most=1000), scripted(SECOND, intervals=()))
    stage.price(SECOND, IWM=1.0)
    stage.sources[FIRST].fail("bars", RateLimited("Too many.", stage.clock() + 60))
    with pytest.raises(Unavailable, match="Too many"):
        await stage.chain.bars("IWM", Interval.D1)
    assert await stage.sources_of("IWM") == {"IWM": SECOND}


async def test_headlines_come_from_the_first_that_has_them() -> None:
    stage = ChainStage(scripted(FIRST), scripted(SECOND, news=True))
    stage.sources[SECOND].tell("IWM", "Small caps rise")
    assert stage.chain.capabilities.news
    assert [item.title for item in await stage.chain.news("IWM")] == ["Small caps rise"]
    assert not stage.calls(FIRST, "news")


async def test_figures_of_funds_and_streams_come_from_the_first_that_has_them() -> None:
    stage = two()
    with pytest.raises(NotFound):
        await stage.chain.fund_price_earnings("IWM")
    assert stage.chain.stream() is None

    async def figure(_: str) -> float:
        return 17.5

    stage.sources[SECOND].fund_price_earnings = figure  # type: ignore[attr-defined]
    marker = object()
    stage.sources[SECOND].stream = lambda: marker  # type: ignore[attr-defined]
    assert await stage.chain.fund_price_earnings("IWM") == 17.5
    assert stage.chain.stream() is marker  # type: ignore[comparison-overlap]


async def test_dividends_come_from_the_first_that_has_a_record() -> None:
    stage = two()
    with pytest.raises(NotFound, match="record of dividends"):
        await stage.chain.dividends("IWM")

    async def record(symbol: str) -> DividendRecord:
        return DividendRecord(symbol, (Dividend("2025-03-20", 0.5),), SECOND)

    stage.sources[SECOND].dividends = record  # type: ignore[attr-defined]
    assert (await stage.chain.dividends("IWM")).source == SECOND


async def test_a_second_opinion_is_of_another_healthy_provider() -> None:
    stage = ChainStage(scripted(FIRST), scripted(SECOND, covers=lambda symbol: symbol == "^RUT"), scripted(THIRD))
    for name, price in ((FIRST, 100.0), (THIRD, 101.0)):
        stage.price(name, IWM=price)
    found = await stage.chain.second_opinion("IWM", FIRST)
    assert found is not None and (found.price, found.source) == (101.0, THIRD)
    assert not stage.calls(SECOND)
    stage.sources[THIRD].fail("quotes", Unavailable("no route."))
    assert await stage.chain.second_opinion("IWM", FIRST) is None
    assert await stage.chain.second_opinion("IWM", FIRST) is None
    assert len(stage.calls(THIRD)) == 2, "one that fails is not asked"


async def test_two_prices_of_one_moment_that_differ_are_a_problem_until_they_agree() -> None:
    stage = two()
    stage.price(FIRST, IWM=100.0)
    stage.price(SECOND, IWM=101.0)
    await stage.quotes("IWM")
    await stage.chain.second_opinion("IWM", FIRST)
    (problem,) = (await stage.quotes("IWM")).problems
    assert (problem.symbol, problem.kind) == ("IWM", "providers_differ")
    for words in ("first says 100", "second says 101", "1.00 % apart"):
        assert words in problem.message
    stage.price(SECOND, IWM=100.1)
    await stage.chain.second_opinion("IWM", FIRST)
    assert not (await stage.quotes("IWM")).problems


async def test_a_provider_of_closes_is_not_asked_for_quotes() -> None:
    stage = ChainStage(scripted(FIRST), scripted(SECOND, live=False))
    stage.price(SECOND, IWM=1.0)
    assert not (await stage.quotes("IWM")).quotes
    assert not stage.calls(SECOND)


async def test_closing_closes_every_provider() -> None:
    stage = two()

    async def close() -> None:
        raise RuntimeError("cannot")

    stage.sources[FIRST].close = close  # type: ignore[method-assign]
    await stage.chain.close()
    assert stage.sources[SECOND].closed == 1


async def test_a_breaker_that_is_over_lets_the_provider_come_back() -> None:
    stage = two()
    stage.sources[FIRST].fail("quotes", RateLimited("Too many."))
    await stage.quotes("IWM", "SPY")
    stage.sources[FIRST].heal("quotes")
    stage.wait(BREAKER_S - 1)
    assert await stage.sources_of("IWM", "SPY") == STEAD
    assert len(stage.calls(FIRST)) == 1
    stage.wait(2)
    for expected in (STEAD, STEAD, BOTH):
        assert await stage.sources_of("IWM", "SPY") == expected


async def test_a_provider_that_repeats_itself_is_left_until_it_moves() -> None:
    stage = two()
    assert await stage.sources_of("IWM", "SPY") == BOTH
    stage.chain.report_frozen(FIRST, "first is frozen.")
    for _ in range(4):
        assert await stage.sources_of("IWM", "SPY") == STEAD
        stage.wait(BACKOFF_MOST_S)
    assert stage.status(FIRST).message == "quotes: first is frozen."
    stage.sources[FIRST].set_price("IWM", 100.5)
    for expected in (STEAD, STEAD, BOTH):
        assert await stage.sources_of("IWM", "SPY") == expected


async def test_the_only_provider_is_not_left_for_repeating_itself() -> None:
    stage = ChainStage(scripted(FIRST))
    stage.price(FIRST, IWM=100.0)
    stage.chain.report_frozen(FIRST, "first is frozen.")
    assert await stage.sources_of("IWM") == {"IWM": FIRST}
    assert stage.state(FIRST) is FeedState.OK


async def test_the_refusal_of_a_long_list_is_no_pause_yet() -> None:
    stage = two()
    members = [f"M{number}" for number in range(60)]
    stage.sources[FIRST].fail("quotes", RateLimited("Too many."), "M0")
    with pytest.raises(RateLimited):
        await stage.chain.bulk_quotes(members)
    assert await stage.sources_of("IWM", "SPY") == BOTH
    with pytest.raises(RateLimited):
        await stage.chain.bulk_quotes(members[:20])
    assert stage.state(FIRST) is FeedState.BLOCKED, "so short a list is not refused for its length"
    assert all(len(symbols) < 20 for symbols in stage.calls(SECOND)), "its parts are asked of nobody else"


async def test_a_long_list_within_a_pause_is_refused_without_a_request_until_its_end() -> None:
    stage = two()
    stage.sources[FIRST].fail("quotes", RateLimited("Too many."))
    await stage.sources_of("IWM", "SPY")
    before = len(stage.calls(FIRST))
    with pytest.raises(Paused, match="Too many") as caught:
        await stage.chain.bulk_quotes([f"M{number}" for number in range(200)])
    assert caught.value.retry_at == pytest.approx(stage.clock() + BREAKER_S, abs=5.0)
    assert len(stage.calls(FIRST)) == before


async def test_what_passes_is_not_remembered() -> None:
    stage = two()
    given = stage.sources[FIRST].quotes

    async def waiting(symbols: Sequence[str]) -> QuoteBatch:
        batch = await given([symbol for symbol in symbols if symbol != "IWM"])
        later = Problem("IWM", "unavailable", "IWM follows.")
        return msgspec.structs.replace(batch, problems=(later,), served={FIRST: 5.0})

    stage.sources[FIRST].quotes = waiting  # type: ignore[method-assign]
    batch = await stage.quotes("IWM", "SPY")
    assert {quote.symbol: quote.source for quote in batch.quotes} == {"IWM": SECOND, "SPY": FIRST}
    assert batch.served == {FIRST: 5.0} and not batch.problems
    stage.sources[FIRST].quotes = given  # type: ignore[method-assign]
    assert await stage.sources_of("IWM", "SPY") == BOTH


async def test_closes_of_members_are_not_asked_of_providers_whose_terms_want_a_decision() -> None:
    stage = two()
    second = stage.sources[SECOND]
    info = msgspec.structs.replace(second.capabilities.info, opt_in=True)
    stage.members[SECOND].capabilities = msgspec.structs.replace(second.capabilities, info=info)
    second.put(daily_bars("M1", wave(30), TODAY, source=SECOND))
    stage.sources[FIRST].fail("bars", Unavailable("no route."))
    with pytest.raises(Unavailable, match="no route"):
        await stage.chain.bulk_bars("M1", Interval.D1)
    assert not stage.calls(SECOND, "bars")
    assert (await stage.chain.bars("M1", Interval.D1)).bars.source == SECOND
