"""The terminal's copy of the calendar: when it is requested, and what it says of a member."""

from __future__ import annotations

import msgspec

from r2k_tui.ui.mirror.events import EventsMirror
from tests.fakes.still_index import EVENTS
from tests.fakes.still_market import NOW


def asked(at: float = NOW) -> EventsMirror:
    mirror = EventsMirror()
    mirror.asked(at)
    return mirror


def test_it_is_requested_at_first_and_after_a_quarter_of_an_hour() -> None:
    mirror = EventsMirror()
    assert mirror.due(NOW)
    mirror.asked(NOW)
    mirror.take(EVENTS)
    assert not mirror.due(NOW + 899) and mirror.due(NOW + 900)


def test_a_new_day_in_new_york_makes_it_due_at_once() -> None:
    evening = NOW + 12 * 3600 - 10
    mirror = asked(evening)
    mirror.take(EVENTS)
    assert not mirror.due(evening + 9) and mirror.due(evening + 11)


def test_without_an_answer_or_without_any_day_it_is_requested_sooner() -> None:
    mirror = asked()
    assert not mirror.due(NOW + 59) and mirror.due(NOW + 60)
    mirror.take(msgspec.structs.replace(EVENTS, unknown=EVENTS.members))
    assert mirror.due(NOW + 60)
    mirror.take(EVENTS)
    mirror.fail("no list")
    assert mirror.due(NOW + 60)


def test_another_engine_is_asked_again() -> None:
    mirror = asked()
    mirror.take(EVENTS)
    mirror.forget_request()
    assert mirror.due(NOW + 1)


def test_what_is_known_of_a_member() -> None:
    mirror = EventsMirror()
    assert mirror.take(EVENTS) and not mirror.take(EVENTS)
    assert [event.day for event in mirror.of("M0012")] == ["2031-05-20", "2031-05-21"]
    assert mirror.of("M9999") == () and mirror.of("") == ()
    assert (mirror.marks["M0001"], mirror.marks["M0003"], "M0030" in mirror.marks) == ("E", "x", False)
    assert len(mirror.reporting()) == 15 and "M0003" not in mirror.reporting()


def test_a_failure_keeps_the_last_answer_and_a_later_answer_ends_it() -> None:
    mirror = EventsMirror()
    mirror.take(EVENTS)
    assert mirror.fail("no list") and not mirror.fail("no list")
    assert mirror.calendar == EVENTS and mirror.marks
    assert mirror.take(EVENTS) and mirror.trouble == ""
