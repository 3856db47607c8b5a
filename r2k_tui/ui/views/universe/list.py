"""Sort, filter and cursor of the member table."""

from __future__ import annotations

from r2k_tui.model.screens.result import ScreenResult
from r2k_tui.ui.mirror.members import UniverseMirror
from r2k_tui.ui.views.universe.drawing.columns import COLUMNS
from r2k_tui.ui.views.universe.drawing.sorting import Words, among, nearest, sorted_places

# What ticks change is sorted again only now and then: rows stay stable under the reader's eyes.
_STANDS_S = 5.0
_FIRST = "weight"


class MemberList:
    """Owns sort, filter and cursor; the cursor stays on its symbol whatever else changes."""

    def __init__(self, members: UniverseMirror) -> None:
        self._membership = members
        self.sort, self.descending, self.filter = _FIRST, True, ""
        self.symbol = ""
        self._selected = 0
        self._words: Words | None = None
        self._screen: ScreenResult | None = None
        self._only: frozenset[str] | None = None
        self._kept: set[int] | None = None
        self._order: list[int] = []
        self._shown: list[int] = []
        self._made_of: tuple[object, ...] = ()
        self._made_at = 0.0

    def shown(self, now: float) -> list[int]:
        """The places of the members shown, in order, at `now` (seconds)."""
        members = self._membership.members
        if members is None:
            return []
        made_of = (self._membership.answers, self.sort, self.descending)
        if made_of != self._made_of or not 0.0 <= now - self._made_at < _STANDS_S:
            if not self._made_of or made_of[0] != self._made_of[0]:
                self._take_list()
            self._order = sorted_places(self._membership.column(self.sort), descending=self.descending)
            self._made_of, self._made_at = made_of, now
            self._shown = among(self._order, self._kept)
        return self._shown

    def _take_list(self) -> None:
        """A new answer arrived: the cursor follows its symbol."""
        members = self._membership.members
        assert members is not None
        self._words = Words(members)
        self._kept = self._places()
        here = self._selected < len(members) and members.symbols[self._selected] == self.symbol
        if not here:
            self._selected = members.symbols.index(self.symbol) if self.symbol in members.symbols else -1

    @property
    def selected(self) -> int | None:
        """The place of the member under the cursor; None where no row is shown."""
        shown = self.shown(self._made_at)
        if not shown:
            return None
        if self._selected not in shown:
            self.select(shown[0])
        return self._selected

    def select(self, place: int) -> None:
        """Put the cursor on a member."""
        members = self._membership.members
        if members is not None:
            self._selected, self.symbol = place, members.symbols[place]

    def move(self, rows: int) -> None:
        """Move the cursor down, or up where `rows` is negative."""
        if (selected := self.selected) is not None:
            at = self._shown.index(selected) + rows
            self.select(self._shown[max(0, min(len(self._shown) - 1, at))])

    def find(self, symbol: str) -> None:
        """Put the cursor on a symbol where it is a member."""
        members = self._membership.members
        if members is None or symbol not in members.symbols:
            return
        self.select(members.symbols.index(symbol))
        if self._kept is not None and self._selected not in self._kept:
            self.filter_by("")

    def filter_by(self, words: str) -> None:
        """Show only members with these words in symbol, name or sector; all members where there are none."""
        before, self.filter, self._screen, self._only = self._shown, words, None, None
        self._keep(before)

    def show_screen(self, text: str, screen: ScreenResult) -> None:
        """Show only the members that a screen holds for."""
        before, self.filter, self._screen, self._only = self._shown, text, screen, None
        self._keep(before)

    def show_only(self, symbols: frozenset[str]) -> None:
        """Show only these members, in place of any other filter."""
        before, self.filter, self._screen, self._only = self._shown, "", None, symbols
        self._keep(before)

    @property
    def shows_only(self) -> bool:
        """Whether only given members are shown."""
        return self._only is not None

    def _places(self) -> set[int] | None:
        """Places of the members that the filter keeps; None where it keeps all of them."""
        members = self._membership.members
        if self._only is not None:
            symbols = members.symbols if members is not None else ()
            return {place for place, symbol in enumerate(symbols) if symbol in self._only}
        if self._screen is not None:
            # A screen of another list says nothing of this one; it is evaluated again soon.
            return set(self._screen.rows()) if members is not None and self._screen.key == members.key else None
        return self._words.places(self.filter) if self._words is not None and self.filter.strip() else None

    def _keep(self, before: list[int]) -> None:
        if self._words is None:
            return
        self._kept = self._places()
        self._shown = among(self._order, self._kept)
        if self._shown and self._selected not in self._shown:
            self.select(nearest(self._shown, before, self._selected))

    def sort_by(self, name: str) -> None:
        """Sort by a column: text ascending, figures descending; reverse the sort where it is that column already."""
        if name == self.sort:
            self.descending = not self.descending
        else:
            self.sort, self.descending = name, not COLUMNS[name].words

    @property
    def sorts_otherwise(self) -> bool:
        """Whether the members are sorted in another way than at first."""
        return (self.sort, self.descending) != (_FIRST, True)

    def sort_as_first(self) -> None:
        """Sort by weight, the heaviest first."""
        self.sort, self.descending = _FIRST, True

    def reverse(self) -> None:
        """Reverse the sort."""
        self.descending = not self.descending
