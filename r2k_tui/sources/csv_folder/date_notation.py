"""Date notation of a file: the order of day and month, and whether there is a time of day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,]+(\d.*))?")
_YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?:[T ]+(\d.*))?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SECONDS = re.compile(r"(\d{9,10}|\d{12,13})(?:\.0*)?")
_MONTH_FIRST = re.compile(r"(?:[A-Za-z]{3,9},? )?([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_MONTH_SECOND = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MIDNIGHT = re.compile(r"0{1,2}:00(?::00(?:\.0*)?)?")
_TIMES_AS_MANY = 10
# Two-digit years up to this one are of this century.
_PIVOT = 70
_ORDERS = {"dmy": "the day first", "mdy": "the month first", "ymd": "the year first"}
_DO = "write dates as YYYY-MM-DD"
_EXAMPLE, _EXAMPLE_TIME = "2025-09-18", "2025-09-18T09:30:00-04:00"


class Unreadable(ValueError):
    """Cell that is not a date or time in the file's notation; the text says why."""


class DateNotation(NamedTuple):
    """`kind` is iso, numeric, year_first, compact, epoch or words; `order` is that of a numeric date."""

    kind: str
    order: str
    intraday: bool

    def time(self, cell: str) -> int:
        """Seconds since the epoch; for a daily row midnight UTC of its date. Raises Unreadable."""
        if not cell:
            raise Unreadable(f"the {'Datetime' if self.intraday else 'Date'} is empty")
        return self._moment(cell) if self.intraday else self._day(cell)

    def _day(self, cell: str) -> int:
        try:
            found = date_of(cell, self.kind, self.order)
        except ValueError:
            found = None
        if found is None:
            raise Unreadable(f"{clean(cell, 32)!r} is not a date such as {_EXAMPLE}")
        return (found.toordinal() - EPOCH.toordinal()) * 86400

    def _moment(self, cell: str) -> int:
        if self.kind == "epoch":
            return int(_since_epoch(cell))
        try:
            moment = datetime.fromisoformat(cell)
        except ValueError:
            if self.kind != "iso" and _shape(cell) == self.kind:
                raise Unreadable(f"{clean(cell, 40)!r} has no offset such as -04:00 or Z") from None
            raise Unreadable(f"{clean(cell, 40)!r} is not a time such as {_EXAMPLE_TIME}") from None
        if moment.tzinfo is None:
            raise Unreadable(f"{clean(cell, 40)!r} has no offset such as -04:00 or Z")
        try:
            return int((moment - EPOCH).total_seconds())
        except OverflowError:
            raise Unreadable(f"{clean(cell, 40)!r} is out of range") from None


def survey(cells: Sequence[tuple[int, str]], name: str, *, clocked: bool) -> DateNotation:
    """Notation of most cells, each with its line; with `clocked` a cell that is not a date is a time of day.

    Raises BadData when both orders of day and month fit.
    """
    shapes = Counter(shape for _, cell in cells if (shape := _shape(cell)))
    kind = shapes.most_common(1)[0][0] if shapes else "iso"
    own = [(line, cell) for line, cell in cells if _shape(cell) == kind]
    timed = sum(_has_time(cell, kind) for _, cell in own)
    intraday = timed * 2 > len(own) if own else clocked
    order = _order(own, name) if kind == "numeric" else ""
    return DateNotation(kind, order, intraday)


def date_of(cell: str, kind: str, order: str) -> date | None:
    """Date in a cell; None for another notation or with a time of day. Raises ValueError."""
    if _shape(cell) != kind or _has_time(cell, kind):
        return None
    if kind == "epoch":
        return (EPOCH + timedelta(seconds=_since_epoch(cell))).date()
    if kind == "numeric":
        return _numeric(cell, order)
    if kind == "words":
        return _in_words(cell)
    match = {"iso": _ISO, "year_first": _YEAR_FIRST, "compact": _COMPACT}[kind].fullmatch(cell)
    assert match is not None
    digits = [int(group) for group in match.groups() if group and group.isdigit()]
    return date(*digits[:3])


