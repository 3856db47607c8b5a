"""Parser of FRED's CSV to days and values. Pure."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import NamedTuple

from r2k_tui.model.text import clean, plural
from r2k_tui.sources.fred.errors import (
    BadObservation,
    HeaderChanged,
    NotCsv,
    NothingInIt,
    OtherVintage,
    SeriesTruncated,
)

# Names of the day column, in FRED's files and in hand-made ones.
DAY_NAMES = ("observation_date", "date")
# Cells of a day without a value, in FRED's files and in those of other tools.
_MISSING = frozenset({"", ".", "nan", "na", "n/a"})
_EPOCH = date(1970, 1, 1).toordinal()
_LARGEST = 1e9
# Longer lines are not rows.
_LONGEST_LINE = 100_000
_ZIP = b"PK\x03\x04"
_VINTAGE = re.compile(r"_(\d{4})(\d\d)(\d\d)")


class Observations(NamedTuple):
    """Days since 1970-01-01, ascending, and values; days without a value are absent."""

    days: list[int]
    values: list[float]


def parse_series(data: bytes, id: str) -> Observations:
    """Series of one response with a day and a value in each row. Raises FredError."""
    return _parse(data, id, only=True)


def parse_vintage(data: bytes, id: str, day: date) -> Observations:
    """Series of one response as it stood on `day`, by the name of its column, such as `GDPC1_20240201`.

    Raises OtherVintage where the column names another day or none, FredError for the rest.
    """
    names = [cell.strip().strip('"') for cell in _lines(data)[0].split(",")]
    asked = f"{id}_{day:%Y%m%d}"
    if len(names) == 2 and names[1] != asked and names[1].startswith(id):
        found = _VINTAGE.fullmatch(names[1].removeprefix(id))
        got = "-".join(found.groups()) if found else "the present values"
        raise OtherVintage(f"{id}: requested the vintage of {day.isoformat()}, got {got}")
    return _parse(data, asked, only=True)


def parse_column(data: bytes, id: str) -> Observations | None:
    """One series of a file with several, or None if it is not there. Raises FredError."""
    head = data[:_LONGEST_LINE].split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    names = [cell.strip().strip('"') for cell in head.split(",")]
    if names[0].lower() not in DAY_NAMES or id not in names[1:]:
        return None
    return _parse(data, id, only=False)


def _parse(data: bytes, id: str, *, only: bool) -> Observations:
    lines = _lines(data)
    names = [cell.strip().strip('"') for cell in lines[0].split(",")]
    if names[0].lower() not in DAY_NAMES or id not in names[1:] or (only and len(names) != 2):
        raise HeaderChanged(f"{id}: the first line is {clean(lines[0], 60)!r}, not a day and {id}")
    place = names.index(id)
    found = Observations([], [])
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            _take(found, line.split(","), place, len(names), f"{id} line {number}")
    if not found.days:
        raise NothingInIt(f"{id} has a first line and no value")
    return found


def _lines(data: bytes) -> list[str]:
    if data.startswith(_ZIP):
        raise NotCsv("a ZIP archive came in place of a series: the service packs several frequencies so")
    if data.lstrip()[:1] == b"<" or b"\x00" in data[:4096]:
        raise NotCsv("a page came in place of a series")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotCsv("what came is no text") from None
    if not text.strip():
        raise NotCsv("nothing came")
    if not text.endswith("\n"):
        raise SeriesTruncated("the last line has no end: the answer is cut off")
    return text.splitlines()


def _take(found: Observations, cells: list[str], place: int, width: int, where: str) -> None:
    if len(cells) != width:
        raise BadObservation(f"{where}: {plural(len(cells), 'cell')}, the first line has {width}")
    try:
        day = date.fromisoformat(cells[0].strip().strip('"')).toordinal() - _EPOCH
    except ValueError:
        raise BadObservation(f"{where}: {clean(cells[0], 32)!r} is no day") from None
    if found.days and day <= found.days[-1]:
        raise BadObservation(f"{where}: {clean(cells[0], 32)} is not later than the day before it")
    text = cells[place].strip().strip('"')
    if text.lower() in _MISSING:
        return
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not abs(value) < _LARGEST:
        raise BadObservation(f"{where}: {clean(text, 32)!r} is no value")
    found.days.append(day)
    found.values.append(value)
