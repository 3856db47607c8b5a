"""The monitor in a terminal, with a home of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.end_to_end.invented import SETTINGS, SHORT, write_market
from tests.pty.session import Session
from tests.pty.size import HOME, Size

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., Session]


def keep_sessions(cache: Path, sessions: Path) -> None:
    """Put the sessions of the exchange where an earlier start has left them: to compute them takes a second."""
    folder = cache / "r2k-tui" / "sessions"
    folder.mkdir(parents=True)
    os.link(sessions, folder / sessions.name)


@pytest.fixture(autouse=True)
def _forked(forked: None) -> None:
    """The processes of all tests here, but of those that ask for `anew`."""


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, float]]:
    """A folder of invented bars, and the last close of each file in it."""
    folder = tmp_path_factory.mktemp("market")
    return folder, write_market(folder, SHORT)


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """A config file with comments, to be changed by the program."""
    path = tmp_path / "r2k.toml"
    path.write_text(SETTINGS)
    return path


@pytest.fixture
def start(tmp_path: Path, kept_sessions: Path) -> Iterator[Start]:
    """Starts `r2k` with arguments in a terminal; whatever is left of it is ended after the test."""
    home = tmp_path / "home"
    keep_sessions(home / "cache", kept_sessions)
    environment = {
        "HOME": str(home),
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")},
    }
    with ExitStack() as stack:

        def begin(*arguments: object, size: Size = HOME, **more: str) -> Session:
            command = [sys.executable, "-m", "r2k_tui", *map(str, arguments)]
            return stack.enter_context(Session(command, size, environment | more, ROOT))

        yield begin
