"""Events of the members: matched, weighed, and every impossible day named."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from r2k_tui.engine.events.members import MemberEvents, QuotedReports, condensed, member_events
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import EQUITY, FundHolding, FundHoldings

TODAY = date(2026, 11, 30)


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp()


class Scene:
    """Three members and one that trades nowhere."""

    def __init__(self) -> None:
        rows = (
            FundHolding("AAAA", "AAAA", "AAAA BIOSCIENCES INC", "Health Care", EQUITY, 0.5),
            FundHolding("MOGA", "MOG-A", "MOOG INC CLASS A", "Industrials", EQUITY, 0.3),
            FundHolding("CCCC", "CCCC", "CCCC CORP", "Energy", EQUITY, 0.1),
            FundHolding("-", "", "OMNIAB VESTING", "Health Care", EQUITY, 0.0),
        )
        self.roll = Constituents(FundHoldings("IWM", "2026-11-27", rows, 1.0, "invented"))
        self.prices = ConstituentPrices(self.roll.places, self.roll.names)
        self.quoted = QuotedReports()

    def facts(self, symbol: str, name: str, moment: str, **more: object) -> None:
        made = Fundamentals(symbol, name, earnings_at=at(moment), **more)  # type: ignore[arg-type]
        self.prices.take_fundamentals([made])

    def events(self, *answered: Event, today: date = TODAY) -> MemberEvents:
        return member_events(self.roll, self.prices, answered, self.quoted, today, "yahoo")


def listed(symbol: str, day: str, name: str, kind: EventKind = EventKind.EARNINGS) -> Event:
    return Event(kind, day, symbol, name, source="nasdaq", retrieved_at=9.0)


def test_reports_have_the_weight_and_the_name_of_the_member() -> None:
    scene = Scene()
    scene.facts("AAAA", "Aaaa Biosciences, Inc.", "2026-12-01T16:05")
    found = scene.events(listed("MOG/A", "2026-12-02", "Moog Inc. Class A"))
    assert set(found.reports) == {"AAAA", "MOG-A"}
    report = found.reports["MOG-A"]
    assert (report.symbol, report.name, report.weight, report.source) == ("MOG-A", "MOOG INC CLASS A", 0.3, "nasdaq")
    assert found.reports["AAAA"].name == "Aaaa Biosciences, Inc." and found.problems == ()


def test_other_events_are_of_members_and_offerings_of_anybody() -> None:
    found = Scene().events(
        listed("CCCC", "2026-12-01", "Cccc Corp", EventKind.EX_DIVIDEND),
        listed("ZZZZ", "2026-12-01", "Zzzz Corp", EventKind.EX_DIVIDEND),
        listed("AAAA", "2026-12-02", "Aaaa Biosciences", EventKind.SPLIT),
        listed("NEWC", "2026-12-02", "Newco", EventKind.IPO),
        listed("OLDC", "2026-11-29", "Oldco", EventKind.IPO),
    )
    assert [(event.symbol, event.kind, event.weight) for event in found.others] == [
        ("AAAA", EventKind.SPLIT, 0.5),
        ("CCCC", EventKind.EX_DIVIDEND, 0.1),
    ]
    assert [(event.symbol, event.weight) for event in found.outside] == [("NEWC", None)]
    assert len(found.events()) == 3


def test_impossible_days_are_named_and_not_used() -> None:
    scene = Scene()
    scene.facts("AAAA", "Aaaa Biosciences", "2028-12-01T16:05")
    scene.facts("MOG-A", "Moog Inc.", "2026-05-01T16:05")
    scene.facts("CCCC", "Cccc Corp", "2026-11-02T16:05")
    found = scene.events()
    assert found.reports == {}
    assert [(problem.symbol, problem.kind) for problem in found.problems] == [
        ("", "past_date"),
        ("AAAA", "far_date"),
        ("MOG-A", "stale_date"),
    ]
    assert found.problems[0].message.endswith("for 1 member: CCCC")


def test_two_days_in_the_calendar_are_named() -> None:
    rows = (listed("CCCC", "2026-12-01", "Cccc Corp"), listed("CCCC", "2026-12-04", "Cccc Corp"))
    found = Scene().events(*rows)
    assert found.reports == {} and found.problems[0].kind == "two_dates"


def test_a_quote_of_another_company_under_the_ticker_is_said() -> None:
    scene = Scene()
    scene.facts("AAAA", "Goldfields Mining Ltd", "2026-12-01T16:05")
    found = scene.events()
    assert found.reports == {}
    assert found.problems[0].message == (
        "yahoo quotes Goldfields Mining Ltd under this ticker; the member is AAAA BIOSCIENCES INC: "
        "its day of earnings is not used"
    )


def test_the_same_statement_is_known_since_it_was_first_made() -> None:
    scene = Scene()
    for taken_at in (100.0, 200.0):
        scene.facts("AAAA", "Aaaa Biosciences", "2026-12-01T16:05", taken_at=taken_at)
        assert scene.events().reports["AAAA"].retrieved_at == 100.0
    assert scene.events(today=date(2026, 12, 1)).reports["AAAA"].retrieved_at == 100.0, "also on the next day"
    scene.facts("AAAA", "Aaaa Biosciences", "2026-12-02T16:05", taken_at=300.0)
    assert scene.events().reports["AAAA"].retrieved_at == 300.0


def test_a_day_that_passes_is_no_report_any_more() -> None:
    scene = Scene()
    scene.facts("AAAA", "Aaaa Biosciences", "2026-12-01T16:05")
    assert "AAAA" in scene.events(today=date(2026, 12, 1)).reports
    assert "AAAA" not in scene.events(today=date(2026, 12, 2)).reports


def test_hundreds_of_problems_are_all_named_in_few() -> None:
    many = [Problem(f"S{number}", "far_date", f"far {number}") for number in range(50)]
    found = condensed([*many, many[0]])
    assert len(found) == 21
    assert found[-1].message.startswith("the same of 30 more members: S20 S21")
    assert found[-1].message.endswith("S49")
    assert msgspec.structs.asdict(found[0]) == {"symbol": "S0", "kind": "far_date", "message": "far 0"}


def test_later_events_compute_only_what_has_changed() -> None:
    scene = Scene()
    scene.facts("AAAA", "Aaaa Biosciences", "2026-12-01T16:05")
    scene.facts("CCCC", "Cccc Corp", "2026-12-01T16:05")
    answered = (listed("MOGA", "2026-12-02", "Moog Inc."), listed("CCCC", "2026-12-01", "Cccc", EventKind.EX_DIVIDEND))
    first = member_events(scene.roll, scene.prices, answered, scene.quoted, TODAY, "yahoo")
    scene.facts("CCCC", "Cccc Corp", "2026-12-03T16:05")
    second = member_events(scene.roll, scene.prices, answered, scene.quoted, TODAY, "yahoo")
    assert second.reports["AAAA"] is first.reports["AAAA"] and second.reports["MOG-A"] is first.reports["MOG-A"]
    assert second.reports["CCCC"].day == "2026-12-03" and second.others == first.others
    moved = (listed("MOGA", "2026-12-04", "Moog Inc."),)
    third = member_events(scene.roll, scene.prices, moved, scene.quoted, TODAY, "yahoo")
    assert third.reports["MOG-A"].day == "2026-12-04" and third.others == ()
    scene.facts("MOG-A", "Moog & Sons", "2026-12-04T16:05")
    assert scene.events(*moved).reports["MOG-A"].name == "Moog & Sons"


def test_a_new_list_has_its_own_weights() -> None:
    scene = Scene()
    scene.facts("AAAA", "", "2026-12-01T16:05")
    assert scene.events().reports["AAAA"].weight == 0.5
    row = FundHolding("AAAA", "AAAA", "AAAA BIOSCIENCES INC", "Health Care", EQUITY, 0.25)
    scene.roll = Constituents(FundHoldings("IWM", "2026-11-30", (row,), 1.0, "invented"))
    scene.prices = ConstituentPrices(scene.roll.places, scene.roll.names)
    scene.facts("AAAA", "", "2026-12-01T16:05")
    report = scene.events().reports["AAAA"]
    assert (report.weight, report.name) == (0.25, "AAAA BIOSCIENCES INC")
