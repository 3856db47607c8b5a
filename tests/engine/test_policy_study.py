"""The study of policy on real rates: the turns that everybody knows, seen in the effective rate alone."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from r2k_tui.analytics.series import until
from r2k_tui.engine.economy.policy import CUT, Inputs, course_of, study_policy
from r2k_tui.model.economy import EconomicSeries, pack_series
from r2k_tui.model.macro import PolicyStudy
from r2k_tui.sources.csv_folder.economy import read_economy
from tests.analytics.synthetic import REAL, real

pytestmark = pytest.mark.realdata
IDS = ("DFF", "DGS2", "DGS10", "DGS3MO")
# Decisions of the FOMC that turned the course, and that they were seen within two months, but for one that was seen
# before it was made: the rate fell in August 2007 already.
FIRST_CUTS = ("1987-10", "1989-06", "1995-07", "1998-09", "2001-01", "2007-09", "2019-08", "2024-09")
FIRST_RISES = ("1988-03", "1994-02", "1997-03", "1999-06", "2004-06", "2015-12", "2022-03")


@cache
def series(last: str) -> dict[str, EconomicSeries]:
    real("RUT.csv", "^RUT")
    found = {id: read_economy(REAL, id) for id in IDS}
    stop = np.datetime64(last).astype(int)
    return {
        id: s.first(int(np.searchsorted(np.frombuffer(s.days, np.int64), stop, "right"))) for id, s in found.items()
    }


@cache
def study(last: str = "2026-08-20") -> PolicyStudy:
    day = np.datetime64(last)
    small, large, fund, other = (
        until(real(name, symbol), day)
        for name, symbol in (("RUT.csv", "^RUT"), ("GSPC.csv", "^GSPC"), ("IWM.csv", "IWM"), ("SPY.csv", "SPY"))
    )
    month = day.astype("datetime64[M]").astype("datetime64[D]")
    found = study_policy(Inputs(small, large, (fund, other), series(last), month))
    assert isinstance(found, PolicyStudy)
    return found


def months_between(first: str, then: str) -> int:
    a, b = (int(text[:4]) * 12 + int(text[5:7]) for text in (first, then))
    return b - a


@pytest.mark.parametrize(("name", "decided"), [("first_cuts", FIRST_CUTS), ("first_rises", FIRST_RISES)])
def test_every_turn_is_seen_once(name: str, decided: tuple[str, ...]) -> None:
    seen = [event.day for event in getattr(study(), name)]
    assert len(seen) == len(decided)
    assert all(-1 <= months_between(was, day) <= 2 for was, day in zip(decided, seen, strict=True))


def test_regimes_of_known_times() -> None:
    assert study().regime == "holding"
    assert study("2024-12-31").regime == "cutting"
    assert study("2023-03-31").regime == "rising"
    assert study("2012-06-29").regime == "holding"


def test_small_caps_after_first_cuts_prove_nothing() -> None:
    (found,) = (o for o in study().outcomes if (o.move, o.horizon) == (CUT, "12m"))
    assert (found.n, found.hits) == (8, 3)
    assert found.wilson95 is not None and found.base_rate is not None
    assert found.wilson95[0] < found.base_rate < found.wilson95[1]
    assert found.base_rate == pytest.approx(0.477, abs=0.002)
    assert sum(state.n for state in study().regimes) == study().all_months.n == 466


@pytest.mark.parametrize("last", ["1996-06-28", "2008-12-31", "2019-09-30", "2025-09-18"])
def test_a_day_of_the_past_knows_nothing_later(last: str) -> None:
    then, now = study(last), study()
    count = len(then.moves)
    assert then.moves == now.moves[:count]
    for name in ("first_cuts", "first_rises"):
        early = getattr(then, name)
        for old, new in zip(early, getattr(now, name), strict=False):
            assert old.day == new.day
            assert old.fwd6m in (None, new.fwd6m)
            assert old.fwd12m in (None, new.fwd12m)
    assert then.last_day == last


def test_small_caps_answer_to_the_two_year_yield() -> None:
    small, large = study().sensitivity
    assert (small.symbol, large.symbol) == ("IWM", "SPY")
    assert small.beta is not None and large.beta is not None
    assert small.beta < large.beta < 0


def test_a_target_dates_its_moves_to_the_day() -> None:
    days = np.arange(np.datetime64("2024-01-01"), np.datetime64("2025-01-01"))
    rates = np.where(days >= np.datetime64("2024-09-19"), 5.0, 5.5)
    target = pack_series("DFEDTARU", days.astype(int).tolist(), rates.tolist(), "test", 0.0)
    course = course_of({**series("2026-08-20"), "DFEDTARU": target})
    assert course is not None
    assert str(course.moves.known[-1]) == "2024-09-19"
    assert course.moves.turns[-1]


def test_what_is_missing_is_said() -> None:
    nothing = study_policy(
        Inputs(real("RUT.csv", "^RUT"), real("GSPC.csv", "^GSPC"), (), {}, np.datetime64("2026-08-01"))
    )
    assert nothing == "no policy rate: neither DFF nor DFEDTARU"
