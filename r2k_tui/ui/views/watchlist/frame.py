"""The text in the frame of the quote table, and the filter of its rows."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len, set_cell_size

from r2k_tui.model.text import plural
from r2k_tui.ui.actions.table import NamedKeys
from r2k_tui.ui.drawing.lines import Line, Run, length
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.drawing.numbers import NO_ROOM
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.mirror.watchlists import Watchlists
from r2k_tui.ui.views.watchlist.columns import COLUMNS

# Corners and blanks around the text in the border.
_BORDER = 6


def matches(words: str, symbol: str, name: str) -> bool:
    """Whether symbol or name contain the words, ignoring case."""
    sought = words.casefold()
    return sought in symbol.casefold() or sought in name.casefold()


def list_title(lists: Watchlists, source: str, width: int) -> tuple[Line, Line]:
    """Left, the name of the list, with those of the others where there is room; right, the source of the numbers."""
    groups, shown = lists.groups, lists.shown
    if len(groups) == 1:
        return ((shown.name, "bright"), (f" {source}", "dim")), ()
    tabs: list[Run] = []
    for place, group in enumerate(groups):
        tabs.append(aimed((group.name, "bright" if place == lists.place else "dim"), "group", str(place)))
        tabs.append((" · ", "frame"))
    right: Line = ((source, "dim"),)
    title: Line = tuple(tabs[:-1])
    if length((*title, *right)) + _BORDER + 2 > width:
        following = str((lists.place + 1) % len(groups))
        title = (aimed((shown.name, "bright"), "group", following), (f" {lists.place + 1}/{len(groups)}", "dim"))
    return title, right


def origin_of(symbols: tuple[str, ...], mirror: Mirror, room: int) -> str:
    """Providers of the quotes of a list in the order of the chain, in `room` columns; the source where it has none."""
    told = mirror.quotes.sources(symbols)
    found = [provider for provider in mirror.facts.chain if provider in told]
    words = " + ".join(found) or mirror.facts.name
    return words if cell_len(words) <= room or not found else f"{found[0]} + {len(found) - 1}"


def list_foot(lists: Watchlists, rows: int, above: int, below: int, hidden: int, width: int) -> Line:
    """How many rows match the filter, how many are above and below, how many columns did not fit."""
    runs: list[Run] = []
    if hidden:
        runs.append((f"{plural(hidden, 'column')} without room", "dim"))
    if above or below:
        arrows = [f"▲ {above}" if above else "", f"▼ {below}" if below else ""]
        runs.append((" ".join(arrow for arrow in arrows if arrow), "dim"))
    spaced: list[Run] = []
    for run in runs:
        spaced += [run] if not spaced else [("  ", "frame"), run]
    if not lists.filter:
        return tuple(spaced)
    rest: Line = (("  ", "frame"), *spaced) if spaced else ()
    words = f"{rows} of {len(lists.shown.symbols)}, filter: {lists.filter}"
    room = max(1, width - length(rest) - _BORDER - 2)
    # The filter may be cut anywhere, but the cut is marked.
    text = words if cell_len(words) <= room else set_cell_size(words, room - 1) + NO_ROOM
    return ((text, "warn"), *rest)


def empty_words(lists: Watchlists, keys: NamedKeys) -> str:
    """Shown where there are no rows."""
    if lists.shown.symbols:
        return f"no row matches; {keys.back} shows all"
    return f"the list is empty: {keys.add} adds a symbol"


def list_modes(lists: Watchlists, show_all: Callable[[], object]) -> list[Mode]:
    """What is switched on in the shown list: a filter, which `show_all` removes, another sort, other columns."""
    sort = lists.sort
    on = [Mode("filter", show_all, "filtered")] if lists.filter else []
    if lists.sorts_otherwise:
        label = "not sorted" if sort == "none" else f"by {COLUMNS[sort].title} {'▼' if lists.descending else '▲'}"
        on.append(Mode("sort", lists.sort_as_saved, label, "sorted"))
    if lists.other_columns and not lists.shown.held:
        on.append(Mode("columns", lists.choose_saved, "own columns", "columns"))
    return on
