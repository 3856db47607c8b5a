"""Readings of long invented histories, and histories cut short."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.series.series import DailySeries, select, until
from r2k_tui.engine.readings.inputs import ReadingInputs, Role
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.readings.reading import Reading, Score
from tests.analytics.synthetic import closes_only, series, weekdays

COUNT = 3400
SESSIONS = weekdays(COUNT + 80)


def context() -> dict[Role, DailySeries]:
    return {
        Role.LARGE_INDEX: series("^GSPC", COUNT, 2),
        Role.LARGE_FUND: series("SPY", COUNT, 3),
        Role.SMALL_FUND: series("IWM", COUNT, 4),
        Role.IMPLIED_FALLBACK: series("^VIX", COUNT, 5),
        Role.HIGH_YIELD: series("HYG", COUNT, 6),
        Role.TREASURY: series("IEF", COUNT, 7),
        Role.BILL: closes_only("^IRX", np.linspace(-0.1, 4.0, COUNT)),
    }


CONTEXT = context()
OWN = series("^RUT", COUNT, 1)


def board(own: DailySeries = OWN, others: Mapping[Role, DailySeries] = CONTEXT, **changes: object) -> SymbolAnalysis:
    inputs = ReadingInputs(own=own, sessions=SESSIONS, context=others, source="synthetic")
    return SymbolAnalysis(msgspec.structs.replace(inputs, **changes))


def assert_sound(found: Mapping[str, Reading]) -> None:
    """A value or a reason, never both and never a number that is none."""
    for key, reading in found.items():
        assert (reading.value is None) == bool(reading.reason), key
        values = reading.value.values() if isinstance(reading.value, dict) else [reading.value]
        for value in values:
            assert not isinstance(value, float) or math.isfinite(value), key


def assert_sound_scores(found: tuple[Score, Score]) -> None:
    for one in found:
        assert (one.score is None) == bool(one.reason)
        assert (one.zone is None) == (one.score is None)
        for part in one.components:
            assert (part.score is None) == bool(part.reason)
            assert part.score is None or 0 <= part.score <= 100
            assert part.score is None or part.detail


def last_bar(own: DailySeries = OWN) -> tuple[np.datetime64, float, float, float, float, float, float]:
    columns = (own.open, own.high, own.low, own.close, own.adj_close, own.volume)
    values = [float(column[-1]) for column in columns]
    return own.days[-1], values[0], values[1], values[2], values[3], values[4], values[5]


def assert_same(one: Mapping[str, Reading], two: Mapping[str, Reading], relative: float = 1e-9) -> None:
    assert one.keys() == two.keys()
    for key, reading in one.items():
        other = two[key]
        assert msgspec.structs.replace(reading, value=None) == msgspec.structs.replace(other, value=None)
        if isinstance(reading.value, float | dict):
            assert reading.value == pytest.approx(other.value, rel=relative, abs=1e-12), key
        else:
            assert reading.value == other.value, key


def assert_same_scores(one: tuple[Score, Score], two: tuple[Score, Score]) -> None:
    for left, right in zip(one, two, strict=True):
        assert left.score == pytest.approx(right.score, abs=1e-9)
        assert left.zone == right.zone
        for part, other in zip(left.components, right.components, strict=True):
            assert part.score == pytest.approx(other.score, abs=1e-9)
            assert (part.name, part.detail, part.reason) == (other.name, other.detail, other.reason)


@lru_cache(maxsize=2)
def cut(stop: int) -> SymbolAnalysis:
    """A board that knows nothing after bar `stop` - 1."""
    day = OWN.days[stop - 1]
    return board(select(OWN, slice(0, stop)), {role: until(one, day) for role, one in CONTEXT.items()})
