"""Notes on symbols and bars, and lines at prices: fetched, listed, added and removed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from r2k_tui.model.alerts.alert import Operator
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.market.tick import price_words, quote_decimals
from r2k_tui.model.marks import LONGEST_NOTE, Note
from r2k_tui.model.messages.charts.marks import AddLine, GetMarks, MarkKind, MarksReply, RemoveMark, SaveNote
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.ratio import is_ratio
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.ages import clock, day

if TYPE_CHECKING:
    from textual.app import App

    from r2k_tui.model.messages.request import Request
    from r2k_tui.ui.dialogs.marks import MarkBook, MarkRow


class Marked(Protocol):
    """The view whose symbol is noted."""

    @property
    def subject(self) -> str:
        """The selected symbol."""

    @property
    def bar(self) -> tuple[str, int | None]:
        """Day of the selected bar, and its time where it is intraday; "" and None without one."""

    @property
    def level(self) -> float | None:
        """The price at the cursor; None without one."""

    def paint(self) -> None:
        """Repaint."""


class MarkEditor:
    """Opens the windows of notes and lines. `add_alert` adds a rule and returns what is wrong with it."""

    def __init__(
        self,
        app: App[None],
        context: AppContext,
        view: Callable[[], Marked],
        add_alert: Callable[[RuleSettings], Awaitable[str]],
    ) -> None:
        self._app, self._context, self._view, self._add_alert = app, context, view, add_alert

    def follow(self) -> None:
        """Request the marks of an engine, perhaps a new one."""
        self._app.run_worker(self._ask(GetMarks()), group="marks", exit_on_error=False)

    async def open_notes(self) -> None:
        """Open the notes on the selected symbol, with a line for one on the selected bar."""
        view = self._view()
        symbol, (on, time) = view.subject, view.bar
        if not self._refused("notes", SaveNote, symbol):
            await self._open(self._notes_of(symbol, on, time))

    async def open_lines(self) -> None:
        """Open the lines in the chart of the selected symbol, with a line for another price."""
        view = self._view()
        symbol, level = view.subject, view.level
        if not self._refused("lines at prices", AddLine, symbol):
            await self._open(self._lines_of(symbol, level))

    async def _open(self, book: MarkBook) -> None:
        from r2k_tui.ui.dialogs.marks import MarksWindow

        window = MarksWindow(book)

        async def newest() -> None:
            await self._ask(GetMarks())
            window.show_rows()

        # Awaited, so that the keys typed after this one reach the line.
        await self._app.push_screen(window)
        self._app.run_worker(newest(), group="marks", exit_on_error=False)

    def _refused(self, what: str, request: type[Request], symbol: str) -> bool:
        """Whether nothing can be changed here; a notice says why."""
        words = f"no {what} can be added in kiosk mode" if self._context.kiosk else ""
        words = words or self._context.mirror.refusal(request)
        words = words or ("" if symbol else "no symbol is selected")
        if words:
            self._app.notify(words, severity="warning")
        return bool(words)

    async def _ask(self, request: Request) -> str:
        """Take the marks of a reply. Returns what went wrong, "" where it worked."""
        reply = await self._context.client.ask(request)
        if isinstance(reply, Failure):
            return reply.message
        if isinstance(reply, MarksReply) and self._context.mirror.marks.take(reply):
            self._view().paint()
        return ""

    @property
    def _kept(self) -> str:
        return "" if self._context.mirror.marks.kept else " · kept until R2K ends"

    def _notes_of(self, symbol: str, on: str, time: int | None) -> MarkBook:
        from r2k_tui.ui.dialogs.marks import MarkBook

        async def save(text: str, number: int) -> str:
            return await self._ask(SaveNote(symbol, text, on, time, number))

        async def remove(number: int) -> str:
            return await self._ask(RemoveMark(MarkKind.NOTE, number))

        about = f"{symbol} {_when(on, time)}".rstrip()
        question = f"Note on {about}, up to {LONGEST_NOTE} characters; an empty line edits the selected one"
        return MarkBook(f"Notes on {symbol}{self._kept}", question, "", lambda: self._notes(symbol), save, remove)

    def _notes(self, symbol: str) -> Sequence[MarkRow]:
        from r2k_tui.ui.dialogs.marks import MarkRow

        notes = reversed(self._context.mirror.marks.notes.get(symbol, ()))
        return [MarkRow(note.id, note.text, ((f"{_told(note):<18}", "dim"), (note.text, "text"))) for note in notes]

    def _lines_of(self, symbol: str, level: float | None) -> MarkBook:
        from r2k_tui.ui.dialogs.marks import MarkBook

        async def save(text: str, _: int) -> str:
            price = _price(text)
            return "not a price; write it as 250.5" if price is None else await self._ask(AddLine(symbol, price))

        async def remove(number: int) -> str:
            return await self._ask(RemoveMark(MarkKind.LINE, number))

        async def alert(number: int) -> str:
            return await self._alert(symbol, number)

        first = "" if level is None else price_words(level, self._decimals(symbol)).replace(",", "")
        question = f"Line in the chart of {symbol} at which price?"
        rows = lambda: self._lines(symbol)  # noqa: E731
        return MarkBook(f"Lines at prices of {symbol}{self._kept}", question, first, rows, save, remove, alert)

    def _lines(self, symbol: str) -> Sequence[MarkRow]:
        from r2k_tui.ui.dialogs.marks import MarkRow

        lines, decimals = self._context.mirror.marks.lines.get(symbol, ()), self._decimals(symbol)
        return [
            MarkRow(
                line.id,
                "",
                ((f"{price_words(line.price, decimals):>12}", "text"), (f"  {day(line.created_at)}", "dim")),
            )
            for line in sorted(lines, key=lambda line: -line.price)
        ]

    def _decimals(self, symbol: str) -> int | None:
        return quote_decimals(self._context.mirror.quotes.get(symbol))

    async def _alert(self, symbol: str, number: int) -> str:
        """Write an alert for the price crossing a line, from the side on which it is now."""
        mirror = self._context.mirror
        line = next((line for line in mirror.marks.lines.get(symbol, ()) if line.id == number), None)
        quote = mirror.quotes.get(symbol)
        if is_ratio(symbol):
            return f"no alerts on {symbol}: a ratio has no quote of its own"
        if line is None or quote is None or quote.price is None:
            return f"{symbol} has no price: from which side would it cross?"
        op: Operator = "crosses_below" if quote.price > line.price else "crosses_above"
        return await self._add_alert(RuleSettings(symbol=symbol, field="price", op=op, value=line.price))


def _when(on: str, time: int | None) -> str:
    """The bar of a note."""
    return on if time is None else f"{on} {clock(time)}"


def _told(note: Note) -> str:
    """The bar of a note, otherwise the day on which it was written."""
    return _when(note.day, note.time) if note.day else f"({day(note.created_at)})"


def _price(text: str) -> float | None:
    """A price as typed, `1,250.5`; None where it is none."""
    try:
        return float(text.strip().replace(",", ""))
    except ValueError:
        return None
