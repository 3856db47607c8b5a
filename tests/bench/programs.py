"""The programs that are measured, each in a terminal and with a home of its own."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tests.bench import scripted_engine, ticking_source
from tests.end_to_end.invented import write_market
from tests.pty.session import Session
from tests.pty.size import HOME, Size

Found = TypeVar("Found")

ROOT = Path(__file__).resolve().parents[2]
R2K = (sys.executable, "-m", "r2k_tui")
OTHER_ENGINE = (sys.executable, "-m", "tests.bench.scripted_terminal")
# A day near a reconstitution is told at the start, and its notice goes by itself: no change of the market.
_NO_NOTICES = "[built_in_alerts]\nreconstitution = false\n"
_NOWHERE = "http://127.0.0.1:9"
_FLOORS = Path(__file__).parent / "floors"


@contextmanager
def started(command: Sequence[object], size: Size = HOME, **variables: str) -> Iterator[Session]:
    """A program in a terminal, in a home that goes with it, where it also begins: it may leave files there."""
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as home:
        environment = {
            "HOME": home,
            "PYTHONPATH": os.pathsep.join((_installed(Path(home)), str(ROOT))),
            **{f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("CONFIG", "DATA", "CACHE", "STATE")},
            **variables,
        }
        with Session([*map(str, command)], size, environment, Path(home)) as session:
            yield session


def floor(name: str, *arguments: int) -> list[object]:
    """The command of a floor."""
    return [sys.executable, _FLOORS / f"{name}.py", *arguments]


@contextmanager
def quiet_r2k() -> Iterator[Session]:
    """The monitor on a folder of files, in which nothing ever changes."""
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as folder:
        data, settings = Path(folder) / "data", Path(folder) / "config.toml"
        data.mkdir()
        write_market(data)
        settings.write_text(_NO_NOTICES)
        with started([*R2K, "--source", "csv", "--data", data, "--config", settings]) as session:
            yield session


def closed() -> dict[str, str]:
    """Variables that lead whatever a program asks for to a closed port of this machine."""
    return {name: _NOWHERE for base in ("http_proxy", "https_proxy", "all_proxy") for name in (base, base.upper())}


@contextmanager
def unreachable_r2k() -> Iterator[Session]:
    """The monitor on its usual source, without a network: whatever it asks for goes to a closed port."""
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as folder:
        settings = Path(folder) / "config.toml"
        settings.write_text(_NO_NOTICES)
        with started([*R2K, "--source", "yahoo", "--config", settings], **closed()) as session:
            yield session


@contextmanager
def ticking_r2k(ticking: Sequence[str], log: Path | None = None, *options: str) -> Iterator[Session]:
    """The monitor, its real engine, and the source for measurements with these symbols ticking."""
    variables = {ticking_source.TICKING: ",".join(ticking), **({ticking_source.LOG: str(log)} if log else {})}
    symbols = ",".join(ticking_source.SYMBOLS)
    with started([*R2K, "--source", ticking_source.NAME, "--symbols", symbols, *options], **variables) as session:
        yield session


@contextmanager
def scripted_r2k(count: int, members: int = 0, size: Size = HOME, ticks: Path | None = None) -> Iterator[Session]:
    """The real terminal with an engine that sends `count` new quotes and `members` new members a second.

    `ticks` gets a byte for each of them.
    """
    symbols = ",".join(scripted_engine.names(count))
    variables = {scripted_engine.SYMBOLS_VARIABLE: str(count), scripted_engine.MEMBERS_VARIABLE: str(members)}
    variables |= {scripted_engine.TICKS_VARIABLE: str(ticks)} if ticks else {}
    with started([*OTHER_ENGINE, "--demo", "--symbols", symbols], size, **variables) as session:
        yield session


def measured_together(*measures: Callable[[], Found], together: bool) -> list[Found]:
    """What each finds, in their order. All at a time where `together`: right for bytes, never for times."""
    if not together:
        return [measure() for measure in measures]
    with ThreadPoolExecutor(len(measures)) as pool:
        return list(pool.map(lambda measure: measure(), measures))


def _installed(home: Path) -> str:
    """A folder on Python's path in which the source for measurements is an installed package."""
    info = home / "packages" / "r2k_bench-0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: r2k-bench\nVersion: 0\n")
    entry = f"{ticking_source.NAME} = {ticking_source.__name__}:make"
    (info / "entry_points.txt").write_text(f"[r2k_tui.sources]\n{entry}\n")
    return str(info.parent)
