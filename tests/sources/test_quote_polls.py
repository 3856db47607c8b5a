"""Polls of a service that answers for one symbol at a time: cadence, order, deadline, failures."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence

import pytest

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.quote_polls import UNKNOWN_AGAIN_S, PollSpec, QuotePolls, quotes_of_covered

SPEC = PollSpec("Example", 60.0, 5.0)
Fetch = Callable[[str], Awaitable[Quote | Problem]]


class Service:
    """Answers by symbol, an error among them; counts what it is asked. `now` is its time."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.answers: dict[str, SourceError | Problem] = {}
        self.asked: list[str] = []
        self.gate: asyncio.Event | None = None

    def clock(self) -> float:
        return self.now

    async def fetch(self, symbol: str) -> Quote | Problem:
        self.asked.append(symbol)
        if self.gate is not None:
            await self.gate.wait()
        answer = self.answers.get(symbol)
        if isinstance(answer, SourceError):
            raise answer
        return answer or Quote(symbol, price=float(len(self.asked)), received_at=self.now)

    def polls(self, spec: PollSpec = SPEC) -> QuotePolls:
        return QuotePolls(spec, self.clock, self.fetch)


@pytest.fixture
def service() -> Service:
    return Service()


async def test_an_answer_is_kept_until_it_is_a_minute_old(service: Service) -> None:
    polls = service.polls()
    first = await polls.quotes(["A", "B"])
    service.now += 59.9
    assert await polls.quotes(["B", "A", "B"]) == type(first)((first.quotes[1], first.quotes[0]))
    assert service.asked == ["A", "B"]
    service.now += 0.1
    assert [quote.received_at for quote in (await polls.quotes(["A"])).quotes] == [service.now]


async def test_a_clock_set_back_makes_everything_due(service: Service) -> None:
    polls = service.polls()
    await polls.quotes(["A"])
    service.now -= 3600
    await polls.quotes(["A"])
    assert service.asked == ["A", "A"]


async def test_calls_at_the_same_time_share_an_answer(service: Service) -> None:
    polls = service.polls()
    first, second = await asyncio.gather(polls.quotes(["A"]), polls.quotes(["A"]))
    assert first == second
    assert service.asked == ["A"]


async def test_an_unknown_symbol_is_a_problem_and_is_left_alone_longer(service: Service) -> None:
    polls, service.answers["B"] = service.polls(), NotFound("no B")
    batch = await polls.quotes(["A", "B"])
    assert batch.problems == (Problem("B", "not_found", "no B"),)
    service.now += UNKNOWN_AGAIN_S - 1
    await polls.quotes(["B"])
    assert service.asked.count("B") == 1
    service.now += 1
    await polls.quotes(["B"])
    assert service.asked.count("B") == 2


async def test_an_unknown_symbol_alone_is_no_error(service: Service) -> None:
    service.answers["B"] = NotFound("no B")
    assert (await service.polls().quotes(["B"])).quotes == ()


async def test_an_unknown_symbol_loses_its_last_quote_and_a_bad_answer_does_not(service: Service) -> None:
    polls = service.polls()
    await polls.quotes(["A", "B", "C"])
    service.now += 61
    service.answers |= {"A": NotFound("gone"), "B": BadData("odd")}
    batch = await polls.quotes(["C", "A", "B"])
    assert [quote.symbol for quote in batch.quotes] == ["C", "B"]
    assert [(problem.symbol, problem.kind) for problem in batch.problems] == [("A", "not_found"), ("B", "bad_data")]


async def test_a_sound_answer_without_a_price_is_a_problem_and_no_failure(service: Service) -> None:
    service.answers["A"] = Problem("A", "bad_data", "no price of A")
    batch = await service.polls().quotes(["A"])
    assert batch.problems == (service.answers["A"],)


@pytest.mark.parametrize("error", [RateLimited("slow down", 5.0), AuthFailed("no"), Unavailable("down")])
async def test_a_failure_of_the_service_ends_the_call_and_is_raised(service: Service, error: SourceError) -> None:
    service.answers = dict.fromkeys("ABC", error)
    with pytest.raises(type(error)):
        await service.polls().quotes(["A", "B", "C"])
    assert service.asked == ["A"]


@pytest.mark.parametrize("error", [RateLimited("slow down", 5.0), AuthFailed("no")])
async def test_a_refusal_after_good_answers_is_raised_by_the_next_call(service: Service, error: SourceError) -> None:
    polls, service.answers["B"] = service.polls(), error
    batch = await polls.quotes(["A", "B", "C"])
    assert [quote.symbol for quote in batch.quotes] == ["A"]
    with pytest.raises(type(error)):
        await polls.quotes(["A", "B", "C"])
    assert service.asked == ["A", "B"], "nothing is sent after a refusal"
    service.answers.clear()
    assert len((await polls.quotes(["A", "B", "C"])).quotes) == 3


async def test_an_outage_after_good_answers_leaves_them_and_the_rest_comes_first_next_time(service: Service) -> None:
    polls, service.answers["B"] = service.polls(), Unavailable("down")
    batch = await polls.quotes(["A", "B", "C"])
    assert [quote.symbol for quote in batch.quotes] == ["A"]
    assert {problem.symbol for problem in batch.problems} == {"B", "C"}
    assert batch.problems[1].message == "Example takes one symbol per request: C follows."
    service.answers.clear()
    await polls.quotes(["A", "B", "C"])
    assert service.asked == ["A", "B", "C", "B"]


