"""Basis, expiry and roll as readings: times of both prices, the roll week, and dates."""

from __future__ import annotations

from datetime import datetime

import pytest

from r2k_tui.engine.readings.members.future.basis import ROWS
from r2k_tui.engine.readings.members.inputs import FutureQuotes, InputPart, MemberInputs
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.readings.reading import Reading
from tests.cases import cases
from tests.engine.readings.members.scene import read, without

KEYS = ("rty_basis", "rty_basis_fraction", "rty_basis_annual")


def at(text: str) -> float:
    """A time in New York."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp()


def basis(future: str, index: str, prices: tuple[float, float] = (2512.5, 2500.0)) -> dict[str, Reading]:
    quotes = FutureQuotes(
        Quote("RTY=F", prices[0], time=at(future), source="invented"),
        Quote("^RUT", prices[1], time=at(index), source="another"),
    )
    found = read(ROWS, MemberInputs(quotes=quotes, at=at(future)))
    return {key: found[key] for key in KEYS}


def test_of_one_time_by_hand() -> None:
    found = basis("2026-11-25T10:42", "2026-11-25T10:42")
    assert found["rty_basis"].value == 12.5
    assert found["rty_basis_fraction"].value == pytest.approx(0.005)
    days = 23 - 72 / 60 / 24  # to 09:30 on 18 December
    assert found["rty_basis_annual"].value == pytest.approx(0.005 * 365 / days)
    for reading in found.values():
        assert (reading.n, reading.as_of) == (2, "2026-11-25")
        assert reading.source == "RTY=F by invented, ^RUT by another"
        assert reading.definition.endswith("; both of 2026-11-25 10:42; RTYZ26, 23 days to expiry")


@cases(
    ("future", "index", "words"),
    [
        ("2026-11-25T10:42", "2026-11-25T10:27", "10:42, ^RUT of 2026-11-25 10:27: 15 min apart"),
        ("2026-11-25T10:42", "2026-11-25T10:45", "^RUT of 2026-11-25 10:45: 3 min apart"),
        ("2026-11-25T18:20", "2026-11-25T16:00", "2026-11-25 18:20 against the close of ^RUT of 2026-11-25"),
        ("2026-11-27T14:00", "2026-11-27T13:00", "against the close of ^RUT of 2026-11-27"),  # a half day
        ("2026-11-30T08:00", "2026-11-27T13:05", "2026-11-30 08:00 against the close of ^RUT of 2026-11-27"),
    ],
)
def test_prices_of_different_times_are_named(future: str, index: str, words: str) -> None:
    found = basis(future, index)["rty_basis"]
    assert found.value == 12.5 and words in found.definition


def test_prices_of_different_days_too_far_apart_are_no_basis() -> None:
    for future, index in (("2026-11-25T10:00", "2026-11-20T16:00"), ("2026-11-20T10:00", "2026-11-25T10:00")):
        found = basis(future, index)
        assert {one.value for one in found.values()} == {None}
        assert "too far apart" in found["rty_basis"].reason


def test_nothing_is_annualized_in_the_roll_week_or_just_before() -> None:
    rolling = basis("2026-12-14T10:00", "2026-12-14T10:00")
    assert (rolling["rty_basis"].value, rolling["rty_basis_annual"].value) == (12.5, None)
    assert rolling["rty_basis_annual"].reason == "in the roll week the source may quote either contract"
    late = basis("2026-12-13T10:00", "2026-12-11T16:00")["rty_basis_annual"]
    assert (late.value, late.reason) == (None, "less than a week to expiry")
    assert basis("2026-12-18T09:30", "2026-12-18T09:30")["rty_basis_annual"].value is not None  # of the March contract


def test_a_price_of_zero_is_no_price() -> None:
    assert {one.reason for one in basis("2026-11-25T10:42", "2026-11-25T10:42", (0.0, 2500.0)).values()} == {
        "a price is not above zero"
    }


def test_expiry_and_roll() -> None:
    found = read(ROWS, _on("2026-11-29T12:00"))
    assert found["rty_expiry"].value == "2026-12-18" and found["rty_roll_begins"].value == "2026-12-14"
    assert found["rty_days_to_expiry"].value == 19.0 and found["rty_in_roll_week"].value is False
    assert found["rty_expiry"].definition.endswith("; RTYZ26, 09:30 New York")
    assert found["rty_expiry"].as_of == "2026-11-29"
    rolling = read(ROWS, _on("2026-12-14T00:00"))
    assert rolling["rty_in_roll_week"].value is True and rolling["rty_days_to_expiry"].value == 4.0
    expired = read(ROWS, _on("2026-12-18T09:30"))
    assert (expired["rty_expiry"].value, expired["rty_in_roll_week"].value) == ("2027-03-19", False)


def _on(moment: str) -> MemberInputs:
    return MemberInputs(missing={InputPart.FUTURE: "no quote"}, at=at(moment))


def test_dates_need_no_quote_and_a_missing_quote_says_why() -> None:
    found = read(ROWS, _on("2026-11-29T12:00"))
    assert {found[key].reason for key in KEYS} == {"no quote"}
    assert read(ROWS, without(InputPart.FUTURE))["rty_basis"].value is None
