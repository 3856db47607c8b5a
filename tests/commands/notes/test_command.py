"""`r2k notes`: what it lists, changes and refuses."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import R2K


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "r2k.db"


def test_a_note_is_added_listed_edited_and_removed(r2k: R2K, kept: Path) -> None:
    added = r2k("notes", "--store", kept, "iwm", "add", "held the average", "--day", "2026-08-21")
    assert (added.status, added.err) == (0, "")
    assert "IWM  2026-08-21" in added.out
    assert "held the average" in added.out
    assert "changed" in r2k("notes", "--store", kept, "edit", "1", "changed").out
    assert r2k("notes", "--store", kept, "SPY").out == ""
    report = json.loads(r2k("notes", "--store", kept, "--json").out)
    (note,) = report["data"]["notes"]
    assert (note["id"], note["symbol"], note["day"], note["time"], note["text"]) == (
        1,
        "IWM",
        "2026-08-21",
        None,
        "changed",
    )
    assert r2k("notes", "--store", kept, "remove", "1").status == 0
    assert json.loads(r2k("notes", "--store", kept, "--json").out)["data"] == {"notes": [], "lines": []}


@pytest.mark.parametrize("words", [("edit", "1", "mine"), ("remove", "1")])
def test_a_note_on_another_symbol_is_left_alone(r2k: R2K, kept: Path, words: tuple[str, ...]) -> None:
    r2k("notes", "--store", kept, "SPY", "add", "of the other")
    outcome = r2k("notes", "--store", kept, "IWM", *words)
    assert (outcome.status, "note 1 is on SPY, not on IWM" in outcome.err) == (2, True)
    assert "of the other" in r2k("notes", "--store", kept, "SPY").out
    assert r2k("notes", "--store", kept, "spy", *words).status == 0


def test_a_file_that_cannot_be_written_is_read(r2k: R2K, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    r2k("notes", "--store", kept, "SPY", "add", "kept before")
    connect = sqlite3.connect

    def read_only(name: str, **how: Any) -> sqlite3.Connection:
        return connect(name if how.get("uri") else f"file:{name}?mode=ro", **{**how, "uri": True})

    monkeypatch.setattr("r2k_tui.store.file.database.sqlite3.connect", read_only)
    monkeypatch.setattr("r2k_tui.store.file.database._use_journal", lambda db: db.execute("CREATE TABLE a (b)"))
    listed = r2k("notes", "--store", kept)
    assert (listed.status, "kept before" in listed.out) == (0, True), listed.err
    refused = r2k("notes", "--store", kept, "SPY", "add", "more")
    assert (refused.status, "readonly" in refused.err) == (2, True)


def test_a_damaged_file_is_told_of(r2k: R2K, kept: Path) -> None:
    kept.write_bytes(b"SQLite format 3\0" + b"x" * 4096)
    listed = r2k("notes", "--store", kept)
    assert (listed.status, "damaged" in listed.err) == (0, True), listed.err


def test_lines_fit_eighty_columns_and_control_characters_are_gone(r2k: R2K, kept: Path) -> None:
    out = r2k("notes", "--store", kept, "IWM", "add", "\x1b[31m" + "word " * 50).out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_an_earlier_day_shows_only_what_was_known(r2k: R2K, kept: Path) -> None:
    r2k("notes", "--store", kept, "IWM", "add", "today")
    assert r2k("notes", "--store", kept, "--as-of", "2020-01-02").out == ""
    assert r2k("notes", "--store", kept, "--as-of", "2020-01-02", "IWM", "add", "x").status == 2


def test_none_is_no_error_and_makes_no_file(r2k: R2K, kept: Path) -> None:
    outcome = r2k("notes", "--store", kept)
    assert (outcome.status, outcome.out, kept.exists()) == (0, "", False)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "x"), "needs a symbol"),
        (("IWM", "add"), "needs a text"),
        (("IWM", "add", "x" * 281), "at most 280"),
        (("IWM", "add", "x", "--day", "soon"), "is no day"),
        (("remove", "x"), "takes the ID"),
        (("remove", "9"), "there is no note 9"),
        (("remove", "9" * 20), "takes the ID"),
        (("edit", "²", "x"), "takes the ID"),
        (("IWM", "SPY"), "one symbol at most"),
        (("IWM/IWM",), "always 1"),
        (("IWM", "--day", "2026-08-21"), "of a note to add"),
    ],
)
def test_usage(r2k: R2K, kept: Path, words: tuple[str, ...], told: str) -> None:
    outcome = r2k("notes", "--store", kept, *words)
    assert outcome.status == 2
    assert told in outcome.err


def test_the_demo_keeps_none_and_says_so(r2k: R2K) -> None:
    outcome = r2k("notes", "--demo", "IWM", "add", "x")
    assert outcome.status == 2
    assert "the demo source keeps none: --store FILE names a file" in outcome.err
