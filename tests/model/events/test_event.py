"""An event survives the wire and the store."""

from __future__ import annotations

import msgspec

from r2k_tui.model.events.event import Event, EventKind, EventTime


def test_an_event_comes_out_as_it_went_in() -> None:
    event = Event(
        EventKind.EARNINGS,
        "2026-12-01",
        "AAAA",
        "Aaaa Inc",
        EventTime.AFTER_CLOSE,
        0.004,
        True,
        "",
        "nasdaq says 2026-12-02",
        "yahoo",
        5.0,
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(event), type=Event) == event


def test_what_is_not_known_is_said() -> None:
    event = Event(EventKind.RELEASE, "2026-12-10", name="CPI")
    assert (event.weight, event.when, event.clock) == (None, EventTime.UNKNOWN, "")
    assert event.when == "time not known"
