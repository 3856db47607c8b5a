"""Macro state: sole owner of the series and of their failures."""

from __future__ import annotations

from datetime import date

import msgspec

from r2k_tui.model.macro.series import SERIES_BY_ID, MacroSeries, known_on
from r2k_tui.sources.base import SourceError


class MacroState:
    """Series and failures by id, modified on the event loop only. A failed fetch leaves the series unchanged."""

    def __init__(self) -> None:
        self.series: dict[str, MacroSeries] = {}
        self.faults: dict[str, SourceError] = {}
        # By id: vintages of the day of the analysis, and the reasons why some are unavailable.
        self.vintages: dict[str, MacroSeries] = {}
        self.no_vintage: dict[str, str] = {}
        # By fund, as reported by the source: the P/E or its inverse.
        self.fund_figures: dict[str, float | None] = {}

    def restore(self, kept: list[MacroSeries]) -> None:
        """Restore stored series; series already in the state take precedence."""
        for series in kept:
            if series.id in SERIES_BY_ID:
                self.series.setdefault(series.id, series)

    def put(self, series: MacroSeries) -> None:
        """Replace a series and clear its failure."""
        self.series[series.id] = series
        self.faults.pop(series.id, None)

    def put_vintage(self, series: MacroSeries) -> None:
        """Keep a series as it stood on its vintage day; it takes precedence on that day."""
        self.vintages[series.id] = series
        self.faults.pop(series.id, None)
        self.no_vintage.pop(series.id, None)

    def failed(self, id: str, error: SourceError) -> None:
        """Record the failure of a series."""
        self.faults[id] = error

    def known_on(self, day: date) -> dict[str, MacroSeries]:
        """Point-in-time series by id, as published by `day`; series without an observation by then are omitted."""
        found = {id: self._with_reason(known_on(SERIES_BY_ID[id], series, day)) for id, series in self.series.items()}
        found |= {id: series for id, series in self.vintages.items() if series.vintage == day.isoformat()}
        return {id: series for id, series in found.items() if len(series)}

    def _with_reason(self, series: MacroSeries) -> MacroSeries:
        """Series with a note if its vintage is unavailable."""
        why = self.no_vintage.get(series.id)
        if why is None:
            return series
        return msgspec.structs.replace(series, note="; ".join(filter(None, (series.note, f"not by ALFRED: {why}"))))

    def reason(self, id: str) -> str:
        """Reason why a series is missing, in words."""
        error = self.faults.get(id)
        return str(error) if error is not None else f"no {id}"