def _shape(cell: str) -> str:
    for kind, pattern in (
        ("iso", _ISO),
        ("numeric", _NUMERIC),
        ("year_first", _YEAR_FIRST),
        ("compact", _COMPACT),
        ("epoch", _SECONDS),
        ("words", _MONTH_FIRST),
        ("words", _MONTH_SECOND),
    ):
        if pattern.fullmatch(cell):
            return kind
    return ""


def _has_time(cell: str, kind: str) -> bool:
    """Whether a cell of this notation has a time of day that is unreadable or not midnight."""
    if kind == "epoch":
        return _since_epoch(cell) % 86400 != 0
    if kind == "iso":
        if len(cell) == 10:
            return False
        try:
            return datetime.fromisoformat(cell).time().isoformat() != "00:00:00"
        except ValueError:
            return True
    match = {"numeric": _NUMERIC, "year_first": _YEAR_FIRST}.get(kind)
    found = match.fullmatch(cell) if match else None
    rest = found.groups()[-1] if found else None
    return rest is not None and not _MIDNIGHT.fullmatch(rest)


def _since_epoch(cell: str) -> float:
    match = _SECONDS.fullmatch(cell)
    if match is None:
        raise Unreadable(f"{clean(cell, 40)!r} is not a count of seconds since 1970")
    digits = match.group(1)
    return int(digits) / (1000 if len(digits) > 10 else 1)


def _in_words(cell: str) -> date:
    if match := _MONTH_FIRST.fullmatch(cell):
        month, day, year = match.groups()
    elif match := _MONTH_SECOND.fullmatch(cell):
        day, month, year = match.groups()
    else:
        raise ValueError(cell)
    return date(int(year), _MONTHS.get(month[:3].casefold(), 0), int(day))


def _numeric(cell: str, order: str) -> date:
    match = _NUMERIC.fullmatch(cell)
    if match is None:
        raise ValueError(cell)
    parts = dict(zip(order, (match.group(1), match.group(3), match.group(4)), strict=True))
    if (order == "ymd" or len(match.group(4)) == 2) and len(parts["y"]) == 2:
        year = int(parts["y"])
        parts["y"] = str(year + (2000 if year < _PIVOT else 1900))
    return date(int(parts["y"]), int(parts["m"]), int(parts["d"]))


def _readable(cell: str, order: str) -> date | None:
    try:
        return _numeric(cell, order)
    except (ValueError, KeyError):
        return None


def _order(cells: Iterable[tuple[int, str]], name: str) -> str:
    """Order of day, month and year: the only one that the cells allow. Raises BadData."""
    alone: dict[str, list[tuple[int, str]]] = {order: [] for order in _ORDERS}
    open_cell: str = ""
    fits: tuple[str, ...] = ()
    for line, cell in cells:
        orders = ("dmy", "mdy") if _full_year(cell) else tuple(_ORDERS)
        days = {order: found for order in orders if (found := _readable(cell, order)) is not None}
        if len(days) == 1:
            alone[next(iter(days))].append((line, cell))
        elif len(set(days.values())) > 1 and not (open_cell and len(days) >= len(fits)):
            open_cell, fits = cell, tuple(days)
    proved = sorted((order for order in alone if alone[order]), key=lambda order: -len(alone[order]))
    if len(proved) > 1 and len(alone[proved[0]]) < _TIMES_AS_MANY * len(alone[proved[1]]):
        seen = ", ".join(f"line {alone[o][0][0]} ({clean(alone[o][0][1], 24)}) has {_ORDERS[o]}" for o in proved[:2])
        raise BadData(f"{name}: {seen}; {_DO}")
    if proved:
        return proved[0]
    if open_cell:
        read = " or ".join(str(_readable(open_cell, order)) for order in fits)
        why = (
            "no row has a day above 12 that would tell"
            if len(fits) == 2 and "ymd" not in fits
            else "no row tells which"
        )
        raise BadData(f"{name}: {clean(open_cell, 24)!r} may be {read}, and {why}; {_DO}")
    return "mdy"


def _full_year(cell: str) -> bool:
    match = _NUMERIC.fullmatch(cell)
    return match is not None and len(match.group(4)) == 4
