"""A program over weights: limits, frictions, and words for each way that it can fail."""

from __future__ import annotations

from types import SimpleNamespace

import msgspec
import numpy as np
import pytest

from r2k_tui.engine.allocation.solver.frictions import FREE
from r2k_tui.engine.allocation.solver.program import Program
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from tests.engine.allocation.problems import workspace

LIMITS = workspace().limits


def test_limits_that_contradict_each_other_are_named_before_any_solving() -> None:
    wrong = msgspec.structs.replace(LIMITS, upper=np.array([0.1, 0.12, 1, 1, 1, 1]))
    with pytest.raises(CannotSolve, match=r"no weights without giving up .*cap of SPY 10 %"):
        Program(wrong, FREE)


def test_a_constraint_that_no_weights_meet() -> None:
    program = Program(LIMITS, FREE)
    with pytest.raises(CannotSolve, match="no weights were found within the limits"):
        program.least(program.weights[0], program.weights[0] >= 2)


def test_an_objective_without_end() -> None:
    import cvxpy

    program, other = Program(LIMITS, FREE), cvxpy.Variable()
    with pytest.raises(CannotSolve, match="grows without end"):
        program.least(-other)


def test_a_program_that_is_none() -> None:
    program = Program(LIMITS, FREE)
    with pytest.raises(CannotSolve, match="no weights were found"):
        program.least(-(program.weights[0] ** 2))


@pytest.mark.parametrize(
    ("status", "words"), [("user_limit", "no solution after 7 iterations"), ("solver_error", "no solution after 7")]
)
def test_too_many_steps(status: str, words: str) -> None:
    program = Program(LIMITS, FREE)
    given_up = SimpleNamespace(solve=lambda **_: None, status=status, solver_stats=SimpleNamespace(num_iters=7))
    with pytest.raises(CannotSolve, match=words):
        program.solved(given_up)


def test_an_inexact_solution_out_of_its_limits_is_none() -> None:
    program = Program(LIMITS, FREE)
    program.weights.value = np.array([0.5, 0.0, 0.1, 0.1, 0.1, 0.2])
    inexact = SimpleNamespace(solve=lambda **_: None, status="optimal_inaccurate", solver_stats=None)
    with pytest.raises(CannotSolve, match="no solution"):
        program.solved(inexact)
