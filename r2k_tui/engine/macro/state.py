"""The macro state: the one owner of the series and of their failures."""

from __future__ import annotations

from datetime import date

from r2k_tui.model.macro.series import SERIES_BY_ID, MacroSeries, known_on
from r2k_tui.sources.base import SourceError


class MacroState:
    """Changed from the event loop only. A series whose fetch fails stays as it was."""

    def __init__(self) -> None:
        self.series: dict[str, MacroSeries] = {}
        self.faults: dict[str, SourceError] = {}
        # By fund, as the source gives it: its P/E, or the inverse of it.
        self.fund_figures: dict[str, float | None] = {}

    def restore(self, kept: list[MacroSeries]) -> None:
        """Restore stored series where there is nothing newer."""
        for series in kept:
            if series.id in SERIES_BY_ID:
                self.series.setdefault(series.id, series)

    def put(self, series: MacroSeries) -> None:
        """Put a series in place."""
        self.series[series.id] = series
        self.faults.pop(series.id, None)

    def failed(self, id: str, error: SourceError) -> None:
        """Note why a series could not be had."""
        self.faults[id] = error

    def known_on(self, day: date) -> dict[str, MacroSeries]:
        """Every series as it was published by a day; those of which nothing was are left out."""
        found = {id: known_on(SERIES_BY_ID[id], series, day) for id, series in self.series.items()}
        return {id: series for id, series in found.items() if len(series)}

    def reason(self, id: str) -> str:
        """Why a series is not there, in words."""
        error = self.faults.get(id)
        return str(error) if error is not None else f"no {id}"
