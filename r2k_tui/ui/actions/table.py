"""Everything a person can do, in one table: keys, footer, help and palette all read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from textual.binding import Binding
from textual.keys import format_key

_FUNCTION_KEY = re.compile(r"f\d+$")
_VIEW = re.compile(r"view\('(\w+)'")
_HAND = re.compile(r"hand\('(\w+)'")


class NamedKeys(NamedTuple):
    """The keys of this terminal that words name, as they are written on the keyboard."""

    refresh: str
    feed: str


class Action(NamedTuple):
    """`keys` are Textual's names; `method` is what the app runs; `footer` a word for the bottom line, "" for none."""

    id: str
    keys: tuple[str, ...]
    method: str
    title: str
    footer: str = ""


ACTIONS: tuple[Action, ...] = (
    Action("view_dashboard", ("1",), "view('dashboard')", "Dashboard"),
    Action("view_chart", ("2",), "view('chart')", "Chart"),
    Action("view_momentum", ("3",), "view('momentum')", "Momentum"),
    Action("view_risk", ("4",), "view('risk')", "Risk"),
    Action("view_allocation", ("5",), "view('allocation')", "Allocation"),
    Action("view_macro", ("6",), "view('macro')", "Macro"),
    Action("view_universe", ("7",), "view('universe')", "Universe"),
    Action("view_thesis", ("8",), "view('thesis')", "Thesis"),
    Action("view_feed", ("9",), "view('feed')", "Feed"),
    Action("row_down", ("j", "down"), "hand('move', 1)", "Next row, or scroll down"),
    Action("row_up", ("k", "up"), "hand('move', -1)", "Previous row, or scroll up", "row"),
    Action("left", ("h", "left"), "hand('pan', -1)", "Left: group, cursor, chart"),
    Action("right", ("l", "right"), "hand('pan', 1)", "Right: group, cursor, chart"),
    Action("row_first", ("g", "home"), "hand('move', -100000)", "First row"),
    Action("row_last", ("G", "end"), "hand('move', 100000)", "Last row"),
    Action("page_down", ("pagedown",), "hand('move', 10)", "Ten rows down"),
    Action("page_up", ("pageup",), "hand('move', -10)", "Ten rows up"),
    Action("next_panel", ("tab",), "app.focus_next", "Next panel"),
    Action("previous_panel", ("shift+tab",), "app.focus_previous", "Previous panel"),
    Action("open", ("enter",), "hand('open', 0)", "Open what the cursor is on", "open"),
    Action("mute", ("m",), "hand('mute', 0)", "Mute the alert, and let it speak again", "mute"),
    Action("test_alert", ("T",), "hand('test_alert', 0)", "Test how the alert is told", "test"),
    Action("sort", ("s",), "hand('sort', 1)", "Sort by the next column", "sort"),
    Action("sort_direction", ("S",), "hand('sort_direction', 0)", "Turn the order round"),
    Action("filter", ("f",), "hand('filter', 0)", "Filter rows", "filter"),
    Action("columns", ("C",), "hand('columns', 0)", "Choose columns"),
    Action("range_previous", ("left_square_bracket",), "hand('range', -1)", "Previous range of the chart"),
    Action("range_next", ("right_square_bracket",), "hand('range', 1)", "Next range of the chart", "range"),
    Action("chart_type", ("c",), "hand('chart_type', 1)", "Line, candles, area", "type"),
    Action("indicators", ("i",), "hand('indicators', 0)", "Choose indicators", "indicators"),
    Action("lower_pane", ("o",), "hand('lower_pane', 1)", "Next lower pane: OBV, RSI, MACD …"),
    Action("volume", ("v",), "hand('volume', 0)", "Volume on and off"),
    Action("crosshair", ("x",), "hand('crosshair', 0)", "Crosshair on and off", "crosshair"),
    Action("extended_hours", ("p",), "hand('extended_hours', 0)", "Before and after hours on and off"),
    Action("log_scale", ("y",), "hand('log_scale', 0)", "Log scale on and off"),
    Action("zoom_in", ("z",), "hand('zoom', 1)", "Zoom in", "zoom"),
    Action("zoom_out", ("Z",), "hand('zoom', -1)", "Zoom out"),
    Action("find", ("slash",), "find", "Find a symbol, a view, a reading", "find"),
    Action("add", ("plus",), "add", "Add a symbol, save the list", "add"),
    Action("remove", ("minus",), "remove", "Remove the symbol, save the list", "remove"),
    Action("alert", ("a",), "alert", "Alert on the symbol, save it", "alert"),
    Action("news", ("n",), "hand('news', 0)", "News of the symbol", "news"),
    Action("pause", ("space",), "pause", "Pause painting, and go on", "pause"),
    Action("replay_hold", ("comma",), "replay('hold')", "Replay: hold, and go on"),
    Action("replay_step", ("full_stop",), "replay('step')", "Replay: on to the next bar, and hold"),
    Action("replay_faster", ("greater_than_sign",), "replay('faster')", "Replay: faster"),
    Action("replay_slower", ("less_than_sign",), "replay('slower')", "Replay: slower"),
    Action("refresh", ("r",), "refresh", "Poll everything now", "refresh"),
    Action("save", ("w",), "save", "Save changes to the settings", "save"),
    Action("export", ("e",), "export", "Export picture, text or table", "export"),
    Action("theme", ("t",), "theme", "Next theme", "theme"),
    Action("palette", ("ctrl+p",), "palette", "Palette of commands"),
    Action("help", ("question_mark",), "help", "This help", "help"),
    Action("back", ("escape",), "hand('back', 0)", "Back to the list; never quits"),
    Action("suspend", ("ctrl+z",), "suspend_process", "Stop for a while; fg goes on"),
    Action("quit", ("q", "ctrl+q", "ctrl+c"), "quit", "Quit", "quit"),
)
# What is meant in whatever window; all other actions are for the views. Those come before anything else and are done
# when the next key is looked at, so that of keys in a row none is lost.
_EVERYWHERE = ("quit", "suspend")
UNDER_WINDOWS = frozenset(action.method.partition("(")[0] for action in ACTIONS if action.id not in _EVERYWHERE)

