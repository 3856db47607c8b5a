"""The cells of a stored picture: written to a file, and read again by the app that goes on from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from r2k_tui.ui.drawing.lines import cells, cut
from r2k_tui.ui.widgets.pen import Pen, pen_of

_StoredPen = tuple[tuple[str, ...], str, str]


class _Encoded(msgspec.Struct, array_like=True, frozen=True):
    """Cells as they are in a file: pens once each, and the runs of every row with the place of their pen."""

    size: tuple[int, int]
    pens: list[_StoredPen]
    rows: list[list[tuple[str, int]]]


class StoredCells(NamedTuple):
    """The rows of a screen, each as texts with their pens that are exactly as wide as the screen."""

    size: tuple[int, int]
    rows: Sequence[Sequence[tuple[str, Pen]]]

    def encode(self) -> bytes:
        """The cells for a file."""
        pens: dict[Pen, int] = {}
        rows = [[(text, pens.setdefault(pen, len(pens))) for text, pen in row] for row in self.rows]
        looks = [(pen.attributes, pen.foreground, pen.background) for pen in pens]
        return msgspec.msgpack.encode(_Encoded(self.size, looks, rows))

    def part(self, y: int, start: int, stop: int) -> Iterator[tuple[str, Pen]]:
        """The cells from `start` to `stop` (exclusive) of a row."""
        left = 0
        for text, pen in self.rows[y]:
            right = left + cells(text)
            if right > start:
                yield cut(text, max(0, start - left), min(stop, right) - left), pen
                if right >= stop:
                    return
            left = right

    def with_note(self, y: int, x: int, note: str, pen: Pen) -> StoredCells:
        """The cells with a note in a row."""
        row = [*self.part(y, 0, x), (note, pen), *self.part(y, x + cells(note), self.size[0])]
        return self._replace(rows=[row if place == y else other for place, other in enumerate(self.rows)])


def decode(data: bytes) -> StoredCells:
    """The cells of a file. Raises ValueError."""
    try:
        found = msgspec.msgpack.decode(data, type=_Encoded)
        pens = [pen_of(*pen) for pen in found.pens]
        rows = [[(text, pens[place]) for text, place in row] for row in found.rows]
    except (msgspec.MsgspecError, IndexError) as error:
        raise ValueError(f"no cells of a picture: {error}") from None
    width, height = found.size
    if len(rows) != height or any(sum(cells(text) for text, _ in row) != width for row in rows):
        raise ValueError("cells of a picture in another size")
    return StoredCells(found.size, rows)