async def test_answers_that_are_none_fail_the_call_and_stop_it(service: Service) -> None:
    polls, service.answers = service.polls(), dict.fromkeys("ABC", BadData("a page"))
    for asked in (["A"], ["A", "B"], ["A", "B", "C"], ["A", "B", "C"]):
        with pytest.raises(BadData, match="a page"):
            await polls.quotes(["A", "B", "C"])
        assert service.asked == asked, "one a call, and each once a minute"


async def test_one_corrupt_answer_among_sound_ones_is_a_problem_alone(service: Service) -> None:
    polls, service.answers["A"] = service.polls(), BadData("odd")
    with pytest.raises(BadData):
        await polls.quotes(["A"])
    batch = await polls.quotes(["A", "B"])
    assert [quote.symbol for quote in batch.quotes] == ["B"]
    assert [problem.symbol for problem in batch.problems] == ["A"]


async def test_a_call_ends_at_its_deadline_with_what_it_has(service: Service) -> None:
    polls = service.polls(PollSpec("Example", 60.0, 0.2))
    await polls.quotes(["A"])
    service.gate = asyncio.Event()
    async with asyncio.timeout(5):
        with pytest.raises(Unavailable, match=r"Example did not answer within 0\.2 s"):
            await polls.quotes(["A", "B"])
    service.gate = None
    assert [quote.symbol for quote in (await polls.quotes(["A", "B"])).quotes] == ["A", "B"]


async def test_a_call_that_waits_for_another_ends_at_its_deadline_too(service: Service) -> None:
    polls, service.gate = service.polls(PollSpec("Example", 60.0, 0.2)), asyncio.Event()
    async with asyncio.timeout(5):
        answers = await asyncio.gather(polls.quotes(["A"]), polls.quotes(["B"]), return_exceptions=True)
    assert [type(answer) for answer in answers] == [Unavailable, Unavailable]


async def test_no_request_starts_in_the_last_fifth_of_a_call(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    polls, started = service.polls(PollSpec("Example", 60.0, 100.0)), loop.time()
    monkeypatch.setattr(loop, "time", lambda: started + 20.0 * len(service.asked))
    batch = await polls.quotes(list("ABCDEF"))
    assert [quote.symbol for quote in batch.quotes] == ["A", "B", "C", "D"]
    assert [problem.symbol for problem in batch.problems] == ["E", "F"]
    monkeypatch.undo()
    await polls.quotes(list("ABCDEF"))
    assert service.asked == list("ABCDEF")


def with_document(service: Service, many: Callable[[Sequence[str]], Awaitable[Iterable[Quote]]]) -> QuotePolls:
    return QuotePolls(SPEC, service.clock, service.fetch, many)


async def test_a_document_of_many_is_taken_from_three_due_symbols_on(service: Service) -> None:
    asked: list[Sequence[str]] = []

    async def many(symbols: Sequence[str]) -> list[Quote]:
        asked.append(symbols)
        return [Quote(symbol, price=1.0) for symbol in symbols if symbol != "C"]

    polls = with_document(service, many)
    assert len((await polls.quotes(["A", "B"])).quotes) == 2
    assert len((await polls.quotes(["A", "B", "C", "D"])).quotes) == 4
    assert asked == []
    service.now += 61
    assert len((await polls.quotes(["A", "B", "C", "D"])).quotes) == 4
    assert [sorted(symbols) for symbols in asked] == [["A", "B", "C", "D"]]
    assert service.asked[4:] == ["C"]


@pytest.mark.parametrize("error", [NotFound("none"), BadData("odd")])
async def test_without_the_document_each_symbol_is_requested(service: Service, error: SourceError) -> None:
    async def many(_: Sequence[str]) -> list[Quote]:
        raise error

    assert len((await with_document(service, many).quotes(["A", "B", "C"])).quotes) == 3


async def test_a_refusal_of_the_document_ends_the_call(service: Service) -> None:
    async def many(_: Sequence[str]) -> list[Quote]:
        raise RateLimited("slow down")

    with pytest.raises(RateLimited):
        await with_document(service, many).quotes(["A", "B", "C"])
    assert service.asked == []


async def test_only_what_a_service_covers_is_requested_and_the_rest_are_problems(service: Service) -> None:
    polls, odd = service.polls(SPEC), "\x1b[31m"
    batch = await quotes_of_covered("Example", ["A", "A", odd, ""], lambda symbol: symbol == "A", polls.quotes)
    assert [quote.symbol for quote in batch.quotes] == service.asked == ["A"]
    assert [p.message for p in batch.problems] == [
        "Example does not have [31m.",
        "Example does not have an empty symbol.",
    ]


async def test_without_any_covered_symbol_nothing_is_requested(service: Service) -> None:
    batch = await quotes_of_covered("Example", ["B"], lambda _: False, service.polls(SPEC).quotes)
    assert (batch.quotes, service.asked, len(batch.problems)) == ((), [], 1)
