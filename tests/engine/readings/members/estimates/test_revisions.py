"""Breadth of revisions as readings: from the record by day, with what is left out, and while the record is short."""

from __future__ import annotations

import math

import numpy as np
import pytest

from r2k_tui.engine.readings.members.estimates.revisions import ROWS
from r2k_tui.engine.readings.members.inputs import InputPart, KeptEstimates, MemberInputs
from r2k_tui.model.market.estimates import DayEstimates
from r2k_tui.model.readings.reading import Reading
from tests.engine.readings.members.scene import read, sample, without

# Six sessions up to the day of the readings.
DAYS = ("2026-11-19", "2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-27")


def estimates(day: str, symbols: str, *rows: tuple[float, float, str]) -> DayEstimates:
    eps, prices, currencies = zip(*rows, strict=True)
    packed = (np.array(column, dtype=np.float64).tobytes() for column in (eps, prices))
    return DayEstimates(day, tuple(symbols), *packed, currencies)


THEN = estimates(DAYS[0], "DCBA", (1.0, 9, "USD"), (4.0, 80, "USD"), (2.0, 30, "USD"), (1.0, 20, "USD"))
NOW = estimates(DAYS[-1], "ABCD", (1.2, 20, "USD"), (1.8, 30, "USD"), (2.0, 41, "USD"), (1.1, 9, "CAD"))


def kept(days: tuple[str, ...] = DAYS, *tables: DayEstimates) -> KeptEstimates:
    return KeptEstimates(days, {table.day: table for table in tables or (THEN, NOW)}, "invented")


def five(found: KeptEstimates, symbols: str = "ABCD") -> Reading:
    table = sample(symbols, [1 / len(symbols)] * len(symbols))
    return read(ROWS, MemberInputs(table, estimates=found))["revision_breadth_5d"]


def test_by_hand_with_a_split_and_a_change_of_currency_left_out() -> None:
    # A raised, B lowered, C split two for one, D now in Canadian dollars; columns are matched by symbol.
    found = five(kept())
    assert (found.value, found.n, found.as_of, found.window) == (0.0, 2, DAYS[-1], "5 kept days")
    assert "2026-11-19 to 2026-11-27, 1 raised, 1 lowered of 2" in found.definition
    assert "1 member left out for a split; 1 member left out for another currency" in found.definition
    assert found.definition.endswith("kept since 2026-11-19")
    assert found.source == "IWM list of 2026-11-25, estimates of invented kept by day since 2026-11-19"


def test_a_member_that_the_record_does_not_have_does_not_count() -> None:
    then, now = (
        estimates(DAYS[0], "AB", (1.0, 9, ""), (1.0, 9, "")),
        estimates(DAYS[-1], "BA", (1.0, 9, ""), (2.0, 9, "")),
    )
    found = five(kept(DAYS, then, now), "ABX")
    assert (found.value, found.n) == (pytest.approx(0.5), 2)


def test_an_unknown_currency_is_no_change_of_currency() -> None:
    then, now = estimates(DAYS[0], "A", (1.0, 9, "")), estimates(DAYS[-1], "A", (1.2, 9, "USD"))
    assert (five(kept(DAYS, then, now), "A").value, five(kept(DAYS, then, now), "A").n) == (1.0, 1)


def test_while_the_record_is_short_it_says_since_when_and_how_long() -> None:
    found = read(ROWS, MemberInputs(sample(), estimates=kept(DAYS[1:], NOW)))
    assert found["revision_breadth_5d"].reason == "kept since 2026-11-20: needs 1 more day"
    assert found["revision_breadth_21d"].reason == "kept since 2026-11-20: needs 17 more days"
    assert {one.value for one in found.values()} == {None}


def test_a_record_with_gaps_is_not_taken_for_one_of_five_sessions() -> None:
    found = five(kept(("2026-10-01", *DAYS[1:]), THEN, NOW))
    assert (found.value, found.reason) == (None, "the record has gaps: its last 6 days begin on 2026-10-01")


def test_a_damaged_day_few_members_and_an_old_record_are_said() -> None:
    assert five(kept(DAYS, NOW)).reason == "the record of 2026-11-19 is damaged"
    lost = estimates(DAYS[0], "ABCD", *[(math.nan, 1.0, "USD")] * 4)
    assert five(kept(DAYS, lost, NOW)).reason == "only 0 of 4 members have estimates of both 2026-11-19 and 2026-11-27"
    old = tuple(day.replace("2026-11", "2026-10") for day in DAYS)
    assert five(kept(old)).reason == "no estimates are kept of 2026-11-27: the last ones are of 2026-10-27"


def test_without_a_record_the_reason_is_its_own() -> None:
    found = read(ROWS, without(InputPart.ESTIMATES, reason="no estimate is kept yet"))
    assert {(one.value, one.reason) for one in found.values()} == {(None, "no estimate is kept yet")}
