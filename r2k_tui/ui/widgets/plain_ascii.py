"""ASCII replacements for drawing characters, for terminals limited to ASCII."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Static

# Used only for terminals that cannot draw more than ASCII.
_ASCII = str.maketrans(
    {
        **dict.fromkeys("╭╮╰╯├┤┼┌┐└┘┴┬", "+"),
        **dict.fromkeys("┃╻╹╽╿", "H"),
        **dict.fromkeys("░┊", ":"),
        "╵": "'",
        "╷": ",",
        "╞": "[",
        "╡": "]",
        "═": "=",
        "▀": "#",
        **dict.fromkeys("─┈", "-"),
        "━": "=",
        "│": "|",
        "▲": "^",
        "▼": "v",
        "▸": ">",
        "◂": "<",
        "↑": "^",
        "↓": "v",
        "←": "<",
        "→": ">",
        "◆": "#",
        "●": "*",
        "◐": "%",
        "○": "o",
        "✕": "x",
        "≤": "<",
        "✓": "y",
        "✗": "x",
        "┿": "|",
        "■": "=",
        "–": "-",
        "…": "~",
        "·": ".",
        "²": "2",
        "σ": "s",
        "✎": "n",
        **dict(zip("▁▂▃▄▅▆▇█", "__..-=##", strict=True)),
    }
)
_ARROWS = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}


def spelled_out(keys: str) -> str:
    """Keys with each arrow as a word, since its ASCII replacement would look like another key."""
    return " ".join(_ARROWS.get(key, key) for key in keys.split(" "))


def to_ascii(text: str) -> str:
    """The text with drawing characters replaced by ASCII ones of the same width."""
    text = text.translate(_ASCII)
    if text.isascii():
        return text
    return "".join(c if c.isascii() else "*" if "\u2800" < c <= "\u28ff" else "?" * max(1, cell_len(c)) for c in text)


class PlainText(Static):
    """A Static without markup, in ASCII where the terminal has no more."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words, markup=False)

    def render_line(self, y: int) -> Strip:
        """See Widget."""
        strip = super().render_line(y)
        if not self.app.has_class("-ascii"):
            return strip
        return Strip([Segment(to_ascii(text), style) for text, style, _ in strip], strip.cell_length)
