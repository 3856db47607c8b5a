"""Drawn lines as plain text: without frames, bars, curves and marks that mean nothing when they are read out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from r2k_tui.ui.drawing.lines import Line

# Marks as words; those beside a word of their own, such as the state of a topic, say nothing more.
_WORDS = {
    "▲": "up",
    "▼": "down",
    "≤": "at most",
    "≥": "at least",
    "±": "plus or minus",
    "→": "to",
    "↑": "Up",
    "↓": "Down",
    "←": "Left",
    **dict.fromkeys("●◐○✕■✓✗", ""),
}
CURSOR = "▸"
# Box drawing, blocks and geometric shapes, and braille: frames, bars, curves.
_GRAPHIC = re.compile("[─-◿⟨⟩⠀-⣿]")
_CURVE = re.compile("[▀-▟⠀-⣿│┃╵╷╻╹┤├┼]")
# A mark with the blanks after it, which align columns and end no phrase.
_MARK = re.compile(f"([{''.join(_WORDS)}]) *")
_LETTER = re.compile(r"[^\W\d_]")
_COLUMNS = re.compile(r"\s{2,}")
_FRAME = "frame"
# A line with as many cells of a curve and fewer letters is a piece of a picture.
_PICTURE, _WORDY = 4, 3


def plain_lines(lines: Iterable[Line]) -> list[str]:
    """Lines of a panel as text; blank ones and pieces of pictures are left out."""
    return [text for line in lines if (text := plain_line(line))]


def plain_line(line: Line) -> str:
    """One line as text, "" where nothing in it can be read out."""
    # A frame separates what stands in it.
    raw = "".join("  " if style.startswith(_FRAME) else text for text, style in line)
    if len(_CURVE.findall(raw)) >= _PICTURE and len(_LETTER.findall(raw)) < _WORDY:
        return ""
    return plain_text(raw)


def plain_text(text: str) -> str:
    """Text without graphics; columns become phrases with commas between them."""
    text = _MARK.sub(lambda found: f" {word} " if (word := _WORDS[found[1]]) else "", text)
    parts = (part.strip() for part in _COLUMNS.split(_GRAPHIC.sub(" ", text).strip()))
    said = ", ".join(part for part in parts if part)
    return said if any(character.isalnum() or character == "–" for character in said) else ""


def has_cursor(line: Line) -> bool:
    """Whether the line is the selected row."""
    return any(CURSOR in text for text, _ in line)


def changed_lines(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The lines of `after` that are not among `before`, in their order."""
    known = set(before)
    return [line for line in after if line not in known]