_SYMBOLS = {
    "space": "Space",
    "left": "←",
    "right": "→",
    "down": "↓",
    "enter": "Enter",
    "up": "↑",
    "escape": "Esc",
    "tab": "Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
}
# One word of the footer may stand for two actions that belong together: this one after that one.
_PAIRS = {"row_up": "row_down", "range_next": "range_previous"}


@cache
def shown_key(key: str) -> str:
    """A key as it is written on the keyboard."""
    *modifiers, base = key.split("+")
    if _FUNCTION_KEY.match(base) or (modifiers and len(base) == 1):
        base = base.upper()
    return "+".join([*(word.capitalize() for word in modifiers), _SYMBOLS.get(base, format_key(base))])


def named_keys(actions: Sequence[Action]) -> NamedKeys:
    """The keys that words name, by a table of actions."""
    first = {action.id: shown_key(action.keys[0]) for action in actions}
    return NamedKeys(refresh=first["refresh"], feed=first["view_feed"])


def bindings() -> list[Binding]:
    """The table as Textual's bindings."""
    return [
        Binding(
            ",".join(action.keys),
            action.method,
            action.title,
            id=action.id,
            show=False,
            priority=action.id not in _EVERYWHERE,
        )
        for action in ACTIONS
    ]


def hand_of(action: Action) -> str:
    """The name of what a view does for the action; "" where it is the app that does it."""
    found = _HAND.match(action.method)
    return found[1] if found else ""


def view_of(action: Action) -> str:
    """The name of the view that the action shows; "" where it shows none."""
    found = _VIEW.match(action.method)
    return found[1] if found else ""


def footer_entries(actions: Sequence[Action], heard: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Key and word of every action that the footer of a view shows; `heard` says of a hand whether the view has it."""
    first = {action.id: shown_key(action.keys[0]) for action in actions}
    views = [first[action.id] for action in actions if view_of(action)]
    return [(f"{views[0]}-{views[-1]}", "views")] + [
        (" ".join((first[_PAIRS[a.id]], first[a.id])) if a.id in _PAIRS else first[a.id], a.footer)
        for a in actions
        if a.footer and (not hand_of(a) or heard(hand_of(a)))
    ]


def help_entries(actions: Sequence[Action]) -> list[tuple[str, str]]:
    """Keys and title of every action."""
    return [(" ".join(shown_key(key) for key in action.keys), action.title) for action in actions]
