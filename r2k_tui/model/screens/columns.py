"""The columns that a screen may name, and completion of their names."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

_LAST_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*$")


class ColumnKind(StrEnum):
    """Kind of the values of a column."""

    NUMBER = "number"
    TEXT = "text"
    FLAG = "flag"
    DAY = "day"


class ScreenColumn(msgspec.Struct, frozen=True):
    """Column by its name in an expression; `unavailable` says why no engine has it yet, "" where one may."""

    name: str
    kind: ColumnKind
    words: str
    unavailable: str = ""


def _numbers() -> tuple[ScreenColumn, ...]:
    rows = (
        ("price", "last price"),
        ("prev_close", "close of the session before"),
        ("ret_1d", "return of the day, a fraction: 0.02 or 2%"),
        *((f"ret_{n}d", f"price return over {n} sessions") for n in RETURN_SESSIONS),
        ("cap", "market value in dollars: 500e6"),
        ("weight", "weight in the fund, a fraction"),
        ("contribution", "weight x return of the day"),
        ("fwd_pe", "forward P/E; losses have none"),
        ("eps", "trailing earnings per share"),
        ("avg_50d", "mean of the last 50 closes"),
        ("avg_200d", "mean of the last 200 closes"),
        ("high_52w", "52-week high"),
        ("low_52w", "52-week low"),
        ("range_52w", "place in the 52-week range, 0 to 1"),
        ("short_shares", "shares sold short at the last settlement"),
        ("short_float", "short interest, a fraction of the float"),
        ("short_fraction", "the same, of the shares outstanding where no float is known"),
        ("days_to_cover", "short interest in days of average volume"),
        ("short_change", "change of the short interest from the settlement before"),
        ("insider_buyers_30d", "persons who bought within 30 days, by Form 4"),
        ("insider_dollars_30d", "dollars they paid"),
    )
    return tuple(ScreenColumn(name, ColumnKind.NUMBER, words) for name, words in rows)


# Sessions of the returns that are computed from stored closes.
RETURN_SESSIONS = (5, 21, 63, 126, 252)
_TEXTS = (("symbol", "ticker"), ("name", "name of the company"), ("sector", "sector of the fund's list"))
_FLAGS = (
    ("above_50d", "above its 50-day average"),
    ("above_200d", "above its 200-day average"),
    ("new_high", "at a 52-week high"),
    ("new_low", "at a 52-week low"),
    ("squeeze", "in the squeeze list"),
    ("halted", "trading is halted"),
    ("insider_cluster", "three insiders bought within 30 days"),
)
_DAYS = (("reports", "next day of earnings"), ("ex_dividend", "next ex-dividend day"))
COLUMNS: dict[str, ScreenColumn] = {
    column.name: column
    for column in (
        *_numbers(),
        *(ScreenColumn(name, ColumnKind.TEXT, words) for name, words in _TEXTS),
        *(ScreenColumn(name, ColumnKind.FLAG, words) for name, words in _FLAGS),
        *(ScreenColumn(name, ColumnKind.DAY, words) for name, words in _DAYS),
    )
}
WORDS = ("and", "or", "not", "in", "contains", "within")


def last_name(text: str) -> str:
    """The name that a text ends in, as far as it is typed; "" where it ends in none."""
    found = _LAST_NAME.search(text)
    return found[0] if found is not None else ""


def completions(text: str) -> tuple[str, ...]:
    """Names that may complete the last word of a text: columns first, then the words of the grammar."""
    start = last_name(text).lower()
    if not start:
        return ()
    return tuple(name for name in (*COLUMNS, *WORDS) if name.startswith(start) and name != start)


def is_expression(text: str) -> bool:
    """Whether a text of the filter line is a screen: it compares something; words alone filter by words."""
    return bool(re.search(r"[<>=]|\b(within|contains)\b|\bin\s*\(", text))
