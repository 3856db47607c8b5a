"""The totals of the portfolio, as lines under the quote table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from r2k_tui.config.sections.watchlist import ALL_PORTFOLIOS
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.text import clean, plural
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line, Run, length, wrapped
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.watchlist.portfolio import PortfolioValue, Sum
from r2k_tui.ui.widgets.header.quote_age import age_word

# With fewer free lines than this, all are left to rows.
_LEAST_FREE = 2
_FEW = 2
_RATE_DECIMALS = 4
_NO_AGES: Mapping[str, RateAge] = {}
_NO_DATES: Mapping[str, str] = {}


class RateAge(NamedTuple):
    """Age of an exchange rate in words, and whether it no longer moves as it should."""

    words: str
    old: bool


def rate_ages(result: PortfolioValue, mirror: Mirror, now: float) -> dict[str, RateAge]:
    """Age of each exchange rate in the totals, by its symbol."""
    found = {}
    for rate in result.rates:
        quote = mirror.quotes.get(rate.symbol)
        state = QuoteState.OFFLINE if quote is None else mirror.quote_state(quote, now)
        old = state in (QuoteState.STALE, QuoteState.OFFLINE)
        found[rate.symbol] = RateAge(
            f"{state.value} {age_word(quote, state, now)}" if old else age_word(quote, state, now), old
        )
    return found


def total_line(result: PortfolioValue, range_name: str, width: int, ages: Mapping[str, RateAge] = _NO_AGES) -> Line:
    """Value and gains (day, total, range of the chart), as many as fit; percentages are left out first."""
    whole = _flowed(_parts(result, range_name, ages, fractions=True), width)
    return (whole if len(whole) == 1 else _flowed(_parts(result, range_name, ages, fractions=False), width))[0]


def total_lines(
    result: PortfolioValue, range_name: str, width: int, ages: Mapping[str, RateAge] = _NO_AGES
) -> list[Line]:
    """The same in full, on as many lines as it takes; percentages only where two lines are enough."""
    whole = _flowed(_parts(result, range_name, ages, fractions=True), width)
    return whole if len(whole) <= _FEW else _flowed(_parts(result, range_name, ages, fractions=False), width)


def _flowed(parts: list[Line], width: int) -> list[Line]:
    """The parts on lines of at most `width` cells; a part wider than a line is left out."""
    lines: list[Line] = [()]
    for part in parts:
        joined: Line = (*lines[-1], (" ", "dim"), *part) if lines[-1] else part
        if length(joined) <= width:
            lines[-1] = joined
        elif length(part) <= width:
            lines.append(part)
    return lines


def _parts(result: PortfolioValue, range_name: str, ages: Mapping[str, RateAge], *, fractions: bool) -> list[Line]:
    only = result.price_only
    total = "price only" if only and not result.income.known else "total"
    gains = [("day", result.day), (total, result.total)]
    if range_name != "1D":
        gains.append((range_name, result.in_range))
    return [_value(result, ages), *(_gain(label, gain, result.counted, fractions=fractions) for label, gain in gains)]


def lines_under(
    result: PortfolioValue,
    range_name: str,
    width: int,
    free: int,
    *,
    held: bool,
    rows: int,
    ages: Mapping[str, RateAge] = _NO_AGES,
    ex_dates: Mapping[str, str] = _NO_DATES,
) -> list[Line]:
    """The lines under `rows` rows where `free` lines are free; with `held`, under the portfolio itself, in full.

    `ages` are those of the exchange rates in the totals, see `rate_ages`; `ex_dates` the next ex-dividend days.
    """
    if free < _LEAST_FREE:
        return []
    if not held:
        return [total_line(result, range_name, width, ages)] if rows < free else []
    most = max(1, free // 2)
    totals = total_lines(result, range_name, width, ages)[:most]
    return [*totals, *note_lines(result, width, most - len(totals), ages, ex_dates)]


def note_lines(
    result: PortfolioValue,
    width: int,
    height: int,
    ages: Mapping[str, RateAge] = _NO_AGES,
    ex_dates: Mapping[str, str] = _NO_DATES,
) -> list[Line]:
    """What the totals do not count, their exchange rates, and what they consist of: at most `height` lines."""
    notes = [f"not counted: {', '.join(result.notes)}"] if result.notes else []
    if result.rates:
        used = (
            f"{rate.symbol} {numbers.price(rate.price, _RATE_DECIMALS)}{_aged(rate.symbol, ages)}"
            for rate in result.rates
        )
        notes.append(f"rates: {', '.join(used)}")
    notes.append(f"cash {_money(result.cash)}; {result.base}; {_return_words(result)}")
    if ex_dates:
        notes.append(f"next ex-dividend: {', '.join(f'{symbol} {day}' for symbol, day in ex_dates.items())}")
    text = [line for note in notes for line in wrapped(note, width - 1)]
    if len(text) > height:
        text = [*text[: max(0, height - 1)], f"and {plural(len(text) - height + 1, 'line')} without room"][:height]
    return [((f" {line}", "dim"),) for line in text]


def _return_words(result: PortfolioValue) -> str:
    """What the total consists of: price and income, and whose dividends are unknown."""
    if not result.income.known:
        return "price return, no dividends"
    price, income = result.price.gain.amount, result.income.gain.amount - result.apart
    only = f"; price only: {', '.join(result.price_only)}" if result.price_only else ""
    apart = f"; income {_money(result.apart, sign=True)} of holdings without a cost" if result.apart else ""
    return f"total = price {_money(price, sign=True)} + income {_money(income, sign=True)}{only}{apart}"


def _value(result: PortfolioValue, ages: Mapping[str, RateAge]) -> Line:
    value = numbers.MISSING if result.value is None else _money(result.value + result.cash)
    name = "All portfolios" if result.name == ALL_PORTFOLIOS else clean(result.name) or "Portfolio"
    runs: list[Run] = [(f" {name} ", "dim"), (value, "bright")]
    if result.marked:
        runs.append((f" {result.marked}", "dim"))
    # The total is as old as its oldest rate: told here too, since the notes may have no room.
    runs += [(f" rate {age.words}", "warn") for age in ages.values() if age.old][:1]
    return tuple(runs)


def _aged(symbol: str, ages: Mapping[str, RateAge]) -> str:
    return f" ({ages[symbol].words})" if symbol in ages else ""


def _gain(label: str, result: Sum, counted: int, *, fractions: bool) -> Line:
    """A gain with its percentage; where it is known of some positions only, with their number."""
    if not result.known:
        return ((f" {label} ", "dim"), (numbers.MISSING, "dim"))
    amount = result.gain.amount
    money = _money(amount, sign=True)
    text = f"{numbers.glyph(amount, money)}{money}"
    fraction = f" {numbers.percent(result.gain.fraction)}" if fractions else ""
    part = f" of {result.known}/{counted}" if result.known < counted else ""
    return ((f" {label} ", "dim"), (text + fraction, numbers.direction(amount, money)), (part, "warn"))


def _money(amount: float, *, sign: bool = False) -> str:
    """With cents below a thousand."""
    return numbers.rounded(amount, 2 if abs(amount) < 1000 else 0, sign=sign)
