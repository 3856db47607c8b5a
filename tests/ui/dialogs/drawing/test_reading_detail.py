"""The card of a reading: the decimals of its price, and what is wrong with its data."""

from __future__ import annotations

from r2k_tui.model.messages.reply import CardReply, HistoryReply
from r2k_tui.model.readings.reading import Reading
from r2k_tui.ui.dialogs.drawing.reading_detail import card_lines, value_words
from tests.ui.views.chart.drawing.drawn import text


def test_a_price_has_the_decimals_of_its_quote() -> None:
    assert value_words(1.08524, "price", 4) == "1.0852"
    assert value_words(2465.5234, "price", 2) == "2,465.52"
    assert value_words(0.00671, "price", 4) == "0.006710", "one so small is not cut to nothing"


def test_what_the_window_contains_is_said() -> None:
    fault = "the close of 2025-06-02 steps like an unadjusted 2:1 split"
    reading = Reading("maxdd_px", -0.495, "fraction", "full history", 900, "2025-09-18", "csv", "x", "", (fault,))
    card = CardReply(reading, "f", "c", "", HistoryReply("XYZ", "maxdd_px", b"", b""))
    assert f"data     {fault}" in text(card_lines(card, 100, 30, simulated=False))
