"""The study of policy on real prices: the turns of the target, on the days on which they were decided."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from r2k_tui.analytics.series.series import until
from r2k_tui.analytics.stats.proportion import holm
from r2k_tui.engine.macro.policy_course import course_of
from r2k_tui.engine.macro.policy_study import CUT, RISE, Inputs, study_policy
from r2k_tui.model.macro.figures import PolicyStudy
from r2k_tui.model.macro.series import MacroSeries, pack_series
from r2k_tui.model.readings.study import no_difference
from r2k_tui.sources.csv_folder.datasets import read_macro_series
from tests.analytics.synthetic import REAL, real
from tests.cases import cases

pytestmark = pytest.mark.realdata
IDS = ("DFF", "DGS2", "DGS10", "DGS3MO")
# The days on which the target turned: decisions of the FOMC, before 1994 the days on which it took effect.
FIRST_CUTS = (
    *("1987-11-04", "1989-06-06", "1995-07-06", "1998-09-29", "2001-01-03", "2007-09-18", "2019-07-31"),
    "2024-09-18",
)
FIRST_RISES = ("1988-03-30", "1994-02-04", "1997-03-25", "1999-06-30", "2004-06-30", "2015-12-16", "2022-03-16")


@cache
def known() -> dict[str, MacroSeries]:
    real("RUT.csv", "^RUT")
    return {id: read_macro_series(REAL, id) for id in IDS}


@cache
def series(last: str) -> dict[str, MacroSeries]:
    stop = np.datetime64(last).astype(int)
    return {
        id: s.first(int(np.searchsorted(np.frombuffer(s.days, np.int64), stop, "right"))) for id, s in known().items()
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


@pytest.mark.parametrize(("name", "decided"), [("first_cuts", FIRST_CUTS), ("first_rises", FIRST_RISES)])
def test_every_turn_has_the_day_of_the_decision(name: str, decided: tuple[str, ...]) -> None:
    assert tuple(event.day for event in getattr(study(), name)) == decided


def test_small_caps_after_first_rises_were_not_far_ahead() -> None:
    (found,) = (o for o in study().outcomes if (o.move, o.horizon) == (RISE, "12m"))
    assert (found.n, found.hits) == (7, 3)
    # A median of the effective rate made +2.3 % of it.
    assert found.mean == pytest.approx(0.0076, abs=5e-4)


def test_where_the_dates_come_from_is_said() -> None:
    assert study().rate == "DFEDTAR, then FOMC decisions"
    assert study().dated_by == "DFEDTAR (St. Louis Fed) and FOMC statements, packaged"
    assert study().known_to == "2026-08-20"
    assert study().problems == ()
    assert study("2025-09-18").vintage is None
    assert study("2025-09-18").revision == "the target is not revised; yields as revised later"


def test_regimes_of_known_times() -> None:
    assert study().regime == "holding"
    assert study("2024-12-31").regime == "cutting"
    assert study("2023-03-31").regime == "rising"
    assert study("2012-06-29").regime == "holding"
    assert study("2007-09-14").regime == "holding"
    assert study("2004-07-30").regime == "rising"


def test_small_caps_after_first_cuts_prove_nothing() -> None:
    (found,) = (o for o in study().outcomes if (o.move, o.horizon) == (CUT, "12m"))
    assert (found.n, found.hits) == (8, 3)
    assert found.wilson95 is not None and found.base_rate is not None
    assert found.wilson95[0] < found.base_rate < found.wilson95[1]
    assert found.base_rate == pytest.approx(0.477, abs=0.002)
    assert sum(state.n for state in study().regimes) == study().all_months.n == 466


@cases("last", ["1996-06-28", "2008-12-31", "2019-09-30", "2025-09-18"])
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
    assert str(course.moves.known[-1]) == "2024-09-18"
    assert course.moves.turns[-1]


def test_what_is_missing_is_said() -> None:
    nothing = study_policy(
        Inputs(real("RUT.csv", "^RUT"), real("GSPC.csv", "^GSPC"), (), {}, np.datetime64("2026-08-01"))
    )
    assert nothing == "no policy rate: neither DFF nor DFEDTARU"


def test_every_row_has_an_interval_and_the_four_tests_are_a_family() -> None:
    found = study("2025-09-18")
    assert tuple(row.p_holm for row in found.outcomes) == holm([row.shift_p for row in found.outcomes])
    for row in found.outcomes:
        assert row.few == (row.n < 12) and row.spells == row.n
        assert row.diff95 is not None and row.mean is not None and row.base_mean is not None
        assert row.diff95[0] < row.mean - row.base_mean < row.diff95[1]
    cuts = next(row for row in found.outcomes if (row.move, row.horizon) == ("first cut", "12m"))
    assert cuts.n == 7 and cuts.few and no_difference(cuts.diff95)
    assert cuts.mean95 is not None and cuts.mean95[1] - cuts.mean95[0] == pytest.approx(cuts.diff95[1] - cuts.diff95[0])
    assert all(state.diff95 is not None and 0 < state.spells <= state.n for state in found.regimes)
    assert found.all_months.diff95 is None, "the base has no difference to itself"
