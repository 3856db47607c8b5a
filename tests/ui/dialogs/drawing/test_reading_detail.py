"""The card of a reading: the decimals of its price, and what is wrong with its data."""

from __future__ import annotations

import msgspec

from r2k_tui.model.messages.readings import CardReply, HistoryReply
from r2k_tui.model.readings.reading import Reading
from r2k_tui.ui.dialogs.drawing.reading_detail import detail_lines, value_words
from tests.ui.views.chart.drawn import text


def test_a_price_has_the_decimals_of_its_quote() -> None:
    assert value_words(1.08524, "price", 4) == "1.0852"
    assert value_words(2465.5234, "price", 2) == "2,465.52"
    assert value_words(0.00671, "price", 4) == "0.006710", "one so small is not cut to nothing"


def test_what_the_window_contains_is_said() -> None:
    fault = "the close of 2025-06-02 steps like an unadjusted 2:1 split"
    reading = Reading("maxdd_px", -0.495, "fraction", "full history", 900, "2025-09-18", "csv", "x", "", (fault,))
    card = CardReply(reading, "f", "c", "", HistoryReply("XYZ", "maxdd_px", b"", b""))
    assert f"data     {fault}" in text(detail_lines(card, 100, 30, simulated=False))


def test_parts_are_listed_and_years_are_not() -> None:
    values = {"Energy": 0.25, "Health\x1b[31m Care": -0.031}
    reading = Reading("sector_gaps", values, "fraction", "1 day", 9, "2026-11-27", "lists", "sector -> difference")
    card = CardReply(reading, "f", "c", "", HistoryReply("^RUT", "sector_gaps", b"", b""))
    words = text(detail_lines(card, 82, 28, simulated=False))
    assert "2 parts, largest Energy 25.00%" in words
    assert [line.split() for line in words.split("\n") if "%" in line][1:] == [
        ["Energy", "25.00%"],
        ["Health[31m", "Care", "-3.10%"],
    ]
    years = Reading(
        "calendar_years_px", {"2024": 0.1, "2023": 0.2}, "fraction", "full history", 9, "2026-11-27", "x", "y"
    )
    words = text(detail_lines(msgspec.structs.replace(card, reading=years), 82, 28, simulated=False))
    assert "2 years, 2024 10.00%" in words and "2023" not in words


def test_why_there_is_no_history_yet() -> None:
    reading = Reading("loss_makers_count", 0.4, "fraction", "last 12 months", 9, "2026-11-27", "lists", "losers / all")
    card = CardReply(
        reading, "f", "c", "one value a day: none yet", HistoryReply("^RUT", "loss_makers_count", b"", b"")
    )
    assert " history: one value a day: none yet" in text(detail_lines(card, 82, 28, simulated=False))
    bare = msgspec.structs.replace(card, chosen="")
    assert " no history: not a number, or too few days" in text(detail_lines(bare, 82, 28, simulated=False))
