"""The bar on stderr: there on a terminal alone, and gone at the end."""

from __future__ import annotations

import io
import sys

import pytest

from r2k_tui.commands.shared.progress_bar import ProgressBar


class Screen(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def drawn(monkeypatch: pytest.MonkeyPatch, *progress: str, terminal: bool = True) -> str:
    screen = Screen(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    with ProgressBar("allocate") as bar:
        for text in progress:
            bar.show(text)
    return screen.getvalue()


def test_half_way(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drawn(monkeypatch, "8 of 16 frontier")
    assert f"\rallocate [{'#' * 14}{'.' * 14}] 8/16 frontier" in text


def test_a_shorter_line_leaves_nothing_of_the_longer_and_the_end_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    last = drawn(monkeypatch, "1 of 2 a long name of a step", "2 of 2 x").split("\r")
    assert last[2].rstrip().endswith("2/2 x") and len(last[2]) == len(last[1])
    assert last[3].strip() == "" and last[4] == ""


def test_nothing_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, "8 of 16 frontier", terminal=False) == ""


def test_what_is_no_progress_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, "soon") == ""
