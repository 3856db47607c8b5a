"""What the last run leaves to the first picture of this one: the sessions of all markets, until their next bell."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.restore import restore
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.store.store import Store

NOW = 1_758_211_200.0


def test_sessions_of_other_markets_stand_beside_new_york_s_until_their_next_bell(tmp_path: Path) -> None:
    sessions = [
        Session("GLOBEX", Phase.OPEN, changes_at=NOW + 60),
        Session("XNYS", Phase.CLOSED, changes_at=NOW + 90),
        Session("XTKS", Phase.CLOSED, changes_at=NOW + 120),
        Session("XLON", Phase.OPEN, changes_at=NOW - 1),
    ]
    store = Store(tmp_path / "r2k.sqlite3", "x")
    store.save_latest("session", NOW, [(session.exchange, session) for session in sessions])
    market = MarketState(SourceFacts("x"), Session())
    restore(market, store, lambda: NOW)
    store.close()
    assert market.session == sessions[1]
    assert market.sessions == {"GLOBEX": sessions[0], "XTKS": sessions[2]}
