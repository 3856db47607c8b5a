"""Adaptive batch size: a request with too many symbols is retried with half of them before it counts as a failure."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from r2k_tui.model.calendar.days import hour_and_minute
from r2k_tui.sources.base import Paused, QuoteBatch, RateLimited, RequestTooLong, SourceError

# A refusal of this few symbols or fewer is not about their number.
LEAST = 20
# Successes at the learned size before a larger batch is tried; the number doubles after each failed trial.
_ENOUGH, _MOST_ENOUGH = 10, 320
_GROWTH = 1.5
# Wait after a refusal in seconds, doubled after each further one. A longer pause that the service requests applies to
# all requests and is not spent here.
_FIRST_WAIT_S, _LONGEST_WAIT_S = 2.0, 60.0
AskPart = Callable[[Sequence[str]], Awaitable[QuoteBatch]]


def may_be_too_long(error: SourceError, asked: int) -> bool:
    """Whether a request refused with `error` may be answered with fewer symbols than the `asked` ones."""
    return isinstance(error, RateLimited | RequestTooLong) and asked > LEAST


class BatchSize:
    """Number of symbols that a service accepts in one request: refusals halve it, successes let it grow again.

    If the service refuses even the smallest batch, the size is not the reason: the size before is restored, and further
    refusals leave it unchanged until a request succeeds. `service` is the name in messages.
    """

    def __init__(self, service: str, clock: Callable[[], float]) -> None:
        self._service, self._clock = service, clock
        # Size that was accepted since a refusal, the one to try next, and the first that was refused; None without one.
        self._works: int | None = None
        self._next: int | None = None
        self._refused: int | None = None
        self._before: int | None = None
        self._halving = self._size_is_innocent = False
        self._accepted, self._enough, self._since = 0, _ENOUGH, 0.0

    @property
    def note(self) -> str:
        """Message about the learned size; "" if no request was refused for its size."""
        if self._works is None:
            return ""
        return f"{self._works} a request since {hour_and_minute(self._since)}, {self._service} refused {self._refused}"

    def note_on(self, wanted: int) -> str:
        """The same where it concerns a list of `wanted` symbols, "" for a shorter one."""
        return self.note if wanted > self.of(wanted) else ""

    def of(self, wanted: int) -> int:
        """Number of symbols to request at once, where `wanted` are to be requested."""
        return wanted if self._next is None else min(wanted, self._next)

    def requests(self, wanted: int) -> int:
        """Number of requests that `wanted` symbols take."""
        return -(-wanted // max(1, self.of(wanted)))

    def refuse(self, asked: int) -> bool:
        """Record the refusal of `asked` symbols; return whether a shorter list is worth a request."""
        if asked <= LEAST or self._size_is_innocent:
            self._acquit()
            return False
        self._accepted = 0
        if self._works is not None and asked > self._works:
            self._next, self._enough = self._works, min(2 * self._enough, _MOST_ENOUGH)
            return True
        if not self._halving:
            self._halving, self._before = True, self._works
            self._refused = max(asked, self._refused or 0)
        self._works, self._next = None, max(LEAST, asked // 2)
        return True

    def accept(self, asked: int) -> None:
        """Record that a list of `asked` symbols was answered."""
        self._size_is_innocent = False
        if self._next is None or asked < (self._works or self._next):
            return
        if self._refused is not None and asked >= self._refused:
            self._forget()
            return
        if self._works != asked:
            if self._works is not None:
                self._enough = _ENOUGH
            self._works, self._halving, self._since, self._accepted = asked, False, self._clock(), 0
        self._accepted += 1
        if self._accepted >= self._enough:
            self._next = min(int(self._works * _GROWTH), self._refused or asked)

    def _acquit(self) -> None:
        if self._halving:
            self._works = self._next = self._before
            self._halving = False
            self._refused = self._refused if self._works is not None else None
        self._size_is_innocent = True

    def _forget(self) -> None:
        self._works = self._next = self._refused = self._before = None
        self._halving, self._accepted, self._enough = False, 0, _ENOUGH


class BatchedRequest:
    """Request for the quotes of a list of symbols, in as few batches as the service accepts.

    `ask` requests the quotes of one part, `take_turn` waits until one more request is allowed. `is_blocked`: whether
    the service has meanwhile asked all topics for a pause.
    """

    def __init__(
        self,
        size: BatchSize,
        ask: AskPart,
        take_turn: Callable[[], Awaitable[None]],
        clock: Callable[[], float],
        is_blocked: Callable[[], bool],
    ) -> None:
        self._size, self._ask, self._take_turn = size, ask, take_turn
        self._clock, self._is_blocked = clock, is_blocked

    async def parts(
        self, symbols: Sequence[str], at_most: int | None = None
    ) -> AsyncIterator[tuple[tuple[str, ...], QuoteBatch]]:
        """The parts of `symbols`, each with its quotes, of at most so many symbols.

        Raises SourceError; RateLimited only after shorter lists were refused too, or where the service asks for a pause
        of more than a minute.
        """
        left, refusals = tuple(symbols), 0
        while left:
            asked = left[: self._size.of(min(len(left), at_most or len(left)))]
            await self._take_turn()
            try:
                batch = await self._ask(asked)
            except Paused:
                # Nothing was sent: it says nothing of the length.
                raise
            except (RateLimited, RequestTooLong) as error:
                wait = self._wait(error, refusals)
                if not self._size.refuse(len(asked)) or wait > _LONGEST_WAIT_S:
                    raise
                refusals += 1
                await asyncio.sleep(wait)
                if self._is_blocked():
                    raise
                continue
            refusals = 0
            self._size.accept(len(asked))
            left = left[len(asked) :]
            yield asked, batch

    def _wait(self, error: SourceError, refusals: int) -> float:
        """Seconds until a shorter list is requested."""
        if not isinstance(error, RateLimited):
            return 0.0
        named = 0.0 if error.retry_at is None else error.retry_at - self._clock()
        return max(named, min(_FIRST_WAIT_S * 2.0**refusals, _LONGEST_WAIT_S))


class Batching:
    """Factory of batched requests to one service, which share its batch size."""

    def __init__(self, service: str, clock: Callable[[], float], is_blocked: Callable[[], bool]) -> None:
        self.size = BatchSize(service, clock)
        self._clock, self._is_blocked = clock, is_blocked

    def make(self, ask: AskPart, take_turn: Callable[[], Awaitable[None]]) -> BatchedRequest:
        """Request whose batches are sent by `ask`."""
        return BatchedRequest(self.size, ask, take_turn, self._clock, self._is_blocked)


def merged(parts: Sequence[QuoteBatch]) -> QuoteBatch:
    """Several batches of quotes as one."""
    return QuoteBatch(
        tuple(quote for part in parts for quote in part.quotes),
        tuple(problem for part in parts for problem in part.problems),
        tuple(facts for part in parts for facts in part.fundamentals),
        {symbol: fields for part in parts for symbol, fields in part.disputed.items()},
        {provider: time for part in parts for provider, time in part.served.items()},
        "; ".join(dict.fromkeys(part.notice for part in parts if part.notice)),
    )
