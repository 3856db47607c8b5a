"""The base of every panel: lines in, and only the cells that differ go to the terminal."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from r2k_tui.ui.present.lines import BLANK, Line, fit

# Each style: the theme's variable for its colour, how much of it, and a text style. Read from the theme directly:
# as component classes they would cost the start of the app a style sheet lookup per style and widget.
STYLES: dict[str, tuple[str, float, str]] = {
    "text": ("foreground", 1.0, ""),
    "dim": ("foreground", 0.55, ""),
    "bright": ("foreground", 1.0, "bold"),
    "accent": ("accent", 1.0, ""),
    "volume": ("foreground", 0.4, ""),
    "area": ("accent", 0.45, ""),
    "shade": ("foreground", 0.12, ""),
    "line-1": ("warning", 1.0, ""),
    "line-2": ("primary", 0.8, ""),
    "line-3": ("foreground", 0.65, ""),
    "line-4": ("warning", 0.6, ""),
    "line-5": ("primary", 0.5, ""),
    "up": ("success", 1.0, ""),
    "down": ("error", 1.0, ""),
    "flat": ("foreground", 0.75, ""),
    "warn": ("warning", 1.0, ""),
    "frame": ("foreground", 0.3, ""),
    "frame-focus": ("accent", 1.0, ""),
    "key": ("accent", 1.0, "bold"),
    "alarm": ("background", 1.0, "bold"),
}
# Styles that change what lies behind.
GROUNDS = {"cursor": "panel", "alarm": "warning"}
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

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._drawn_for = Size(0, 0)
        self._fitted: list[tuple[Line, Line]] = []
        self._fitted_for = (0, False)
        self._styles: dict[str, Style] = {}

    def picture(self, width: int, height: int) -> list[Line]:
        """The lines to show in `width` x `height` cells."""
        raise NotImplementedError

    def paint(self) -> None:
        """Draw anew; nothing is sent where nothing differs."""
        width, height = self.size
        if not width or not height:
            return
        before, drawn_for = self._lines, self._drawn_for
        self._draw()
        if drawn_for != self._drawn_for:
            self.refresh()
            return
        regions = [
            Region(start, y, end - start, 1)
            for y, (old, new) in enumerate(zip(before, self._lines, strict=True))
            if old is not new and old != new
            for start, end in (_span(old, new),)
            if end > start
        ]
        if regions:
            self.refresh(*regions)

    def _draw(self) -> None:
        self._lines, self._drawn_for = self._drawn(*self.size), self.size

    def _drawn(self, width: int, height: int) -> list[Line]:
        lines = self.picture(width, height)[:height]
        lines += [BLANK] * (height - len(lines))
        only_ascii = self.app.has_class("-ascii")
        if self._fitted_for != (width, only_ascii):
            self._fitted, self._fitted_for = [], (width, only_ascii)
        # A line that is the very one of the last picture is not measured again.
        known = self._fitted + [(BLANK, BLANK)] * (height - len(self._fitted))
        self._fitted = [
            pair if pair[0] is line and pair[1] else (line, fit(_as_ascii(line) if only_ascii else line, width))
            for pair, line in zip(known, lines, strict=False)
        ]
        return [fitted for _, fitted in self._fitted]

    def on_resize(self) -> None:
        """Everything moves."""
        if self._drawn_for != self.size:
            self._draw()
            self.refresh()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The border says so; the event itself comes before `has_focus` is set."""
        super().watch_has_focus(has_focus)
        self.paint()

    def notify_style_update(self) -> None:
        """Another theme: every colour is looked up again."""
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """See Widget. The first time it is drawn here: waiting for the event would send a blank frame first."""
        if self._drawn_for != self.size:
            self._draw()
        if y >= len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        return Strip(self._segments(self._lines[y]), self.size.width)

    def _segments(self, line: Line) -> list[Segment]:
        """The line with as few changes of colour as can be: most of what a tick sends is colour codes."""
        parts: list[tuple[str, Style]] = []
        for text, names in line:
            style = self._style(names)
            if parts and (style == parts[-1][1] or (text.isspace() and _same_ground(style, parts[-1][1]))):
                parts[-1] = (parts[-1][0] + text, parts[-1][1])
            else:
                parts.append((text, style))
        return [Segment(text, style) for text, style in parts]

    def _style(self, names: str) -> Style:
        style = self._styles.get(names)
        if style is None:
            style = self._styles[names] = self._blended(names.split("+"))
        return style

    def _blended(self, names: list[str]) -> Style:
        """The named styles over the widget's own background; a colour that is only part there is mixed with it."""
        colours = self.app.theme_variables
        _, background = self.background_colors
        variable, share, words = STYLES["text"]
        for name in names:
            if name in GROUNDS:
                background = Color.parse(colours[GROUNDS[name]])
            variable, share, words = STYLES.get(name, (variable, share, words))
        colour = Color.parse(colours[variable])
        if background.ansi is not None or colour.ansi is not None:
            return self._in_terminal_colours(names, colour, share, words)
        mixed = colour if share == 1.0 else background + colour.with_alpha(share)
        return Style.parse(words) + Style(color=mixed.rich_color, bgcolor=background.rich_color)

    def _in_terminal_colours(self, names: list[str], colour: Color, share: float, words: str) -> Style:
        """The same with the terminal's own sixteen colours, which cannot be mixed: faint and reverse stand in."""
        if any(name in GROUNDS for name in names):
            words += " reverse"
            colour = Color.parse(self.app.theme_variables["warning"]) if "alarm" in names else colour
        if share < 1.0:
            words += " dim"
        return Style.parse(words.strip()) + Style(color=colour.rich_color)


def _same_ground(blank: Style, before: Style) -> bool:
    """Whether a blank looks the same in both styles: there is only a background to see."""
    return blank.bgcolor == before.bgcolor and not (blank.reverse or before.reverse or before.underline)


def _span(old: Line, new: Line) -> tuple[int, int]:
    """First and last cell (exclusive) in which two lines of the same width differ."""
    runs = min(len(old), len(new))
    same = next((i for i in range(runs) if old[i] != new[i]), runs)
    tail = next((i for i in range(runs - same) if old[-1 - i] != new[-1 - i]), runs - same)
    start = sum(cell_len(text) for text, _ in new[:same])
    before, after = _cells(old[same : len(old) - tail]), _cells(new[same : len(new) - tail])
    if len(before) != len(after):
        return 0, start + max(len(before), len(after)) + sum(cell_len(text) for text, _ in new[len(new) - tail :])
    differing = [x for x, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    return (start + differing[0], start + differing[-1] + 1) if differing else (0, 0)


def _cells(line: Line) -> list[tuple[str, str]]:
    cells: list[tuple[str, str]] = []
    for text, style in line:
        if text.isascii() or cell_len(text) == len(text):
            cells.extend((character, style) for character in text)
        else:
            for character in text:
                cells.extend([(character, style)] * cell_len(character))
    return cells
