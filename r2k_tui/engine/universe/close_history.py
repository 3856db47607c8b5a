"""Daily closes of all constituents: fetched incrementally, one symbol at a time, and resumed after an interruption."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from math import isclose
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.rate_limit import TokenBucket
from r2k_tui.sources.base import AuthFailed, BulkSource, NotFound, RateLimited, Source, SourceError, Unavailable
from r2k_tui.store.universe import MemberCloses

_DAY_S = 86400
# Number of stored closes that each fetch requests again: a difference means that the source readjusted its history.
_OVERLAP = 3
_ENOUGH_FAILURES = 2
_KEPT_TOGETHER = 20


class RoundTally(NamedTuple):
    """Outcome of one round: number of constituents due, symbols without closes, and symbols whose request failed."""

    asked: int
    missing: tuple[str, ...]
    failed: tuple[str, ...] = ()


class MemberHistory:
    """Updater of the constituents' stored closes.

    `known` reads the stored closes of a symbol, `keep` stores new ones, `take_turn` waits until one more request is
    allowed, and `progress` receives (done, total) before each constituent.
    """

    def __init__(
        self,
        source: Source,
        pace: TokenBucket,
        take_turn: Callable[[], Awaitable[None]],
        known: Callable[[str], Awaitable[MemberCloses | None]],
        keep: Callable[[Sequence[MemberCloses]], Awaitable[None]],
        progress: Callable[[int, int], None],
    ) -> None:
        self._source, self._pace, self._take_turn = source, pace, take_turn
        self._known, self._keep, self._progress = known, keep, progress

    async def bring(self, due: Sequence[str], upto: int, first: int) -> RoundTally:
        """Fetch missing closes of the symbols in `due`, from day `first` through `upto` (days since 1970-01-01).

        Stores closes in batches, and the last batch even on failure, so an interruption loses no completed fetch.
        Raises RateLimited at once, and Unavailable or AuthFailed on the second consecutive failure.
        """
        fresh: list[MemberCloses] = []
        missing: list[str] = []
        failed: list[str] = []
        in_a_row = 0
        try:
            for done, symbol in enumerate(due):
                self._progress(done, len(due))
                try:
                    found = await self._one(symbol, upto, first)
                    in_a_row = 0
                except RateLimited:
                    raise
                except (Unavailable, AuthFailed):
                    in_a_row += 1
                    if in_a_row == _ENOUGH_FAILURES:
                        raise
                    failed.append(symbol)
                    continue
                except SourceError:
                    missing.append(symbol)
                    continue
                if not found.days:
                    missing.append(symbol)
                fresh.append(found)
                if len(fresh) == _KEPT_TOGETHER:
                    await self._keep(fresh)
                    fresh = []
        finally:
            if fresh:
                await self._keep(fresh)
        return RoundTally(len(due), tuple(missing), tuple(failed))

    async def _one(self, symbol: str, upto: int, first: int) -> MemberCloses:
        known = await self._known(symbol)
        days, closes = _columns(known) if known is not None and known.basis == "px" else _none()
        since = int(days[-min(_OVERLAP, len(days))]) if len(days) else first
        new_days, new_closes = await self._ask(symbol, since)
        if len(days) and _readjusted((days, closes), (new_days, new_closes)):
            days, closes = _none()
            new_days, new_closes = await self._ask(symbol, first)
        if len(new_days):
            kept = days < new_days[0]
            days, closes = np.concatenate([days[kept], new_days]), np.concatenate([closes[kept], new_closes])
        shown = (days <= upto) & (days >= first)
        return MemberCloses(symbol, days[shown].tobytes(), closes[shown].tobytes(), "px", upto)

    async def _ask(self, symbol: str, since: int) -> tuple[Counts, Floats]:
        await self._pace.take()
        await self._take_turn()
        try:
            source = self._source
            ask = source.bulk_bars if isinstance(source, BulkSource) else source.bars
            batch = await ask(symbol, Interval.D1, float(since * _DAY_S))
        except NotFound:
            return _none()
        return _of_bars(batch.bars)


def _of_bars(bars: Bars) -> tuple[Counts, Floats]:
    days, closes = np.frombuffer(bars.time, dtype=np.int64) // _DAY_S, np.frombuffer(bars.close)
    good = np.isfinite(closes) & (closes > 0)
    return days[good], closes[good]


def _columns(known: MemberCloses) -> tuple[Counts, Floats]:
    return np.frombuffer(known.days, dtype=np.int64), np.frombuffer(known.closes)


def _none() -> tuple[Counts, Floats]:
    return np.zeros(0, dtype=np.int64), np.zeros(0)


def _readjusted(old: tuple[Counts, Floats], new: tuple[Counts, Floats]) -> bool:
    """Whether the two series disagree on the close of a common day, as they do after a split."""
    at = dict(zip(old[0][-_OVERLAP:].tolist(), old[1][-_OVERLAP:].tolist(), strict=True))
    pairs = zip(new[0].tolist(), new[1].tolist(), strict=True)
    return any(day in at and not isclose(at[day], close, rel_tol=1e-5) for day, close in pairs)
