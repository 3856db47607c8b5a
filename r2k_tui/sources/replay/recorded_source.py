"""Replay of a recording: the responses of its source at their recorded times, failures included."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

import msgspec

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.bars import Bars, Interval, merge
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.news import Headline
from r2k_tui.model.text import clean, plural
from r2k_tui.sources.base import BarBatch, Capabilities, NotFound, QuoteBatch
from r2k_tui.sources.recording.reader import ReadRecording
from r2k_tui.sources.recording.records import (
    Answer,
    BarsRecord,
    DroppedRecord,
    NewsRecord,
    OpinionRecord,
    QuotesRecord,
    StatusRecord,
    StreamRecord,
    TicksRecord,
)
from r2k_tui.sources.replay.info import INFO
from r2k_tui.sources.replay.recorded_chain import RecordedChain
from r2k_tui.sources.replay.recorded_stream import RecordedStream
from r2k_tui.sources.replay.track import Track, Wait, error_of

Answered = TypeVar("Answered", bound=Answer)
Key = TypeVar("Key")
# Share of the symbols of a request, compared with the best answer: fewer belong to a look-up of single symbols.
_SHARE = 0.5
# Sets of symbols that are remembered with their answers.
_MOST_TRACKS = 100
# A clock that does not advance for this long (seconds of the wall clock) is paused.
_HELD_S = 1.0


class RecordedSource:
    """Source of one recording; `begins` and `ends` in seconds since the epoch, as is the `clock` of the replay.

    Without a clock, it stands at the end.
    """

    def __init__(self, recording: ReadRecording, clock: Callable[[], float] | None = None) -> None:
        self.header, self._records = recording.header, recording.records
        self.begins = self.header.started
        self.ends = max([self.begins + 1.0, *(record.at for record in self._records[-1:])])
        self._clock, self._runs = clock or (lambda: self.ends), clock is not None
        self._arrivals = [record.at for record in self._records]
        self._moved = asyncio.Event()
        self._chain: RecordedChain | None = None
        self._quote_records = [record for record in self._records if isinstance(record, QuotesRecord)]
        self._quotes: dict[frozenset[str], Track[QuotesRecord]] = {}
        self._bars: dict[tuple[str, Interval], Track[BarsRecord]] = _tracks(
            [record for record in self._records if isinstance(record, BarsRecord)], lambda r: (r.symbol, r.interval)
        )
        self._news: dict[str, Track[NewsRecord]] = _tracks(
            [record for record in self._records if isinstance(record, NewsRecord)], lambda record: record.symbol
        )
        self._series: dict[tuple[str, Interval], tuple[int, Bars]] = {}
        self._flaws = _flaws(recording)
        self._offer_optional_methods()

    @property
    def name(self) -> str:
        """See Source."""
        return INFO.name

    @property
    def identity(self) -> str:
        """See Source."""
        return f"{INFO.name}:{self.header.source} {self.begins:.0f}"

    @property
    def capabilities(self) -> Capabilities:
        """See Source: those of the recorded source, so prices are validated as they were then."""
        header = self.header
        return Capabilities(
            msgspec.structs.replace(INFO, simulated=header.simulated, live=header.live),
            intervals=header.intervals,
            always_open=header.always_open,
            extended_hours=header.extended_hours,
            remote=False,
            recorded=True,
            quote_cadence_s=header.quote_cadence_s,
            news=header.news,
        )

    def next_bar(self, now: float) -> float | None:
        """Time at which the next record arrives; None after the last."""
        place = bisect_right(self._arrivals, now)
        return self._arrivals[place] if place < len(self._arrivals) else None

    def clock_moved(self) -> None:
        """Wake the waiting requests, which check the clock again."""
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
        if self._chain is not None:
            self._chain.clock_moved()

    async def until(self, moment: float | None) -> None:
        """Wait until the clock has reached `moment`; None never comes."""
        while moment is None or self._clock() < moment:
            await self._moved.wait()

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source. Polls of the recorded watchlist get each answer once, when it arrived."""
        names = frozenset(symbols)
        track = self._quote_track(names)
        if self._runs and len(names) > 1 and names.issuperset(self.header.symbols):
            record = track.poll(self._clock())
            while isinstance(record, Wait):
                await self.until(record.until)
                record = track.poll(self._clock())
        else:
            known = track.current(self._clock())
            if known is None:
                # Without any quote the first problem is all that people hear: that the file is cut off tells more.
                return QuoteBatch((), (*self._flaws, *self._unknown(symbols)))
            record = known
        if record.failure is not None:
            raise error_of(record.failure)
        return self._batch(record, symbols)

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source. All bars that had arrived; raises NotFound for those that were never requested."""
        track = self._bars.get((symbol, interval))
        words = f"no {interval} bars of {_list([symbol])} were recorded"
        if track is None:
            raise NotFound(words)
        record = await self._answer(track, words)
        if record.failure is not None:
            raise error_of(record.failure)
        known = self._joined(symbol, interval, track)
        return BarBatch(known if since is None else known.since(since), record.problems)

    async def close(self) -> None:
        """See Source."""

    def _offer_optional_methods(self) -> None:
        """Give this object the methods of the optional protocols that the recorded source had, and no others."""
        if self.header.news:
            vars(self)["news"] = self._headlines
        if self.header.pushes:
            pushed = [record for record in self._records if isinstance(record, TicksRecord | StreamRecord)]
            vars(self)["stream"] = lambda: RecordedStream(pushed, self.until)
        if self.header.providers:
            statuses = [record for record in self._records if isinstance(record, StatusRecord)]
            opinions = [record for record in self._records if isinstance(record, OpinionRecord)]
            chain = RecordedChain(self.header.providers, statuses, opinions, self._clock)
            for name in ("providers", "when_changed", "insist", "second_opinion"):
                vars(self)[name] = getattr(chain, name)
            self._chain = chain

    async def _headlines(self, symbol: str) -> tuple[Headline, ...]:
        """See NewsSource."""
        track = self._news.get(symbol)
        if track is None:
            return ()
        record = await self._answer(track, f"no headlines of {_list([symbol])} were recorded")
        if record.failure is not None:
            raise error_of(record.failure)
        return record.headlines

    async def _answer(self, track: Track[Answered], words: str) -> Answered:
        """Answer to a single request. Raises NotFound with `words` without one."""
        moment = track.coming(self._clock())
        if moment is not None:
            await self._until_held(moment)
        found = track.current(self._clock())
        if found is None:
            raise NotFound(f"{words} by {self._time()}")
        return found

    async def _until_held(self, moment: float) -> None:
        """Wait until the clock has reached `moment`, or is paused: the user must not wait for a paused clock."""
        before = None
        while before != (now := self._clock()) and now < moment:
            before = now
            with suppress(TimeoutError):
                async with asyncio.timeout(_HELD_S):
                    await self._moved.wait()

    def _unknown(self, symbols: Sequence[str]) -> tuple[Problem, ...]:
        """A problem for each symbol without a recorded quote by now."""
        names = [clean(symbol, 32) for symbol in symbols]
        return tuple(
            Problem(name, "not_found", f"no quote of {name or 'an empty symbol'} was recorded by {self._time()}")
            for name in names
        )

    def _quote_track(self, names: frozenset[str]) -> Track[QuotesRecord]:
        if names not in self._quotes:
            if len(self._quotes) >= _MOST_TRACKS:
                self._quotes.pop(next(iter(self._quotes)))
            self._quotes[names] = Track(_about(names, self._quote_records))
        return self._quotes[names]

    def _time(self) -> str:
        return f"{datetime.fromtimestamp(self._clock(), NEW_YORK):%H:%M:%S}"

    def _batch(self, record: QuotesRecord, symbols: Sequence[str]) -> QuoteBatch:
        """The part of an answer that is about `symbols`, and a problem for each of the others."""
        asked, wanted = set(record.symbols), set(symbols)
        quotes = tuple(quote for quote in record.quotes if quote.symbol in wanted)
        problems = tuple(problem for problem in record.problems if not problem.symbol or problem.symbol in wanted)
        missing = self._unknown([symbol for symbol in symbols if symbol not in asked])
        disputed = {symbol: fields for symbol, fields in record.disputed.items() if symbol in wanted}
        return QuoteBatch(quotes, (*problems, *missing, *self._flaws), disputed=disputed)

    def _joined(self, symbol: str, interval: Interval, track: Track[BarsRecord]) -> Bars:
        """All bars of a series that have arrived; a whole history that came again replaces the one before."""
        read, known = self._series.get((symbol, interval), (0, Bars(symbol, interval, source=INFO.name)))
        arrived = track.arrived(self._clock())
        for record in arrived[read:]:
            if record.bars is not None:
                known = record.bars if record.since is None else merge(known, record.bars)
        self._series[symbol, interval] = len(arrived), known
        return known


def _tracks(records: list[Answered], key: Callable[[Answered], Key]) -> dict[Key, Track[Answered]]:
    found: dict[Key, list[Answered]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return {name: Track(group) for name, group in found.items()}


def _about(names: frozenset[str], records: Sequence[QuotesRecord]) -> list[QuotesRecord]:
    """Records that match a request for `names`: those with more than half as many of them as the best match."""
    shared = [len(names.intersection(record.symbols)) for record in records]
    enough = _SHARE * max(shared, default=0)
    return [record for record, count in zip(records, shared, strict=True) if count > enough]


def _flaws(recording: ReadRecording) -> tuple[Problem, ...]:
    """What is known to be missing in a recording."""
    dropped = sum(record.count for record in recording.records if isinstance(record, DroppedRecord))
    words = [recording.flaw] if recording.flaw else []
    words += [f"{plural(dropped, 'answer')} could not be recorded"] if dropped else []
    return tuple(Problem("", "partial", sentence) for sentence in words)


def _list(symbols: Sequence[str]) -> str:
    return ", ".join(clean(symbol, 32) for symbol in symbols[:3]) or "no symbol"
