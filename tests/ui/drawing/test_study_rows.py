"""Rows of a study beside their base, in words."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.study_rows import StudyRow, difference_lines, span_text, words
from tests.cases import cases


def text(lines: list[Line]) -> list[str]:
    return ["".join(part for part, _ in line) for line in lines]


@cases(
    ("interval", "few", "said"),
    [
        ((0.019, 0.116), False, ""),
        ((-0.046, 0.014), False, "no difference"),
        ((-0.046, 0.014), True, "few, no difference"),
        ((0.019, 0.116), True, "few"),
        (None, True, "few"),
        (None, False, ""),
    ],
)
def test_what_a_row_says(interval: tuple[float, float] | None, few: bool, said: str) -> None:
    assert words(interval, few) == said
    head, row = text(difference_lines([StudyRow("weak", 86, interval, few)], "less all", 9))
    assert row.endswith(said) and "86" in row
    assert ("–" in row) == (interval is None)
    assert "Holm" not in head


def test_raw_and_adjusted_values_stand_beside_each_other() -> None:
    head, row = text(difference_lines([StudyRow("+6m", 17, (0.01, 0.02), False, (0.04, 0.16))], "less all", 9))
    assert head.split()[-2:] == ["p", "Holm"] and row.split()[-2:] == ["0.04", "0.16"]
    (_, missing) = text(difference_lines([StudyRow("+6m", 17, None, True, (None, None))], "less all", 9))
    assert missing.split()[-3:] == ["–", "–", "few"]


def test_points_of_percent() -> None:
    assert span_text((-0.0457, 0.1160)) == "-4.6 to +11.6"


@cases("width", [48, 52, 60, 120])
def test_no_word_is_cut(width: int) -> None:
    rows = [
        StudyRow("elevated", 211, (-0.044, 0.022), True, (0.85, 1.0)),
        StudyRow("stress", 76, (0.007, 0.094), False),
    ]
    lines = text(difference_lines(rows, "126d less all", 14, width))
    assert any(line.endswith("few, no difference") for line in lines)
    assert all(len(line) <= max(width, 49) for line in lines)
