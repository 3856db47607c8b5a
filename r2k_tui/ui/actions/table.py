"""The table of actions: keys, footer, help and palette all read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from textual.binding import Binding
from textual.keys import format_key

from r2k_tui.ui.registry import VIEWS, ViewSpec

_FUNCTION_KEY = re.compile(r"f\d+$")


class Task(StrEnum):
    """What a person is about to do: the groups of the help, in their order."""

    MOVE = "Move"
    GO = "Find and open"
    ROWS = "Rows and pages"
    CHART = "Chart"
    WATCH = "Watchlist, alerts, news"
    OUTPUT = "Copy, export, save"
    REPLAY = "Replay"
    MONITOR = "The monitor"


class NamedKeys(NamedTuple):
    """The keys that messages name, as they are written on the keyboard."""

    refresh: str
    feed: str
    providers: str
    back: str
    add: str


class Action(NamedTuple):
    """One action. `keys` are Textual's names; `task` groups the help; `footer` is its word in the footer, "" for none.

    Exactly one of these is set: `run`, the name of one of the app's commands; `method`, one of Textual's own actions;
    `view`, the view that it shows; `panel`, the name of the handler `on_key_<panel>` of a panel or view, called with
    `amount`.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    task: Task
    footer: str = ""
    run: str = ""
    method: str = ""
    view: str = ""
    panel: str = ""
    amount: int = 0

    @property
    def command(self) -> str:
        """The action as Textual runs it."""
        if self.view:
            return f"view({self.view!r})"
        if self.run:
            return f"run({self.run!r})"
        return f"panel({self.panel!r}, {self.amount})" if self.panel else self.method


