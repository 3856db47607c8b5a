"""The comparison of the chart view: what it asks for, what it draws, and its keys."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App
from textual.widget import AwaitMount

from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.charts.comparison import ComparisonReply, GetComparison
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.ratio import all_legs
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.lines import Line, Run, framed, length, whole
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.mirror.ranges import usable
from r2k_tui.ui.views.chart.comparison.options import CompareOptions
from r2k_tui.ui.views.chart.comparison.picture import LEAST_ROWS, comparison_picture, place_of
from r2k_tui.ui.views.chart.comparison.table import comparison_table, note_lines, table_lines
from r2k_tui.ui.views.chart.drawing.tabs import tabs
from r2k_tui.ui.views.chart.drawing.timeline import moment

_TABS_FROM, _MOST_NOTES = 100, 6
# Keys of the chart that mean nothing with several symbols.
ONE_SYMBOL = frozenset(
    {"move", "chart_type", "indicators", "lower_pane", "volume", "extended_hours", "zoom"},
)


class ComparisonMode:
    """Owner of the comparison in the chart view. `changed` repaints the view, `reload` requests its data again."""

    def __init__(self, context: AppContext, changed: Callable[[], None], reload: Callable[[], None]) -> None:
        self._context, self._changed, self._reload = context, changed, reload
        self.options = CompareOptions()
        self.reply: ComparisonReply | None = None
        self._trouble, self._from_symbol = "", ""

    @property
    def active(self) -> bool:
        """Whether several symbols are shown in place of one."""
        return bool(self.options.symbols)

    @property
    def legs(self) -> tuple[str, ...]:
        """The symbols whose bars are shown."""
        return all_legs(self.options.symbols)

    def open_prompt(self, app: App[object]) -> AwaitMount:
        """Open the line for the symbols."""
        from r2k_tui.ui.views.chart.comparison.prompt import ComparePrompt

        shown = self.options.symbols or tuple(filter(None, (self._context.symbol,)))
        return app.push_screen(ComparePrompt(" ".join((*shown, "")), self._check), self._begin)

    async def _check(self, symbols: tuple[str, ...]) -> str:
        reply = await self._context.client.ask(GetComparison(symbols, self._context.range))
        if isinstance(reply, Failure):
            return reply.message
        return "; ".join(one.message for one in reply.left_out) if isinstance(reply, ComparisonReply) else ""

    def _begin(self, symbols: tuple[str, ...] | None) -> None:
        if symbols:
            self.options = self.options.but(symbols=symbols, cross=None)
            self.reply, self._trouble, self._from_symbol = None, "", self._context.symbol
            self._changed()
            self._reload()

    def leave(self) -> None:
        """Show one symbol again."""
        self.options, self.reply = self.options.but(symbols=(), cross=None), None
        self._changed()
        self._reload()

    def follow(self) -> None:
        """Leave where another symbol was selected meanwhile."""
        if self.active and self._context.symbol != self._from_symbol:
            self.options, self.reply = self.options.but(symbols=(), cross=None), None

    async def load(self) -> None:
        """Request the comparison."""
        request = GetComparison(self.options.symbols, self._context.range, self.options.total)
        reply = await self._context.client.ask(request)
        if isinstance(reply, ComparisonReply):
            self.reply, self._trouble = reply, ""
        elif isinstance(reply, Failure):
            self._trouble = reply.message

    def handler(self, name: str) -> Callable[[int], None] | None:
        """What a key does in a comparison; None where it does nothing of its own."""
        found: Callable[[int], None] | None = getattr(self, f"on_key_{name}", None)
        return found

    def on_key_log_scale(self, _: int) -> None:
        """Cycle percent and indexed to 100, each without and with dividends."""
        before, daily = self.options.total, not RANGE_BY_NAME[self._context.range].interval.intraday
        self._set(self.options.with_next_form(dividends=daily))
        if self.options.total != before:
            self._reload()

    def on_key_normalise(self, _: int) -> None:
        """Divide each line by its own volatility, or stop."""
        self._set(self.options.but(by_volatility=not self.options.by_volatility))

    def on_key_crosshair(self, _: int) -> None:
        """Toggle the crosshair, which starts on the last bar."""
        times = self._times()
        self._set(self.options.but(cross=times[-1] if self.options.cross is None and times else None))

    def on_key_pan(self, step: int) -> None:
        """Move the crosshair."""
        times = self._times()
        if times and self.reply is not None and self.options.cross is not None:
            place = place_of(self.reply, self.options) + step * max(1, len(times) // 100)
            self._set(self.options.but(cross=times[max(0, min(len(times) - 1, place))]))

    def on_key_back(self, _: int) -> None:
        """Turn the crosshair off; then leave the comparison."""
        if self.options.cross is not None:
            self._set(self.options.but(cross=None))
        else:
            self.leave()

    def _times(self) -> list[int]:
        return list(self.reply.moments()) if self.reply is not None else []

    def _set(self, options: CompareOptions) -> None:
        self.options = options
        self._changed()

    def export_table(self) -> ExportTable:
        """The lines as a table, see `comparison_table`."""
        return comparison_table(self.reply, simulated=self._context.mirror.facts.simulated)

    def draw(self, width: int, height: int) -> list[Line]:
        """The comparison in its frame."""
        mirror, name = self._context.mirror, self._context.range
        reply = self.reply if self.reply is not None and self.reply.request.range == name else None
        right = tabs(name, [r.name for r in usable(mirror.facts)]) if width >= _TABS_FROM else ()
        head = whole(self._title(reply), max(8, width - 8 - (length(right) + 2 if right else 0)))
        body: list[Line] = [((f" {self._trouble or 'waiting for bars'}", "dim"),)]
        if reply is not None:
            body = self._body(reply, width - 2, height - 2)
        foot = ((self._trouble, "warn"),) if self._trouble and reply is not None else ()
        return framed(body, width, height, head, right, foot, focus=False)

    def _title(self, reply: ComparisonReply | None) -> Line:
        runs: list[Run] = [("Comparison", "bright"), (f" {self._context.range}", "text")]
        if reply is not None and len(reply.times):
            times, place = reply.moments(), place_of(reply, self.options)
            runs.append((f" {reply.interval} {self.options.words}", "dim"))
            runs.append((f" since {moment(times[0], reply.interval)}", "text"))
            if self.options.cross is not None or times[-1] < max(one.last for one in reply.series):
                runs.append((f" to {moment(times[place], reply.interval)}", "text"))
            runs.append((" · with dividends" if reply.total else " · price", "dim"))
        return tuple(runs)

    def _body(self, reply: ComparisonReply, width: int, height: int) -> list[Line]:
        notes = note_lines(reply, self.options, width)
        if not reply.series:
            return notes[:height]
        table = table_lines(reply, self._context.mirror, width)
        room = height - len(table) - LEAST_ROWS - 1
        if room < 0:
            return table[:height]
        notes = notes[: min(_MOST_NOTES, max(0, room // 2))]
        picture = comparison_picture(reply, self.options, width, height - len(table) - len(notes))
        return [*picture, *table, *notes]
