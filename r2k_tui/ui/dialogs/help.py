"""The help: the keys of the view first, then all others by task; typing searches them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.css.query import QueryType
from textual.events import Key, MouseScrollDown, MouseScrollUp
from textual.widget import Widget

from r2k_tui.model.text import clean
from r2k_tui.ui.actions.table import Action, help_groups
from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.drawing.key_columns import KeyGroup, key_lines, matching
from r2k_tui.ui.drawing.lines import Line, framed, length, wrapped
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.plain_ascii import spelled_out

# Border and padding around the columns.
_FRAME = 4
_LONGEST = 40
# Rows of the keys of the view on a short first page, where they fit in more columns.
_BRIEF_ROWS = 12


class KeyList(LineWidget, can_focus=True):
    """The groups of keys, as far as they match the text; scrolls where not all fit.

    `brief`: at first only the keys of the view, and the names of the other groups.
    """

    def __init__(self, groups: Sequence[KeyGroup], *, brief: bool) -> None:
        super().__init__(id="keys")
        self.groups, self.brief = tuple(groups), brief
        self.text, self.searching = "", False
        self._first = 0

    def search(self, text: str) -> None:
        """Show the keys that match a text."""
        self.text, self._first = clean(text, _LONGEST), 0
        self.paint()

    def scroll_lines(self, lines: int) -> None:
        """Scroll; beyond the ends, to the ends."""
        self._first = max(0, self._first + lines)
        self.paint()

    def lines(self, width: int, height: int) -> list[Line]:
        """All lines of at most this width; one column is enough where it fits the height."""
        groups = [KeyGroup(g.title, tuple(map(self._spelled, g.entries))) for g in self.groups]
        if self.text:
            found = matching(groups, self.text)
            return key_lines(found, width, height) if found else [((f"no key does or is called {self.text}", "dim"),)]
        if not self.brief:
            return key_lines(groups, width, height)
        here, *others = groups
        names = ", ".join(f"{group.title} ({len(group.entries)})" for group in others)
        return [
            *key_lines([here], width, _BRIEF_ROWS),
            (),
            (("Tab shows these, too; typing searches them:", "accent"),),
            *_words(names, width),
        ]

    def _spelled(self, entry: tuple[str, str]) -> tuple[str, str]:
        keys, title = entry
        return (spelled_out(keys) if self.app.has_class("-ascii") else keys), title

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        lines, room = self.lines(width - _FRAME, height - 2), height - 2
        self._first = max(0, min(self._first, len(lines) - room))
        body: list[Line] = [((" ", "text"), *line) for line in lines[self._first : self._first + room]]
        below = len(lines) - self._first - room
        more = " ".join(filter(None, ("▲" if self._first else "", f"▼ {below}" if below > 0 else "")))
        title: Line = (("Keys", "bright"), *(((f" /{self.text}", "key"),) if self.text or self.searching else ()))
        foot: Line = (("type to search, ↑↓ scroll, Esc closes", "dim"),)
        return framed(body, width, height, title, ((more, "dim"),) if more else (), foot, focus=True)


def _words(text: str, width: int) -> list[Line]:
    return [((line, "text"),) for line in wrapped(text, width)]


class HelpScreen(Window[None]):
    """`handles` says whether the view handles a `panel`; `brief` keeps the first page short, for a thin line."""

    BINDINGS = [
        Binding("escape", "back", "Clear or close", priority=True),
        Binding("enter", "dismiss", "Close", priority=True),
        Binding("down", "scroll(1)", priority=True, show=False),
        Binding("up", "scroll(-1)", priority=True, show=False),
        Binding("pagedown", "scroll(10)", priority=True, show=False),
        Binding("pageup", "scroll(-10)", priority=True, show=False),
        Binding("home", "scroll(-1000)", priority=True, show=False),
        Binding("end", "scroll(1000)", priority=True, show=False),
        Binding("backspace", "erase", priority=True, show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > KeyList { max-width: 100%; max-height: 100%; background: $surface; }
    """

    def __init__(self, view: str, actions: Sequence[Action], handles: Callable[[str], bool], *, brief: bool) -> None:
        super().__init__()
        groups = [KeyGroup(title, tuple(entries)) for title, entries in help_groups(view, actions, handles)]
        self._help_keys = next((action.keys for action in actions if action.id == "help"), ())
        self.keys = KeyList(groups, brief=brief)

    def compose(self) -> ComposeResult:
        """See Screen."""
        self._fit()
        yield self.keys

    def on_mount(self) -> None:
        """Take the keys."""
        self.keys.focus()

    def on_resize(self) -> None:
        """Use as many columns as fit."""
        self._fit()

    def _fit(self) -> None:
        """A window just large enough; a search does not change its size."""
        size = self.app.size
        lines = self.keys.lines(size.width - _FRAME, size.height - 2)
        self.keys.styles.width = min(size.width, max(44, *map(length, lines)) + _FRAME)
        self.keys.styles.height = min(size.height, len(lines) + 2)

    def on_key(self, event: Key) -> None:
        """Search as it is typed; the first slash only begins the search, and the key of the help closes it."""
        if event.character is None or not event.is_printable:
            return
        event.stop()
        event.prevent_default()
        if event.key in self._help_keys and not self.keys.text and not self.keys.searching:
            self.dismiss(None)
        elif event.character == "/" and not self.keys.text and not self.keys.searching:
            self.keys.searching = True
            self.keys.paint()
        else:
            self.keys.search(self.keys.text + event.character)

    def action_back(self) -> None:
        """Clear the search; without one, close."""
        if self.keys.text or self.keys.searching:
            self.keys.searching = False
            self.keys.search("")
        else:
            self.dismiss(None)

    def action_erase(self) -> None:
        """Erase the last letter."""
        self.keys.search(self.keys.text[:-1])

    def focus_next(self, selector: str | type[QueryType] = "*") -> Widget | None:
        """See Screen: Tab has nothing else to go to."""
        self.call_later(self._expand)
        return self.focused

    def _expand(self) -> None:
        """Show the groups that were only named."""
        if self.keys.brief:
            self.keys.brief = False
            self._fit()
            self.keys.paint()

    def action_scroll(self, lines: int) -> None:
        """Scroll."""
        self.keys.scroll_lines(lines)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Scroll three lines down."""
        event.stop()
        self.keys.scroll_lines(3)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Scroll three lines up."""
        event.stop()
        self.keys.scroll_lines(-3)
