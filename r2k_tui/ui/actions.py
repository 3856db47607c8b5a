"""Everything a person can do, in one table: keys, footer, help and palette all read it."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding


class Action(NamedTuple):
    """`keys` are Textual's names; `method` is what the app runs; `footer` a word for the bottom line, "" for none."""

    id: str
    keys: tuple[str, ...]
    method: str
    title: str
    footer: str = ""


ACTIONS: tuple[Action, ...] = (
    Action("view_dashboard", ("1",), "view('dashboard')", "Dashboard", "dashboard"),
    Action("view_momentum", ("3",), "view('momentum')", "Momentum", "momentum"),
    Action("view_risk", ("4",), "view('risk')", "Risk", "risk"),
    Action("view_feed", ("9",), "view('feed')", "Feed", "feed"),
    Action("row_down", ("j", "down"), "move(1)", "Next symbol"),
    Action("row_up", ("k", "up"), "move(-1)", "Previous symbol", "row"),
    Action("row_first", ("g", "home"), "move(-100000)", "First symbol"),
    Action("row_last", ("G", "end"), "move(100000)", "Last symbol"),
    Action("page_down", ("pagedown",), "move(10)", "Ten symbols down"),
    Action("page_up", ("pageup",), "move(-10)", "Ten symbols up"),
    Action("next_panel", ("tab",), "app.focus_next", "Next panel"),
    Action("previous_panel", ("shift+tab",), "app.focus_previous", "Previous panel"),
    Action("range_previous", ("left_square_bracket",), "range(-1)", "Previous range of the chart"),
    Action("range_next", ("right_square_bracket",), "range(1)", "Next range of the chart", "range"),
    Action("find", ("slash",), "find", "Find a symbol of the list", "find"),
    Action("add", ("plus",), "add", "Add a symbol, save the list", "add"),
    Action("remove", ("minus",), "remove", "Remove the symbol, save the list", "remove"),
    Action("pause", ("space",), "pause", "Pause painting, and go on", "pause"),
    Action("refresh", ("r",), "refresh", "Poll everything now", "refresh"),
    Action("theme", ("t",), "theme", "Next theme", "theme"),
    Action("palette", ("ctrl+p",), "command_palette", "Palette of commands"),
    Action("help", ("question_mark",), "help", "This help", "help"),
    Action("back", ("escape",), "to_list", "Back to the list; never quits"),
    Action("quit", ("q", "ctrl+q", "ctrl+c"), "quit", "Quit", "quit"),
)

_SYMBOLS = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "space": "Space",
    "question_mark": "?",
    "down": "↓",
    "up": "↑",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
}
# One word of the footer may stand for two actions that belong together.
_PAIRS = {"row_up": "j k", "range_next": "[ ]"}


def shown_key(key: str) -> str:
    """A key as it is written on the keyboard."""
    return _SYMBOLS.get(key, key.replace("ctrl+", "Ctrl+"))


def bindings() -> list[Binding]:
    """The table as Textual's bindings."""
    return [Binding(",".join(action.keys), action.method, action.title, id=action.id, show=False) for action in ACTIONS]


def footer_entries() -> list[tuple[str, str]]:
    """Key and word of every action that the footer shows."""
    return [(_PAIRS.get(a.id, shown_key(a.keys[0])), a.footer) for a in ACTIONS if a.footer]


def help_entries() -> list[tuple[str, str]]:
    """Keys and title of every action."""
    return [(" ".join(shown_key(key) for key in action.keys), action.title) for action in ACTIONS]
