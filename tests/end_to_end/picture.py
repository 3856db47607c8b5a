"""What a person reads off the dashboard, read by a program."""

from __future__ import annotations

import re

# A row whose alert fired in the last hours has a mark between symbol and price.
_ROW = r"│[▸ ]{symbol} +(?:! +)?(?P<price>[\d,]+\.\d+) "
_SCORE = r"{title} \^RUT ─+ (?P<score>\d+) (?P<zone>[a-z]+) ─"
_TAG = re.compile(r"◂(?P<price>[\d,]+\.\d+)")
_CHART = re.compile(r"─ (?P<symbol>[\w^.=-]+) (?P<range>1D|5D|1M|6M|YTD|1Y|5Y|MAX)\b")
_CURSOR = re.compile(r"│▸(?P<symbol>\S+)")


def price(screen: str, symbol: str) -> float | None:
    """The last price in a symbol's row; None where the row or its price is missing."""
    found = re.search(_ROW.format(symbol=re.escape(symbol)), screen)
    return float(found["price"].replace(",", "")) if found else None


def score(screen: str, title: str) -> tuple[int, str] | None:
    """Score and zone in the border of a panel (`Momentum`, `Risk`)."""
    found = re.search(_SCORE.format(title=title), screen)
    return (int(found["score"]), found["zone"]) if found else None


def chart_tag(screen: str) -> float | None:
    """The level that the chart's end is marked with; None where no chart is drawn."""
    found = _TAG.search(screen)
    drawn = any("\u2800" < character <= "\u28ff" for character in screen)
    return float(found["price"].replace(",", "")) if found and drawn else None


def chart_title(screen: str) -> tuple[str, str] | None:
    """Symbol and range of the chart."""
    found = _CHART.search(screen)
    return (found["symbol"], found["range"]) if found else None


def cursor(screen: str) -> str:
    """The symbol that the cursor is on."""
    found = _CURSOR.search(screen)
    return found["symbol"] if found else ""


def complete(screen: str) -> bool:
    """Whether all four panels show numbers."""
    return all(
        value is not None
        for value in (price(screen, "^RUT"), chart_tag(screen), score(screen, "Momentum"), score(screen, "Risk"))
    )
