"""The options of a comparison: its symbols, and what its lines measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from math import log

import msgspec

from r2k_tui.model.messages.charts.comparison import MOST_COMPARED, ComparedSeries
from r2k_tui.model.ratio import fault_of
from r2k_tui.model.text import clean, clean_symbol, plural
from r2k_tui.ui.drawing.plots.axes import fraction_label, tick_label

# One letter and one style for each line: without colors, the letter alone tells them apart.
LETTERS = "ABCDEF"
STYLES = ("accent", "line-1", "line-2", "up", "down", "text")
_BETWEEN = re.compile(r"[\s,;]+")


class Form(StrEnum):
    """What the lines measure since the start: percent, or a level that starts at 100."""

    PERCENT = "percent"
    INDEX = "indexed to 100"


class CompareOptions(msgspec.Struct, frozen=True):
    """The options of a comparison. `by_volatility` divides each line by its own volatility, in place of `form`.

    `total` counts dividends. `cross`: time of the bar under the crosshair, None without one.
    """

    symbols: tuple[str, ...] = ()
    form: Form = Form.PERCENT
    by_volatility: bool = False
    total: bool = False
    cross: int | None = None

    def but(self, **changes: object) -> CompareOptions:
        """The options with other values."""
        return msgspec.structs.replace(self, **changes)

    def with_next_form(self, *, dividends: bool) -> CompareOptions:
        """The options with the next form: percent, the same with dividends, indexed, the same with dividends.

        Where there are no `dividends`, those forms are skipped. A line divided by its volatility returns to its form.
        """
        if self.by_volatility:
            return self.but(by_volatility=False)
        if dividends and not self.total:
            return self.but(total=True)
        return self.but(total=False, form=Form.PERCENT if self.form is Form.INDEX else Form.INDEX)

    @property
    def zero(self) -> float:
        """The value of every line at the start."""
        return 100.0 if self.form is Form.INDEX and not self.by_volatility else 0.0

    @property
    def words(self) -> str:
        """What the lines measure."""
        return "log return/volatility" if self.by_volatility else self.form.value

    def values(self, series: ComparedSeries) -> list[float]:
        """The line of a series, one value per common bar; none where its volatility is needed and unknown.

        Percent: growth - 1, as a fraction. Indexed: 100 x growth. By volatility: log(growth) / annualized volatility.
        """
        growth = series.numbers()
        if self.by_volatility:
            return [log(value) / series.volatility for value in growth] if series.volatility else []
        return [value - 1 for value in growth] if self.form is Form.PERCENT else [100 * value for value in growth]

    def label(self, value: float, ticks: Sequence[float]) -> str:
        """A value on the axis, beside the others."""
        if self.by_volatility:
            return f"{tick_label(value, ticks)}σ"
        return fraction_label(value, ticks) if self.form is Form.PERCENT else tick_label(value, ticks)

    def written(self, value: float) -> str:
        """A value at the end of its line."""
        if self.by_volatility:
            return f"{value:+.2f}σ"
        return f"{100 * value:+.1f}%" if self.form is Form.PERCENT else f"{value:.1f}"


def read_symbols(text: str) -> tuple[str, ...] | str:
    """The symbols of a typed line, or what is wrong with it."""
    words = [word for word in _BETWEEN.split(clean(text, 400)) if word]
    symbols = tuple(symbol for word in words if (symbol := clean_symbol(word)))
    if len(symbols) < 2:
        return "name two symbols or more, such as IWM SPY IWN"
    if len(symbols) > MOST_COMPARED:
        return f"{plural(len(symbols), 'symbol')}: a comparison takes at most {MOST_COMPARED}"
    if twice := [symbol for symbol in symbols if symbols.count(symbol) > 1]:
        return f"{twice[0]} is named twice"
    return next((fault for symbol in symbols if (fault := fault_of(symbol))), symbols)