_ACTIONS: tuple[Action, ...] = (
    Action("row_down", ("j", "down"), "Next row, or scroll down", Task.MOVE, panel="move", amount=1),
    Action("row_up", ("k", "up"), "Previous row, or scroll up", Task.MOVE, "row", panel="move", amount=-1),
    Action("left", ("h", "left"), "Left: group, cursor, chart", Task.MOVE, panel="pan", amount=-1),
    Action("right", ("l", "right"), "Right: group, cursor, chart", Task.MOVE, panel="pan", amount=1),
    Action("row_first", ("g", "home"), "First row", Task.MOVE, panel="move", amount=-100000),
    Action("row_last", ("G", "end"), "Last row", Task.MOVE, panel="move", amount=100000),
    Action("page_down", ("pagedown",), "Ten rows down", Task.MOVE, panel="move", amount=10),
    Action("page_up", ("pageup",), "Ten rows up", Task.MOVE, panel="move", amount=-10),
    Action("next_panel", ("tab",), "Next panel", Task.MOVE, method="app.focus_next"),
    Action("previous_panel", ("shift+tab",), "Previous panel", Task.MOVE, method="app.focus_previous"),
    Action("open", ("enter",), "Open the selection", Task.GO, "open", panel="open"),
    Action("mute", ("m",), "Mute or unmute the alert", Task.WATCH, "mute", panel="mute"),
    Action("test_alert", ("T",), "Send a test alert", Task.WATCH, "test", panel="test_alert"),
    Action("sort", ("s",), "Sort by the next column", Task.ROWS, "sort", panel="sort", amount=1),
    Action("sort_direction", ("S",), "Reverse the sort", Task.ROWS, panel="sort_direction"),
    Action("filter", ("f",), "Filter rows", Task.ROWS, "filter", panel="filter"),
    Action("page_next", ("d",), "Next page of the view", Task.ROWS, "page", panel="page", amount=1),
    Action("page_previous", ("D",), "Previous page of the view", Task.ROWS, panel="page", amount=-1),
    Action("layout", ("L",), "Next layout of the dashboard", Task.ROWS, panel="layout", amount=1),
    Action("screens", ("F",), "Choose a saved screen of the members", Task.ROWS, panel="screens"),
    Action("reporting", ("E",), "Members that report soon", Task.ROWS, panel="reporting"),
    Action("columns", ("C",), "Choose columns", Task.ROWS, panel="columns"),
    Action("range_previous", ("left_square_bracket",), "Previous range", Task.CHART, panel="range", amount=-1),
    Action("range_next", ("right_square_bracket",), "Next range", Task.CHART, "range", panel="range", amount=1),
    Action("chart_type", ("c",), "Line, candles or area", Task.CHART, "type", panel="chart_type", amount=1),
    Action("indicators", ("i",), "Choose indicators", Task.CHART, "indicators", panel="indicators"),
    Action("lower_pane", ("o",), "Next lower pane: OBV, RSI, MACD …", Task.CHART, panel="lower_pane", amount=1),
    Action("volume", ("v",), "Toggle volume", Task.CHART, panel="volume"),
    Action("crosshair", ("x",), "Toggle the crosshair", Task.CHART, "crosshair", panel="crosshair"),
    Action("extended_hours", ("p",), "Toggle extended hours", Task.CHART, panel="extended_hours"),
    Action("log_scale", ("y",), "Toggle the log scale", Task.CHART, panel="log_scale"),
    Action("compare", ("equals_sign",), "Compare symbols", Task.CHART, panel="compare"),
    Action("normalise", ("V",), "Compare by volatility", Task.CHART, panel="normalise"),
    Action("price_line", ("H",), "Lines at prices", Task.CHART, run="price_line"),
    Action("zoom_in", ("z",), "Zoom in", Task.CHART, "zoom", panel="zoom", amount=1),
    Action("zoom_out", ("Z",), "Zoom out", Task.CHART, panel="zoom", amount=-1),
    Action("find", ("slash",), "Find anything", Task.GO, "find", run="find"),
    Action("add", ("plus",), "Add symbols and save the list", Task.WATCH, "add", run="add"),
    Action("remove", ("minus",), "Remove the symbol and save the list", Task.WATCH, "remove", run="remove"),
    Action("alert", ("a",), "Add an alert on the symbol", Task.WATCH, "alert", run="alert"),
    Action("note", ("N",), "Notes on symbol or bar", Task.WATCH, run="note"),
    Action("brief", ("b",), "Brief of the day", Task.GO, run="brief"),
    Action("news", ("n",), "News of the symbol", Task.WATCH, "news", panel="news"),
    Action("pause", ("space",), "Pause or resume the screen", Task.MONITOR, "pause", run="pause"),
    Action("replay_hold", ("comma",), "Replay: pause or resume", Task.REPLAY, run="replay_hold"),
    Action("replay_step", ("full_stop",), "Replay: step one bar and pause", Task.REPLAY, run="replay_step"),
    Action("replay_faster", ("greater_than_sign",), "Replay: faster", Task.REPLAY, run="replay_faster"),
    Action("replay_slower", ("less_than_sign",), "Replay: slower", Task.REPLAY, run="replay_slower"),
    Action("refresh", ("r",), "Poll everything now", Task.MONITOR, "refresh", run="refresh"),
    Action("save", ("w",), "Save changes to the settings", Task.OUTPUT, "save", run="save"),
    Action("add_providers", ("A",), "Add providers of prices", Task.MONITOR, run="add_providers"),
    Action("export", ("e",), "Export a picture, text or table", Task.OUTPUT, "export", run="export"),
    Action("copy", ("Y",), "Copy a cell, row, panel or view", Task.OUTPUT, run="copy"),
    Action("theme", ("t",), "Choose a theme", Task.MONITOR, "theme", run="theme"),
    Action("palette", ("ctrl+p",), "Command palette", Task.GO, run="palette"),
    Action("help", ("question_mark",), "Help", Task.GO, "help", run="help"),
    Action("back", ("escape",), "Undo what is on, then go back", Task.MOVE, panel="back"),
    Action("suspend", ("ctrl+z",), "Suspend; fg resumes", Task.MONITOR, method="suspend_process"),
    Action("quit", ("q", "ctrl+q", "ctrl+c"), "Quit", Task.MONITOR, "quit", method="quit"),
)
# Actions that work in every window; all others belong to the views. Theirs have priority over any other binding and
# are checked when the next key is processed, so that no key of a quick sequence is lost.
_EVERYWHERE = ("quit", "suspend")


