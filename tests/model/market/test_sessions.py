"""The session of a symbol: its own venue's in a live market, New York's in a replay, a simulation and files."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from r2k_tui.model.calendar.replay import standing
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.sessions import UNKNOWN_SESSION, day_in, has_own_hours, session_of
from r2k_tui.model.market.source import SourceFacts
from tests.cases import cases

LIVE = SourceFacts("yahoo")
HOME, LONDON = Session("XNYS", Phase.CLOSED), Session("XLON", Phase.OPEN)
SUNDAY_EVENING = datetime(2026, 11, 29, 20, tzinfo=ZoneInfo("America/New_York")).timestamp()


def test_each_symbol_has_the_session_of_its_venue() -> None:
    others = {"XLON": LONDON}
    assert session_of(LIVE, HOME, others, "IWM", None) is HOME
    assert session_of(LIVE, HOME, others, "VOD.L", None) is LONDON
    assert session_of(LIVE, HOME, others, "^UNSEEN", Quote("^UNSEEN", exchange="LSE")) is LONDON, "as its source says"
    assert session_of(LIVE, HOME, others, "7203.T", None) is UNKNOWN_SESSION, "its hours are not loaded"
    assert session_of(LIVE, HOME, others, "ABC.XX", None) is UNKNOWN_SESSION


@cases("changes", [{"live": False}, {"simulated": True}, {"replay": standing("2026-11-27", 1.0, 0.0)}])
def test_a_market_that_is_not_live_has_one_session(changes: dict[str, object]) -> None:
    facts = msgspec.structs.replace(LIVE, **changes)
    assert not has_own_hours(facts)
    assert session_of(facts, HOME, {"XLON": LONDON}, "VOD.L", None) is HOME
    assert day_in(facts, "RTY=F", None, SUNDAY_EVENING) == date(2026, 11, 29)


def test_the_day_is_that_of_the_venue() -> None:
    assert day_in(LIVE, "RTY=F", None, SUNDAY_EVENING) == date(2026, 11, 30)
    assert day_in(LIVE, "7203.T", None, SUNDAY_EVENING) == date(2026, 11, 30)
    assert day_in(LIVE, "IWM", None, SUNDAY_EVENING) == date(2026, 11, 29)
