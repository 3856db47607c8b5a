"""Changes and ranks of an index that stands still: invented companies, the same at every run, without numpy."""

from __future__ import annotations

import msgspec

from r2k_tui.model.index.changes import Held, ListChanges, ListedDay, MemberEntry
from r2k_tui.model.index.ranks import ESTIMATE, RankedMember, Ranks
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
        caveats=(ESTIMATE, "ranked are 60 companies of both funds"),
    )


RANKS = _ranked()


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
