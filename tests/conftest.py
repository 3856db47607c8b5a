"""What holds for every test: the developer's own settings and data stay out, and so does the network."""

from __future__ import annotations

import fcntl
import functools
import gc
import itertools
import os
import signal
import socket
import subprocess
import time
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests.forked.order import ANEW

if TYPE_CHECKING:
    from r2k_tui.engine.calendar.hours import ExchangeHours
    from tests.forked.spawning import Spawning

# No deadline: how fast the machine is says nothing of the code. `HYPOTHESIS_PROFILE=explore` looks further.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# For matrices of ten columns, threads of linear algebra take processor time and give none; read when numpy loads.
for _library in ("OMP", "OPENBLAS", "MKL", "RAYON"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

_FOLDERS = {"XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".local/share", "XDG_CACHE_HOME": ".cache"}
_KEPT_IN = (_FOLDERS["XDG_CACHE_HOME"], "r2k-tui", "sessions")
_UNSET = ("R2K_CONFIG", "R2K_DEBUG", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES")
_TERMINAL = {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
_LOOPBACK = ("127.0.0.1", "::1")
# Within a session of the calendar loaded below: noon in New York on a Thursday.
_LOADED_AT = 1758211200.0
_home_numbers = itertools.count()
# What a parameter may add to the name of its test.
_LONGEST_ID = 60


def pytest_make_parametrize_id(val: object) -> str | None:
    """The start of a long text, or the length of a file, for the name of its case: a file of megabytes is not passed
    around with every report, and one that has the time in it has another name in each worker.
    """
    if isinstance(val, bytes):
        return None if len(val) <= _LONGEST_ID and val.isascii() else f"{len(val)} bytes"
    if isinstance(val, str) and len(val) > _LONGEST_ID:
        return val[:_LONGEST_ID].encode("unicode_escape").decode("ascii")
    return None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected lives until the end: the garbage collector need not look at it again and again."""
    gc.disable()
    try:
        found = yield
    finally:
        gc.freeze()
        # What a test leaves behind is little: to look for it less often saves a twentieth of the time of all tests.
        gc.set_threshold(20_000, 10, 5)
        gc.enable()
    return found


def pytest_configure(config: pytest.Config) -> None:
    """The calendar's own use of pandas 3.1, which pandas lays at its own door: no filter by module reaches it. And the
    signals that a shell ignores in what it runs in the background: tests send them to what they start.
    """
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    told = "Series.values returning an ndarray that drops timezone information"
    config.addinivalue_line("filterwarnings", f"ignore:{told}:DeprecationWarning")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked `slow(seconds=…)` begin first, the longest of them before the others: begun last, one of them would
    be waited for alone. Each worker gets a stretch of the list at first, so they are dealt to the stretches in turn.
    """
    seconds = {item: mark.kwargs.get("seconds", 0) for item in items if (mark := item.get_closest_marker("slow"))}
    longest = sorted((item for item in items if seconds.get(item)), key=lambda item: -seconds[item])
    rest = [item for item in items if not seconds.get(item)]
    workers, whole = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")), len(items)
    items.clear()
    for place in range(workers):
        own, share = longest[place::workers], (whole - len(items)) // (workers - place)
        taken = max(0, share - len(own))
        items += own + rest[:taken]
        del rest[:taken]
    items += rest


@pytest.fixture(scope="session")
def kept_sessions(tmp_path_factory: pytest.TempPathFactory, whole_calendars: None) -> Path:
    """The sessions of the exchange as a first start leaves them on disk, computed once for all workers: that takes a
    second.
    """
    from importlib.metadata import version

    from r2k_tui.sources.session_tables.cache_file import TableCache
    from r2k_tui.sources.session_tables.client import FIRST_SESSION
    from r2k_tui.sources.session_tables.compute import compute

    folder = tmp_path_factory.getbasetemp()
    # Each worker has a folder of its own in the one of all.
    folder = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "sessions"
    folder.mkdir(exist_ok=True)
    path = folder / "XNYS.msgpack"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            now = time.time()
            table = compute("XNYS", FIRST_SESSION, date(date.today().year + 1, 12, 31))
            TableCache(folder, version("exchange_calendars")).write(table, now)
    return path


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the homes of all tests."""
    folder = tmp_path_factory.getbasetemp() / "homes"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch, kept_sessions: Path) -> Path:
    """A home of its own for every test, empty but for the sessions of the exchange; colours as in a terminal that has
    them all.
    """
    # Not `mktemp`: it reads the names of all folders there are, for each test again.
    folder = kept = homes / str(next(_home_numbers))
    kept.mkdir()
    for name in _KEPT_IN:
        kept /= name
        kept.mkdir()
    os.link(kept_sessions, kept / kept_sessions.name)
    monkeypatch.setenv("HOME", str(folder))
    for name, below in _FOLDERS.items():
        monkeypatch.setenv(name, f"{folder}/{below}")
    for name in _UNSET:
        monkeypatch.delenv(name, raising=False)
    for name, value in _TERMINAL.items():
        if os.environ.get(name) != value:
            monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(scope="session")
def foreign_addresses() -> Iterator[list[str]]:
    """Addresses outside this machine that something tried to connect to; the attempts are refused."""
    tried: list[str] = []
    kept = socket.socket.connect, socket.socket.connect_ex

    def check(sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in _LOOPBACK:
            tried.append(f"{address[0]}:{address[1]}")
            raise OSError(f"a test must not leave this machine: {tried[-1]}")

    def connect(sock: socket.socket, address: Any) -> None:
        check(sock, address)
        kept[0](sock, address)

    def connect_ex(sock: socket.socket, address: Any) -> int:
        check(sock, address)
        return kept[1](sock, address)

    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex  # type: ignore[method-assign]
    yield tried
    socket.socket.connect, socket.socket.connect_ex = kept  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def no_network(foreign_addresses: list[str]) -> Iterator[None]:
    """Fails a test that reached out, also where the code under test kept the refusal to itself."""
    foreign_addresses.clear()
    yield
    if foreign_addresses:
        pytest.fail(f"tried to leave this machine: {', '.join(foreign_addresses)}")


@pytest.fixture(scope="session")
def market_data() -> Path:
    """The folder of real market history, for tests marked `realdata`."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real market data: {folder} is not there")
    return folder


@pytest.fixture(scope="session", autouse=True)
def whole_calendars() -> None:
    """Every calendar made once: the library keeps the last of an exchange only, and takes most of a second for one."""
    import exchange_calendars

    exchange_calendars.get_calendar = functools.cache(exchange_calendars.get_calendar)


@pytest.fixture(scope="session")
def forks() -> Iterator[Spawning]:
    """What forks processes of `r2k` from one that has loaded what they import."""
    from tests.forked.spawning import Spawning

    spawning = Spawning()
    yield spawning
    spawning.close()


@pytest.fixture
def forked(forks: Spawning, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of `r2k` are forked; `anew` is for those of a test of the start itself."""
    monkeypatch.setattr(subprocess, "_fork_exec", forks)


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of `r2k` are started as a person starts them: Python, then all that it imports."""
    monkeypatch.setenv(ANEW, "1")


@pytest.fixture(scope="session")
def exchange() -> ExchangeHours:
    """The real hours of the exchange, loaded once."""
    from r2k_tui.engine.calendar.hours import ExchangeHours

    return ExchangeHours.load(_LOADED_AT + 400 * 86400)
