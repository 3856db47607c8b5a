"""Two sources of one event: symbols, names, agreement and disagreement."""

from __future__ import annotations

from r2k_tui.engine.events.merging import is_other_company, matched, merged_report
from r2k_tui.model.events.event import Event, EventKind, EventTime
from tests.cases import cases


def quoted(day: str, **more: object) -> Event:
    return Event(EventKind.EARNINGS, day, "AAAA", "Aaaa Inc", source="yahoo", **more)  # type: ignore[arg-type]


def listed(day: str, symbol: str = "AAAA", name: str = "Aaaa Inc.", **more: object) -> Event:
    return Event(EventKind.EARNINGS, day, symbol, name, source="nasdaq", **more)  # type: ignore[arg-type]


@cases("spelled", ["MOG/A", "MOG.A", "MOG-A", "MOGA"])
def test_share_classes_are_one_member_in_every_spelling(spelled: str) -> None:
    found = matched([listed("2026-12-01", spelled, "Moog Inc. Class A")], {"MOG-A": "Moog Inc."})
    assert [event.symbol for event in found.events["MOG-A"]] == ["MOG-A"]
    assert found.events["MOG-A"][0].name == "Moog Inc."


def test_of_two_members_with_the_same_letters_each_gets_its_own() -> None:
    names = {"ABC-A": "Abc Corp", "ABCA": "Abca Mining"}
    found = matched([listed("2026-12-01", "ABC/A", "Abc Corp"), listed("2026-12-02", "ABCA", "Abca Mining")], names)
    assert {symbol: [event.day for event in events] for symbol, events in found.events.items()} == {
        "ABC-A": ["2026-12-01"],
        "ABCA": ["2026-12-02"],
    }


def test_companies_outside_the_list_are_left_out() -> None:
    assert matched([listed("2026-12-01", "ZZZZ")], {"AAAA": "Aaaa Inc"}).events == {}


def test_a_reused_ticker_is_said_and_not_merged() -> None:
    found = matched([listed("2026-12-01", name="Goldfields Mining Ltd")], {"AAAA": "Aaaa Biosciences Inc"})
    assert found.events == {}
    (problem,) = found.problems
    assert (problem.symbol, problem.kind) == ("AAAA", "other_company")
    assert "Goldfields Mining Ltd under this ticker; the member is Aaaa Biosciences Inc: not used" in problem.message


@cases(
    ("name", "other", "differ"),
    [
        ("MOOG INC CLASS A", "Moog Inc.", False),
        ("TRUECAR INC", "TrueCar, Inc. Common Stock", False),
        ("AMERICAN SUPERCONDUCTOR CORP", "American Superconductor Corporation", False),
        ("INTERNATIONAL SEAWAYS INC", "Intl Seaways", False),
        ("AAAA BIOSCIENCES", "Goldfields Mining", True),
        ("AAAA BIOSCIENCES", "", False),
        ("", "Goldfields Mining", False),
        ("АБВ", "Goldfields", False),
    ],
)
def test_names_that_have_nothing_in_common(name: str, other: str, differ: bool) -> None:
    assert is_other_company(name, other) is differ


def test_both_agree() -> None:
    event, problem = merged_report(quoted("2026-12-01"), [listed("2026-12-01", when=EventTime.BEFORE_OPEN)])
    assert event is not None and problem is None
    assert (event.day, event.when, event.estimate, event.source) == (
        *("2026-12-01", EventTime.BEFORE_OPEN),
        *(False, "yahoo, nasdaq"),
    )


def test_the_time_of_the_quote_stays_where_the_calendar_has_none() -> None:
    event, _ = merged_report(quoted("2026-12-01", when=EventTime.AFTER_CLOSE), [listed("2026-12-01")])
    assert event is not None and event.when is EventTime.AFTER_CLOSE


def test_an_estimate_stays_one_though_the_calendar_has_the_same_day() -> None:
    event, _ = merged_report(quoted("2026-12-01", estimate=True), [listed("2026-12-01")])
    assert event is not None and event.estimate


def test_where_they_differ_it_is_an_estimate_that_names_the_other_day() -> None:
    event, problem = merged_report(quoted("2026-12-01"), [listed("2026-12-03")])
    assert event is not None and problem is None
    assert (event.day, event.estimate, event.note, event.source) == (
        *("2026-12-01", True),
        *("nasdaq says 2026-12-03", "yahoo"),
    )


def test_a_day_of_the_calendar_goes_before_an_estimate() -> None:
    event, _ = merged_report(quoted("2026-12-01", estimate=True, note="expected by 2026-12-05"), [listed("2026-12-03")])
    assert event is not None
    assert (event.day, event.estimate, event.note) == ("2026-12-03", True, "yahoo says 2026-12-01")


def test_only_one_knows() -> None:
    assert merged_report(None, []) == (None, None)
    assert merged_report(quoted("2026-12-01"), [])[0] == quoted("2026-12-01")
    assert merged_report(None, [listed("2026-12-03")])[0] == listed("2026-12-03")


def test_two_days_of_one_calendar_are_named_and_not_used() -> None:
    both = [listed("2026-12-03"), listed("2026-12-08")]
    event, problem = merged_report(None, both)
    assert event is None and problem is not None
    assert problem.message == "nasdaq lists a day of earnings twice: 2026-12-03 and 2026-12-08; not used"
    event, problem = merged_report(quoted("2026-12-01"), both)
    assert event == quoted("2026-12-01") and problem is not None
    event, problem = merged_report(quoted("2026-12-08"), both)
    assert event is not None and (event.day, event.source) == ("2026-12-08", "yahoo, nasdaq") and problem is not None
