"""The base of every panel: lines in, and only the cells that differ go to the terminal."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from r2k_tui.ui.present.lines import BLANK, Line, Run, cells, fit, length
from r2k_tui.ui.widgets.styles import blended

# Only for terminals that cannot draw more than ASCII; the meaning stays.
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
        **dict(zip("▁▂▃▄▅▆▇█", "__..-=##", strict=True)),
    }
)


def to_ascii(text: str) -> str:
    """The text with drawing characters replaced by ASCII ones of the same width."""
    text = text.translate(_ASCII)
    if text.isascii():
        return text
    return "".join(c if c.isascii() else "*" if "\u2800" < c <= "\u28ff" else "?" * max(1, cell_len(c)) for c in text)


def _as_ascii(line: Line) -> Line:
    return tuple((to_ascii(text), style) for text, style in line)


class Painted(Widget):
    """Holds the lines it shows. `paint` draws anew and sends one span for each row that differs."""

    DEFAULT_CSS = "Painted { height: 1fr; width: 1fr; }"
    # Whether every line of the picture is as wide as it was asked for, as in a frame: then it is not measured again.
    EXACT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._drawn_for = Size(0, 0)
        self._fitted: list[tuple[Line, Line]] = []
        self._fitted_for = 0
        self._styles: dict[str, Style] = {}
        self._strips: dict[int, tuple[Line, Strip]] = {}

    def picture(self, width: int, height: int) -> list[Line]:
        """The lines to show in `width` x `height` cells."""
        raise NotImplementedError

    def paint(self) -> None:
        """Draw anew; nothing is sent where nothing differs."""
        size = self.size
        if not size:
            return
        before, drawn_for = self._lines, self._drawn_for
        self._draw(size)
        if drawn_for != size:
            self.refresh()
            return
        regions = [
            Region(start, y, end - start, 1)
            for y, (old, new) in enumerate(zip(before, self._lines, strict=True))
            if old is not new
            for start, end in (_span(old, new, size.width),)
            if end > start
        ]
        if regions:
            self.refresh(*regions)

    def _draw(self, size: Size) -> None:
        lines = self._drawn(*size)
        if self._drawn_for == size:
            # A line that looks the same stays the very same one: what is made of it is kept.
            lines = [old if old == new else new for old, new in zip(self._lines, lines, strict=True)]
        self._lines, self._drawn_for = lines, size

    def _drawn(self, width: int, height: int) -> list[Line]:
        lines = self.picture(width, height)[:height]
        lines += [fit(BLANK, width)] * (height - len(lines))
        only_ascii = self.app.has_class("-ascii")
        if only_ascii:
            lines = [_as_ascii(line) for line in lines]
        if self.EXACT:
            return lines
        if self._fitted_for != width:
            self._fitted, self._fitted_for = [], width
        # A line that was in the last picture is not measured again.
        known = self._fitted + [(BLANK, BLANK)] * (height - len(self._fitted))
        self._fitted = [
            pair if pair[1] and (pair[0] is line or pair[0] == line) else (line, fit(line, width))
            for pair, line in zip(known, lines, strict=False)
        ]
        return [fitted for _, fitted in self._fitted]

    def on_resize(self) -> None:
        """Everything moves."""
        if self._drawn_for != self.size:
            self._draw(self.size)
            self.refresh()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The border says so; the event itself comes before `has_focus` is set."""
        super().watch_has_focus(has_focus)
        self.paint()

    def notify_style_update(self) -> None:
        """Another theme: every colour is looked up again."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """See Widget. There is no border and no padding to draw round a line, and one that stays is kept."""
        width = self._width_drawn()
        strips = [self._strip(y, width) for y in crop.line_range]
        return strips if crop.width == width else [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """See Widget."""
        return self._strip(y, self._width_drawn())

    def _width_drawn(self) -> int:
        """The width, drawn for it. The first time it is drawn here: waiting for the event would send a blank frame."""
        size = self.size
        if self._drawn_for != size:
            self._draw(size)
        return size.width

    def _strip(self, y: int, width: int) -> Strip:
        if y >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line, kept = self._lines[y], self._strips.get(y)
        if kept is None or kept[0] is not line:
            kept = self._strips[y] = line, Strip(self._segments(line), width)
        return kept[1]

    def _segments(self, line: Line) -> list[Segment]:
        """The line with as few changes of colour as can be: most of what a tick sends is colour codes."""
        parts: list[tuple[str, Style]] = []
        for text, names in line:
            style = self._style(names)
            if parts and (style is parts[-1][1] or (text.isspace() and _same_ground(style, parts[-1][1]))):
                parts[-1] = (parts[-1][0] + text, parts[-1][1])
            else:
                parts.append((text, style))
        return [Segment(text, style) for text, style in parts]

    def _style(self, names: str) -> Style:
        style = self._styles.get(names)
        if style is None:
            _, background = self.background_colors
            style = blended(names.split("+"), self.app.theme_variables, background)
            if style.dim and not self.app.native_ansi_color:
                # Between two themes: Textual cannot dim the terminal's own colours, and soon there are others.
                style += Style(dim=False)
            for line_filter in self.get_line_filters():
                style = line_filter.apply([Segment("", style)], background)[0].style or style
            # Two names that look the same are one style.
            style = next((known for known in self._styles.values() if known == style), style)
            self._styles[names] = style
        return style


def _same_ground(blank: Style, before: Style) -> bool:
    """Whether a blank looks the same in both styles: there is only a background to see."""
    return blank.bgcolor == before.bgcolor and not (blank.reverse or before.reverse or before.underline)


def _span(old: Line, new: Line, width: int) -> tuple[int, int]:
    """First and last cell (exclusive) in which two lines of `width` cells differ."""
    runs = min(len(old), len(new))
    same = next((i for i in range(runs) if old[i] != new[i]), runs)
    tail = next((i for i in range(runs - same) if old[-1 - i] != new[-1 - i]), runs - same)
    if same + tail < runs:
        # The lines part within these runs, unless one text begins, or ends, with the whole of the other.
        head = _alike(old[same], new[same], 1)
        foot = _alike(old[-1 - tail], new[-1 - tail], -1)
        if head is not None and foot is not None:
            return length(new[:same]) + head, width - length(new[len(new) - tail :]) - foot
    start = length(new[:same])
    before, after = _cells(old[same : len(old) - tail]), _cells(new[same : len(new) - tail])
    if len(before) != len(after):
        return 0, start + max(len(before), len(after)) + length(new[len(new) - tail :])
    differing = [x for x, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    return (start + differing[0], start + differing[-1] + 1) if differing else (0, 0)


def _alike(old: Run, new: Run, step: int) -> int | None:
    """Cells that two runs have in common from their begin (`step` 1) or from their end (-1); None where one of them is
    alike to its other end.
    """
    if old[1] != new[1]:
        return 0 if old[0] and new[0] else None
    one, other = old[0][::step], new[0][::step]
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return cells(one[:place])
    return None


def _cells(line: Line) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for text, style in line:
        if cells(text) == len(text):
            found.extend((character, style) for character in text)
        else:
            for character in text:
                found.extend([(character, style)] * cell_len(character))
    return found
