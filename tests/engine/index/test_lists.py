"""Lists by day: those that are kept, those of a source, and none from the future of an analysis."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from r2k_tui.sources.base import NotFound
from r2k_tui.sources.holdings.errors import ListTruncated
from tests.engine.index.scene import AFTER, BEFORE, DatedSource, PlainSource, dated, on


async def test_days_of_store_and_source_together(tmp_path: Path) -> None:
    lists = dated(tmp_path, BEFORE, source=DatedSource(on("2026-05-01"), AFTER))
    assert await lists.days("SML") == ("2026-05-01", "2026-06-01", "2026-07-01")
    assert (await lists.on("SML", "2026-05-01")).as_of == "2026-05-01"
    assert await lists.on("SML", "2026-06-01") == BEFORE
    assert await lists.days("LRG") == ()


async def test_a_source_with_one_list_adds_its_day(tmp_path: Path) -> None:
    lists = dated(tmp_path, BEFORE, source=PlainSource(AFTER))
    assert await lists.days("SML") == ("2026-06-01", "2026-07-01")
    assert await lists.on("SML", "2026-07-01") == AFTER
    assert await dated(tmp_path, source=PlainSource()).days("SML") == ("2026-06-01",)


async def test_nothing_later_than_the_day_of_the_analysis(tmp_path: Path) -> None:
    lists = dated(tmp_path, BEFORE, AFTER, until="2026-06-30")
    assert await lists.days("SML") == ("2026-06-01",)
    with pytest.raises(NotFound, match="no list of SML of 2026-07-01"):
        await lists.on("SML", "2026-07-01")


async def test_a_list_near_a_day_is_on_it_or_before(tmp_path: Path) -> None:
    lists = dated(tmp_path, BEFORE, AFTER)
    assert await lists.near("SML", "2026-06-20", 45) == BEFORE
    assert await lists.near("SML", "2026-07-01", 45) == AFTER
    assert await lists.near("SML", "2026-05-31", 45) is None
    assert await lists.near("SML", "2026-08-16", 45) is None


async def test_a_list_that_was_cut_off_is_not_compared(tmp_path: Path) -> None:
    lists = dated(tmp_path, msgspec.structs.replace(BEFORE, fund="IWM"))
    with pytest.raises(ListTruncated, match="29 stocks, and the fund at least 1,800"):
        await lists.on("IWM", "2026-06-01")
