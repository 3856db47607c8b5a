"""The stored picture is on the screen at once, where it is this monitor's; elsewhere nothing happens."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from r2k_tui.instant import launch
from tests.instant.pictures import command, environment, storing, telling
from tests.pty.session import Session
from tests.pty.size import HOME, SMALL, Size

Run = Callable[..., Session]
ARGUMENTS = ("--source", "csv", "--view", "chart")


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Runs a program in a terminal to its end."""
    with ExitStack() as stack:

        def begin(line: Sequence[str], size: Size = SMALL, **more: str) -> Session:
            session = stack.enter_context(Session(line, size, environment(tmp_path / "home", more), tmp_path))
            assert session.wait_end() == 0, session.raw
            return session

        yield begin


@pytest.fixture
def creds(tmp_path: Path) -> Path:
    path = tmp_path / "creds"
    path.write_text("ann's")
    return path


@pytest.fixture
def stored(run: Run, creds: Path) -> Run:
    """The same, after a picture was stored that depends on a file of credentials and on one that is not there."""
    session = run(storing([creds, creds.with_name("config.toml")], *ARGUMENTS))
    assert b"stored" in session.raw
    return run


def shown(session: Session) -> bool:
    assert (b"shown" in session.raw) != (b"nothing" in session.raw), session.raw
    assert session.modes() == session.modes_before
    return b"shown" in session.raw


def test_it_is_shown_with_its_age(stored: Run) -> None:
    session = stored(telling(*ARGUMENTS))
    assert shown(session)
    assert b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[m\x1b[2J\x1b[HR2K ^RUT 2,467.70" in session.raw
    assert b"\x1b[1;31H\x1b[1mstored 16:00 Fri, <1m ago, loading\x1b[m" in session.raw
    assert session.raw.index(b"loading") < session.raw.index(b"\x1b[?1049l") < session.raw.index(b"shown")


# Arguments, size of the terminal and variables of monitors that the stored picture is not of.
OTHERS: list[tuple[Sequence[str], Size, Mapping[str, str]]] = [
    (("--source", "demo", "--view", "chart"), SMALL, {}),
    (("--source", "csv"), SMALL, {}),
    ((*ARGUMENTS, "--symbols", "IWM"), SMALL, {}),
    ((*ARGUMENTS, "--ascii"), SMALL, {}),
    ((*ARGUMENTS, "--as-of", "2025-01-02"), SMALL, {}),
    ((*ARGUMENTS, "--attach", "nats://127.0.0.1:4222"), SMALL, {}),
    ((*ARGUMENTS, "--kiosk"), SMALL, {}),
    ((*ARGUMENTS, "--low-bandwidth"), SMALL, {}),
    ((*ARGUMENTS, "--plain"), SMALL, {}),
    ((*ARGUMENTS, "--help"), SMALL, {}),
    (("--version",), SMALL, {}),
    (("snapshot", *ARGUMENTS), SMALL, {}),
    (ARGUMENTS, HOME, {}),
    (ARGUMENTS, SMALL, {"TERM": "xterm"}),
    (ARGUMENTS, SMALL, {"TERM": "dumb"}),
    (ARGUMENTS, SMALL, {"NO_COLOR": "1"}),
    (ARGUMENTS, SMALL, {"COLORTERM": "truecolor"}),
    (ARGUMENTS, SMALL, {"R2K_HUB_TOKEN": "bob's"}),
    (ARGUMENTS, SMALL, {"COLUMNS": "90"}),
    (ARGUMENTS, SMALL, {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}),
]


def test_it_is_shown_by_any_python(stored: Run) -> None:
    for python in (("-O",), ("-OO",), ("-P",), ("-X", "utf8")):
        assert shown(stored(telling(*ARGUMENTS, python=python))), python


def test_another_monitor_is_shown_none(stored: Run) -> None:
    for arguments, size, variables in OTHERS:
        session = stored(telling(*arguments), size, **variables)
        assert not shown(session), (arguments, size, variables)
        assert b"\x1b" not in session.raw, (arguments, size, variables)
    assert shown(stored(telling(*ARGUMENTS))), "it was there all the time"


def test_a_kiosk_is_shown_none_even_of_its_own(run: Run, creds: Path) -> None:
    """Another account may be looking."""
    for option in ("--kiosk", "--low-bandwidth", "--plain"):
        line = storing([creds], *ARGUMENTS, option)
        with pytest.raises(AssertionError):
            run(line)
        assert not shown(run(telling(*ARGUMENTS, option)))


def test_other_credentials_under_the_same_path_are_shown_none(stored: Run, creds: Path) -> None:
    other = creds.with_name("other")
    other.write_text("bob's")
    before = creds.stat()
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(creds)
    assert not shown(stored(telling(*ARGUMENTS)))


def test_settings_that_come_are_shown_none(stored: Run, creds: Path) -> None:
    creds.with_name("config.toml").write_text("")
    assert not shown(stored(telling(*ARGUMENTS)))


def test_a_damaged_file_is_shown_none_and_says_so_only_on_request(stored: Run, tmp_path: Path) -> None:
    (path,) = (tmp_path / "home" / "cache" / "r2k-tui" / "pictures").iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    session = stored(telling(*ARGUMENTS))
    assert not shown(session)
    assert b"\x1b" not in session.raw
    (path,) = path.parent.iterdir()
    path.unlink()
    session = stored(telling(*ARGUMENTS), R2K_DEBUG="1")
    assert b"no stored picture: FileNotFoundError" in session.raw


def test_a_cache_that_is_no_folder_is_no_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    session = run(telling(*ARGUMENTS), XDG_CACHE_HOME=str(tmp_path / "file"))
    assert not shown(session)
    assert session.raw == b"nothing\r\n"


def test_without_a_terminal_there_is_none(tmp_path: Path) -> None:
    done = subprocess.run(
        telling(*ARGUMENTS),
        env={**os.environ, **environment(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"nothing\n"


def test_little_is_loaded_before_it_is_shown(stored: Run) -> None:
    modules = "import sys; print(sorted(set(sys.modules) & {names})); restore()"
    heavy = ["re", "enum", "typing", "json", "logging", "asyncio", "pathlib", "dataclasses", "hashlib", "collections"]
    session = stored(command(modules.format(names=set(heavy)), *ARGUMENTS))
    assert b"\r\n[]\r\n" in session.raw.replace(b"loading\x1b[m[]", b"\r\n[]"), session.raw


def test_what_this_process_has_found_is_nothing() -> None:
    launch.launch([("source", "demo")])
    assert launch.launched() is None
    launch.restore()
    assert sys.stdin is not None
