"""Requests and reply of notes and of lines at prices."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from r2k_tui.model.marks import Note, PriceLine


class MarkKind(StrEnum):
    """A note, or a line at a price."""

    NOTE = "note"
    LINE = "line"


class GetMarks(msgspec.Struct, frozen=True, tag="get_marks"):
    """Request for all notes and lines. Reply: MarksReply."""


class SaveNote(msgspec.Struct, frozen=True, tag="save_note"):
    """Order to keep a note; with `id`, the text of a kept one changes. Reply: MarksReply with all of them."""

    symbol: str
    text: str
    day: str = ""
    time: int | None = None
    id: int = 0


class AddLine(msgspec.Struct, frozen=True, tag="add_line"):
    """Order to keep a line at a price. Reply: MarksReply with all of them."""

    symbol: str
    price: float


class RemoveMark(msgspec.Struct, frozen=True, tag="remove_mark"):
    """Order to remove a note or a line. Reply: MarksReply, or a Failure of kind `not_found`."""

    kind: MarkKind
    id: int


class MarksReply(msgspec.Struct, frozen=True, tag="marks"):
    """All notes and lines, oldest first; with an earlier day of analysis, those known by then.

    `kept` is False where they end with the engine.
    """

    notes: tuple[Note, ...] = ()
    lines: tuple[PriceLine, ...] = ()
    kept: bool = True
