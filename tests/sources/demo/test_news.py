"""Headlines of the simulated market: invented, saying so, and the same for everybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from r2k_tui.sources.as_of import AsOfSource
from r2k_tui.sources.base import NewsSource, NotFound
from r2k_tui.sources.csv_folder.source import CsvFolderSource
from r2k_tui.sources.demo.news import invented
from r2k_tui.sources.demo.source import DemoSource

NOW = 1_758_211_200.0


def test_each_says_that_it_is_simulated() -> None:
    for symbol in ("^RUT", "IWM", "GLD"):
        found = invented(2000, symbol, NOW)
        assert len(found) >= 10
        for item in found:
            assert item.title.startswith("SIMULATED: ")
            assert item.source == "demo"
            assert symbol in item.symbols
            assert symbol in item.title
            assert item.url.startswith("https://example.com/"), "nobody's page poses as a source"


def test_the_same_seed_and_moment_give_the_same() -> None:
    assert invented(2000, "IWM", NOW) == invented(2000, "IWM", NOW)
    assert invented(2000, "IWM", NOW) != invented(2001, "IWM", NOW)
    assert invented(2000, "IWM", NOW) != invented(2000, "SPY", NOW)


def test_time_brings_new_ones_and_changes_none() -> None:
    told = dict.fromkeys(invented(2000, "IWM", NOW))
    for later in range(600, 86400, 600):
        found = invented(2000, "IWM", NOW + later)
        assert all(item.time is not None and item.time <= NOW + later for item in found), "from the future"
        old = [item for item in found if item.time is not None and item.time <= NOW]
        assert all(item in told for item in old)
    assert not set(found) & set(told), "a day later all are new"


async def test_what_is_not_listed_is_not_found() -> None:
    with pytest.raises(NotFound):
        await DemoSource(clock=lambda: NOW).news("XYZ")


def test_files_and_days_of_the_past_have_none(tmp_path: Path) -> None:
    files, past = CsvFolderSource(tmp_path), AsOfSource(DemoSource(), date(2025, 1, 2))
    assert not files.capabilities.news
    assert not past.capabilities.news
    assert not isinstance(files, NewsSource)
