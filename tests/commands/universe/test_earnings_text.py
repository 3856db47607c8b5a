"""`r2k universe earnings` as text: marks, sums, and text from outside."""

from __future__ import annotations

import msgspec

from r2k_tui.commands.universe.earnings_text import earnings_lines
from r2k_tui.model.events.event import Event, EventKind, EventTime
from tests.model.events.test_calendar import CALENDAR, DAY

NEXT = "2026-12-02"


def report(symbol: str, day: str, weight: float, **more: object) -> Event:
    return Event(EventKind.EARNINGS, day, symbol, f"{symbol} Company", weight=weight, **more)  # type: ignore[arg-type]


def lines(*events: Event, everything: bool = False) -> list[str]:
    return earnings_lines(msgspec.structs.replace(CALENDAR, events=events), everything=everything)


def test_days_weights_and_marks() -> None:
    found = lines(
        report("AAAA", DAY, 0.004, when=EventTime.BEFORE_OPEN),
        report("BBBB", DAY, 0.001, when=EventTime.AFTER_CLOSE, estimate=True, note="nasdaq says 2026-12-03"),
        report("CCCC", NEXT, 0.002),
    )
    assert found[1] == "day of the next report known for 1,948 of 1,960 members"
    assert found[2] == "  today                    1.20% of the fund, 3 members, 1 of them estimates"
    assert found[6:9] == [
        "Tue 2026-12-01: 2 members, 0.50% of the fund",
        "  AAAA     0.40%  before   AAAA Company",
        "  BBBB     0.10%  after  ~ BBBB Company (nasdaq says 2026-12-03)",
    ]
    assert "  CCCC     0.20%  –        CCCC Company" in found


def test_many_of_a_day_are_summed_up() -> None:
    many = [report(f"S{place:03d}", DAY, 0.001) for place in range(20)]
    assert "  and 8 more, 0.80% of the fund; --all lists them" in lines(*many)
    assert len([line for line in lines(*many, everything=True) if line.startswith("  S")]) == 20


def test_the_rest_only_on_request() -> None:
    others = [
        Event(EventKind.EX_DIVIDEND, DAY, "AAAA", "A name that is much too long for one line of it", note="$0.12"),
        Event(EventKind.RELEASE, DAY, name="CPI", clock="08:30"),
    ]
    assert "2 other events of these days; --all lists them" in lines(*others)
    found = lines(*others, everything=True)
    assert "  release            08:30   CPI" in found
    row = next(line for line in found if "ex-dividend" in line)
    assert row.endswith("($0.12)") and len(row) <= 80


def test_nothing_known_is_said() -> None:
    assert "no report of a member is known for these days" in lines()
    unknown = msgspec.structs.replace(CALENDAR, events=(), unknown=CALENDAR.members)
    found = earnings_lines(unknown, everything=False)
    assert found[2].split() == ["today", "not", "known"] and not any("0.00%" in line for line in found)
