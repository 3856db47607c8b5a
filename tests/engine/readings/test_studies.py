"""Studies of a board: finished sessions only, and the shapes of the public JSON."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.series import select
from r2k_tui.analytics.stats.proportion import holm
from r2k_tui.engine.readings.detail import history_before
from r2k_tui.engine.readings.studies import study_followthrough, study_states
from r2k_tui.model.readings.reading import ScoreKind
from tests.engine.readings.boards import CONTEXT, COUNT, OWN, SESSIONS, board, cut


def test_follow_through_as_json() -> None:
    found = msgspec.to_builtins(study_followthrough(OWN, SESSIONS, 0.04))
    assert {"symbol", "threshold", "first_month", "last_month", "months", "n_events", "events", "horizons"} <= set(
        found
    )
    assert set(found["events"][0]) == {"month", "ret", "fwd1m", "fwd3m", "fwd6m", "fwd12m"}
    assert list(found["horizons"]) == ["1m", "3m", "6m", "12m"]
    assert set(found["horizons"]["6m"]) == {
        *("n", "hits", "hit_rate", "wilson95", "mean", "median", "shift_p"),
        *("base_n", "base_hits", "base_rate", "base_mean", "base_median"),
        *("spells", "diff95", "hit_diff95", "few", "p_holm"),
    }


def test_the_session_under_way_is_in_no_study() -> None:
    stop = int(np.flatnonzero(OWN.days <= np.datetime64("2004-12-31"))[-1]) + 1
    own = select(OWN, slice(0, stop))
    assert study_followthrough(own, SESSIONS).last_month == "2004-12"
    assert study_followthrough(own, SESSIONS, provisional=True).last_month == "2004-11"


def test_states_as_json() -> None:
    found = msgspec.to_builtins(study_states(board()))
    assert [zone["zone"] for zone in found["risk_zones"]] == ["calm", "normal", "elevated", "stress"]
    assert [zone["zone"] for zone in found["momentum_zones"]] == ["weak", "soft", "firm", "strong"]
    keys = {"zone", "n", "share", "fwd21_vol", "p_min_5", "p_min_10", "fwd126_mean", "fwd126_hit"}
    more = {"spells", "diff95", "hit_diff95", "few"}
    assert set(found["risk_zones"][0]) == keys | more | {"base_n", "base_hit", "base_mean"}
    assert more <= set(found["events"][0])
    assert {event["name"] for event in found["events"]} == {
        *("record_close", "donchian55_breakout", "chan126_intact_up", "chan126_intact_down"),
        *("obv_slope_up", "obv_slope_down"),
    }
    assert {"name", "n", "fwd126_hit", "fwd126_mean", "base_hit", "base_mean"} <= set(found["events"][0])
    assert found["last_day"] == str(OWN.days[-1])


def test_zones_count_the_days_of_the_history() -> None:
    whole = board()
    _, history = whole.score_history(ScoreKind.RISK)
    table = study_states(whole).risk_zones
    assert sum(zone.n for zone in table) == np.isfinite(history).sum()
    assert table[0].n == (history < 25).sum()
    assert table[3].n == (history >= 75).sum()


def test_states_leave_the_session_under_way_out() -> None:
    one, two = study_states(board(provisional=True)), study_states(cut(COUNT - 1))
    assert one == two


def test_states_of_too_little() -> None:
    for stop in (1, 30, 200):
        found = study_states(cut(stop))
        assert all(zone.n == 0 for zone in found.risk_zones)
    nothing = study_states(board(select(OWN, slice(0, 0)), CONTEXT))
    assert nothing.first_day is nothing.last_day is None


def test_the_horizons_are_a_family() -> None:
    found = study_followthrough(OWN, SESSIONS, 0.04).horizons
    raw, adjusted = [one.shift_p for one in found.values()], [one.p_holm for one in found.values()]
    assert tuple(adjusted) == holm(raw)
    assert all(a is not None and p is not None and a >= p for a, p in zip(adjusted, raw, strict=True))


def test_every_row_has_its_spells() -> None:
    facts = board().facts
    found = study_states(board())
    _, history = board().score_history(ScoreKind.RISK)
    calm = history < 25
    assert found.risk_zones[0].spells == np.count_nonzero(calm[1:] & ~calm[:-1]) + calm[0]
    rows = (*found.risk_zones, *found.momentum_zones, *found.events)
    assert all(row.spells <= row.n for row in rows)
    assert all((row.diff95 is None) == (row.hit_diff95 is None) for row in rows)
    assert any(row.diff95 is not None for row in rows)
    assert "seed 20250918" in found.note and "2,000 draws" in found.note
    assert facts.count


def test_cards_have_what_followed() -> None:
    whole = board()
    study = study_states(whole)
    assert history_before(whole, "risk").zones == study.risk_zones
    assert history_before(whole, "momentum").zones == study.momentum_zones
    assert history_before(whole, "is_record_close").events == study.events[:1]
    assert history_before(whole, "obv_slope20").events == study.events[4:]
    assert history_before(whole, "rv21").zones == history_before(whole, "rv21").events == ()
