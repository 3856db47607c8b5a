"""Marks on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.marks import Note, PriceLine
from r2k_tui.model.messages.charts.marks import MarkKind, MarksReply, RemoveMark
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request


def test_marks_survive_the_wire() -> None:
    reply = MarksReply((Note(1, "IWM", "text", 2.0, "2026-08-21", 3),), (PriceLine(4, "IWM", 5.0, 6.0),), kept=False)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(reply), type=Reply) == reply
    order = RemoveMark(MarkKind.LINE, 4)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(order), type=Request) == order
