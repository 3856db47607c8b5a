"""The state of an exchange, before its calendar is loaded and on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.calendar.session import Phase, Session


def test_before_the_calendar_is_loaded_it_is_closed_and_nothing_is_known() -> None:
    session = Session()
    assert (session.exchange, session.phase) == ("XNYS", Phase.CLOSED)
    assert {session.opens_at, session.closes_at, session.changes_at, session.last_close_at} == {None}
    assert not session.always_open and not session.half_day


def test_phases_are_words_on_the_wire() -> None:
    assert [phase.value for phase in Phase] == ["pre", "open", "post", "closed"]
    session = Session(phase=Phase.PRE, opens_at=5.0, half_day=True)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(session), type=Session) == session


def test_a_phase_counts_once_the_calendar_is_loaded() -> None:
    assert not Session().known
    assert Session(always_open=True).known
    assert Session(last_close_at=1.0).known and Session(opens_at=1.0).known and Session(closes_at=1.0).known
