"""The terminal's copy of notes and lines."""

from __future__ import annotations

from r2k_tui.model.marks import Note, PriceLine
from r2k_tui.model.messages.charts.marks import MarksReply
from r2k_tui.ui.mirror.marks import MarksMirror

REPLY = MarksReply(
    (Note(1, "IWM", "a", 1.0), Note(2, "IWM", "b", 2.0), Note(3, "SPY", "c", 3.0)), (PriceLine(1, "IWM", 5.0, 1.0),)
)


def test_marks_are_found_by_symbol() -> None:
    marks = MarksMirror()
    assert marks.take(REPLY)
    assert [note.text for note in marks.notes["IWM"]] == ["a", "b"]
    assert (marks.noted("SPY"), marks.noted("QQQ")) == (True, False)
    assert not marks.noted("^RUT")


def test_only_a_change_counts() -> None:
    marks = MarksMirror()
    marks.take(REPLY)
    version = marks.version
    assert not marks.take(REPLY)
    assert marks.version == version
    assert marks.take(MarksReply(kept=False))
    assert (marks.notes, marks.kept) == ({}, False)
