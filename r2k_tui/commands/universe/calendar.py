"""`r2k universe calendar`: the reconstitutions of the index, with a countdown. Asks no engine and no network."""

from __future__ import annotations

import time
from datetime import date
from textwrap import wrap
from typing import Any

from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, print_problems, write
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.index.reconstitution import (
    FIRST_DAY,
    Countdown,
    Reconstitution,
    countdown,
    countdown_words,
    reconstitutions,
)
from r2k_tui.model.index.reconstitution_dates import PACKAGED_ON
from r2k_tui.model.market.feed import Problem

_BEFORE, _AFTER = 1, 3
_WIDTH = 80
_CAVEAT = f"dates as known on {PACKAGED_ON}, not as announced by the day above"
_NAMES = {
    "rank_day": "rank day",
    "preliminary": "preliminary lists",
    "update": "updated lists",
    "lock_down": "lock-down",
    "effective_close": "effective after the close",
    "effective_open": "effective at the open",
}


def run(options: Options) -> int:
    """Print the schedule around today, or around the day of --as-of. Returns the exit status."""
    setup = options.setup()
    day = date.fromisoformat(setup.as_of) if setup.as_of else new_york_day(time.time())
    own = setup.config.universe.reconstitutions()
    coming = countdown(own, day)
    problems = [] if coming is not None else [Problem(setup.config.market.index, "absent", _too_early())]
    rows = around(reconstitutions(own, day), day) if coming is not None else ()
    if options.json:
        data = None if coming is None else _data(coming, rows, day)
        write(envelope("universe", setup.facts, data, day.isoformat(), problems))
    else:
        for line in lines(coming, rows, day) if coming is not None else ():
            print(line)
        if coming is not None and setup.as_of:
            print(f"\n* {_CAVEAT}")
        print_problems(problems)
    return 0 if coming is not None else 3


def around(rows: tuple[Reconstitution, ...], day: date) -> tuple[Reconstitution, ...]:
    """The last reconstitution before a day and those that follow."""
    place = sum(row.effective < day for row in rows)
    return rows[max(0, place - _BEFORE) : place + _AFTER]


def lines(coming: Countdown, rows: tuple[Reconstitution, ...], day: date) -> list[str]:
    """The schedule as text: the countdown, then every reconstitution with its dates and their source."""
    text = [f"as of {day}: {_sentence(coming)}"]
    for row in rows:
        text += ["", f"{row.effective:%B %Y}, {row.basis}"]
        text += [_line(name, milestone, day, row) for name, milestone in row.dates()]
        text += wrap(f"source: {row.source}", _WIDTH, initial_indent="  ", subsequent_indent=" " * 10)
    return text


def _sentence(coming: Countdown) -> str:
    if not coming.days:
        return f"the effective close of {coming.next.effective} is today"
    days = countdown_words(coming.days).removeprefix("in ")
    return f"{days} to the effective close of {coming.next.effective}"


def _line(name: str, milestone: date | None, day: date, row: Reconstitution) -> str:
    if milestone is None:
        return f"  {_NAMES[name]:<26}{row.missing}"
    away = countdown_words((milestone - day).days)
    return f"  {_NAMES[name]:<26}{milestone}  {milestone:%a}  {away:<13}  confidence {row.confidence}"


def _data(coming: Countdown, rows: tuple[Reconstitution, ...], day: date) -> dict[str, Any]:
    return {
        "day": day.isoformat(),
        "next": coming.next.month,
        "effective_close": coming.next.effective.isoformat(),
        "days_to_effective_close": coming.days,
        "basis": coming.next.basis,
        "message": coming.words,
        "known_on": PACKAGED_ON.isoformat(),
        "reconstitutions": [_row(row) for row in rows],
    }


def _row(row: Reconstitution) -> dict[str, Any]:
    return {
        "month": row.month,
        "basis": row.basis,
        "dates": [
            {
                "name": name,
                "day": None if milestone is None else milestone.isoformat(),
                "confidence": None if milestone is None else row.confidence,
                "source": None if milestone is None else row.source,
            }
            for name, milestone in row.dates()
        ],
    }


def _too_early() -> str:
    return f"no schedule of reconstitutions before {FIRST_DAY.year} is packaged"
