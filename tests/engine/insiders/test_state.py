"""What is known, and how complete it is."""

from __future__ import annotations

from r2k_tui.engine.insiders.state import InsiderState, packed, unpacked
from r2k_tui.store.insiders import IndexDay
from tests.engine.insiders.filings import filing

UNTIL = "2025-09-18"
# Days of the index of two weeks.
DAYS = ("2025-09-08", "2025-09-09", "2025-09-10", "2025-09-11", "2025-09-12")
DAYS += ("2025-09-15", "2025-09-16", "2025-09-17")


def state(*days: str, issuers: tuple[str, ...] = ("7",)) -> InsiderState:
    found = InsiderState()
    for at, day in enumerate(days):
        found.put_day(IndexDay(day, 100.0 + at, whole=True, issuers=packed(issuers)))
    return found


def test_days_are_read_for_certain_companies() -> None:
    found = state("2025-09-17")
    assert found.read_for("2025-09-17", {"7"}) and not found.read_for("2025-09-17", {"7", "8"})
    assert not found.read_for("2025-09-16", {"7"})
    found.put_day(IndexDay("2025-09-16", 1.0, absent=True))
    found.put_day(IndexDay("2025-09-15", 1.0))
    assert found.read_for("2025-09-16", {"7"}) and not found.read_for("2025-09-15", {"7"})


def test_numbers_of_companies_survive_packing() -> None:
    assert unpacked(packed({"1750", "20", "4294967295"})) == (20, 1750, 4294967295)
    assert unpacked(b"123") == ()


def test_coverage_begins_after_the_last_gap() -> None:
    whole = state(*DAYS).coverage("2025-09-01", UNTIL)
    assert (whole.first, whole.last, whole.missing, whole.read_at) == (DAYS[0], DAYS[-1], (), 107.0)
    gaps = state(*(day for day in DAYS if day not in ("2025-09-09", "2025-09-12"))).coverage("2025-09-01", UNTIL)
    assert (gaps.first, gaps.last, gaps.missing) == ("2025-09-15", DAYS[-1], ("2025-09-09", "2025-09-12"))
    assert state().coverage("2025-09-01", UNTIL).last is None
    assert state(*DAYS).coverage("2025-09-01", "2025-09-10").last == "2025-09-10", "nothing later is known"


def test_the_period_is_known_without_gaps_and_not_from_long_ago() -> None:
    assert state(*DAYS).knows(UNTIL, 11)
    assert not state(*DAYS).knows(UNTIL, 14), "2025-09-05 is missing"
    assert not state(*(day for day in DAYS if day != "2025-09-11")).knows(UNTIL, 11)
    assert state(*DAYS).knows("2025-09-24", 17) and not state(*DAYS).knows("2025-09-25", 18)
    assert not state().knows(UNTIL, 5)


def test_a_report_says_what_it_lacks() -> None:
    found = state(*DAYS)
    found.put([filing("2025-09-16", number=1), filing("2025-09-16", "ZZZ", number=2)])
    found.put([filing("2025-09-16", number=3, plan=True)])
    found.put([filing("2025-09-16", number=4, trades=(), fault="not XML: line 3", tries=3)])
    report = found.report(UNTIL, 30, {"AAA": "First"}, "SEC Form 4", ("NONE",))
    assert [row.symbol for row in report.members] == ["AAA"] and len(report.purchases) == 1
    assert (report.since, report.until, report.origin) == ("2025-08-20", UNTIL, "SEC Form 4")
    told = " | ".join(report.caveats)
    for words in (
        "filings before 2025-09-08 are not all known",
        "1 purchase under a 10b5-1 plan left out",
        "1 filing could not be read: 2025-09-16 AAA 0000000004-25-000004: not XML: line 3",
        "1 member without a company in the SEC's list: NONE",
    ):
        assert words in told, told


def test_as_of_a_day_later_filings_are_unknown() -> None:
    found = state(*DAYS)
    found.put([filing("2025-09-17", number=1, trades=(("2025-09-10", 1.0, 1.0),))])
    assert found.report("2025-09-16", 30, {"AAA": ""}, "x").purchases == ()
    assert len(found.report("2025-09-17", 30, {"AAA": ""}, "x").purchases) == 1


def test_old_filings_and_days_are_forgotten() -> None:
    found = state(*DAYS)
    found.put([filing("2025-09-09", number=1), filing("2025-09-10", number=2)])
    found.forget("2025-09-10")
    assert len(found.filings) == 1 and min(found.days) == "2025-09-10"


def test_most_filings_state_no_purchase_and_are_only_seen() -> None:
    found = InsiderState()
    found.put([filing("2025-09-16", number=1, trades=())])
    assert found.seen and not found.filings and found.version == 0
    found.put([filing("2025-09-16", number=1, trades=(), fault="not XML", tries=1)])
    assert len(found.filings) == 1
    found.put([filing("2025-09-16", number=1, trades=())])
    assert found.filings == {} and found.version == 2


def test_what_is_frozen_stays_while_more_comes_in() -> None:
    found = InsiderState()
    found.match({"1": ("AAA",)})
    found.put([filing("2025-09-16", "AAA", number=1)])
    kept = found.frozen()
    found.put([filing("2025-09-17", "AAA", number=2)])
    found.put_day(IndexDay("2025-09-17", 1.0, whole=True))
    assert (len(kept.filings), kept.days, kept.issuers) == (1, {}, {"1": ("AAA",)})
    assert len(found.filings) == 2 and found.version > kept.version
