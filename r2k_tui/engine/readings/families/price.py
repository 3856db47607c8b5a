"""Rows: the last close, returns, calendar years, records, drawdowns."""

from __future__ import annotations

from r2k_tui.analytics.series import returns
from r2k_tui.analytics.trend import momentum
from r2k_tui.engine.readings.reading import Methodology, ReadingGroup, ReadingResult, ReadingSpec, absent, day, number
from r2k_tui.engine.readings.scores.phrases import short
from r2k_tui.engine.readings.series import DerivedSeries

_PX = "A price return: dividends are left out."
RECORD = Methodology(
    "max(C_0 .. C_t); a record: C_t > max(C_0 .. C_{t-1})",
    "A record of the history at hand; earlier data might hold a higher close.",
)
DRAWDOWN_DAY = Methodology(
    "t of the minimum of P_t / max(P_0 .. P_t) - 1", "Known in hindsight: no trough says it is one."
)

_GAP = "a gap within the window"
NOT_POSITIVE = "a price within the window is not above zero"


def _last_close(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    return (number(float(facts.closes[-1]), 1, "no close"),)


def _session_row(sessions: int) -> ReadingGroup:
    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        if facts.count > sessions and facts.continuity.gap_within(facts.count - 1 - sessions):
            return (ReadingResult(None, sessions, _GAP),)
        reason = short(facts.count, sessions + 1, "closes") if facts.count <= sessions else NOT_POSITIVE
        return (number(returns.session_return(facts.closes, sessions), min(facts.count, sessions + 1), reason),)

    text = f"close / close {sessions} session{'s' if sessions > 1 else ''} earlier - 1, px"
    return ReadingGroup(
        (
            ReadingSpec(
                f"ret_{sessions}d",
                "fraction",
                text,
                Methodology("C_t / C_{t-n} - 1", f"{_PX} n counts sessions, not days."),
            ),
        ),
        f"{sessions} session{'s' if sessions > 1 else ''}",
        compute,
    )


def _anchor_row(key: str, window: str, months: int | None, text: str) -> ReadingGroup:
    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        today = facts.days[-1]
        anchor = returns.months_before(today, months) if months else returns.last_of_prior_year(today)
        index = returns.anchor_index(facts.days, anchor)
        if index < 0:
            return (ReadingResult(None, facts.count, f"no close on or before {anchor}"),)
        if facts.continuity.gap_within(index) and facts.index.gaps[index] and facts.days[index] < anchor:
            return (ReadingResult(None, facts.count - index, f"{_GAP}: no close near {anchor}"),)
        value = returns.return_since(facts.days, facts.closes, anchor)
        return (number(value, facts.count - index, NOT_POSITIVE, f" (against {facts.days[index]})"),)

    return ReadingGroup(
        (
            ReadingSpec(
                key,
                "fraction",
                text,
                Methodology(
                    "C_t / C_a - 1, a the last session on or before the anchor",
                    f"{_PX} The anchor's day stands in the definition.",
                ),
            ),
        ),
        window,
        compute,
    )


def _years_row(name: str, column: str) -> ReadingGroup:
    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        years = returns.calendar_years(facts.index.year_ends, getattr(facts.own, column))
        return (
            ReadingResult(years, len(years))
            if years
            else ReadingResult(None, 0, "no finished year with a close before it"),
        )

    text = (
        f"year -> last close of the year / last close of the prior year - 1, {name}, finished years only; "
        "the running year is ret_ytd"
    )
    return ReadingGroup(
        (
            ReadingSpec(
                f"calendar_years_{name}",
                "fraction",
                text,
                Methodology(
                    "C_(last of year) / C_(last of the year before) - 1",
                    "Finished years only; peak to trough was deeper.",
                ),
            ),
        ),
        "full history",
        compute,
    )


_RECORD = "strict new all-time closing high of the history at hand, px; the last bar counts as a close"


def _records(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    found = momentum.records(facts.closes)
    if found is None:
        return absent(4, "no close")
    in_252 = (
        ReadingResult(found.in_252, 252)
        if facts.count > 252
        else ReadingResult(None, facts.count, short(facts.count, 253, "closes"))
    )
    return (
        number(found.close, facts.count, "no close"),
        day(facts.days[found.index], facts.count),
        ReadingResult(found.is_last, facts.count),
        in_252,
    )


RECORD_ROW = ReadingGroup(
    (
        ReadingSpec("record_close", "price", "highest close of the history at hand, px", RECORD),
        ReadingSpec("record_close_date", "date", "first day of the highest close of the history at hand, px", RECORD),
        ReadingSpec("is_record_close", "flag", f"whether the last close is a {_RECORD}", RECORD),
        ReadingSpec("record_closes_252d", "count", f"how many of the last 252 closes were each a {_RECORD}", RECORD),
    ),
    "full history",
    _records,
)


def _drawdown_row(name: str, column: str) -> ReadingGroup:
    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        found = facts.drawdown(column)
        if found is None:
            return absent(5, "a price is missing or not above zero", facts.count)
        none = ReadingResult(None, facts.count, "no fall yet")
        if found.peak is None or found.trough is None:
            return (ReadingResult(0.0, facts.count), none, none, none, ReadingResult(0.0, facts.count))
        back = ReadingResult(None, facts.count, "not recovered yet")
        return (
            number(found.deepest, facts.count, ""),
            day(facts.days[found.peak], facts.count),
            day(facts.days[found.trough], facts.count),
            back if found.recovered is None else day(facts.days[found.recovered], facts.count),
            number(found.current, facts.count, ""),
        )

    price = "adjusted close (total return)" if name == "tr" else "close"
    return ReadingGroup(
        (
            ReadingSpec(
                f"maxdd_{name}",
                "fraction",
                f"lowest value of {price} / its highest so far - 1, {name}",
                Methodology(
                    "min over t of P_t / max(P_0 .. P_t) - 1",
                    "Of closes: within a session it was deeper. One path only.",
                ),
            ),
            ReadingSpec(
                f"maxdd_{name}_peak",
                "date",
                f"day of the highest {price} before the maximum drawdown, {name}",
                DRAWDOWN_DAY,
            ),
            ReadingSpec(
                f"maxdd_{name}_trough",
                "date",
                f"day of the lowest point of the maximum drawdown, {name}",
                DRAWDOWN_DAY,
            ),
            ReadingSpec(
                f"maxdd_{name}_recovered",
                "date",
                f"first day after the trough at or above the peak, {name}",
                DRAWDOWN_DAY,
            ),
            ReadingSpec(
                f"curdd_{name}",
                "fraction",
                f"last {price} / its highest so far - 1, {name}",
                Methodology("P_t / max(P_0 .. P_t) - 1", "Against the highest close of the history at hand."),
            ),
        ),
        "full history",
        compute,
    )


ROWS: tuple[ReadingGroup, ...] = (
    ReadingGroup(
        (
            ReadingSpec(
                "last_close",
                "price",
                "last close, px",
                Methodology("C_t", "Split-adjusted, without dividends; in a session under way it is the last price."),
            ),
        ),
        "1 session",
        _last_close,
    ),
    _session_row(1),
    _session_row(5),
    _anchor_row("ret_1m", "1 month", 1, "last close / last close on or before one calendar month earlier - 1, px"),
    _anchor_row("ret_ytd", "year to date", None, "last close / last close of the prior year - 1, px"),
    _anchor_row("ret_1y", "1 year", 12, "last close / last close on or before one calendar year earlier - 1, px"),
    _years_row("px", "close"),
    _years_row("tr", "adj_close"),
    RECORD_ROW,
    _drawdown_row("tr", "adj_close"),
    _drawdown_row("px", "close"),
)
