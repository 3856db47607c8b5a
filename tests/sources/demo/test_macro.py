"""Series of the economy out of folders and out of the simulated economy, also as of a day."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.macro.series import SERIES, SERIES_BY_ID, end_of, published
from r2k_tui.sources.as_of import AsOfSource
from r2k_tui.sources.base import MacroSource, NotFound
from r2k_tui.sources.csv_folder.source import CsvFolderSource
from r2k_tui.sources.demo.source import DemoSource
from r2k_tui.sources.fred.errors import BadObservation
from tests.fakes.scripted_source import ScriptedSource

NOW = 1758211200.0  # 2025-09-18
TODAY = date(2025, 9, 18)
DAY_NUMBER = 20349


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rates_fred.csv").write_text(
        "Date,DFF,DGS2\n2025-09-16,4.33,3.5\n2025-09-17,4.33,\n2025-09-18,4.08,3.6"
    )
    (tmp_path / "SOFR.csv").write_text("observation_date,SOFR\n2025-09-17,4.4\n")
    os.utime(tmp_path / "rates_fred.csv", (NOW + 9e6, NOW + 9e6))
    return tmp_path


async def test_a_file_of_rates_and_a_file_of_its_own(folder: Path) -> None:
    source = CsvFolderSource(folder, lambda: NOW)
    assert list((await source.economy("DFF")).numbers()) == [4.33, 4.33, 4.08]
    assert list((await source.economy("DGS2")).numbers()) == [3.5, 3.6]
    assert (await source.economy("SOFR")).origin == "SOFR.csv"
    with pytest.raises(NotFound, match=r"no DPRIME\.csv in the data folder"):
        await source.economy("DPRIME")


async def test_a_file_that_is_none(folder: Path) -> None:
    (folder / "DGS10.csv").write_text("DATE,DGS10\n2025-09-17,x\n")
    with pytest.raises(BadObservation):
        await CsvFolderSource(folder, lambda: NOW).economy("DGS10")


async def test_as_of_a_day_only_what_was_published_by_then(folder: Path) -> None:
    source = AsOfSource(CsvFolderSource(folder, lambda: NOW), TODAY)
    assert list((await source.economy("DFF")).numbers()) == [4.33, 4.33]
    with pytest.raises(NotFound):
        await AsOfSource(ScriptedSource(), TODAY).economy("DFF")


@pytest.mark.parametrize("facts", SERIES, ids=lambda facts: facts.id)
async def test_the_simulated_economy_has_them_all_and_none_too_soon(facts) -> None:  # type: ignore[no-untyped-def]
    source = DemoSource(clock=lambda: NOW)
    assert isinstance(source, MacroSource)
    found = await source.economy(facts.id)
    assert found.origin == "demo (simulated)"
    assert new_york_day(found.retrieved_at) == TODAY
    days = list(found.dates())
    assert days == sorted(set(days))
    assert date.fromordinal(date(1970, 1, 1).toordinal() + days[0]).year >= facts.since
    if facts.id != "GDPNOW":
        assert published(facts, days[-1]) <= DAY_NUMBER < published(facts, days[-1]) + 130
    else:
        assert days[-1] <= DAY_NUMBER <= end_of(facts, days[-1])


async def test_the_simulated_economy_is_the_same_for_the_same_seed_and_its_past_stands() -> None:
    first = await DemoSource(clock=lambda: NOW).economy("DGS2")
    later = await DemoSource(clock=lambda: NOW + 30 * 86400).economy("DGS2")
    assert later.values[: len(first.values)] == first.values
    assert (await DemoSource(seed=7, clock=lambda: NOW).economy("DGS2")).values != first.values
    with pytest.raises(NotFound):
        await DemoSource(clock=lambda: NOW).economy("NOPE")
    assert "NOPE" not in SERIES_BY_ID
