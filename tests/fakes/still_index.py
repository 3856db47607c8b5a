"""Changes, ranks, events and short interest of an index that stands still: invented, always the same, no numpy."""

from __future__ import annotations

import msgspec

from r2k_tui.model.events.calendar import EventCalendar, ReportingShare
from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.model.index.changes import Held, ListChanges, ListedDay, MemberEntry
from r2k_tui.model.index.ranks import ESTIMATE, RankedMember, Ranks
from r2k_tui.model.index.short_interest import (
    FLOAT,
    OUTSTANDING,
    ShortCoverage,
    ShortInterest,
    ShortMember,
    SqueezeRule,
)
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.readings import IndexReadingsReply
from r2k_tui.model.readings.reading import DayValue, Reading, ReadingDays, ReadingValue

_REUSED = "ticker reused: it was OLD INC"
_SECTORS = ("Industrials", "Financials", "Health Care")


def _entry(letter: str, number: int, *, moved: bool = False, note: str = "") -> MemberEntry:
    symbol = f"{letter}{number:03d}"
    name = f"{letter}ABLE NUMBER {number} HOLDINGS INC"
    return MemberEntry(symbol, name, _SECTORS[number % 3], 0.004 / (number + 1), moved, note)


def _held(number: int, ratio: float, **more: str) -> Held:
    before, after = 0.002 / (number + 1), 0.003 / (number + 2)
    return Held(f"H{number:03d}", f"STEADY NUMBER {number} INC", before, after, 1e6, 1e6 * ratio, ratio, **more)


CHANGES = ListChanges(
    ListedDay("IWM", "2031-04-30", 118, 1, "invented"),
    ListedDay("IWM", "2031-05-13", 120, 1, "invented"),
    added=tuple(_entry("A", n, moved=n == 1, note=_REUSED if n == 2 else "") for n in range(30)),
    deleted=tuple(_entry("D", n, moved=n == 0) for n in range(28)),
    held=(
        _held(0, 1.0, symbol_before="OLD0", name_before="STEADY NUMBER 0 INC", renamed="ticker", evidence="same name"),
        _held(1, 1.02, name_before="FORMER NAME INC", renamed="name", evidence="same ticker"),
        _held(2, 4.03, split="maybe a split 4:1"),
        _held(3, 2.01, split="maybe a split 2:1; the price does not agree"),
        *(_held(n, 0.9 + 0.01 * n) for n in range(4, 60)),
    ),
    fund_growth=0.95,
    other="IWB",
    other_first="2031-04-30",
    other_last="2031-05-13",
    days=("2031-03-31", "2031-04-30", "2031-05-13"),
    caveats=("changes of the fund, not of FTSE's list: a fund samples, trades late and holds cash",),
)


def _ranked() -> Ranks:
    rows = []
    for place in range(60):
        cap, small = 9e9 - 1.4e8 * place, place in (4, 6, 8) or place > 28
        row = RankedMember(
            f"R{place:03d}", f"RANKED NUMBER {place} INC", "IWM" if small else "IWB", cap, place + 1, 0.0
        )
        row = msgspec.structs.replace(row, percentile=0.5 + place / 120)
        if small and cap >= 8e9:
            row = msgspec.structs.replace(row, move="up", distance=cap / 8e9 - 1)
        elif small and cap >= 7.2e9:
            row = msgspec.structs.replace(row, move="up", near=True, distance=cap / 8e9 - 1)
        elif not small and cap <= 5.5e9:
            row = msgspec.structs.replace(row, move="down", distance=cap / 5.5e9 - 1)
        elif small and cap < 1e9:
            row = msgspec.structs.replace(row, move="leave", distance=cap / 1e9 - 1)
        rows.append(row)
    return Ranks(
        small="IWM",
        large="IWB",
        members=tuple(rows),
        at=20,
        band=0.025,
        breakpoint=rows[19].cap,
        percentile=rows[19].percentile,
        upper=8e9,
        lower=5.5e9,
        floor=1e9,
        floor_basis="floor of 2024-06, the last one found",
        missing=("M0007",),
        first_day="2031-05-15",
        last_day="2031-05-15",
        caveats=(ESTIMATE, "60 companies of both funds are ranked"),
    )


RANKS = _ranked()


# Seconds of 2031-05-15, 12:00 in New York, less two hours.
_SIZES = sum(1.0 / (10 + place) for place in range(120))
_KNOWN_AT = 1936886400.0 - 7200.0


def _report(number: int, day: str, when: EventTime, *, estimate: bool = False, note: str = "") -> Event:
    return Event(
        EventKind.EARNINGS,
        day,
        f"M{number:04d}",
        f"Anvil {number} Holdings",
        when,
        (1.0 / (10 + number)) / _SIZES,
        estimate,
        note=note,
        source="demo",
        retrieved_at=_KNOWN_AT,
    )


def _other(kind: EventKind, day: str, symbol: str = "", name: str = "", **more: object) -> Event:
    return Event(kind, day, symbol, name, source="demo", retrieved_at=_KNOWN_AT, **more)  # type: ignore[arg-type]


