"""Commands run in this process, on a folder of invented prices."""

from __future__ import annotations

import bisect
import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import typer.main

from r2k_tui import cli
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.sources.csv_folder import source as csv_folder
from r2k_tui.sources.demo import source as demo
from r2k_tui.sources.replay import folder as replay_folder
from tests.fakes.invented_bars import wave
from tests.fakes.kept_market import KeptMarket
from tests.fakes.kept_tables import KeptTables

LAST = "2025-09-18"
# Those of the watchlist below, and what the readings need besides.
SYMBOLS = ("^RUT", "IWM", "SPY", "^GSPC", "^VIX", "HYG", "IEF", "^IRX")
HEADER = "Date,Open,High,Low,Close,Adj Close,Volume\n"


class Outcome(NamedTuple):
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> Any:
        """The JSON on stdout; it holds no NaN and no Infinity."""

        def refuse(text: str) -> None:
            raise AssertionError(f"{text} is no JSON")

        return json.loads(self.out, parse_constant=refuse)


R2K = Callable[..., Outcome]
# Reading the options of all commands takes as long as most of them run.
read_once = functools.cache(typer.main.get_group)


def write_folder(folder: Path, days: list[str], until: str = LAST) -> Path:
    """One file a symbol, with a row for each of `days` up to `until`."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = bisect.bisect_right(days, until)
    for number, symbol in enumerate(SYMBOLS):
        rows = _rows(number, tuple(days))[:kept]
        (folder / f"{symbol.lstrip('^')}.csv").write_text(HEADER + "".join(rows))
    return folder


@functools.cache
def _rows(number: int, days: tuple[str, ...]) -> list[str]:
    """The rows of the symbol with this number; many tests write them."""
    path = wave(len(days) + 40 * number, 100.0 + number)[40 * number :]
    return [_row(day, path[i], 1_000_000 + i * 137 % 9999) for i, day in enumerate(days)]


def _row(day: str, price: float, volume: int) -> str:
    prices = (price * factor for factor in (0.999, 1.01, 0.99, 1.0, 0.98))
    return ",".join([day, *(f"{value:.4f}" for value in prices), str(volume)]) + "\n"


@pytest.fixture(scope="session")
def days(exchange: ExchangeHours) -> list[str]:
    """The last 1,400 sessions of the exchange up to LAST."""
    sessions = exchange.days()
    return [str(day) for day in sessions[sessions <= np.datetime64(LAST)][-1400:]]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, days: list[str]) -> Path:
    """A folder in which nothing is missing. To be read only."""
    return write_folder(tmp_path_factory.mktemp("folder") / "whole", days)


@pytest.fixture(autouse=True)
def _forked(forked: None) -> None:
    """The processes of all tests here."""


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The options of all commands, read once for all tests here."""
    monkeypatch.setattr(typer.main, "get_group", read_once)


@pytest.fixture(scope="session")
def kept_market() -> KeptMarket:
    """The market of the demonstration."""
    return KeptMarket()


@pytest.fixture(scope="session")
def kept_tables() -> KeptTables:
    """The files of folders."""
    return KeptTables()


@pytest.fixture
def r2k(
    exchange: ExchangeHours,
    kept_market: KeptMarket,
    kept_tables: KeptTables,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> R2K:
    """Runs a command line in this process. The calendar is the real one; it, the market of the demonstration and the
    tables of each folder are made once for all commands.
    """
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    monkeypatch.setattr(demo, "SimulatedMarket", kept_market)
    for source in (csv_folder, replay_folder):
        monkeypatch.setattr(source, "Tables", kept_tables)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["r2k", *map(str, arguments)])
        capsys.readouterr()
        try:
            cli.main()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        said = capsys.readouterr()
        return Outcome(status, said.out, said.err)

    return run


@pytest.fixture
def figures(r2k: R2K, folder: Path) -> Any:
    """A command with `--json` on the whole folder."""

    def figures(*arguments: object, data: Path = folder) -> Any:
        return r2k(*arguments, "--source", "csv", "--data", data, "--json")

    return figures
