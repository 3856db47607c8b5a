"""One sweep of a screen."""

from __future__ import annotations

from r2k_tui.engine.screens.screen import screened
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.screens.parser import parse
from r2k_tui.model.screens.result import MissingColumn
from tests.engine.screens.members import state

TEXT = 'ret_63d > 50% and not sector = "energy"'


def test_the_members_and_what_they_lack() -> None:
    found = screened(TEXT, parse(TEXT), state())
    assert found is not None
    assert (found.rows(), found.members, found.as_of, found.basis) == ([0], 3, "2025-09-18", "px")
    assert found.missing == (MissingColumn("ret_63d", 1), MissingColumn("sector", 0))
    assert found.key == state().summary.key  # type: ignore[union-attr]


def test_a_column_that_nobody_has_matches_nobody_and_is_said() -> None:
    for text in ("cap < 1e12", "not cap < 1e12"):
        found = screened(text, parse(text), state())
        assert found is not None
        assert (found.rows(), found.words) == ([], "0 of 3 members; 3 lack cap")


def test_without_a_list() -> None:
    assert screened(TEXT, parse(TEXT), UniverseState()) is None