def actions_for(views: Sequence[ViewSpec]) -> tuple[Action, ...]:
    """All actions, those that show a view first."""
    shown = (Action(f"view_{spec.name}", (spec.key,), spec.title, Task.GO, view=spec.name) for spec in views)
    return (*shown, *_ACTIONS)


ACTIONS = actions_for(VIEWS)
UNDER_WINDOWS = frozenset(action.command.partition("(")[0] for action in ACTIONS if action.id not in _EVERYWHERE)

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
# Actions that share one word in the footer: the key of the value comes before the key of the name.
_PAIRS = {"row_up": "row_down", "range_next": "range_previous"}


@cache
def shown_key(key: str) -> str:
    """A key as it is written on the keyboard."""
    *modifiers, base = key.split("+")
    if _FUNCTION_KEY.match(base) or (modifiers and len(base) == 1):
        base = base.upper()
    return "+".join([*(word.capitalize() for word in modifiers), _SYMBOLS.get(base, format_key(base))])


def key_of(actions: Sequence[Action], id: str) -> str:
    """The first key of an action as it is written on the keyboard. Raises StopIteration for an unknown action."""
    return next(shown_key(action.keys[0]) for action in actions if action.id == id)


def named_keys(actions: Sequence[Action]) -> NamedKeys:
    """The keys that messages name, by a table of actions."""
    first = {action.id: shown_key(action.keys[0]) for action in actions}
    return NamedKeys(
        refresh=first["refresh"],
        feed=first["view_feed"],
        providers=first["add_providers"],
        back=first["back"],
        add=first["add"],
    )


def bindings(actions: Sequence[Action] = ACTIONS) -> list[Binding]:
    """The actions as Textual's bindings."""
    return [
        Binding(
            ",".join(action.keys),
            action.command,
            action.title,
            id=action.id,
            show=False,
            priority=action.id not in _EVERYWHERE,
        )
        for action in actions
    ]


def footer_entries(actions: Sequence[Action], handles: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Key and word of every action in the footer of a view; `handles` says whether the view handles a `panel`."""
    first = {action.id: shown_key(action.keys[0]) for action in actions}
    views = [first[action.id] for action in actions if action.view]
    return [(f"{views[0]}-{views[-1]}", "views")] + [
        (" ".join((first[_PAIRS[a.id]], first[a.id])) if a.id in _PAIRS else first[a.id], a.footer)
        for a in actions
        if a.footer and (not a.panel or handles(a.panel))
    ]


def footer_action(actions: Sequence[Action], label: str, place: int | None) -> Action | None:
    """The action of a footer's entry: that of its key at `place`; without one, that which goes on."""
    chosen = next((action for action in actions if action.footer == label), None)
    if chosen is None or chosen.id not in _PAIRS:
        return chosen
    pair = (next(action for action in actions if action.id == _PAIRS[chosen.id]), chosen)
    return max(pair, key=lambda action: action.amount) if place is None else pair[place]


def help_groups(
    view: str, actions: Sequence[Action], handles: Callable[[str], bool]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Keys and titles by group: those of the panels of this view first, then all others by task.

    Keys of panels that this view does not handle are in their group like any other.
    """
    here = [action for action in actions if action.panel and handles(action.panel)]
    name = next((action.title for action in actions if action.view == view), view)
    by_task = [(task.value, [a for a in actions if a.task is task and a not in here]) for task in Task]
    groups = [(f"In this view: {name}", here), *by_task]
    return [(title, [help_entry(action) for action in group]) for title, group in groups if group]


def help_entry(action: Action) -> tuple[str, str]:
    """Keys and title of an action."""
    return " ".join(shown_key(key) for key in action.keys), action.title
