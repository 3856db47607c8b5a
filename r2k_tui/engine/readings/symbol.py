"""Analysis of one symbol: readings and scores of one set of bars, and of the next tick."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.series import COLUMNS, LIMIT, DailySeries, with_last
from r2k_tui.engine.readings.inputs import ReadingInputs, Role
from r2k_tui.engine.readings.reading import ReadingHistory
from r2k_tui.engine.readings.registry import READINGS, ROW_OF
from r2k_tui.engine.readings.scores.scores import score_history, score_now
from r2k_tui.engine.readings.series import DerivedSeries
from r2k_tui.model.readings.reading import Reading, Score, ScoreKind

BarRow = tuple[np.datetime64 | dt.date | str, float, float, float, float, float, float]
CLOSE = COLUMNS.index("close")


class SymbolAnalysis:
    """Readings of one symbol, computed on demand.

    `histories` caches reading histories before the last bar; the analyses of later ticks share it.
    """

    def __init__(self, inputs: ReadingInputs, previous: DerivedSeries | None = None) -> None:
        self._facts = DerivedSeries(inputs, previous)
        self.histories: dict[str, ReadingHistory] = {}
        self._last_tick: DerivedSeries | None = None

    @property
    def inputs(self) -> ReadingInputs:
        """Inputs of the analysis."""
        return self._facts.inputs

    @property
    def facts(self) -> DerivedSeries:
        """Derived series, for the studies."""
        return self._facts

    def readings(self, keys: Collection[str] | None = None) -> dict[str, Reading]:
        """Readings by key: all of them, or the named ones. Raises KeyError for an unknown key."""
        if keys is None:
            return {reading.key: reading for row in READINGS for reading in row.readings(self._facts)}
        rows = list(dict.fromkeys(id(ROW_OF[key]) for key in keys))
        chosen = {id(row): row for row in (ROW_OF[key] for key in keys)}
        found = {reading.key: reading for row in rows for reading in chosen[row].readings(self._facts)}
        return {key: found[key] for key in keys}

    def scores(self) -> tuple[Score, Score]:
        """Risk gauge and momentum score at the last bar."""
        return score_now(self._facts, ScoreKind.RISK), score_now(self._facts, ScoreKind.MOMENTUM)

    def score_history(self, kind: ScoreKind) -> tuple[Days, Floats]:
        """Days and scores of the full history; NaN where the score is absent."""
        return self._facts.days, score_history(self._facts, kind)

    def tick(
        self, own_last: BarRow, context: Mapping[Role, DailySeries] | None = None, provisional: bool = True
    ) -> SymbolAnalysis:
        """Analysis after a tick: `own_last` (day, then the columns) replaces the last bar, or is appended.

        `context` replaces the other series where they also changed. A tick without a close, or with an absurd one, has
        no effect. Raises ValueError for a day before the last bar.
        """
        name, *values = own_last
        if not abs(values[CLOSE]) < LIMIT:
            return self
        day: np.datetime64 = np.array([name], dtype="datetime64[D]")[0]
        start = self._start(day)
        series = with_last(start.own, day, tuple(values))
        others = self.inputs.context if context is None else context
        inputs = msgspec.structs.replace(self.inputs, own=series, context=others, provisional=provisional)
        analysis = SymbolAnalysis(inputs, start)
        analysis.histories = self.histories
        self._last_tick = analysis.facts
        return analysis

    def _start(self, day: np.datetime64) -> DerivedSeries:
        """Derived series of the previous tick of the same day, so that its settled part is not recomputed."""
        before = self._last_tick
        return before if before is not None and before.days[-1] == day else self._facts
