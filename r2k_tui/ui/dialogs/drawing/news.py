"""Draws headlines: a list with a cursor, and one in full."""

from __future__ import annotations

from datetime import datetime

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.news import Headline
from r2k_tui.ui.drawing.ages import age, ago, narrowed
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, fit, whole, wrapped
from r2k_tui.ui.drawing.numbers import MISSING

_PUBLISHER = 14
# In a narrower window the publisher is left out.
_WITH_PUBLISHER = 64


def headline_list(items: tuple[Headline, ...], place: int, width: int, now: float) -> list[Line]:
    """One line per headline: age, publisher, title, cut to the width."""
    return [_row(item, width, now, cursor=index == place) for index, item in enumerate(items)]


def _row(item: Headline, width: int, now: float, *, cursor: bool) -> Line:
    runs: list[Run] = [("▸" if cursor else " ", "accent"), (f"{_age(item, now):>5} ", "dim")]
    if width >= _WITH_PUBLISHER:
        publisher = whole(((item.publisher, "dim"),), _PUBLISHER)
        runs += [*publisher, (" " * (_PUBLISHER + 2 - sum(len(text) for text, _ in publisher)), "dim")]
    runs.append((item.title, "bright" if cursor else "text"))
    mark = "+cursor" if cursor else ""
    return tuple((text, style + mark) for text, style in fit(whole(tuple(runs), width), width))


def headline_in_full(item: Headline, width: int, now: float) -> list[Line]:
    """All fields of a headline; the address is plain text, to be copied."""
    room = max(8, width - 3)
    lines: list[Line] = [BLANK]
    lines += [((f" {words}", "bright"),) for words in wrapped(item.title, room)]
    lines += [BLANK, ((f" {item.publisher or 'publisher unknown'}", "text"),), ((f" {_when(item, now)}", "dim"),)]
    names = f", mentions {' '.join(item.symbols)}" if item.symbols else ""
    lines += [((f" from {item.source}{names}", "dim"),), BLANK]
    address = item.url or "no valid address"
    lines += [((f" {words}", "text" if item.url else "dim"),) for words in wrapped(address, room)]
    return lines


def _age(item: Headline, now: float) -> str:
    return MISSING if item.time is None else narrowed(age(item.time, now), 5)


def _when(item: Headline, now: float) -> str:
    if item.time is None:
        return "time unknown"
    moment = datetime.fromtimestamp(item.time, NEW_YORK)
    return f"{moment.strftime('%Y-%m-%d %H:%M')} New York, {ago(item.time, now)}"
