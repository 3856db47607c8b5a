"""The lines of the brief: figures stand out, every line fits, sources on demand."""

from __future__ import annotations

from r2k_tui.engine.brief.compose import compose
from r2k_tui.ui.dialogs.drawing.brief import brief_lines, styled_lines
from r2k_tui.ui.drawing.lines import length
from tests.cases import cases
from tests.engine.brief.case import inputs

BRIEF = compose(inputs(alerts="a day of the past"))


@cases("width", [30, 76, 112])
@cases("sources", [True, False])
def test_every_line_fits_and_nothing_is_lost(width: int, *, sources: bool) -> None:
    lines = brief_lines(BRIEF, width, sources=sources)
    assert max(map(length, lines)) <= width
    shown = " ".join(" ".join("".join(text for text, _ in line).split()) for line in lines)
    for section in BRIEF.sections:
        for sentence in section.sentences:
            assert " ".join(sentence.text.split()) in shown, sentence.text
    assert ("readings ^RUT last_close, change_1d, ret_1d" in shown) == sources


def test_figures_stand_out_and_what_is_missing_is_dim() -> None:
    runs = [run for line in brief_lines(BRIEF, 112, sources=False) for run in line]
    assert ("2,345.60", "bright") in runs
    assert any(text.startswith("Not known: what fired") and style == "dim" for text, style in runs)


def test_styles_follow_their_words_over_line_breaks() -> None:
    lines = styled_lines([("one two ", "a"), ("three four", "b"), (" " + "x" * 12, "c")], 9)
    assert lines == [
        (("one two", "a"),),
        (("three", "b"),),
        (("four", "b"),),
        (("xxxxxxxxx", "c"),),
        (("xxx", "c"),),
    ]
