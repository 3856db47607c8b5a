"""Ranks from what the universe knows: the forty companies, what is missing, and no ranks of the past."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import numpy as np
import pytest

from r2k_tui.engine.index import ranking
from r2k_tui.engine.index.ranking import MemberRanking
from r2k_tui.engine.universe.caps import MarketCaps
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.sources.base import NotFound
from tests.analytics.membership.forty import BILLION, companies
from tests.engine.index.scene import CONFIG

NOW = datetime(2026, 11, 29, 12, tzinfo=NEW_YORK).timestamp()


class Known:
    """A universe that knows caps."""

    def __init__(self, small: MarketCaps | None, large: MarketCaps | None) -> None:
        self._found = small, large

    def caps(self) -> tuple[MarketCaps | None, MarketCaps | None]:
        return self._found


def caps(fund: str, *, blank: bool = False) -> MarketCaps:
    """The forty companies of one fund, taken a second after another."""
    rows = [row for row in companies() if row.fund == fund]
    column = np.array([np.nan if blank else row.cap for row in rows])
    times = NOW - 86400.0 + np.arange(len(rows), dtype=np.float64)
    return MarketCaps(fund, tuple(row.symbol for row in rows), tuple(row.name for row in rows), column, times)


def ranked(small: MarketCaps | None, large: MarketCaps | None, as_of: str | None = None) -> MemberRanking:
    return MemberRanking(cast(UniverseService, Known(small, large)), CONFIG, as_of)


async def test_the_forty_companies(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = ranking.Edges
    monkeypatch.setattr(ranking, "Edges", lambda: edges(at=20))
    found = await ranked(caps("S"), caps("L")).ranks(NOW)
    assert (found.breakpoint, found.upper, found.lower) == (13 * BILLION, 20 * BILLION, 10 * BILLION)
    assert [row.symbol for row in found.candidates("up")] == ["S09", "S13"]
    assert (found.first_day, found.last_day) == ("2026-11-28", "2026-11-28")
    assert found.caveats[0] == "estimate: total caps from the quote source"
    assert found.caveats[1] == "for the reconstitution of 2026-12 FTSE ranked on 2026-10-30, here prices are of today"
    assert (found.floor, found.floor_basis) == (150.4e6, "floor of 2024-06, the last one found")
    assert not any("forecast" in caveat for caveat in found.caveats)


async def test_before_the_rank_day_the_index_ranks_later(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = ranking.Edges
    monkeypatch.setattr(ranking, "Edges", lambda: edges(at=20))
    found = await ranked(caps("S"), caps("L")).ranks(datetime(2027, 1, 5, tzinfo=NEW_YORK).timestamp())
    assert found.caveats[1].startswith("for the reconstitution of 2027-06 FTSE ranks on 2027-04-30")


@pytest.mark.parametrize(
    ("small", "large", "words"),
    [
        (None, caps("L"), "no market caps of the members of SML yet"),
        (caps("S"), None, "no market caps of the members of LRG yet"),
        (caps("S"), caps("L", blank=True), "no market caps of the members of LRG yet"),
        (caps("S"), caps("L"), "40 companies with a market cap, and the breakpoint is the 1,000th"),
    ],
)
async def test_what_is_missing_is_named(small: MarketCaps | None, large: MarketCaps | None, words: str) -> None:
    with pytest.raises(NotFound, match=words):
        await ranked(small, large).ranks(NOW)


async def test_there_are_no_caps_of_a_past_day() -> None:
    with pytest.raises(NotFound, match="market caps of 2025-09-18 are not known"):
        await ranked(caps("S"), caps("L"), "2025-09-18").ranks(NOW)
