"""Lists that a service refuses for their length: halved, remembered, grown back, and never a storm."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import Paused, QuoteBatch, RateLimited, RequestTooLong, SourceError, Unavailable
from r2k_tui.sources.batching import LEAST, BatchedRequest, BatchSize, may_be_too_long, merged
from tests.engine.virtual_time import START, WallClock, virtual

MEMBERS = tuple(f"M{number:04d}" for number in range(2000))


class Service:
    """Answers lists of at most `most` symbols, and refuses longer ones."""

    def __init__(self, most: int, error: SourceError | None = None) -> None:
        self.most, self.error = most, error or RateLimited("no more requests for now")
        self.asked: list[int] = []
        self.turns = 0
        self.is_blocked = False
        self.size = BatchSize("yahoo", WallClock())
        self.list = BatchedRequest(self.size, self.quotes, self.turn, WallClock(), lambda: self.is_blocked)

    async def turn(self) -> None:
        self.turns += 1

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        self.asked.append(len(symbols))
        if len(symbols) > self.most:
            raise self.error
        return QuoteBatch(tuple(Quote(symbol, price=1.0) for symbol in symbols))

    async def sweep(self, chunk: int = 200, symbols: tuple[str, ...] = MEMBERS) -> list[str]:
        """The symbols that came."""
        found: list[str] = []
        async for asked, batch in self.list.parts(symbols, chunk):
            assert asked == tuple(quote.symbol for quote in batch.quotes)
            found += asked
        return found


@virtual
async def test_a_healthy_service_is_asked_as_often_as_before() -> None:
    service = Service(1000)
    for _ in range(50):
        assert await service.sweep() == list(MEMBERS)
    assert service.asked == [200] * 500
    assert service.turns == 500, "each request waits for its turn"
    assert service.size.note == ""
    assert asyncio.get_running_loop().time() == 0.0, "nothing was waited for"


@virtual
async def test_a_refused_list_is_halved_after_a_wait_and_nothing_is_lost() -> None:
    service = Service(100)
    assert await service.sweep() == list(MEMBERS)
    assert service.asked[:3] == [200, 100, 100]
    assert asyncio.get_running_loop().time() >= 2.0
    assert service.size.note == "100 a request since 12:00, yahoo refused 200"


@virtual
async def test_the_size_that_works_is_remembered_by_the_next_sweep() -> None:
    service = Service(100)
    await service.sweep(symbols=MEMBERS[:600])
    sent = len(service.asked)
    await service.sweep(symbols=MEMBERS[:300])
    assert service.asked[sent:] == [100, 100, 100]


@virtual
async def test_it_grows_back_by_steps_to_the_setting() -> None:
    service = Service(50)
    await service.sweep()
    service.most = 1000
    for _ in range(7):
        await service.sweep()
    assert service.size.note == ""
    sent = len(service.asked)
    await service.sweep()
    assert service.asked[sent:] == [200] * 10
    steps = list(dict.fromkeys(service.asked[2:sent]))
    assert steps[:4] == [50, 75, 112, 168], "by half, not at one leap"


@virtual
async def test_a_lasting_limit_is_tried_less_and_less_often() -> None:
    service = Service(100)
    for _ in range(100):
        await service.sweep()
    refused = sum(size > 100 for size in service.asked)
    assert refused <= 1 + 5 + len(service.asked) // 320
    assert service.size.note.startswith("100 a request")


@virtual
async def test_a_service_that_refuses_everything_is_asked_five_times_and_then_once() -> None:
    service = Service(0)
    with pytest.raises(RateLimited):
        await service.sweep()
    assert service.asked == [200, 100, 50, 25, LEAST]
    assert asyncio.get_running_loop().time() == 2 + 4 + 8 + 16
    for _ in range(3):  # after each pause of the breaker
        with pytest.raises(RateLimited):
            await service.sweep()
    assert service.asked[5:] == [200, 200, 200], "the size was not to blame, and no request is multiplied"
    service.most = 1000
    sent = len(service.asked)
    await service.sweep()
    assert service.asked[sent:] == [200] * 10


@virtual
async def test_after_an_answer_a_refusal_may_be_one_of_the_size_again() -> None:
    service = Service(0)
    with pytest.raises(RateLimited):
        await service.sweep()
    service.most = 100
    await service.sweep(symbols=MEMBERS[:12])
    sent = len(service.asked)
    assert await service.sweep(symbols=MEMBERS[:400]) == list(MEMBERS[:400])
    assert service.asked[sent:] == [200, 100, 100, 100, 100]


@virtual
async def test_a_pause_that_the_service_names_is_kept() -> None:
    service = Service(100, RateLimited("no more", retry_at=START + 45.0))
    await service.sweep(symbols=MEMBERS[:200])
    assert asyncio.get_running_loop().time() == 45.0


@virtual
async def test_a_long_pause_is_for_everybody_and_the_next_list_is_shorter() -> None:
    service = Service(100, RateLimited("no more", retry_at=START + 300.0))
    with pytest.raises(RateLimited):
        await service.sweep()
    assert service.asked == [200]
    assert asyncio.get_running_loop().time() == 0.0
    await service.sweep(symbols=MEMBERS[:200])
    assert service.asked[1:] == [100, 100]


@virtual
async def test_a_pause_in_which_nothing_is_sent_says_nothing_of_the_length() -> None:
    service = Service(100, Paused("no more", retry_at=START + 300.0))
    with pytest.raises(Paused):
        await service.sweep()
    service.most = 1000
    await service.sweep(symbols=MEMBERS[:400])
    assert service.asked == [200, 200, 200]


@virtual
async def test_another_topic_that_was_refused_meanwhile_ends_the_attempt() -> None:
    service = Service(100)
    service.is_blocked = True
    with pytest.raises(RateLimited):
        await service.sweep()
    assert service.asked == [200]


@virtual
async def test_an_address_that_is_too_long_is_divided_at_once() -> None:
    service = Service(100, RequestTooLong("414"))
    assert await service.sweep(symbols=MEMBERS[:200]) == list(MEMBERS[:200])
    assert asyncio.get_running_loop().time() == 0.0


@virtual
async def test_any_other_failure_is_raised_at_once() -> None:
    service = Service(100, Unavailable("no route"))
    with pytest.raises(Unavailable):
        await service.sweep()
    assert service.asked == [200]


@virtual
async def test_a_short_list_is_never_divided() -> None:
    service = Service(0)
    with pytest.raises(RateLimited):
        await service.sweep(symbols=MEMBERS[:LEAST])
    assert service.asked == [LEAST]


@virtual
async def test_a_short_list_between_the_long_ones_teaches_nothing_of_their_length() -> None:
    service = Service(100)
    await service.sweep(symbols=MEMBERS[:400])
    for _ in range(50):
        await service.sweep(symbols=MEMBERS[:12])
    assert service.size.of(500) == 100
    assert service.size.requests(500) == 5


def test_what_may_be_too_long() -> None:
    assert may_be_too_long(RateLimited("429"), 21)
    assert may_be_too_long(RequestTooLong("414"), 21)
    assert not may_be_too_long(RateLimited("429"), 20)
    assert not may_be_too_long(Unavailable("500"), 200)


def test_joined_parts_are_one_batch() -> None:
    one = QuoteBatch((Quote("A"),), disputed={"A": {"bid": 1.0}}, served={"yahoo": 1.0})
    two = QuoteBatch((Quote("B"),), served={"yahoo": 2.0})
    assert merged([one, two]) == QuoteBatch(
        (Quote("A"), Quote("B")), disputed={"A": {"bid": 1.0}}, served={"yahoo": 2.0}
    )
