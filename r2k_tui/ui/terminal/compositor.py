"""Textual's compositor, corrected to draw and send only what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast
from weakref import WeakKeyDictionary

from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import Compositor, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from r2k_tui.ui.terminal.shadow import Runs, Shadow
from r2k_tui.ui.terminal.takeover.gate import Gate, gate_of
from r2k_tui.ui.textual_release import textual_version
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.pen import pen_in

# Row, first column, last column (exclusive) of the screen.
_Span = tuple[int, int, int]
_STRIPS = Compositor.render_full_update
_KEPT = "_topmost_of_layout"
_SHADOWS: WeakKeyDictionary[App[Any], Shadow] = WeakKeyDictionary()


class _Piece(NamedTuple):
    """Cells of a row of the screen and the topmost widget in them: its region on the screen, and the visible part
    of it.
    """

    start: int
    stop: int
    widget: Widget
    region: Region
    seen: Region


class Update(CompositorUpdate):
    """Spans of a screen to show. Cells the terminal shows already are left out when the update is encoded."""

    def __init__(self, compositor: Compositor, spans: Iterable[_Span], *, whole: bool) -> None:
        self._compositor, self._spans, self.whole = compositor, spans, whole

    def render_segments(self, console: Console) -> str:
        """See CompositorUpdate. Nothing of a screen without a layout, as when it is resumed before its first frame."""
        root = self._compositor.root
        if root is None:
            return ""
        screen, size = shadow(root.app), (self._compositor.size.width, self._compositor.size.height)
        spans, gate = self._spans, gate_of(root.app)
        if gate is not None and gate.judge(root, self._compositor.visible_widgets, size):
            spans = _everywhere(self._compositor)
        if not screen.is_current(size):
            screen.clear(size)
            spans = _everywhere(self._compositor)
        for y, left, runs in _drawn(self._compositor, spans, console, gate):
            screen.put(y, left, runs)
        return screen.encode()


class EncodedUpdate(CompositorUpdate):
    """An update that is encoded already."""

    def __init__(self, codes: str) -> None:
        self._codes = codes

    def render_segments(self, console: Console) -> str:
        """See CompositorUpdate."""
        return self._codes


class _Topmost:
    """The topmost widget in each cell, for one layout of a screen."""

    def __init__(self, compositor: Compositor) -> None:
        self.layout = compositor.visible_widgets
        self._cuts = compositor.cuts
        self._seen = [(widget, region, region.intersection(clip)) for widget, (region, clip) in self.layout.items()]
        self._rows: dict[int, list[_Piece]] = {}

    def pieces(self, y: int) -> list[_Piece]:
        """The pieces of a row, left to right; cells without a widget have no piece."""
        result = self._rows.get(y)
        if result is None:
            # A change may be in a row that a smaller window no longer has.
            result = self._rows[y] = self._found(y) if 0 <= y < len(self._cuts) else []
        return result

    def _found(self, y: int) -> list[_Piece]:
        # In the compositor's order: front to back.
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


def shadow(app: App[Any]) -> Shadow:
    """The shadow of the terminal of an app."""
    return _SHADOWS.setdefault(app, Shadow())


def _everywhere(compositor: Compositor) -> Iterable[_Span]:
    width, height = compositor.size
    return ((y, 0, width) for y in range(height))


def _drawn(
    compositor: Compositor, spans: Iterable[_Span], console: Console, gate: Gate | None = None
) -> Iterator[tuple[int, int, Runs]]:
    """Row, first column and runs of every piece in these spans, each drawn by its topmost widget, or as it is stored
    where `gate` keeps it so.
    """
    topmost = cast("_Topmost | None", getattr(compositor, _KEPT, None))
    if topmost is None or topmost.layout is not compositor.visible_widgets:
        topmost = _Topmost(compositor)
        setattr(compositor, _KEPT, topmost)
    strips: dict[Widget, list[Strip]] = {}
    for y, left, right in spans:
        for piece in topmost.pieces(y):
            start, stop = max(left, piece.start), min(right, piece.stop)
            if start >= stop:
                continue
            x, top = piece.region.offset
            if gate is not None and gate.keeps(piece.widget):
                yield y, start, gate.stored(y, start, stop)
            elif isinstance(piece.widget, LineWidget):
                yield y, start, piece.widget.runs(y - top, start - x, stop - x, piece.region.size)
            else:
                yield y, start, _of_strip(piece, y, start, stop, strips, console)


def _of_strip(
    piece: _Piece, y: int, start: int, stop: int, strips: dict[Widget, list[Strip]], console: Console
) -> Runs:
    """The runs of a widget of Textual's own, which draws all of its visible part at once."""
    widget, seen, (x, top) = piece.widget, piece.seen, piece.region.offset
    if widget not in strips:
        strips[widget] = widget.render_lines(Region(seen.x - x, seen.y - top, seen.width, seen.height))
    lines = strips[widget]
    if y - seen.y >= len(lines):
        return ()
    strip = lines[y - seen.y]
    if (start - seen.x, stop - seen.x) != (0, strip.cell_length):
        strip = strip.crop(start - seen.x, stop - seen.x)
    colors = console._color_system or ColorSystem.TRUECOLOR
    return [(text, pen_in(style, colors)) for text, style, _ in strip]


def _partial_update(self: Compositor) -> Update | None:
    regions = self._dirty_regions.copy()
    self._dirty_regions.clear()
    return Update(self, list(self._regions_to_spans(regions)), whole=False) if regions else None


def _full_update(self: Compositor, simplify: bool = False) -> LayoutUpdate | Update:
    if simplify:
        # For a screenshot, which is made of strips.
        return _STRIPS(self, simplify)
    self._dirty_regions.clear()
    return Update(self, list(_everywhere(self)), whole=True)


def _show_changes(self: LineWidget, regions: Iterable[Region]) -> None:
    if not self.is_mounted:
        self.refresh(*regions)
        return
    screen = self.screen
    self._repaint_regions.update(regions)
    screen._dirty_widgets.add(self)
    screen.check_idle()


def send_changes_only() -> bool:
    """Make Textual draw only the changed spans of a screen, and send only cells that differ; returns True if it
    applies.

    Textual 8.2 draws every panel between the first and the last change of the screen, splits each of its lines where
    another panel begins, sends a change from the left edge of its panel, and sends a new screen whole. Here each
    changed span is drawn by its topmost widget and compared with the shadow of the terminal. And a panel that changed
    wakes the screen, instead of its own task, which would send the screen a message. Other versions of Textual are left
    unchanged.
    """
    if not textual_version().startswith("8.2."):
        return False
    Compositor.render_partial_update = _partial_update  # type: ignore[method-assign, assignment]
    Compositor.render_full_update = _full_update  # type: ignore[method-assign, assignment]
    LineWidget.show_changes = _show_changes  # type: ignore[method-assign]
    return True
