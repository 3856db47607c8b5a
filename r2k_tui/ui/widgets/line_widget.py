"""The base of every panel: draws lines, and sends only the cells that differ to the terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region, Size
from textual.strip import Strip

from r2k_tui.ui.drawing.awaited import is_awaiting
from r2k_tui.ui.drawing.lines import BLANK, Line, cells, cut, fit
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.drawing.targets import ClickTarget, target_at, without_target
from r2k_tui.ui.widgets.differences import changed_regions
from r2k_tui.ui.widgets.pen import Pen, pen_in
from r2k_tui.ui.widgets.plain_ascii import to_ascii
from r2k_tui.ui.widgets.pointing import PointedWidget
from r2k_tui.ui.widgets.stale import stale_line
from r2k_tui.ui.widgets.styles import blended


class _Look(NamedTuple):
    """A style, and the terminal's pen for it."""

    style: Style
    pen: Pen


def _as_ascii(line: Line) -> Line:
    return tuple((to_ascii(text), style) for text, style in line)


class LineWidget(PointedWidget):
    """Holds the lines it shows. `paint` draws again and sends one span for each row that differs."""

    DEFAULT_CSS = "LineWidget { height: 1fr; width: 1fr; }"
    # Whether `draw` returns lines of exactly the requested width, as a frame does: then they are not measured again.
    EXACT_WIDTH = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._drawn_for = Size(0, 0)
        self._drawn_of: object = None
        self._fitted: list[tuple[Line, Line]] = []
        self._fitted_for = 0
        self._looks: dict[str, _Look] = {}
        self._ground: Color | None = None
        self._strips: dict[int, tuple[Line, Strip]] = {}
        self._written: dict[int, tuple[Line, list[tuple[str, Pen]]]] = {}

    def draw(self, width: int, height: int) -> list[Line]:
        """The lines to show in `width` x `height` cells."""
        raise NotImplementedError

    def target_under(self, x: int, y: int) -> ClickTarget | None:
        """See PointedWidget."""
        return target_at(self._lines[y], x) if 0 <= y < len(self._lines) else None

    def drawn(self) -> list[Line]:
        """The lines as they are now, with all their characters."""
        return self.draw(*self.size)

    def modes(self) -> list[Mode]:
        """What is switched on in this panel, the first to be switched off first; its title shows their labels."""
        return []

    def looked_at(self, symbols: Collection[str]) -> list[Region]:
        """The parts of the panel that notices should not cover: lines that are about these symbols, or have the
        cursor.
        """
        return [
            Region(0, y, self.size.width, 1)
            for y, line in enumerate(self._lines)
            if any("cursor" in style or (symbols and text.strip(" ▸") in symbols) for text, style in line)
        ]

    def awaits(self, size: Size) -> bool:
        """Whether it still waits for what it is to show; `size` is that of the widget."""
        if self._drawn_for != size:
            self._redraw(size)
        return is_awaiting(self._lines)

    def in_characters(self, lines: list[Line]) -> list[Line]:
        """The lines in the characters that the terminal has."""
        return [_as_ascii(line) for line in lines] if self.app.has_class("-ascii") else lines

    def stored(self) -> list[Line]:
        """The lines as a stored picture shows them."""
        return [stale_line(line) for line in self._lines]

    def cells_of(self, line: Line, start: int, stop: int) -> list[tuple[str, Pen]]:
        """The cells from `start` to `stop` (exclusive) of a line with the pens that they have in this widget."""
        return self._runs(line, start, stop)

    def cache_key(self) -> object:
        """Everything that `draw` depends on besides size, focus and character set: an equal key is not drawn again.
        None where a panel has no such key.
        """
        return None

    def _made_of(self) -> object:
        shown = self.cache_key()
        return None if shown is None else (shown, self.has_focus, self.app.has_class("-ascii"))

    def paint(self) -> None:
        """Draw again; nothing is sent where nothing differs."""
        size = self.size
        if not size:
            # It may come back in the size of before, with something else to show.
            self._drawn_for = size
            return
        if self._drawn_of is not None and self._drawn_for == size and self._drawn_of == self._made_of():
            return
        before, drawn_for = self._lines, self._drawn_for
        self._redraw(size)
        if drawn_for != size:
            self.refresh()
            return
        if regions := list(changed_regions(before, self._lines, size.width)):
            self.show_changes(regions)

    def show_changes(self, regions: Iterable[Region]) -> None:
        """Have these parts of the panel sent with the next frame."""
        self.refresh(*regions)

    def _redraw(self, size: Size) -> None:
        lines = self._drawn(*size)
        # Drawing may have clamped a cursor.
        self._drawn_of = self._made_of()
        if self._drawn_for == size:
            # A line that looks the same stays the same object, so that caches keyed by it hold.
            lines = [old if old == new else new for old, new in zip(self._lines, lines, strict=True)]
        self._lines, self._drawn_for = lines, size

    def _drawn(self, width: int, height: int) -> list[Line]:
        lines = self.draw(width, height)[:height]
        lines += [fit(BLANK, width)] * (height - len(lines))
        lines = self.in_characters(lines)
        if self.EXACT_WIDTH:
            return lines
        if self._fitted_for != width:
            self._fitted, self._fitted_for = [], width
        # A line of the last frame is not measured again.
        existing = self._fitted + [(BLANK, BLANK)] * (height - len(self._fitted))
        self._fitted = [
            pair if pair[1] and (pair[0] is line or pair[0] == line) else (line, fit(line, width))
            for pair, line in zip(existing, lines, strict=False)
        ]
        return [fitted for _, fitted in self._fitted]

    def on_resize(self) -> None:
        """Draw at the new size."""
        if self._drawn_for != self.size:
            self._redraw(self.size)
            self.refresh()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The border shows the focus; the event itself arrives before `has_focus` is set.

        Widget looks up all styles again, whereupon every line would be: no style of a panel depends on the focus.
        """
        self.paint()

    def notify_style_update(self) -> None:
        """The theme changed: look up every color again."""
        super().notify_style_update()
        self._drawn_of = None
        self._looks.clear()
        self._ground = None
        self._strips.clear()
        self._written.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """See Widget. Lines have no border and no padding, and unchanged strips are cached."""
        width = self._width_drawn()
        strips = [self._strip(y, width) for y in crop.line_range]
        return strips if crop.width == width else [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """See Widget."""
        return self._strip(y, self._width_drawn())

    def _width_drawn(self) -> int:
        """The width, after drawing at it. The first frame is drawn here: waiting for the event would send a blank
        one.
        """
        size = self.size
        if self._drawn_for != size:
            self._redraw(size)
        return size.width

    def _strip(self, y: int, width: int) -> Strip:
        if y >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line, kept = self._lines[y], self._strips.get(y)
        if kept is None or kept[0] is not line:
            kept = self._strips[y] = line, Strip(self._segments(line), width)
        return kept[1]

    def runs(self, y: int, start: int, stop: int, size: Size) -> list[tuple[str, Pen]]:
        """The cells from `start` to `stop` (exclusive) of a line with their pens; `size` is that of the widget."""
        if self._drawn_for != size:
            self._redraw(size)
        if y >= len(self._lines):
            return [(" " * (stop - start), self._look("text").pen)]
        line = self._lines[y]
        if (start, stop) != (0, size.width):
            return self._runs(line, start, stop)
        kept = self._written.get(y)
        if kept is None or kept[0] is not line:
            kept = self._written[y] = line, self._runs(line, start, stop)
        return kept[1]

    def _runs(self, line: Line, start: int, stop: int) -> list[tuple[str, Pen]]:
        runs: list[tuple[str, Pen]] = []
        left = 0
        for text, names in line:
            right = left + (len(text) if text.isascii() else cells(text))
            if right > start:
                if left < start or right > stop:
                    text = cut(text, max(0, start - left), min(stop, right) - left)
                runs.append((text, (self._looks.get(names) or self._look(names)).pen))
                if right >= stop:
                    break
            left = right
        return runs

    def _segments(self, line: Line) -> list[Segment]:
        return [Segment(text, look.style) for text, look in self._parts(line)]

    def _parts(self, line: Line) -> list[tuple[str, _Look]]:
        """The line with as few color changes as possible: most of a tick's bytes are color codes."""
        parts: list[tuple[str, _Look]] = []
        existing, last, last_text = self._looks, None, ""
        for text, names in line:
            look = existing.get(names) or self._look(names)
            if last is not None and (look is last or (text.isspace() and _same_ground(look.style, last.style))):
                last_text += text
                parts[-1] = last_text, last
            else:
                last, last_text = look, text
                parts.append((text, look))
        return parts

    def _look(self, names: str) -> _Look:
        look = self._looks.get(names)
        if look is None and (bare := without_target(names)) != names:
            # One look for all targets: a colored map has a target in each of its parts.
            look = self._looks[names] = self._look(bare)
        if look is None:
            style = self._style(names)
            # Names that look the same share one style.
            look = next((existing for existing in self._looks.values() if existing.style == style), None)
            if look is None:
                colors = self.app.console._color_system or ColorSystem.TRUECOLOR
                look = _Look(style, pen_in(style, colors))
            self._looks[names] = look
        return look

    def _style(self, names: str) -> Style:
        background = self._ground
        if background is None:
            _, background = self.background_colors
            self._ground = background
        style = blended(names.split("+"), self.app.theme_variables, background)
        if style.dim and not self.app.native_ansi_color:
            # Between two themes Textual cannot dim the terminal's own colors; the next theme follows at once.
            style += Style(dim=False)
        for line_filter in self.get_line_filters():
            style = line_filter.apply([Segment("", style)], background)[0].style or style
        return style


def _same_ground(blank: Style, before: Style) -> bool:
    """Whether a blank looks the same in both styles: only the background is visible."""
    return blank.bgcolor == before.bgcolor and not (blank.reverse or before.reverse or before.underline)
