"""The log as lines: what a filter lets through, and words that fit without a number cut."""

from __future__ import annotations

from r2k_tui.model.log import Level, LogEntry
from r2k_tui.ui.drawing.lines import length, wrapped
from r2k_tui.ui.views.feed.log import log_lines, matching
from tests.cases import cases
from tests.fakes.still_market import LOG, NOW


def texts(entries: list[LogEntry] | tuple[LogEntry, ...], width: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in log_lines(entries, width, NOW)]


@cases(
    ("words", "numbers"),
    [
        ("", [5, 4, 3, 2, 1]),
        ("readings", [5, 4]),
        ("READINGS defect", [4]),
        ("warn", [3]),
        ("demo engine", [2]),
        ("nothing like it", []),
        ("[a-z]", []),
    ],
)
def test_every_word_must_be_there_whatever_its_case(words: str, numbers: list[int]) -> None:
    assert [entry.number for entry in matching(LOG, words)] == numbers


def test_times_are_of_new_york_and_another_day_is_named() -> None:
    lines = texts(matching(LOG, ""), 100)
    assert lines[0] == " 11:40:00     info    readings  works again after failing 3 times"
    assert lines[-1].startswith(" Sat 11:00    info    session   the exchange: closed")


@cases("width", [10, 20, 38, 61, 62, 78, 200])
def test_nothing_is_cut_and_nothing_is_too_wide(width: int) -> None:
    long = LogEntry(NOW, Level.WARNING, "quotes", "2 of 12 symbols missing since 2031-05-14 because " + "y" * 90, 1)
    lines = log_lines([long], width, NOW)
    assert all(length(line) <= max(width, 32) for line in lines)
    joined = "".join(text for line in lines for text, _ in line).replace(" ", "")
    assert joined.endswith(long.message.replace(" ", ""))


@cases("text", ["", "one", "a b c", "東京 small 株式市場 caps", "x" * 50, "ab " + "y" * 30 + " z"])
@cases("width", [4, 7, 20])
def test_wrapping_keeps_every_word_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(length(((line, ""),)) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
