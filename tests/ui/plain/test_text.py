"""Drawn lines as text that can be read out."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import framed
from r2k_tui.ui.plain.text import changed_lines, has_cursor, plain_line, plain_lines, plain_text
from tests.cases import cases


@cases(
    ("drawn", "said"),
    [
        ("  IWM   318.42   ▲ +4.02   +1.28%  ", "IWM, 318.42, up +4.02, +1.28%"),
        ("100%▲<10s", "100% up <10s"),
        (" quotes     ✕ failing   never ", "quotes, failing, never"),
        ("✓ holds  ≥ 3", "holds, at least 3"),
        ("calm ████████░░░░ stress", "calm, stress"),
        ("IWM  ▁▂▃▄▅▆▇█  318.42", "IWM, 318.42"),
        ("───┼───", ""),
        ("–", "–"),
        ("…  ", ""),
    ],
)
def test_marks_become_words_and_graphics_nothing(drawn: str, said: str) -> None:
    assert plain_text(drawn) == said


def test_a_frame_leaves_its_title_its_body_and_its_foot() -> None:
    body = [((" first ", "text"),), (), ((" second ", "dim"),)]
    title = (("Risk", "bright"), (" ^RUT", "dim"))
    lines = framed(body, 40, 6, title, (("62", "text"),), (("demo", "dim"),), focus=True)
    assert plain_lines(lines) == ["Risk ^RUT, 62", "first", "second", "demo"]


def test_a_piece_of_a_curve_says_nothing_but_its_scale_does() -> None:
    assert plain_line((("245.30 ┤", "dim"), ("⣀⣠⣤⣶⣿⣿⣿", "accent"))) == ""
    assert plain_line((("09:30   16:00", "dim"),)) == "09:30, 16:00"
    assert plain_line((("volatility ", "text"), ("█████▌", "accent"), ("62", "text"))) == "volatility, 62"


def test_the_selected_row_is_the_marked_one() -> None:
    assert has_cursor((("▸", "accent"), ("IWM", "text"))) and not has_cursor(((" IWM", "text"),))


def test_only_new_lines_are_changes() -> None:
    assert changed_lines(["a", "b"], ["b", "c", "a", "d"]) == ["c", "d"]
