"""Replay source: the recorded data known at the time of its clock."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData, BarBatch, Capabilities, NotFound, QuoteBatch, SourceError
from r2k_tui.sources.csv_folder.table import problem_sentences
from r2k_tui.sources.replay.info import INFO
from r2k_tui.sources.replay.recording import SOURCE, IntervalBars, Recording
from r2k_tui.sources.replay.tape import SymbolRecording


class ReplaySource:
    """Source of one recorded day. A bar is known from its end on: its close is the price then, with none in between.

    Daily bars before the day are known. `symbols` determine the span of the day; `clock` (seconds since the epoch) is
    that of the replay, and without one stands at the end of the day.
    """

    def __init__(
        self, recording: Recording, day: date, symbols: Sequence[str], clock: Callable[[], float] | None = None
    ) -> None:
        """Raises NotFound without a usable bar of the day."""
        self._recording, self._day = recording, day
        self._tapes: dict[str, SymbolRecording] = {}
        self._missing: dict[str, SourceError] = {}
        self._lock = threading.Lock()
        spans = self._spans(symbols) or self._spans(recording.symbols())
        if not spans:
            raise NotFound(f"no bars on {day} that can be used")
        self.begins, self.ends = min(first for first, _ in spans), max(last for _, last in spans)
        self._clock = clock or (lambda: self.ends)

    @property
    def name(self) -> str:
        """See Source."""
        return SOURCE

    @property
    def identity(self) -> str:
        """See Source."""
        return f"{SOURCE}:{self._recording.identity} {self._day.isoformat()}"

    @property
    def capabilities(self) -> Capabilities:
        """See Source. Shorter intervals than those recorded are answered with the recorded bars, which say so."""
        cadence = max(tape.step for tape in self._tapes.values())
        return Capabilities(INFO, intervals=tuple(Interval), remote=False, quote_cadence_s=cadence)

    def next_bar(self, now: float) -> float | None:
        """Time at which the next bar of any requested symbol becomes known; None after the last."""
        ahead = (tape.next_end(now) for tape in tuple(self._tapes.values()))
        return min((end for end in ahead if end is not None), default=None)

    def clock_moved(self) -> None:
        """See Recorded; no request waits for a later bar."""

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source. Before the first bar of the day has ended the last close before it is the quote."""
        return await asyncio.to_thread(self._quotes, tuple(symbols)) if symbols else QuoteBatch(())

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source. Raises NotFound where the symbol has no bars on the day, or none of them has ended yet."""
        return await asyncio.to_thread(self._bars, symbol, interval, since)

    async def close(self) -> None:
        """See Source."""

    def _quotes(self, symbols: tuple[str, ...]) -> QuoteBatch:
        quotes: list[Quote] = []
        problems: list[Problem] = []
        now = self._now()
        for symbol in symbols:
            try:
                tape = self._tape(symbol)
            except SourceError as error:
                problems.append(Problem(clean(symbol, 32), error.kind, str(error)))
                continue
            quote = tape.quote(now)
            problems += tape.remarks(now)
            if quote is None:
                problems.append(Problem(symbol, "not_found", f"no bar of {symbol} has ended yet"))
            else:
                quotes.append(quote)
        return QuoteBatch(tuple(quotes), tuple(problems))

    def _bars(self, symbol: str, interval: Interval, since: float | None) -> BarBatch:
        if interval is Interval.D1:
            return self._daily(symbol, since)
        now = self._now()
        tape = self._tape(symbol)
        bars = tape.bars(interval, now, since)
        if not len(bars) and since is None:
            raise NotFound(f"no bar of {symbol} has ended yet")
        return BarBatch(bars, tape.problems(now))

    def _daily(self, symbol: str, since: float | None) -> BarBatch:
        part = self._recording.daily(symbol)
        until = bar_of_day(self._day) - 1
        if part is None:
            part = IntervalBars(self._made_daily(symbol))
        bars = msgspec.structs.replace(part.bars.until(until), source=SOURCE)
        if not len(bars):
            raise NotFound(f"no daily bars of {symbol} before {self._day}")
        problems = tuple(Problem(symbol, "bad_row", sentence) for sentence in problem_sentences(part.left_out, until))
        return BarBatch(_since(bars, since), problems)

    def _made_daily(self, symbol: str) -> Bars:
        try:
            return self._tape(symbol).daily
        except NotFound:
            raise NotFound(f"no daily bars of {clean(symbol, 32)}, and none to make them of") from None

    def _now(self) -> float:
        return min(self._clock(), self.ends)

    def _tape(self, symbol: str) -> SymbolRecording:
        """Recording of a symbol with bars on the day; a missing one stays missing. Raises SourceError."""
        with self._lock:
            if symbol in self._tapes:
                return self._tapes[symbol]
            if (fault := self._missing.get(symbol)) is not None:
                raise type(fault)(str(fault))
            try:
                tape = SymbolRecording(symbol, self._day, self._recording.intraday(symbol), self._daily_part(symbol))
                if tape.span is None:
                    raise NotFound(f"no bars of {symbol} on {self._day}")
            except SourceError as error:
                self._missing[symbol] = error
                raise
            self._tapes[symbol] = tape
            return tape

    def _daily_part(self, symbol: str) -> IntervalBars | None:
        try:
            return self._recording.daily(symbol)
        except BadData:
            return None  # reported with the daily bars

    def _spans(self, symbols: Sequence[str]) -> list[tuple[float, float]]:
        spans = []
        for symbol in symbols:
            try:
                spans.append(self._tape(symbol).span)
            except SourceError:
                continue  # reported with its quote
        return [span for span in spans if span is not None]


def _since(bars: Bars, since: float | None) -> Bars:
    return bars if since is None else bars.since(since)
