"""The list of themes: each is shown on the whole screen while the cursor is on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Key

from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.drawing.lines import Line, fit, framed
from r2k_tui.ui.drawing.targets import ClickTarget
from r2k_tui.ui.widgets.line_widget import LineWidget

_ROWS = 14


class ThemeList(LineWidget, can_focus=True):
    """Themes with their descriptions, and a cursor."""

    def __init__(self, themes: Sequence[tuple[str, str]], shown: str, foot: str) -> None:
        super().__init__(id="themes")
        self._themes, self._foot = tuple(themes), foot
        names = [name for name, _ in themes]
        self.cursor = names.index(shown) if shown in names else 0

    @property
    def count(self) -> int:
        """How many themes there are."""
        return len(self._themes)

    @property
    def chosen(self) -> str:
        """The theme under the cursor."""
        return self._themes[self.cursor][0]

    def go(self, place: int) -> None:
        """Move the cursor, around the ends."""
        self.cursor = place % len(self._themes)
        self.paint()

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """Choose the clicked theme; the frame is none."""
        room = self.size.height - 2
        place = self._top(room) + y - 1
        inside = 0 < y <= room and place < len(self._themes)
        return self.follow(ClickTarget("entry", str(place))) if inside else None

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Step through the themes."""
        return self.follow(ClickTarget("step", "1" if rows > 0 else "-1")) is None

    def _top(self, room: int) -> int:
        return max(0, min(self.cursor - room // 2, len(self._themes) - room))

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        top, room = self._top(height - 2), height - 2
        body = [self._row(place, width - 2) for place in range(top, min(len(self._themes), top + room))]
        count: Line = ((f"{self.cursor + 1}/{len(self._themes)}", "dim"),)
        return framed(body, width, height, (("Themes", "bright"),), count, ((self._foot, "dim"),), focus=True)

    def _row(self, place: int, width: int) -> Line:
        name, words = self._themes[place]
        here = place == self.cursor
        ground = "+cursor" if here else ""
        runs = (
            (f"{'▸' if here else ' '}{name:<19} ", ("bright" if here else "text") + ground),
            (words, "dim" + ground),
        )
        return fit(runs, width, "text" + ground)


class ThemeScreen(Window[str | None]):
    """Returns the theme that Enter keeps; None where Esc brought back the one before.

    `preview` shows a theme; None where that would send too much, and Enter applies it. `keys` step through the list.
    """

    BINDINGS = [
        Binding("escape,q", "restore", "Restore", priority=True),
        Binding("enter", "keep", "Keep", priority=True),
        Binding("j,down", "step(1)", show=False),
        Binding("k,up", "step(-1)", show=False),
        Binding("g,home", "go(0)", show=False),
        Binding("G,end", "go(-1)", show=False),
    ]
    DEFAULT_CSS = f"""
    ThemeScreen {{ align: right bottom; background: transparent; }}
    ThemeScreen > ThemeList {{
        width: 50; max-width: 100%; height: {_ROWS + 2}; max-height: 100%; background: $surface;
    }}
    """

    def __init__(
        self,
        themes: Sequence[tuple[str, str]],
        shown: str,
        keys: Sequence[str],
        preview: Callable[[str], None] | None,
    ) -> None:
        super().__init__()
        self._before, self._keys, self._preview = shown, tuple(keys), preview
        foot = "Enter keeps, Esc restores" if preview is not None else "Enter applies: slow line, no preview"
        self.list = ThemeList(themes, shown, foot)

    def compose(self) -> ComposeResult:
        """See Screen."""
        yield self.list

    def on_mount(self) -> None:
        """Take the keys."""
        self.list.focus()

    def action_step(self, rows: int) -> None:
        """Move the cursor, and show the theme under it."""
        self._show(self.list.cursor + rows)

    def action_go(self, place: int) -> None:
        """Go to the first theme, or to the last (-1)."""
        self._show(place)

    def _show(self, place: int) -> None:
        self.list.go(place)
        if self._preview is not None:
            self._preview(self.list.chosen)

    def on_key(self, event: Key) -> None:
        """The key that opened the list steps through it."""
        if event.key in self._keys:
            event.stop()
            self.action_step(1)

    def click_entry(self, place: str) -> None:
        """Show the clicked theme; a second click keeps it."""
        if int(place) == self.list.cursor:
            self.action_keep()
        else:
            self._show(int(place))

    def click_step(self, rows: str) -> None:
        """Move the cursor by the wheel, not around the ends."""
        place = self.list.cursor + int(rows)
        if 0 <= place < self.list.count:
            self._show(place)

    def on_click(self) -> None:
        """A click beside the list brings back the theme of before."""
        self.action_restore()

    def action_keep(self) -> None:
        """Keep the theme under the cursor."""
        self.dismiss(self.list.chosen)

    def action_restore(self) -> None:
        """Show the theme of before again."""
        if self._preview is not None:
            self._preview(self._before)
        self.dismiss(None)
