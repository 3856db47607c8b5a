"""Entries of a log on the wire: a list, in the order of the fields."""

from __future__ import annotations

import msgspec

from r2k_tui.model.log import Level, LogEntry


def test_an_entry_is_a_list_and_its_level_a_word() -> None:
    sent = msgspec.msgpack.encode(LogEntry(5.0, Level.WARNING, "quotes", "no answer", 7))
    assert msgspec.msgpack.decode(sent) == [5.0, "warning", "quotes", "no answer", 7]


def test_what_a_terminal_notes_itself_has_no_number() -> None:
    assert LogEntry(5.0, Level.INFO, "link", "lost").number == 0
    assert msgspec.msgpack.decode(msgspec.msgpack.encode([5.0, "info", "a", "b"]), type=LogEntry).number == 0
