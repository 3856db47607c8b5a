"""Results of a row: a finite number, or a reason."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.engine.readings.reading import absent, day, number
from tests.cases import cases


@cases("value", [None, math.nan, math.inf, -math.inf])
def test_what_is_no_number_has_a_reason(value: float | None) -> None:
    found = number(value, 5, "too short", "over 20 days", "2025-09-18")
    assert (found.value, found.n, found.reason) == (None, 5, "too short")
    assert (found.note, found.as_of) == ("over 20 days", "2025-09-18")


def test_a_number_has_no_reason_and_is_never_a_negative_zero() -> None:
    found = number(-0.0, 5, "too short")
    assert found.reason == ""
    assert isinstance(found.value, float)
    assert math.copysign(1.0, found.value) == 1.0


def test_every_key_of_a_row_is_absent_for_the_same_reason() -> None:
    assert [(r.value, r.reason, r.n) for r in absent(3, "no bars", 1)] == [(None, "no bars", 1)] * 3


def test_a_day_is_text() -> None:
    assert day(np.datetime64("2025-09-18"), 4).value == "2025-09-18"
