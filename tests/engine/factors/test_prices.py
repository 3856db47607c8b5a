"""Bars of several symbols: a failed request is a problem, and bars at hand are used."""

from __future__ import annotations

from typing import cast

import numpy as np

from r2k_tui.analytics.series.series import DailySeries, from_bars
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.factors.prices import MonthCalendar, daily_series, dollar_histories
from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.base import NotFound, Unavailable
from tests.engine.stage import TODAY
from tests.fakes.invented_bars import daily_bars, wave

SERIES = from_bars(daily_bars("IWM", wave(400), TODAY))


class Bars:
    """A bar service that fails for some, with bars at hand for one of them."""

    async def finished_daily(
        self, symbol: str, *, fetch: bool = False, max_age_s: float | None = None
    ) -> DailySeries | None:
        """See BarService."""
        if symbol == "NONE":
            return None
        if fetch and symbol == "OLD":
            raise Unavailable("no route")
        if symbol == "ZZZZ":
            if fetch:
                raise NotFound("nobody has it")
            return None
        return SERIES


async def test_what_fails_is_named_and_what_is_at_hand_is_used() -> None:
    problems: list[Problem] = []
    found = await daily_series(cast(BarService, Bars()), ("IWM", "OLD", "ZZZZ", "NONE", "IWM"), problems)
    assert list(found) == ["IWM", "OLD"]
    assert {(p.symbol, p.kind) for p in problems} == {("OLD", "note"), ("ZZZZ", "not_found"), ("NONE", "missing")}


def test_notes_tell_of_prices_without_dividends_gaps_and_the_month_that_is_not_over() -> None:
    blank = np.full(len(SERIES), np.nan)
    bare = DailySeries("IWM", SERIES.days, blank, blank, blank, SERIES.close, blank, blank)
    sessions = np.arange("2023-01-01", "2026-01-01", dtype="datetime64[D]")
    sessions = sessions[np.is_busday(sessions)]
    kept = np.flatnonzero(SERIES.days.astype("datetime64[M]") != np.datetime64("2025-03"))
    rows = DailySeries(
        "IWM",
        *(getattr(bare, name)[kept] for name in ("days", "open", "high", "low", "close")),
        blank[kept],
        blank[kept],
    )
    calendar = MonthCalendar(sessions, np.datetime64("2025-09"))
    found = dollar_histories(("IWM", "GONE"), {"IWM": rows}, {}, calendar, [])
    assert found["IWM"].notes == (
        "prices without dividends",
        "2 months without a return left out",
        "2025-09 is not over: left out",
    )
    earlier = MonthCalendar(sessions, np.datetime64("2025-07"))
    assert "is not over" not in " ".join(dollar_histories(("IWM",), {"IWM": rows}, {}, earlier, [])["IWM"].notes)
