"""The table of all members: draws only visible rows, and sends only changed cells."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from textual.widget import AwaitMount

from r2k_tui.model.events.near import NEAR_DAYS
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.ages import COARSE, age, narrowed
from r2k_tui.ui.drawing.copied import Copied, figure, table_text
from r2k_tui.ui.drawing.lines import Line, boxed, sided, walled
from r2k_tui.ui.drawing.modes import Mode, titled
from r2k_tui.ui.mirror.member_figures import ConstituentRow
from r2k_tui.ui.views.universe.drawing.columns import COLUMNS, ShownMemberColumn, columns_for, heading, row_line
from r2k_tui.ui.views.universe.drawing.export import members_table
from r2k_tui.ui.views.universe.drawing.status import nothing_lines
from r2k_tui.ui.views.universe.drawing.table_frame import LEGEND, WITHIN, table_foot, table_title
from r2k_tui.ui.views.universe.list import MemberList
from r2k_tui.ui.views.universe.screen_filter import ScreenFilter
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.reading_panel import Open
from r2k_tui.ui.widgets.row_cache import RowCache

if TYPE_CHECKING:
    from r2k_tui.ui.dialogs.prompts.screen import ScreenPrompt

# The frame above and below, and the headings.
_AROUND = 3
# A cell that is copied is never cut.
_ANY_WIDTH = 40
_AGE = COLUMNS["time"].least
_NO_MATCH = " no member matches"
_NONE_REPORTS = f" no member is known to report within {NEAR_DAYS} days"


class MemberTable(LineWidget, can_focus=True):
    """Rows of members; `list` holds their order and the cursor."""

    EXACT_WIDTH = True

    def __init__(self, context: AppContext, opened: Open) -> None:
        super().__init__(id="members")
        self._open = opened
        self._app_context, self._mirror, self._membership = context, context.mirror, context.mirror.members
        self.list = MemberList(self._membership)
        self.screens = ScreenFilter(context, self.list, self._show_note)
        self._prompt: ScreenPrompt | None = None
        self._kept = RowCache()
        self._columns: tuple[ShownMemberColumn, ...] = ()
        self._seen: list[int] = []
        self._top = 0

    @property
    def symbol(self) -> str:
        """The symbol under the cursor, "" where there is none."""
        return self.list.symbol if self.list.selected is not None else ""

    def on_key_move(self, rows: int) -> None:
        """Move the cursor."""
        self.list.move(rows)
        self.paint()

    def on_key_open(self, _: int) -> Awaitable[object] | None:
        """Open the member under the cursor."""
        return self._open(self.symbol) if self.symbol else None

    def on_key_sort(self, steps: int) -> None:
        """Sort by the next column on the screen."""
        names = [column.name for column in self._columns]
        if names:
            place = names.index(self.list.sort) if self.list.sort in names else -1
            self.list.sort_by(names[(place + steps) % len(names)])
            self.paint()

    def on_key_sort_direction(self, _: int) -> None:
        """Reverse the sort."""
        self.list.reverse()
        self.paint()

    def on_key_filter(self, _: int) -> AwaitMount:
        """Open the filter line."""
        from r2k_tui.ui.dialogs.prompts.screen import ScreenPrompt

        words = (
            "Filter members by words, or by an expression: cap < 500e6 and ret_63d > 0; Tab completes, Esc shows all"
        )
        self._prompt = ScreenPrompt(words, self.list.filter, self.filter)
        return self.app.push_screen(self._prompt, lambda _: self._forget_prompt())

    def on_key_screens(self, _: int) -> AwaitMount | None:
        """Choose a saved screen."""
        saved = self._app_context.settings.screens
        if not saved:
            self.app.notify("no saved screens: [[screens]] in the settings, see docs/screens.md")
            return None
        from r2k_tui.ui.dialogs.choice import ChoiceScreen

        keys = [screen.key or str(place) for place, screen in enumerate(saved, 1)]
        choices = [(key, screen.expr, f"{screen.name}: {screen.expr}") for key, screen in zip(keys, saved, strict=True)]
        return self.app.push_screen(ChoiceScreen("Saved screens", choices), self._choose)

    def _choose(self, expression: str | None) -> None:
        if expression:
            self.filter(expression)

    def filter(self, words: str) -> None:
        """Show only members with these words, or those that an expression holds for; all of them without a text."""
        if self.screens.use(words):
            self._evaluate(words, rest=True)
        else:
            # A reply that is still to come belongs to an earlier text.
            self.workers.cancel_group(self, "screen")
        self._show_note()

    def screen_again(self) -> None:
        """Evaluate the screen in view again where it is due: prices have changed."""
        if self.screens.is_due:
            self._evaluate(self.list.filter, rest=False)

    def _evaluate(self, text: str, *, rest: bool) -> None:
        asking = self.screens.ask(text, rest=rest)
        self.run_worker(asking, group="screen", exclusive=True, exit_on_error=False)

    def _show_note(self) -> None:
        if self._prompt is not None:
            self._prompt.say(self.screens.note, wrong=self.screens.wrong, mark=self.screens.mark)
        self.paint()

    def _forget_prompt(self) -> None:
        self._prompt = None

    def on_key_reporting(self, _: int) -> None:
        """Show only the members that report soon, or all of them again."""
        events = self._mirror.events
        if self.list.shows_only:
            self.filter("")
        elif events.calendar is None:
            self.app.notify(f"no days of earnings: {events.trouble or 'not requested yet'}", markup=False)
        else:
            self.filter("")
            self.list.show_only(events.reporting())
            self.paint()

    def events_changed(self) -> None:
        """Apply newer events to the marks, and to the filter by them."""
        if self.list.shows_only:
            self.list.show_only(self._mirror.events.reporting())
        self.paint()

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """Put the cursor on the clicked row; a second click opens it."""
        if not 0 <= y - 2 < len(self._seen):
            return None
        self.list.select(self._seen[y - 2])
        self.paint()
        return self.on_key_open(0) if self.twice else None

    def click_column(self, name: str) -> None:
        """Sort by the clicked heading; again, in the other direction."""
        self.list.sort_by(name)
        self.paint()

    def copied_cell(self) -> Copied | None:
        """The figure that rows are sorted by, else the price, of the member under the cursor."""
        if (selected := self.list.selected) is None:
            return None
        name = self.list.sort if self.list.sort not in ("symbol", "time") else "price"
        row, column = self._membership.row(selected), COLUMNS[name]
        return Copied(f"{column.title} of {row.symbol}", figure(column.cell(row, _ANY_WIDTH)[0]))

    def copied_row(self) -> Copied | None:
        """The member under the cursor."""
        selected = self.list.selected
        return self._copied(f"row {self.symbol}", [selected]) if selected is not None else None

    def copied_panel(self) -> Copied:
        """The members shown, in their order."""
        return self._copied("members", self.list.shown(self._mirror.wall()))

    def _copied(self, what: str, places: list[int]) -> Copied:
        facts, summary = self._mirror.facts, self._membership.summary
        fund, day = (summary.fund, summary.holdings_as_of) if summary is not None else ("", "")
        rows = [self._membership.row(place) for place in places]
        return table_text(
            what, members_table(rows, fund, day, facts.name, simulated=facts.simulated), self._mirror.clock()
        )

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Scroll the rows; the cursor moves only where it would leave the screen."""
        shown, room = self.list.shown(self._mirror.wall()), len(self._seen)
        self._top = max(0, min(self._top + rows, len(shown) - max(1, room)))
        if (selected := self.list.selected) is not None:
            self.list.select(shown[max(self._top, min(self._top + room - 1, shown.index(selected)))])
        self.paint()
        return True

    def modes(self) -> list[Mode]:
        """See LineWidget."""
        members, on = self.list, list[Mode]()
        if members.shows_only:
            # The title says so already.
            on.append(Mode("members that report soon", lambda: self.filter("")))
        elif members.filter.strip():
            on.append(Mode("filter", lambda: self.filter(""), "filtered"))
        if members.sorts_otherwise:
            title = next((column.title for column in self._columns if column.name == members.sort), members.sort)
            label = f"by {title.strip()} {'▼' if members.descending else '▲'}"
            on.append(Mode("sort", members.sort_as_first, label, "sorted"))
        return on

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        inside, room = width - 2, height - _AROUND
        if width < 4 or room < 0:
            return []
        focus, shown = self.has_focus, self.list.shown(self._mirror.wall())
        title, right = table_title(self._mirror, width, reporting=self.list.shows_only)
        title, right = titled(title, self.modes(), right, width)
        if self._membership.members is None:
            words = nothing_lines(self._mirror, self._membership.trouble, inside)
            body = [walled(line, width, focus=focus) for line in words[: height - 2]]
            return boxed(body, width, height, title, right, focus=focus)
        self._keep_in_view(shown, room)
        self._seen = shown[self._top : self._top + room]
        self._columns = columns_for(inside)
        top = heading(self._columns, self.list.sort, descending=self.list.descending)
        lines = [walled(top, width, focus=focus), *self._row_lines(width, focus=focus)]
        if not shown:
            nothing = _NONE_REPORTS if self.list.shows_only else _NO_MATCH
            lines.append(walled(((f"{nothing}; {self._mirror.keys.back} shows all", "dim"),), width, focus=focus))
        filtered = "; ".join(filter(None, (self.list.filter, self.screens.note)))
        filtered = WITHIN if self.list.shows_only else filtered
        # The legend is not worth its bytes on a thin line.
        legend = LEGEND if self._mirror.events.marks and not self._mirror.still else ""
        foot = table_foot(filtered, len(shown), len(self._membership), self._top, len(self._seen), width, legend=legend)
        return boxed(lines, width, height, title, right, foot, focus=focus)

    def _row_lines(self, width: int, *, focus: bool) -> list[Line]:
        columns, selected, now = self._columns, self.list.selected, self._mirror.clock()
        marks = self._mirror.events.marks
        self._kept.begin((columns, width, focus))
        lines: list[Line] = []
        for place in self._seen:
            row, here = self._membership.row(place), place == selected
            halted = self._mirror.halt_of(row.symbol, now) is not None
            noted = numbers.NOTED if self._mirror.marks.noted(row.symbol) else ""
            mark = numbers.HALTED if halted else marks.get(row.symbol, "") or noted
            old = _age(row.time, now)

            def draw(row: ConstituentRow = row, old: str = old, here: bool = here, mark: str = mark) -> Line:
                return sided(row_line(row, old, columns, width - 2, cursor=here, mark=mark), focus=focus)

            lines.append(self._kept.line(str(place), (row, old, here, mark), draw))
        return lines

    def _keep_in_view(self, shown: list[int], room: int) -> None:
        selected = self.list.selected
        place = shown.index(selected) if selected in shown else self._top
        self._top = max(min(self._top, place), place - room + 1, 0)
        self._top = min(self._top, max(0, len(shown) - max(1, room)))


def _age(time: float | None, now: float) -> str:
    return "–" if time is None else narrowed(age(time, now, step=COARSE), _AGE)
