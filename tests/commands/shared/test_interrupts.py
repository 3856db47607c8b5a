"""Ctrl+C while the program is loaded: the process goes, and other programs keep their handlers."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from r2k_tui.commands.shared.interrupts import end_at_once, is_program, raise_again


@pytest.fixture(autouse=True)
def handler() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    ("path", "ours"),
    [
        ("/usr/bin/r2k", True),
        ("/lib/r2k_tui/__main__.py", True),
        ("/bin/pytest", False),
        ("/lib/other/__main__.py", False),
    ],
)
def test_which_process_is_the_program(path: str, ours: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", [path])
    assert is_program() is ours
    monkeypatch.setattr("sys.argv", [])
    assert not is_program()


def test_it_ends_at_once_and_can_be_caught_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["/usr/bin/r2k"])
    end_at_once()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    raise_again()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_handler_of_somebody_else_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    end_at_once()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler, "another program's"
    monkeypatch.setattr("sys.argv", ["/usr/bin/r2k"])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_at_once()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
