"""Views in which a key works that has no effect in the current one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from r2k_tui.ui.actions.table import Action, shown_key
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.registry import ViewSpec, load_view
from r2k_tui.ui.views.base import View

# Verbs that titles of actions begin with; any other title names what the key shows.
_VERBS = frozenset({"choose", "filter", "mute", "open", "reverse", "send", "show", "sort", "toggle", "unmute", "zoom"})


class KeyPlaces:
    """Finds the views that handle a key. Asks the views themselves, and loads the others when first asked."""

    def __init__(self, context: AppContext, views: Sequence[ViewSpec], shown: Mapping[str, View]) -> None:
        self._context, self._views, self._shown = context, views, shown
        self._others: dict[str, View] = {}

    def words(self, panel: str, amount: int, here: View) -> str:
        """What the key of this action would do, and where: `x toggles the crosshair: in the chart (2)`."""
        actions = self._context.actions
        of_panel = [action for action in actions if action.panel == panel]
        action = next((action for action in of_panel if action.amount == amount), next(iter(of_panel), None))
        if action is None:
            return f"{panel.replace('_', ' ')}: not available here"
        key = {action.view: shown_key(action.keys[0]) for action in actions if action.view}
        views = [
            f"{spec.title.lower()} ({key.get(spec.name, shown_key(spec.key))})"
            for spec in self._views
            if self._view(spec.name).key_handler(panel) is not None
        ]
        sometimes = [self._view(spec.name).SOMETIMES.get(panel, "") for spec in self._views]
        places = [here.elsewhere_here(panel), f"in the {_listed(views)}" if views else "", *dict.fromkeys(sometimes)]
        return f"{_told(action)}: {' and '.join(filter(None, places)) or 'nowhere at present'}"

    def _view(self, name: str) -> View:
        view = self._shown.get(name) or self._others.get(name)
        if view is None:
            view = self._others[name] = load_view(name, self._views)(self._context)
        return view


def _told(action: Action) -> str:
    key, title = shown_key(action.keys[0]), action.title
    words = title.split(" ")
    first = words[0].lower()
    if first not in _VERBS:
        return f"{key}, {title[0].lower()}{title[1:]}"
    others = [_third_person(w) if before == "or" else w for before, w in pairwise(words)]
    return " ".join([key, _third_person(first), *others])


def _third_person(word: str) -> str:
    return f"{word}s" if word in _VERBS else word


def _listed(places: Sequence[str]) -> str:
    *first, last = places
    return f"{', '.join(first)} and {last}" if first else last
