"""The gauge in a running engine whose source has lost the volatility of small caps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.providers.cboe import CboeSettings
from r2k_tui.config.sections.thesis import Fred
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.readings.reading import Component, ScoreKind
from tests.engine.stage import CONTEXT, SYMBOLS, TODAY, Stage, picture
from tests.fakes.fred_server import FredServer
from tests.fakes.http_server import HttpServer
from tests.fakes.invented_bars import daily_bars, wave, weekdays_to

DAYS = 2650
# The last session before the engine's today.
LAST = date(2025, 9, 17)
FILES = "/api/global/us_indices/daily_prices"


@pytest.fixture
def cboe() -> Iterator[HttpServer]:
    with HttpServer() as server:
        yield server


@pytest.fixture
def fred() -> Iterator[FredServer]:
    with FredServer() as server:
        yield server


def put_history(cboe: HttpServer, last: date = LAST) -> None:
    levels = zip(weekdays_to(last, DAYS), wave(DAYS, 20.0), strict=True)
    rows = "".join(f"{day:%m/%d/%Y},{level:.2f},{level:.2f},{level:.2f},{level:.2f}\n" for day, level in levels)
    cboe.answer(f"{FILES}/RVX_History.csv", f"\ufeffDATE,OPEN,HIGH,LOW,CLOSE\n{rows}".encode())


def stage(folder: Path, cboe: HttpServer, fred: FredServer, **market: object) -> Stage:
    config = Config(
        market=MarketSettings(volatility_sources=("cboe_history", "fred"), **market),  # type: ignore[arg-type]
        watchlist=Watchlist(SYMBOLS),
        cboe=CboeSettings(endpoint=cboe.url, deadline_s=5.0),
        fred=Fred(endpoint=fred.endpoint, deadline_s=5.0),
    )
    made = Stage(folder / "store.sqlite3", config)
    made.source.name = "yahoo"
    for number, symbol in enumerate(("^RUT", *CONTEXT)):
        path = wave(DAYS, 100.0 + number)
        made.source.set_price(symbol, path[-1], previous_close=path[-2])
        made.source.put(daily_bars(symbol, path, TODAY, source="yahoo"))
    return made


async def implied(stage: Stage) -> tuple[Component, list[str]]:
    """The component of the gauge, and the problems of the volatility."""
    async with stage.running() as engine:
        shown = await picture(engine)
        score = next(score for score in shown.scores if score.kind is ScoreKind.RISK)
        part = next(part for part in score.components if part.name == "implied")
        assert engine.context.market.bars.get(("^RVX", Interval.D1)) is not None or "no ^RVX" in part.detail
        return part, [problem.message for problem in shown.problems if problem.symbol == "^RVX"]


async def test_it_comes_from_cboe_and_says_so(tmp_path: Path, cboe: HttpServer, fred: FredServer) -> None:
    put_history(cboe)
    part, problems = await implied(stage(tmp_path, cboe, fred))
    assert part.detail.endswith(f", RVX {wave(DAYS, 20.0)[-1]:.1f}, Cboe history to {LAST}; Yahoo does not know ^RVX")
    assert part.source == f"^RVX, cboe_history, Cboe history to {LAST}; Yahoo does not know ^RVX"
    assert (problems, fred.asked) == ([], []), "what another provider has is not missing"


async def test_without_cboe_it_comes_from_fred(tmp_path: Path, cboe: HttpServer, fred: FredServer) -> None:
    levels = zip(weekdays_to(LAST, DAYS), wave(DAYS, 20.0), strict=True)
    fred.put("RVXCLS", [(str(day), f"{level:.2f}") for day, level in levels])
    part, _ = await implied(stage(tmp_path, cboe, fred))
    assert part.source.startswith(f"^RVX, fred, FRED to {LAST}; Yahoo does not know ^RVX; Cboe history does not know")


async def test_with_none_at_all_it_is_vix_and_named(tmp_path: Path, cboe: HttpServer, fred: FredServer) -> None:
    part, problems = await implied(stage(tmp_path, cboe, fred))
    assert part.detail.endswith("(large-cap volatility), no ^RVX")
    assert part.source == "^VIX, yahoo"
    assert problems, "the feed view says what is missing"


async def test_a_file_that_stopped_months_ago_is_not_used(tmp_path: Path, cboe: HttpServer, fred: FredServer) -> None:
    put_history(cboe, date(2025, 5, 5))
    part, problems = await implied(stage(tmp_path, cboe, fred))
    assert part.detail.endswith("(large-cap volatility), ^RVX ends on 2025-05-05")
    (words,) = problems
    assert "is out of date" in words and "Cboe history ends on 2025-05-05" in words


async def test_vix_has_further_providers_too(tmp_path: Path, cboe: HttpServer, fred: FredServer) -> None:
    made = stage(tmp_path, cboe, fred)
    del made.source.series["^VIX", Interval.D1]
    levels = zip(weekdays_to(LAST, DAYS), wave(DAYS, 15.0), strict=True)
    fred.put("VIXCLS", [(str(day), f"{level:.2f}") for day, level in levels])
    part, _ = await implied(made)
    assert part.source.startswith(f"^VIX, fred, FRED to {LAST}; Yahoo does not know ^VIX")


async def test_a_second_run_takes_the_rest_from_the_store(tmp_path: Path, cboe: HttpServer, fred: FredServer) -> None:
    put_history(cboe)
    made = stage(tmp_path, cboe, fred)
    first, _ = await implied(made)
    cboe.forget(f"{FILES}/RVX_History.csv")
    again, _ = await implied(made)
    assert again.value == first.value, "the last good series stays"
