"""Panels of lines: a sentence in place of the lines is shown as a whole."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.widgets.text_panel import sentence_lines

REASON = " no file of factors in or beside the data folder; download it from the library and put it there"


def test_a_sentence_alone_is_wrapped() -> None:
    found = sentence_lines([((REASON, "dim"),)], 40)
    assert len(found) > 1 and max(length(line) for line in found) <= 40
    assert " ".join(text.strip() for line in found for text, _ in line) == REASON.strip()
    assert {style for line in found for _, style in line} == {"dim"}


def test_what_fits_and_rows_of_a_table_stay() -> None:
    short: list[Line] = [((" computing", "dim"),)]
    rows: list[Line] = [((REASON, "dim"),), ((REASON, "dim"),)]
    row: list[Line] = [((REASON, "dim"), (REASON, "text"))]
    assert [sentence_lines(lines, 40) for lines in (short, rows, row)] == [short, rows, row]
