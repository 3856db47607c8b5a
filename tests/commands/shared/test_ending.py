"""Every outcome of a command: its exit status, and one line for the user."""

from __future__ import annotations

import pytest

from r2k_tui.bootstrap.errors import HubUnavailable, UsageError
from r2k_tui.commands.shared import ending


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (HubUnavailable("no hub"), 3, "r2k: no hub"),
        (UsageError("no such view"), 2, "r2k: no such view"),
        (KeyError("x"), 4, "r2k: defect in R2K: KeyError: 'x'"),
        (SystemExit(1), 1, ""),
    ],
)
def test_status_and_line(
    error: BaseException,
    status: int,
    line: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("R2K_DEBUG", raising=False)

    def command() -> None:
        raise error

    with pytest.raises(SystemExit) as end:
        ending.run(command)
    out, err = capsys.readouterr()
    assert (end.value.code, out) == (status, "")
    assert err.splitlines()[:1] == ([line] if line else [])


def test_a_complete_command_ends_without_a_status(capsys: pytest.CaptureFixture[str]) -> None:
    ending.run(lambda: print("done"))
    assert capsys.readouterr() == ("done\n", "")


def test_a_defect_is_raised_for_whoever_debugs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("R2K_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        ending.run(lambda: 1 / 0)


@pytest.mark.parametrize("error", [UsageError("no such view"), KeyError("x"), KeyboardInterrupt()])
def test_nothing_is_printed_on_the_screen_of_a_stored_picture(
    error: BaseException, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("R2K_DEBUG", raising=False)
    printed: list[str] = []
    monkeypatch.setattr(ending, "restore", lambda: printed.append(capsys.readouterr().err))

    def command() -> None:
        raise error

    with pytest.raises(SystemExit):
        ending.run(command)
    assert printed == [""]
