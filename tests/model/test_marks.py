"""Notes and lines as they are kept."""

from __future__ import annotations

from r2k_tui.model.marks import MOST_LINES, MOST_NOTES, Note


def test_a_note_is_on_the_symbol_unless_it_names_a_bar() -> None:
    note = Note(1, "IWM", "text", 0.0)
    assert (note.day, note.time) == ("", None)


def test_all_marks_fit_one_reply() -> None:
    # A reply over a hub has a limit of one megabyte.
    assert MOST_NOTES * 400 + MOST_LINES * 60 < 1_000_000
