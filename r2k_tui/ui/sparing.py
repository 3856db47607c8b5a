"""Textual's compositor, made to draw and send only what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, cast

import textual
from rich.console import Console
from textual._compositor import Compositor, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from r2k_tui.ui.widgets.painted import Painted

# Row, first column, last column (exclusive) of the screen.
_Span = tuple[int, int, int]
_STRIPS = Compositor.render_full_update
_KEPT = "_topmost_of_layout"


class _Piece(NamedTuple):
    """Cells of a row of the screen, and the widget that lies topmost in them: its place on the screen, and the part
    of it that can be seen."""

    start: int
    stop: int
    widget: Widget
    region: Region
    seen: Region


class _Update(CompositorUpdate):
    """What is to be sent."""

    def __init__(self, codes: str) -> None:
        self._codes = codes

    def render_segments(self, console: Console) -> str:
        """See CompositorUpdate."""
        return self._codes


class _Topmost:
    """Which widget lies topmost in each cell, for one layout of a screen."""

    def __init__(self, compositor: Compositor) -> None:
        self.layout = compositor.visible_widgets
        self._cuts = compositor.cuts
        self._seen = [(widget, region, region.intersection(clip)) for widget, (region, clip) in self.layout.items()]
        self._rows: dict[int, list[_Piece]] = {}

    def pieces(self, y: int) -> list[_Piece]:
        """The pieces of a row from left to right; where no widget is there is no piece."""
        found = self._rows.get(y)
        if found is None:
            # A change may be of a row that a smaller window has no more.
            found = self._rows[y] = self._found(y) if 0 <= y < len(self._cuts) else []
        return found

    def _found(self, y: int) -> list[_Piece]:
        # In the order of the compositor: what lies in front comes first.
        here = [shown for shown in self._seen if shown[2].y <= y < shown[2].bottom and shown[2].width]
        pieces: list[_Piece] = []
        for start, stop in zip(self._cuts[y], self._cuts[y][1:], strict=False):
            top = next((shown for shown in here if shown[2].x <= start and stop <= shown[2].right), None)
            if top is None:
                continue
            if pieces and pieces[-1].widget is top[0] and pieces[-1].stop == start:
                pieces[-1] = pieces[-1]._replace(stop=stop)
            else:
                pieces.append(_Piece(start, stop, *top))
        return pieces


def _drawn(compositor: Compositor, spans: Iterable[_Span]) -> _Update:
    """The spans of the screen, each made by the widget that lies topmost there."""
    topmost = cast("_Topmost | None", getattr(compositor, _KEPT, None))
    if topmost is None or topmost.layout is not compositor.visible_widgets:
        topmost = _Topmost(compositor)
        setattr(compositor, _KEPT, topmost)
    strips: dict[Widget, list[Strip]] = {}
    out: list[str] = []
    for y, left, right in spans:
        at = -1
        for piece in topmost.pieces(y):
            start, stop = max(left, piece.start), min(right, piece.stop)
            if start >= stop:
                continue
            if start != at:
                out.append(f"\x1b[{y + 1};{start + 1}H")
            at, (x, top) = stop, piece.region.offset
            if isinstance(piece.widget, Painted):
                out.append(piece.widget.codes(y - top, start - x, stop - x, piece.region.size))
            else:
                out.append(_of_strip(piece, y, start, stop, strips))
    return _Update("".join(out))


def _of_strip(piece: _Piece, y: int, start: int, stop: int, strips: dict[Widget, list[Strip]]) -> str:
    """The same of a widget of Textual's own, which draws all that can be seen of it at once."""
    widget, seen, (x, top) = piece.widget, piece.seen, piece.region.offset
    if widget not in strips:
        strips[widget] = widget.render_lines(Region(seen.x - x, seen.y - top, seen.width, seen.height))
    lines = strips[widget]
    if y - seen.y >= len(lines):
        return ""
    strip = lines[y - seen.y]
    whole = (start - seen.x, stop - seen.x) == (0, strip.cell_length)
    return (strip if whole else strip.crop(start - seen.x, stop - seen.x)).render(widget.app.console)


def _partial_update(self: Compositor) -> _Update | None:
    regions = self._dirty_regions.copy()
    self._dirty_regions.clear()
    return _drawn(self, self._regions_to_spans(regions)) if regions else None


def _full_update(self: Compositor, simplify: bool = False) -> LayoutUpdate | _Update:
    if simplify:
        # For a picture in a file, which is made of strips.
        return _STRIPS(self, simplify)
    self._dirty_regions.clear()
    width, height = self.size
    return _drawn(self, ((y, 0, width) for y in range(height)))


def send_changes_alone() -> bool:
    """Make Textual draw and send only the changed cells of a row; True when it was done.

    Textual 8.2 draws every panel between the first and the last change of the screen, divides each of its lines where
    any other panel begins, and sends a change from the left edge of its panel. Here each changed span is made by the
    widget on top of it. The correction is for that version alone: another one is left as it is.
    """
    if not textual.__version__.startswith("8.2."):
        return False
    Compositor.render_partial_update = _partial_update  # type: ignore[method-assign, assignment]
    Compositor.render_full_update = _full_update  # type: ignore[method-assign, assignment]
    return True
