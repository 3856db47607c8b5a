"""Limits of an allocation: what they leave, and which of them allocation_fault."""

from __future__ import annotations

from typing import Any

from r2k_tui.config.sections.allocation.faults import allocation_fault, cap_of, near_sums
from r2k_tui.config.sections.allocation.settings import Allocation, ReturnViewSettings, Sleeve
from tests.cases import cases

SHARES = Sleeve("Shares", ("SPY", "IWM"), min=0.4, max=0.8)
BONDS = Sleeve("Bonds", ("AGG",), max=0.6)


def settings(*sleeves: Sleeve, **parts: Any) -> Allocation:
    return Allocation(sleeves=sleeves or (SHARES, BONDS), **parts)


def test_a_weight_is_least_and_most_at_once() -> None:
    fixed = Sleeve("Gold", ("GLD",), weight=0.1)
    assert (fixed.least, fixed.most) == (0.1, 0.1)
    assert (SHARES.least, SHARES.most, Sleeve("A", ("B",)).most) == (0.4, 0.8, 1.0)


def test_a_floor_lifts_the_cap_of_its_member() -> None:
    sleeve = Sleeve("Shares", ("SPY", "IWM"), max=0.8, floors={"IWM": 0.3})
    limits = settings(sleeve, max_weight=0.25)
    assert (cap_of(limits, sleeve, "IWM"), cap_of(limits, sleeve, "SPY")) == (0.8, 0.25)


def test_the_aim_is_one_s_own_mix_and_never_an_optimum_unless_it_is_named() -> None:
    assert settings().aim == "equal"
    assert settings(own={"SPY": 1.0}).aim == "own"
    assert settings(target="hrp", own={"SPY": 1.0}).aim == "hrp"


def test_members_and_window() -> None:
    assert settings().members == ("SPY", "IWM", "AGG")
    assert (settings().years, settings(window="15y").years) == (None, 15)


@cases(
    ("limits", "words"),
    [
        (settings(Sleeve("A", ("SPY",), weight=1.0, min=0.1)), "has a weight"),
        (settings(Sleeve("A", ("SPY", "SPY"))), "names a member twice"),
        (settings(Sleeve("A", ("SPY",), min=0.5, max=0.4)), "min 0.5 is above max 0.4"),
        (settings(Sleeve("A", ("SPY",), floors={"IWM": 0.1})), "is not a member of sleeve"),
        (settings(Sleeve("A", ("SPY",), max=0.2, floors={"SPY": 0.3}), BONDS), "are above its 0.2"),
        (settings(Sleeve("A", ("SPY",)), Sleeve("B", ("SPY",))), "is in two sleeves"),
        (settings(Sleeve("A", ("SPY",), min=0.7), Sleeve("B", ("AGG",), min=0.7)), "at least 1.4 together"),
        (settings(Sleeve("A", ("SPY",), max=0.3), Sleeve("B", ("AGG",), max=0.3)), "at most 0.6 together"),
        (settings(max_weight=0.3), "hold 0.9 together"),
        (settings(benchmark={"SPY": 0.5}), "add up to 0.5, not to 1"),
        (settings(views=(ReturnViewSettings("GLD", 0.05),)), "not a member of any sleeve"),
        (settings(expected_return="black_litterman"), "at least one entry"),
    ],
)
def test_limits_that_clash_are_named(limits: Allocation, words: str) -> None:
    found = allocation_fault(limits)
    assert found is not None
    assert words in found.message


def test_limits_of_members_that_cannot_be_held_may_clash_as_well() -> None:
    assert allocation_fault(settings()) is None
    found = allocation_fault(settings(), known={"AGG"})
    assert found is not None
    assert "none of its members has a history" in found.message


def test_sums_as_people_type_them_are_one_and_said_to_be() -> None:
    limits = settings(benchmark={"SPY": 0.333333, "IWM": 0.333333, "AGG": 0.333333})
    assert allocation_fault(limits) is None
    assert near_sums(limits) == ["the shares of `benchmark` add up to 0.999999: taken as 1 (tolerance 0.0001)"]
