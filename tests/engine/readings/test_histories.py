"""Histories for plots: the last value of each is what the readings say now."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.engine.readings.histories import HISTORIES, history
from r2k_tui.engine.readings.inputs import ReadingInputs, Role
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.readings.reading import ScoreKind
from tests.analytics.synthetic import series
from tests.engine.readings.test_symbol import COUNT, SESSIONS, context


@pytest.fixture(scope="module")
def board() -> SymbolAnalysis:
    return SymbolAnalysis(ReadingInputs(series("^RUT", COUNT, 1), SESSIONS, context(), source="invented"))


def last(board: SymbolAnalysis, name: str) -> float:
    times, values = history(board, name)
    assert len(times) == len(values) > 0
    assert np.all(np.diff(np.frombuffer(times, np.int64)) > 0)
    assert np.isfinite(np.frombuffer(values)).all()
    return float(np.frombuffer(values)[-1])


def test_each_ends_with_what_the_board_says_now(board: SymbolAnalysis) -> None:
    readings = board.readings(("curdd_px", "ewma_vol94"))
    scores = {score.kind: score.score for score in board.scores()}
    assert last(board, "drawdown") == pytest.approx(readings["curdd_px"].value)
    assert last(board, "volatility") == pytest.approx(readings["ewma_vol94"].value)
    assert last(board, "risk") == pytest.approx(scores[ScoreKind.RISK])
    assert last(board, "momentum") == pytest.approx(scores[ScoreKind.MOMENTUM])


def test_months_are_the_finished_ones(board: SymbolAnalysis) -> None:
    assert last(board, "months") == pytest.approx(board.facts.months.ret[-1])


def test_the_ratio_is_that_of_the_closes(board: SymbolAnalysis) -> None:
    small, large = board.inputs.own.close, board.inputs.context[Role.LARGE_INDEX].close
    assert last(board, "relative") == pytest.approx(small[-1] / large[-1])
    alone = SymbolAnalysis(ReadingInputs(series("^RUT", 300, 1), SESSIONS, {}, source="invented"))
    assert history(alone, "relative") == (b"", b"")


def test_every_history_has_a_test() -> None:
    assert set(HISTORIES) == {"risk", "momentum", "drawdown", "volatility", "months", "relative"}
