"""Notes and lines in the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.model.marks import Note, PriceLine
from r2k_tui.store import marks as module
from r2k_tui.store.marks import MarkStore, TooManyMarks, book_of
from r2k_tui.store.store import Store

NOTE = Note(0, "IWM", "'); DROP TABLE notes; --", 1000.0, "2026-08-21", None)


def test_they_survive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "r2k.db"
    store = Store(path, "yahoo")
    marks = MarkStore(store, "market")
    number = marks.add_note(NOTE)
    line = marks.add_line(PriceLine(0, "IWM", 250.5, 1001.0))
    store.close()
    again = MarkStore(Store(path, "another"), "market")
    assert again.notes() == (Note(number, "IWM", NOTE.text, 1000.0, "2026-08-21", None),)
    assert again.lines() == (PriceLine(line, "IWM", 250.5, 1001.0),)
    assert again.kept


def test_a_change_is_of_the_text_and_of_when_it_was_written() -> None:
    marks = MarkStore(Store(None, "demo"), "demo")
    number = marks.add_note(NOTE)
    assert marks.change_note(number, "another", 2000.0)
    assert [(note.text, note.day, note.created_at) for note in marks.notes()] == [("another", "2026-08-21", 2000.0)], (
        "a day before the change does not know its text"
    )
    assert not marks.change_note(number + 1, "none", 2000.0)
    assert not marks.kept


def test_what_is_removed_is_gone_and_its_id_is_not_used_again() -> None:
    marks = MarkStore(Store(None, "demo"), "demo")
    number, line = marks.add_note(NOTE), marks.add_line(PriceLine(0, "IWM", 1.0, 0.0))
    assert marks.remove_note(number)
    assert not marks.remove_note(number)
    assert marks.remove_line(line)
    assert (marks.notes(), marks.lines()) == ((), ())
    assert marks.add_note(NOTE) > number


def test_real_sources_share_a_book_and_an_invented_market_has_its_own() -> None:
    store = Store(None, "x")
    MarkStore(store, book_of("yahoo", simulated=False)).add_note(NOTE)
    assert len(MarkStore(store, book_of("csv", simulated=False)).notes()) == 1
    assert MarkStore(store, book_of("demo", simulated=True)).notes() == ()


def test_one_more_than_the_most_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_NOTES", 2)
    marks = MarkStore(Store(None, "demo"), "demo")
    marks.add_note(NOTE)
    marks.add_note(NOTE)
    with pytest.raises(TooManyMarks, match="2 of them and no more"):
        marks.add_note(NOTE)
    assert len(marks.notes()) == 2
