"""Rows of `r2k watch`: the figures of each symbol, and when a row is due again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from r2k_tui.commands.shared.quote_json import quote_data
from r2k_tui.model.market.feed import QUOTE_DOUBTS, TROUBLES
from r2k_tui.model.market.quote import Quote
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.ages import age
from r2k_tui.ui.mirror.mirror import Mirror

Row = dict[str, Any]
DEFAULT = ("price", "change", "change_fraction", "volume")
# They move with the clock, and are no change by themselves.
_CLOCKS = ("age_s", "time", "received_at")
_OF_BARS = re.compile(r"^no \w+ bars: ")


class QuoteRows:
    """Rows of the symbols of a mirror. A row is due when it differs from the last one of its symbol by more than its
    age and time, and `every_s` seconds have passed since.
    """

    def __init__(self, mirror: Mirror, symbols: Iterable[str], fields: tuple[str, ...], every_s: float) -> None:
        self._mirror, self._symbols, self._fields, self._every_s = mirror, tuple(symbols), fields, every_s
        self._told: dict[str, Row] = {}
        self._told_at: dict[str, float] = {}

    def due(self, monotonic: float, *, settled: bool, refusal: str = "") -> list[Row]:
        """The rows to print at `monotonic` seconds, which count as printed.

        Before the engine is `settled`, a symbol without a quote has no row: its first answer may still come.
        """
        rows = []
        for symbol in self._symbols:
            if not settled and symbol not in self._mirror.quotes and not self._problem(symbol):
                continue
            if monotonic - self._told_at.get(symbol, float("-inf")) < self._every_s:
                continue
            row = self._row(symbol, refusal)
            if _lasting(row) != self._told.get(symbol):
                self._told[symbol], self._told_at[symbol] = _lasting(row), monotonic
                rows.append(row)
        return rows

    def _row(self, symbol: str, refusal: str) -> Row:
        mirror, now = self._mirror, self._mirror.clock()
        quote = mirror.quotes.get(symbol)
        head: Row = {"symbol": symbol, "state": None, "age_s": None, "time": None}
        origin = {"source": mirror.facts.name, "simulated": mirror.facts.simulated, "provider": None}
        problem = {"problem": self._trouble(symbol, quote) or refusal or None}
        if quote is None:
            return {**head, **origin, **dict.fromkeys(self._fields), **problem}
        state, halt = mirror.quote_state(quote, now), mirror.halt_of(symbol, now)
        data = quote_data(quote, now, state, mirror.session_of(symbol), halt)
        head |= {"state": state.value, "age_s": data["age_s"], "time": data["time"]}
        return {
            **head,
            **origin,
            "provider": data["provider"],
            **{name: data[name] for name in self._fields},
            **problem,
        }

    def _trouble(self, symbol: str, quote: Quote | None) -> str:
        """Why the quote is missing or old; "" if it is neither."""
        mirror = self._mirror
        if mirror.lost:
            return f"{mirror.lost}; {mirror.remedy}"
        status = mirror.feeds.get("quotes")
        if status is not None and status.state in TROUBLES:
            return f"quotes: {status.message}"
        if quote is None:
            return self._problem(symbol) or "no quote received"
        doubts = (p.message for p in self._mirror.problems if p.symbol == symbol and p.kind in QUOTE_DOUBTS)
        return next(doubts, "")

    def _problem(self, symbol: str) -> str:
        """What the source says of a symbol that it has no quote of; it says it of the bars too, in the same words."""
        messages = (problem.message for problem in self._mirror.problems if problem.symbol == symbol)
        return _OF_BARS.sub("", next(messages, ""))


def _lasting(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in _CLOCKS}


def row_text(row: Row, fields: tuple[str, ...], now: float) -> str:
    """A row for people, in 80 columns with the default fields, which have no names. `now`: seconds since the epoch."""
    state = row["state"] or numbers.MISSING
    old = numbers.MISSING if row["age_s"] is None else age(now - row["age_s"], now)
    words = [f"{row['symbol']:<8}", *(_cell(name, row) for name in fields), f"{state:<7}", f"{old:<4}"]
    if row["simulated"]:
        words.append("SIMULATED")
    if row["problem"]:
        words.append(f"! {row['problem']}")
    return "  ".join(words).rstrip()


def _cell(name: str, row: Row) -> str:
    value = row[name]
    text = numbers.MISSING if value is None else _value(name, value, row)
    return text.rjust(_WIDTHS[name]) if name in _WIDTHS else f"{name} {text}"


def _value(name: str, value: Any, row: Row) -> str:
    if name == "change_fraction":
        return numbers.percent(value)
    if name == "volume":
        return numbers.compact(value)
    if name == "change":
        return numbers.signed(value, row.get("price"))
    if name.endswith("price") or name in ("previous_close", "open", "day_high", "day_low", "bid", "ask"):
        return numbers.price(value)
    return str(value["words"] if isinstance(value, dict) else value)


_WIDTHS = {"price": 10, "change": 8, "change_fraction": 7, "volume": 6}
