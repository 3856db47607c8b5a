"""Draws the brief: sentences with their figures marked, and on demand where each figure comes from."""

from __future__ import annotations

from r2k_tui.model.brief import Brief, BriefFigure, Sentence
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, wrapped

_INDENT = "   "


def brief_lines(brief: Brief, width: int, *, sources: bool) -> list[Line]:
    """The page in `width` cells; with `sources`, under each sentence where its figures come from."""
    lines: list[Line] = []
    for section in brief.sections:
        lines += [BLANK] if lines else []
        lines += [((" ", "text"), *line) for line in styled_lines([(section.title, "bright")], max(8, width - 2))]
        for sentence in section.sentences:
            lines += _sentence_lines(sentence, width)
            if sources:
                lines += _source_lines(sentence, width)
    return lines


def brief_text(brief: Brief) -> str:
    """The page as plain text: one sentence per line, with the sources of its figures after it."""
    lines = [brief.title]
    for section in brief.sections:
        lines += ["", section.title]
        for sentence in section.sentences:
            origins = f" [{'; '.join(sentence.origins)}]" if sentence.origins else ""
            lines.append(f"- {sentence.text}{origins}")
    return "\n".join(lines)


def _sentence_lines(sentence: Sentence, width: int) -> list[Line]:
    style = "dim" if sentence.missing else "text"
    runs = [(piece.text, "bright") if isinstance(piece, BriefFigure) else (piece, style) for piece in sentence.pieces]
    wrapped_runs = styled_lines(runs, max(8, width - 4))
    heads = [" · ", *[_INDENT] * (len(wrapped_runs) - 1)]
    return [((head, "dim"), *line) for head, line in zip(heads, wrapped_runs, strict=True)]


def _source_lines(sentence: Sentence, width: int) -> list[Line]:
    return [
        ((f"{_INDENT}{'  ' if place else '← '}{piece}", "dim"),)
        for origin in sentence.origins
        for place, piece in enumerate(wrapped(origin, max(8, width - 7)))
    ]


def styled_lines(runs: list[Run], width: int) -> list[Line]:
    """Runs wrapped to `width` cells between words; each keeps its style."""
    text = "".join(words for words, _ in runs)
    styles = [name for words, name in runs for _ in words]
    lines, place = list[Line](), 0
    for piece in wrapped(text, width):
        # A line break takes the place of one blank, or of none within a long word.
        place += 0 if text.startswith(piece, place) else 1
        lines.append(_runs_of(piece, styles[place : place + len(piece)]))
        place += len(piece)
    return lines


def _runs_of(text: str, styles: list[str]) -> Line:
    runs: list[Run] = []
    for mark, name in zip(text, styles, strict=True):
        if runs and runs[-1][1] == name:
            runs[-1] = (runs[-1][0] + mark, name)
        else:
            runs.append((mark, name))
    return tuple(runs)
