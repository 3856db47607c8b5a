"""Placement of notices: the corner where they cover least of what the reader looks at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from textual.geometry import Region, Size

from r2k_tui.ui.drawing.lines import wrapped

# Corners are preferred in this order where they cover equally much: Textual's own is the first.
_LIKED = (("bottom", "right"), ("top", "right"), ("bottom", "left"), ("top", "left"))
# A row that a notice is about outweighs any panel.
_ROW = 10_000
_WIDEST, _PART_OF_WIDTH = 60, 2
# The border and the blanks beside the words, and the blank line above each notice.
_BESIDE, _ABOVE = 3, 1


class Attention(NamedTuple):
    """What notices should not cover: rows under a cursor or about the same symbol, and the panel with the focus.

    `top` and `bottom`: lines at the edges of the screen that are never covered, such as header, footer and prompt.
    """

    rows: Sequence[Region] = ()
    panel: Region = Region()
    top: int = 0
    bottom: int = 0


@runtime_checkable
class Attentive(Protocol):
    """A screen that knows what its reader looks at."""

    def attention(self, about: Iterable[str]) -> Attention:
        """What notices about these symbols should not cover."""


class Corner(NamedTuple):
    """A corner of the screen."""

    edge: str
    side: str


def size_of(texts: Sequence[str], window: Size) -> list[Size]:
    """Size of each notice, of a text with lines, in a window."""
    width = min(_WIDEST, window.width // _PART_OF_WIDTH)
    room = max(1, width - _BESIDE)
    return [Size(width, _ABOVE + sum(len(wrapped(line, room)) for line in text.split("\n"))) for text in texts]


def best_corner(window: Size, notices: Sequence[Size], seen: Attention) -> Corner:
    """The corner where notices of these sizes, one under the other, cover least."""
    width, height = max((size.width for size in notices), default=0), sum(size.height for size in notices)

    def covered(corner: tuple[str, str]) -> int:
        x = 0 if corner[1] == "left" else window.width - width
        y = seen.top if corner[0] == "top" else window.height - seen.bottom - height
        region = Region(x, y, width, height)
        rows = sum(bool(row.intersection(region)) for row in seen.rows)
        return rows * _ROW + seen.panel.intersection(region).area

    return Corner(*min(_LIKED, key=covered))
