"""Polling of a service that takes one symbol per request, at a low rate."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import NamedTuple

import msgspec

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, QuoteBatch, RateLimited, SourceError, Unavailable

# Seconds after which a symbol that the service does not know is requested again.
UNKNOWN_AGAIN_S = 600.0
# No request starts later than this share of a call's deadline, so that the last one has time for its answer.
_STARTS_SHARE = 0.8
FetchOne = Callable[[str], Awaitable[Quote | Problem]]
PollMany = Callable[[list[str]], Awaitable[QuoteBatch]]
FetchMany = Callable[[Sequence[str]], Awaitable[Iterable[Quote]]]


class PollSpec(NamedTuple):
    """Limits of a service: its name in messages, seconds between requests for one symbol, and seconds per call."""

    service: str
    every_s: float
    deadline_s: float


class _Answer(NamedTuple):
    """Newest response for a symbol. `corrupt`: it is not in the format of this service."""

    asked_at: float
    quote: Quote | None = None
    problem: Problem | None = None
    corrupt: bool = False


class _Round:
    """Requests of one call: their deadline, the number of valid responses, and the error that ended them early."""

    def __init__(self, seconds: float) -> None:
        self._loop = asyncio.get_running_loop()
        now = self._loop.time()
        self._starts_until, self.ends = now + seconds * _STARTS_SHARE, now + seconds
        self.good = 0
        self.stopped = False
        self.error: SourceError | None = None

    @property
    def may_start(self) -> bool:
        return self.error is None and not self.stopped and self._loop.time() < self._starts_until


class QuotePolls:
    """Cache of the newest response for each symbol; it is refreshed once it is `every_s` old.

    `fetch` returns the quote of one symbol, or the reason why a valid response has none, or raises SourceError. If the
    service offers many symbols in one document, `fetch_many` returns their quotes for `many` symbols or more; symbols
    missing there are requested one by one. `clock` returns seconds since the epoch.
    """

    def __init__(
        self,
        spec: PollSpec,
        clock: Callable[[], float],
        fetch: FetchOne,
        fetch_many: FetchMany | None = None,
        many: int = 3,
    ) -> None:
        self._spec, self._clock, self._fetch = spec, clock, fetch
        self._fetch_many, self._many = fetch_many, many
        self._answers: dict[str, _Answer] = {}
        self._tried_at: dict[str, float] = {}
        self._refusal: SourceError | None = None
        self._turn = asyncio.Lock()

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """Quotes of `symbols`, which the caller has checked, within the deadline.

        A symbol that is not reached in time keeps its last quote and comes first in the next call. Raises SourceError
        if the service failed before any quote arrived, or if no response is valid.
        """
        call = _Round(self._spec.deadline_s)
        try:
            async with asyncio.timeout_at(call.ends), self._turn:
                await self._poll(symbols, call)
        except TimeoutError:
            call.error = self._late()
        if call.error is not None and not call.good:
            raise call.error.with_traceback(None)
        answers = {symbol: self._answers.get(symbol) for symbol in symbols}
        _raise_if_none_is_sound(answers.values())
        return self._batch(answers)

    def recent(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        """Cached quotes of `symbols` that are not due for a refresh; sends no request."""
        now = self._clock()
        fresh = (self._answers[symbol].quote for symbol in symbols if not self._is_due(symbol, now))
        return tuple(quote for quote in fresh if quote is not None)

    async def _poll(self, symbols: Sequence[str], call: _Round) -> None:
        if self._refusal is not None:
            # It came after good answers, which were returned first: raised now, before anything is sent.
            call.error, self._refusal = self._refusal, None
            return
        if len(due := self._due(symbols)) >= self._many:
            await self._poll_many(due, call)
        for symbol in self._due(due):
            if not call.may_start:
                break
            await self._poll_one(symbol, call)
        if call.good and isinstance(call.error, RateLimited | AuthFailed):
            self._refusal = call.error

    def _due(self, symbols: Sequence[str]) -> list[str]:
        """Symbols to request, those that have waited longest first."""
        now = self._clock()
        due = [symbol for symbol in dict.fromkeys(symbols) if self._is_due(symbol, now)]
        return sorted(due, key=lambda symbol: self._tried_at.get(symbol, float("-inf")))

    def _is_due(self, symbol: str, now: float) -> bool:
        answer = self._answers.get(symbol)
        if answer is None:
            return True
        unknown = answer.problem is not None and answer.problem.kind == NotFound.kind
        # A clock set back makes everything due: otherwise nothing would be requested until it catches up.
        return not 0.0 <= now - answer.asked_at < (UNKNOWN_AGAIN_S if unknown else self._spec.every_s)

    async def _poll_many(self, due: list[str], call: _Round) -> None:
        if self._fetch_many is None:
            return
        asked_at = self._clock()
        try:
            quotes = list(await self._fetch_many(due))
        except (NotFound, BadData):
            # Without the document, each symbol still has an address of its own.
            return
        except SourceError as error:
            call.error = error
            return
        for quote in quotes:
            self._answers[quote.symbol] = _Answer(asked_at, quote)
        call.good += len(quotes)

    async def _poll_one(self, symbol: str, call: _Round) -> None:
        asked_at = self._clock()
        last = self._answers.get(symbol, _Answer(asked_at)).quote
        try:
            found = await self._fetch(symbol)
        except NotFound as error:
            self._answers[symbol] = _Answer(asked_at, None, Problem(symbol, error.kind, str(error)))
        except BadData as error:
            self._answers[symbol] = _Answer(asked_at, last, Problem(symbol, error.kind, str(error)), corrupt=True)
            call.stopped = not call.good
        except SourceError as error:
            call.error = error
        else:
            if isinstance(found, Problem):
                self._answers[symbol] = _Answer(asked_at, last, found)
            else:
                self._answers[symbol] = _Answer(asked_at, found)
            call.good += 1
        # Not where the deadline ended it: it may have waited for its turn alone, and comes first next time.
        self._tried_at[symbol] = asked_at

    def _batch(self, answers: dict[str, _Answer | None]) -> QuoteBatch:
        known = [answer for answer in answers.values() if answer is not None]
        quotes = tuple(answer.quote for answer in known if answer.quote is not None)
        problems = [answer.problem for answer in known if answer.problem is not None]
        waiting = [self._waits(symbol) for symbol, answer in answers.items() if answer is None]
        return QuoteBatch(quotes, (*problems, *waiting))

    def _waits(self, symbol: str) -> Problem:
        message = f"{self._spec.service} takes one symbol per request: {symbol} follows."
        return Problem(symbol, Unavailable.kind, message)

    def _late(self) -> Unavailable:
        return Unavailable(f"{self._spec.service} did not answer within {self._spec.deadline_s:g} s.")


async def quotes_of_covered(
    service: str,
    symbols: Sequence[str],
    covers: Callable[[str], bool],
    poll: Callable[[list[str]], Awaitable[QuoteBatch]],
) -> QuoteBatch:
    """Quotes by `poll` of the symbols that a service covers, and a problem for each of the others."""
    asked = list(dict.fromkeys(symbols))
    known = [symbol for symbol in asked if covers(symbol)]
    others = tuple(_not_covered(service, symbol) for symbol in asked if symbol not in known)
    batch = await poll(known) if known else QuoteBatch(())
    return msgspec.structs.replace(batch, problems=others + batch.problems)


def _not_covered(service: str, symbol: str) -> Problem:
    shown = clean(symbol, 32)
    return Problem(shown, NotFound.kind, f"{service} does not have {shown or 'an empty symbol'}.")


def _raise_if_none_is_sound(answers: Iterable[_Answer | None]) -> None:
    known = [answer for answer in answers if answer is not None]
    first = next((answer.problem for answer in known if answer.corrupt), None)
    if first is not None and all(answer.corrupt for answer in known):
        raise BadData(first.message)
