"""Words of a small window, in ASCII where the terminal has no more."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Static

from r2k_tui.ui.widgets.plain_ascii import to_ascii


class PlainText(Static):
    """A Static without markup."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words, markup=False)

    def render_line(self, y: int) -> Strip:
        """See Widget."""
        strip = super().render_line(y)
        if not self.app.has_class("-ascii"):
            return strip
        return Strip([Segment(to_ascii(text), style) for text, style, _ in strip], strip.cell_length)
