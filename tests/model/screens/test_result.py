"""The result of a screen in words."""

from __future__ import annotations

from array import array

from r2k_tui.model.screens.result import MissingColumn, ScreenResult


def test_words_and_rows() -> None:
    missing = (MissingColumn("cap", 0), MissingColumn("fwd_pe", 729))
    result = ScreenResult("x", "k", array("H", [3, 1959]).tobytes(), 1960, "2025-09-18", missing)
    assert (result.rows(), len(result)) == ([3, 1959], 2)
    assert result.words == "2 of 1,960 members; 729 lack fwd_pe"