EVENTS = EventCalendar(
    today="2031-05-15",
    first="2031-05-15",
    last="2031-05-29",
    events=(
        _report(1, "2031-05-15", EventTime.AFTER_CLOSE),
        _report(8, "2031-05-15", EventTime.BEFORE_OPEN),
        _other(EventKind.RELEASE, "2031-05-15", name="CPI", clock="08:30", when=EventTime.BEFORE_OPEN),
        _other(EventKind.EX_DIVIDEND, "2031-05-16", "M0003", "Delta 3 Holdings", weight=0.01, note="0.25 USD"),
        _report(4, "2031-05-20", EventTime.UNKNOWN, estimate=True, note="Nasdaq: 2031-05-22"),
        *(_report(n, "2031-05-20", EventTime.BEFORE_OPEN, estimate=n % 2 == 0) for n in range(10, 22)),
        _other(EventKind.SPLIT, "2031-05-21", "M0012", "Granite 12 Holdings", weight=0.003, note="3:1"),
        _other(EventKind.FOMC, "2031-05-21", name="FOMC decision", clock="14:00", when=EventTime.IN_SESSION),
        _other(EventKind.IPO, "2031-05-22", "NEWC", "New Company Inc", note="18.00 to 20.00 USD", estimate=True),
        *(_report(n, "2031-05-27", EventTime.AFTER_CLOSE, estimate=True) for n in range(30, 36)),
    ),
    reporting_today=ReportingShare("2031-05-15", "2031-05-15", 2, 0.0561, 0),
    this_week=ReportingShare("2031-05-15", "2031-05-16", 2, 0.0561, 0),
    next_week=ReportingShare("2031-05-19", "2031-05-23", 13, 0.2109, 7),
    members=120,
    unknown=31,
    list_as_of="2031-05-13",
    problems=(
        Problem("", "not_used", "Nasdaq's calendar is not used: [nasdaq] calendars = false"),
        Problem("M0099", "two_dates", "2031-05-19 at Yahoo, 2031-05-26 at Nasdaq"),
    ),
)


def _reading(key: str, value: ReadingValue, n: int, *, reason: str = "") -> Reading:
    source = "" if reason else "IWM list of 2031-05-13, quotes by invented"
    return Reading(key, value, "fraction", "1 day", n, "" if reason else "2031-05-15", source, f"what {key} is", reason)


INDEX_READINGS = IndexReadingsReply(
    (
        _reading("loss_makers_count", 0.4123, 1893),
        _reading("loss_makers_weight", 0.3321, 1893),
        _reading("sector_weights", {"Financials": 0.19, "Health Care": 0.16}, 1960),
        _reading("sector_gaps", {"Financials": 0.08, "Energy": -0.02}, 2960),
        _reading("value_only_count", None, 0, reason="no list of what IWO holds"),
        *(_reading(f"growth_less_value_{n}d", 0.01 - 0.001 * n, n) for n in (1, 5, 21, 63)),
        *(_reading(f"filler_{n}", n / 100, n) for n in range(20)),
    ),
    (
        ReadingDays(
            "loss_makers_count",
            "one value a day since R2K first ran",
            tuple(DayValue(f"2031-05-{day:02d}", 0.40 + 0.001 * day, 1890) for day in range(1, 16)),
        ),
        ReadingDays("loss_makers_weight", "one value a day since R2K first ran", (DayValue("2031-05-15", 0.33, 1893),)),
    ),
)


def _shorted() -> ShortInterest:
    rows = []
    for place in range(60):
        basis = OUTSTANDING if place % 5 == 3 else "" if place % 20 == 19 else FLOAT
        row = ShortMember(
            symbol=f"S{place:03d}",
            name=f"SHORTED NUMBER {place} INC",
            weight=0.004 / (place + 1),
            shares=9e6 - 1.2e5 * place,
            previous=8e6,
            fraction=0.42 - 0.006 * place if basis else None,
            basis=basis,
            days_to_cover=None if place % 15 == 7 else 14.0 - 0.2 * place,
            change=None if place % 12 == 5 else (9e6 - 1.2e5 * place) / 8e6 - 1.0,
            split=place % 12 == 5,
            above_50d=None if place == 2 else place % 2 == 0,
        )
        squeeze = bool(row.above_50d) and (row.fraction or 0.0) >= 0.2 and (row.days_to_cover or 0.0) >= 5.0
        rows.append(msgspec.structs.replace(row, squeeze=None if place == 2 else squeeze))
    squeezed = sum(bool(row.squeeze) for row in rows)
    return ShortInterest(
        day="2031-05-16",
        settlement="2031-04-30",
        previous_settlement="2031-04-15",
        published="2031-05-09",
        published_by="by its file",
        retrieved_at=0.0,
        source="FINRA",
        simulated=False,
        next_settlement="2031-05-15",
        next_expected="2031-05-27",
        next_due="2031-05-29",
        rule=SqueezeRule(0.2, 5.0),
        coverage=ShortCoverage(62, 60, 0.973, 45, 12, 56, 55, 5, 61, squeezed, 3),
        members=tuple(rows),
        missing=("M0007", "M0008"),
        caveats=("5 members split since the settlement before: change unknown",),
    )


SHORT_INTEREST = _shorted()
