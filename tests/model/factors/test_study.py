"""Loadings that are clear, and those that are not."""

from __future__ import annotations

from r2k_tui.model.factors.study import FactorLoading
from tests.cases import cases


@cases(("t", "clear"), [(2.1, True), (-2.1, True), (2.0, False), (0.0, False), (None, False)])
def test_a_loading_is_clear_beyond_two_standard_errors(t: float | None, clear: bool) -> None:
    assert FactorLoading("SMB", 0.5, t=t).is_clear is clear
