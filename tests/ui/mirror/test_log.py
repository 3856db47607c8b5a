"""The terminal's copy of the engine's log."""

from __future__ import annotations

from r2k_tui.model.log import Level, LogEntry
from r2k_tui.ui.mirror.log import KEPT, LogMirror
from tests.fakes.still_market import NOW


def numbered(*numbers: int) -> list[LogEntry]:
    return [LogEntry(NOW, Level.INFO, "topic", f"thing {number}", number) for number in numbers]


def messages(log: LogMirror) -> list[str]:
    return [entry.message for entry in log.entries]


class TestLogMirror:
    def test_what_was_told_already_is_not_told_twice(self) -> None:
        log = LogMirror()
        assert log.merge("e", numbered(1, 2))
        assert not log.merge("e", numbered(1, 2))
        assert log.merge("e", numbered(2, 3))
        assert messages(log) == ["thing 1", "thing 2", "thing 3"]

    def test_what_is_missing_is_said_where_it_is_missing(self) -> None:
        log = LogMirror()
        log.merge("e", numbered(1))
        log.merge("e", numbered(40, 41))
        log.merge("e", numbered(43))
        assert messages(log) == [
            "thing 1",
            "38 entries missing: more than the log keeps",
            "thing 40",
            "thing 41",
            "1 entry missing: more than the log keeps",
            "thing 43",
        ]

    def test_another_engine_counts_anew_and_what_the_last_one_said_stays(self) -> None:
        log = LogMirror()
        log.merge("e", numbered(1, 2))
        log.note(NOW, Level.ERROR, "engine", "the engine is gone")
        assert log.merge("f", numbered(1))
        assert messages(log) == ["thing 1", "thing 2", "the engine is gone", "thing 1"]

    def test_it_does_not_grow_for_ever(self) -> None:
        log = LogMirror()
        log.merge("e", numbered(*range(1, KEPT + 100)))
        assert (len(log.entries), log.entries[-1].number) == (KEPT, KEPT + 99)
