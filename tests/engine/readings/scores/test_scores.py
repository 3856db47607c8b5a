"""Scores of components."""

from __future__ import annotations

import math

import pytest

from r2k_tui.model.readings.reading import ScoreKind
from tests.engine.readings.boards import (
    COUNT,
    board,
    cut,
)


def test_the_history_of_a_score_is_what_it_was() -> None:
    whole = board()
    for kind, place in ((ScoreKind.RISK, 0), (ScoreKind.MOMENTUM, 1)):
        days, history = whole.score_history(kind)
        assert len(days) == len(history) == COUNT
        for stop in (1, 250, 505, 568, 760, 1500, 2700, 3100, COUNT):
            now = cut(stop).scores()[place]
            assert now.kind is kind
            assert (math.nan if now.score is None else now.score) == pytest.approx(
                float(history[stop - 1]), abs=1e-9, nan_ok=True
            )


def test_a_score_below_sixty_percent_is_absent_and_says_why() -> None:
    risk, _ = board(others={}).scores()
    assert risk.score is None
    assert risk.zone is None
    assert risk.reason == "only 55 % of the weight is available, needs 60 %"
    reasons = {part.name: part.reason for part in risk.components}
    assert reasons["implied"] == "no ^RVX or ^VIX"
    assert reasons["credit"] == "no HYG or IEF"
    assert sum(part.weight for part in risk.components) == pytest.approx(1)
