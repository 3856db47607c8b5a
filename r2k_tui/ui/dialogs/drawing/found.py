"""Matches of the find line, and the drawing of one row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from r2k_tui.model.text import SYMBOL_PATTERN, clean, clean_symbol
from r2k_tui.ui.dialogs.drawing.matching import EXACT, LETTERS, Destination, marked, matches
from r2k_tui.ui.drawing.lines import Line, Run, cells, fit, whole

# The row that asks the source for the text as a symbol, and its title.
LOOK_UP, _ASK = "look up", "ask the source for this symbol"
_SYMBOL = re.compile(SYMBOL_PATTERN)
_SYMBOLS = ("symbol", "fund", "member")
_LONGEST = 400
_NAME, _WIDEST_NAME, _KIND = 16, 34, 8

# Takes a text; returns the symbols that it may be a mistake for.
NearestSymbols = Callable[[str], Sequence[Destination]]


class Finder:
    """Destinations by kind, in the order in which equal matches are listed; `offered` are listed without a text."""

    def __init__(
        self, places: Mapping[str, Sequence[Destination]], offered: Sequence[Destination], nearest: NearestSymbols
    ) -> None:
        self._places, self._offered, self.nearest = dict(places), tuple(offered), nearest
        self._all = [place for kind in self._places.values() for place in kind]

    def more(self, kind: str, places: Sequence[Destination]) -> None:
        """Add destinations that arrived later."""
        self._places[kind] = places
        self._all = [place for kind in self._places.values() for place in kind]

    def rows(self, text: str) -> list[Destination]:
        """What to list: what matches, and where no name is the text, a row that looks it up as a symbol.

        That row comes before matches that are only letters in order. Where nothing matches better, the symbols follow
        that the text may be a mistake for.
        """
        if not clean(text):
            return list(self._offered)
        found = matches(text, self._all)
        sure = [match.place for match in found if match.rank < LETTERS]
        symbol = looked_up(text)
        if not symbol or any(match.rank == EXACT and match.place.kind in _SYMBOLS for match in found):
            return [match.place for match in found]
        look_up = Destination(LOOK_UP, symbol, _ASK)
        unsure = [match.place for match in found if match.rank == LETTERS]
        near = [] if sure else self.nearest(symbol)
        return [*sure, look_up, *near, *(place for place in unsure if place.name not in {n.name for n in near})]


def looked_up(text: str) -> str:
    """The symbol that a text may be, "" where it cannot be one."""
    symbol = clean_symbol(text)
    one_word = len(clean(text).split()) == 1
    return symbol if one_word and _SYMBOL.fullmatch(symbol) and len(clean(text)) <= len(symbol) else ""


def first_shown(count: int, cursor: int, height: int) -> int:
    """The first of `count` rows that is on the screen, so that the cursor is too."""
    return max(0, min(cursor - height + 1, count - height))


def found_lines(places: Sequence[Destination], cursor: int, query: str, width: int, height: int) -> list[Line]:
    """The rows around the cursor, with what the query matches highlighted."""
    top = first_shown(len(places), cursor, height)
    # Names and titles come from files and providers.
    seen = [p._replace(name=clean(p.name), title=clean(p.title, _LONGEST)) for p in places[top : top + height]]
    name = min(max([_NAME, *(cells(place.name) for place in seen)]), _WIDEST_NAME, max(_NAME, width // 3))
    return [_row(place, query, name, width, here=top + at == cursor) for at, place in enumerate(seen)]


def _row(place: Destination, query: str, name: int, width: int, *, here: bool) -> Line:
    ground = "+cursor" if here else ""
    in_name, in_title = marked(place, query) if query and place.kind != LOOK_UP else ([], [])
    first = fit(_highlighted(place.name, in_name, "bright", ground), name, "bright" + ground)
    head: Line = (("▸" if here else " ", "bright" + ground), *first, (f" {place.kind:<{_KIND}} ", "accent" + ground))
    title = whole(tuple(_highlighted(place.title, in_title, "dim", ground)), max(1, width - name - _KIND - 3))
    return fit((*head, *title), width, "text" + ground)


def _highlighted(text: str, spans: Sequence[tuple[int, int]], style: str, ground: str) -> list[Run]:
    runs: list[Run] = []
    done = 0
    for start, stop in spans:
        runs += [(text[done:start], style + ground), (text[start:stop], "key" + ground)]
        done = stop
    return [run for run in (*runs, (text[done:], style + ground)) if run[0]]
