"""Limits as arrays, and weights that keep them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.limits import best_by_rank, by_sleeve, limits_of, tidy, within
from r2k_tui.config.sections.allocation.faults import allocation_fault
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve

EQUITY = Sleeve("US equity", ("SPY", "IWM"), weight=0.45, floors={"IWM": 0.12})
REST = Sleeve("Rest", ("AGG", "GLD", "TLT"), weight=0.55)
SETTINGS = Allocation(sleeves=(EQUITY, REST))


def test_floors_caps_and_sleeves_become_arrays() -> None:
    limits = limits_of(Allocation(sleeves=(EQUITY, REST), max_weight=0.3), SETTINGS.members)
    assert limits.symbols == ("SPY", "IWM", "AGG", "GLD", "TLT")
    assert limits.lower.tolist() == [0, 0.12, 0, 0, 0]
    assert limits.upper.tolist() == [0.3, 0.45, 0.3, 0.3, 0.3], "a member with a floor has no cap but its sleeve's"
    assert [(s.least, s.most) for s in limits.sleeves] == [(0.45, 0.45), (0.55, 0.55)]


def test_equal_inside_each_sleeve() -> None:
    limits = limits_of(SETTINGS, SETTINGS.members)
    weights = by_sleeve(limits, lambda columns: np.full(len(columns), 1 / len(columns)))
    assert weights == pytest.approx([0.225, 0.225, *[0.55 / 3] * 3])


def test_a_floor_moves_what_is_below_it() -> None:
    limits = limits_of(SETTINGS, SETTINGS.members)
    weights = by_sleeve(limits, lambda columns: np.eye(len(columns))[0])
    assert weights == pytest.approx([0.33, 0.12, 0.55, 0, 0])


def test_a_sleeve_that_may_vary_gets_the_middle_of_its_range() -> None:
    loose = Allocation(sleeves=(Sleeve("A", ("X",), min=0.2, max=0.4), Sleeve("B", ("Y",), min=0.1, max=0.9)))
    weights = by_sleeve(limits_of(loose, ("X", "Y")), lambda _: np.ones(1))
    assert weights == pytest.approx([0.4, 0.6]), "0.3 and 0.5, both moved by the same, the first as far as it may"


def test_a_member_that_is_not_known_is_left_out() -> None:
    limits = limits_of(SETTINGS, ("SPY", "AGG"))
    assert limits.symbols == ("SPY", "AGG")
    assert [s.members.tolist() for s in limits.sleeves] == [[0], [1]]


shares = st.floats(0, 1)


@given(st.lists(st.tuples(shares, shares, shares), min_size=1, max_size=8), shares)
def test_within_keeps_bounds_and_sum(rows: list[tuple[float, float, float]], place: float) -> None:
    lower = np.array([min(a, b) for a, b, _ in rows])
    upper = np.array([max(a, b) for a, b, _ in rows])
    total = float(lower.sum() + place * (upper.sum() - lower.sum()))
    found = within(np.array([w for *_, w in rows]), lower, upper, total)
    assert found.sum() == pytest.approx(total, abs=1e-9)
    assert (found >= lower).all() and (found <= upper).all()


def test_a_rounding_error_of_the_sum_gives_no_weight_to_a_member_without_one() -> None:
    found = within(np.array([0.1, 0.2, 0.0]), np.zeros(3), np.ones(3), 0.1 + 0.2 + 1e-16)
    assert found[2] == 0.0
    assert within(np.array([0.1, 0.2, 0.0]), np.zeros(3), np.ones(3), 0.36)[2] == pytest.approx(0.02)


@st.composite
def settings(draw: st.DrawFn) -> Allocation:
    """Sleeves with floors and caps that do not clash."""
    parts = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    cuts = np.array([draw(st.floats(0.1, 1)) for _ in parts])
    sleeves, number = [], 0
    for count, weight in zip(parts, (cuts / cuts.sum()).tolist(), strict=True):
        members = tuple(f"S{number + i}" for i in range(count))
        number += count
        floors = {members[0]: weight * draw(st.floats(0.01, 0.9))} if draw(st.booleans()) else {}
        slack = draw(st.sampled_from([0.0, 0.1]))
        low, high = max(0.0, weight - slack), min(1.0, weight + slack)
        fixed = slack == 0.0
        sleeves.append(
            Sleeve(f"P{number}", members, weight=weight, floors=floors)
            if fixed
            else Sleeve(f"P{number}", members, min=low, max=high, floors=floors)
        )
    made = Allocation(sleeves=tuple(sleeves), max_weight=draw(st.sampled_from([1.0, 0.6])))
    assume(allocation_fault(made) is None)
    return made


@given(settings(), st.randoms(use_true_random=False))
def test_weights_by_sleeve_keep_every_limit(made: Allocation, random: object) -> None:
    limits = limits_of(made, made.members)

    def inside(columns: np.ndarray) -> np.ndarray:
        raw = np.array([random.random() + 1e-3 for _ in columns])  # type: ignore[attr-defined]
        return raw / raw.sum()

    weights = by_sleeve(limits, inside)
    assert weights.sum() == pytest.approx(1, abs=1e-9)
    assert (weights >= limits.lower - 1e-12).all() and (weights <= limits.upper + 1e-12).all()
    for sleeve in limits.sleeves:
        assert sleeve.least - 1e-9 <= weights[sleeve.members].sum() <= sleeve.most + 1e-9


def test_tidy_takes_the_dust_of_a_solver() -> None:
    limits = limits_of(SETTINGS, SETTINGS.members)
    clean = tidy(limits, np.array([0.33000002, 0.11999998, 3e-9, -2e-9, 0.55]))
    assert clean.tolist() == pytest.approx([0.33, 0.12, 0, 0, 0.55], abs=1e-7)
    assert clean[2:4].tolist() == [0, 0]
    assert clean.sum() == pytest.approx(1, abs=1e-15)


@profile(max_examples=40)
@given(settings(), st.data())
def test_no_linear_program_gains_more_than_weights_by_rank(allocation: Allocation, data: st.DataObject) -> None:
    from scipy.optimize import linprog

    limits = limits_of(allocation, allocation.members)
    gain = np.array([data.draw(st.integers(-20, 20)) / 10 for _ in limits.symbols])
    rows = np.zeros((len(limits.sleeves), len(gain)))
    for row, sleeve in zip(rows, limits.sleeves, strict=True):
        row[sleeve.members] = 1.0
    sums = [*(sleeve.most for sleeve in limits.sleeves), *(-sleeve.least for sleeve in limits.sleeves)]
    bounds = list(zip(limits.lower, limits.upper, strict=True))
    oracle = linprog(-gain, np.vstack([rows, -rows]), sums, np.ones((1, len(gain))), [1.0], bounds)
    found = best_by_rank(limits, gain)
    assert found.sum() == pytest.approx(1)
    assert (found >= limits.lower - 1e-12).all() and (found <= limits.upper + 1e-12).all()
    assert (rows @ found >= [sleeve.least - 1e-9 for sleeve in limits.sleeves]).all()
    assert (rows @ found <= [sleeve.most + 1e-9 for sleeve in limits.sleeves]).all()
    assert float(gain @ found) == pytest.approx(-oracle.fun, abs=1e-7)
