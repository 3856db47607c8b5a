"""Readings of the index future: basis to the index, contract, expiry and roll."""

from __future__ import annotations

import math
from datetime import date

from r2k_tui.analytics.futures.basis import basis
from r2k_tui.engine.readings.members.group import MemberGroup, MemberResults
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.reading import Methodology, ReadingResult, ReadingSpec, absent, number
from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import hour_and_minute, new_york_day
from r2k_tui.model.calendar.index_futures import QuarterlyContract, nearest_contract
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import plural

ROOT = "RTY"
# Prices this close together are of one time; those further apart than the last make no basis.
_SAME_S, _MOST_S = 60.0, 4 * 86400.0
_LEAST_DAYS = 7.0
_BASIS_CAVEAT = (
    "Meaningful only where both prices are of one time: the definition says when they are. The source quotes a "
    "continuous contract and does not name its month; the nearest one is assumed, and nothing is annualized in its "
    "last week. No history is kept: the last value of a day would be one against the close."
)
_DATE_CAVEAT = "By rule: a closure of the exchange that is not a holiday would move the day."
_THIRD_FRIDAY = "third Friday of March, June, September or December, the session before where the exchange is closed"


def _basis(inputs: MemberInputs) -> MemberResults:
    quotes = inputs.quotes
    assert quotes is not None, "the row names InputPart.FUTURE"
    future, index = quotes.future, quotes.index
    assert future.price is not None and future.time is not None and index.price is not None and index.time is not None
    contract = nearest_contract(future.time)
    days = contract.days_left(future.time)
    as_of = new_york_day(future.time).isoformat()
    source = f"{future.symbol} by {future.source or '?'}, {index.symbol} by {index.source or '?'}"
    gap = abs(future.time - index.time)
    if gap > _MOST_S:
        words = f"{future.symbol} is of {_moment(future.time)}, {index.symbol} of {_moment(index.time)}: too far apart"
        return MemberResults(absent(3, words, 0), as_of, source)
    rolling = contract.is_rolling(new_york_day(future.time))
    found = basis(future.price, index.price, days, math.inf if rolling else _LEAST_DAYS)
    if found is None:
        return MemberResults(absent(3, "a price is not above zero"), as_of, source)
    note = f"; {_times(future, index)}; {ROOT}{contract.code}, {plural(round(days), 'day')} to expiry"
    late = "in the roll week the source may quote either contract" if rolling else "less than a week to expiry"
    results = (
        number(found.points, 2, "", note),
        number(found.fraction, 2, "", note),
        number(found.annual, 2, late, note),
    )
    return MemberResults(results, as_of, source)


def _times(future: Quote, index: Quote) -> str:
    """Times of both prices in words; a close is named as such."""
    assert future.time is not None and index.time is not None
    day = new_york_day(index.time)
    closed = index.time >= closing_bell(day) - _SAME_S
    if closed and future.time - index.time > _SAME_S:
        return f"{future.symbol} of {_moment(future.time)} against the close of {index.symbol} of {day}"
    if abs(future.time - index.time) <= _SAME_S:
        return f"both of {_moment(future.time)}"
    minutes = abs(future.time - index.time) / 60
    return (
        f"{future.symbol} of {_moment(future.time)}, {index.symbol} of {_moment(index.time)}: {minutes:.0f} min apart"
    )


def _moment(time: float) -> str:
    return f"{new_york_day(time)} {hour_and_minute(time)}"


def _dates(inputs: MemberInputs) -> MemberResults:
    contract, today = nearest_contract(inputs.at), new_york_day(inputs.at)
    note = f"; {ROOT}{contract.code}"
    results = (
        ReadingResult(contract.last_day.isoformat(), 1, note=f"{note}, 09:30 New York"),
        number(_calendar_days(contract, today), 1, "", note),
        ReadingResult(contract.roll_day.isoformat(), 1, note=note),
        ReadingResult(contract.is_rolling(today), 1, note=note),
    )
    return MemberResults(results, today.isoformat(), "rule of the exchange")


def _calendar_days(contract: QuarterlyContract, today: date) -> float:
    return float((contract.last_day - today).days)


def _spec(key: str, unit: str, definition: str, formula: str, caveat: str) -> ReadingSpec:
    return ReadingSpec(key, unit, definition, Methodology(formula, caveat))


ROWS: tuple[MemberGroup, ...] = (
    MemberGroup(
        (
            _spec("rty_basis", "price", "index future - index, in points", "F - S", _BASIS_CAVEAT),
            _spec("rty_basis_fraction", "fraction", "index future / index - 1", "F / S - 1", _BASIS_CAVEAT),
            _spec(
                "rty_basis_annual",
                "fraction",
                "rty_basis_fraction x 365 / days to expiry, about the rate of interest less the dividend yield",
                "(F / S - 1) x 365 / days, simple interest, actual / 365; Cornell and French (1983)",
                _BASIS_CAVEAT,
            ),
        ),
        ("2 prices",),
        (InputPart.FUTURE,),
        _basis,
    ),
    MemberGroup(
        (
            _spec("rty_expiry", "date", "last trading day of the nearest contract", _THIRD_FRIDAY, _DATE_CAVEAT),
            _spec(
                "rty_days_to_expiry",
                "count",
                "calendar days to the last trading day of the nearest contract",
                "last trading day - today",
                _DATE_CAVEAT,
            ),
            _spec(
                "rty_roll_begins",
                "date",
                "day on which the roll from the nearest contract begins",
                "Monday before the third Friday, since June 2022",
                _DATE_CAVEAT,
            ),
            _spec(
                "rty_in_roll_week",
                "flag",
                "whether the day lies between the beginning of the roll and the last trading day",
                "rty_roll_begins <= day <= rty_expiry",
                _DATE_CAVEAT,
            ),
        ),
        ("1 day",),
        (),
        _dates,
    ),
)
