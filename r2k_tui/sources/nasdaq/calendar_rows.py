"""Events from Nasdaq's calendars of earnings, dividends, splits and IPOs. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.model.text import clean, clean_symbol
from r2k_tui.sources.base import BadData
from r2k_tui.sources.nasdaq.info import INFO, SERVICE
from r2k_tui.sources.nasdaq.numbers import positive_amount

_TIMES = {
    "time-pre-market": EventTime.BEFORE_OPEN,
    "time-after-hours": EventTime.AFTER_CLOSE,
}
# Where each table of IPOs is, and the field of its day. What was filed has no day yet, what was withdrawn none at all.
_IPO_TABLES = ((("upcoming", "upcomingTable"), "expectedPriceDate"), (("priced",), "pricedDate"))


class CalendarRows(NamedTuple):
    """Events of one answer, and how many of its rows have no symbol or no day."""

    events: tuple[Event, ...]
    left_out: int = 0


def earnings(data: dict[str, Any], day: date, now: float) -> CalendarRows:
    """Reports of earnings of `day`, as answered at `now` (seconds since the epoch). Raises BadData without a table."""

    def read(row: dict[str, Any]) -> Event | None:
        when = _TIMES.get(clean(row.get("time"), 40), EventTime.UNKNOWN)
        return _event(EventKind.EARNINGS, day, row.get("symbol"), row.get("name"), now, when=when)

    return _read(_rows(data), read)


def dividends(data: dict[str, Any], day: date, now: float) -> CalendarRows:
    """Ex-dividend days of an answer about `day`. Raises BadData without a table."""

    def read(row: dict[str, Any]) -> Event | None:
        ex_day = _day(row.get("dividend_Ex_Date")) if "dividend_Ex_Date" in row else day
        rate, paid = positive_amount(row.get("dividend_Rate")), _day(row.get("payment_Date"))
        parts = (dollars(rate) if rate else "", f"paid {paid}" if paid else "")
        note = ", ".join(filter(None, parts))
        return _event(EventKind.EX_DIVIDEND, ex_day, row.get("symbol"), row.get("companyName"), now, note=note)

    return _read(_rows(_part(data, "calendar")), read)


def dollars(rate: float) -> str:
    """Dividend per share with two decimals, or as many as it has."""
    cents = f"{rate:.2f}"
    return f"${cents if abs(float(cents) - rate) < 1e-9 else f'{rate:.6g}'}"


def splits(data: dict[str, Any], now: float) -> CalendarRows:
    """Splits of an answer, of whatever day. Raises BadData without a table."""

    def read(row: dict[str, Any]) -> Event | None:
        ratio = clean(row.get("ratio"), 24)
        return _event(
            EventKind.SPLIT, _day(row.get("executionDate")), row.get("symbol"), row.get("name"), now, note=ratio
        )

    return _read(_rows(data), read)


def offerings(data: dict[str, Any], now: float) -> CalendarRows:
    """IPOs of an answer that have a day. Raises BadData without any table of them."""
    found, left_out, tables = list[Event](), 0, 0
    for path, field in _IPO_TABLES:
        part: Any = data
        for name in path:
            part = part.get(name) if isinstance(part, dict) else None
        if not isinstance(part, dict):
            continue
        tables += 1
        # An offering whose day is not set yet is no broken row.
        dated = [row for row in _rows(part) if not isinstance(row, dict) or _day(row.get(field)) is not None]
        rows = _read(dated, lambda row, field=field: _offering(row, field, now))  # type: ignore[misc]
        found += rows.events
        left_out += rows.left_out
    if not tables:
        raise BadData(f"{SERVICE} answered without a table of IPOs.")
    return CalendarRows(tuple(found), left_out)


def _offering(row: dict[str, Any], field: str, now: float) -> Event | None:
    price = clean(row.get("proposedSharePrice"), 24)
    parts = (clean(row.get("proposedExchange"), 24), f"${price}" if price else "")
    note, estimate = ", ".join(filter(None, parts)), field == "expectedPriceDate"
    name, day = row.get("companyName"), _day(row.get(field))
    return _event(
        EventKind.IPO, day, row.get("proposedTickerSymbol"), name, now, note=note, estimate=estimate, named=True
    )


def _event(
    kind: EventKind, day: date | None, symbol: Any, name: Any, now: float, *, named: bool = False, **more: Any
) -> Event | None:
    """Event of a row; None without a day or a symbol. `named`: a name is enough."""
    ticker, words = clean_symbol(symbol), clean(name, 80)
    if ticker in ("N/A", "--"):
        ticker = ""
    if day is None or not (ticker or (named and words)):
        return None
    return Event(kind, day.isoformat(), ticker, words, source=INFO.name, retrieved_at=now, **more)


def _read(rows: list[Any], read: Callable[[dict[str, Any]], Event | None]) -> CalendarRows:
    found = list(_events(rows, read))
    if rows and not found:
        raise BadData(f"{SERVICE}'s calendar has another layout: none of its {len(rows)} rows is readable.")
    # A row that comes twice is one event.
    return CalendarRows(tuple(dict.fromkeys(found)), len(rows) - len(found))


def _events(rows: list[Any], read: Callable[[dict[str, Any]], Event | None]) -> Iterator[Event]:
    for row in rows:
        event = read(row) if isinstance(row, dict) else None
        if event is not None:
            yield event


def _part(data: dict[str, Any], name: str) -> dict[str, Any]:
    part = data.get(name)
    if not isinstance(part, dict):
        raise BadData(f"{SERVICE} answered without a calendar.")
    return part


def _rows(part: dict[str, Any]) -> list[Any]:
    """Rows of a table; null on a day without any."""
    if "rows" not in part:
        raise BadData(f"{SERVICE}'s calendar has no rows.")
    rows = part["rows"]
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise BadData(f"{SERVICE}'s calendar has another layout.")
    return rows


def _day(value: Any) -> date | None:
    """Day of `10/06/2026` or `2026-10-06`; None for anything else."""
    text = clean(value, 20)
    for form in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
