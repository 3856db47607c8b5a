"""Saved screens, as alerts ask for them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from r2k_tui.config.sections.universe import ScreenSettings
from r2k_tui.engine.screens.service import ScreenMembers, ScreenService
from r2k_tui.engine.universe.state import UniverseState
from tests.engine.screens.members import state

SAVED = (ScreenSettings("rising", "ret_63d > 0"), ScreenSettings("cheap", "cap < 1e9"))


def service(universe: UniverseState) -> ScreenService:
    holder: Any = SimpleNamespace(state=universe)
    return ScreenService(SAVED, holder)


def test_members_and_those_of_which_it_is_not_known() -> None:
    screens = service(state())
    assert screens.members("rising") == ScreenMembers("AAA BBB", "CCC", 2)
    assert screens.members("cheap") == ScreenMembers("", "AAA BBB CCC", 0)
    assert screens.members("nobody") is None
    assert service(UniverseState()).members("rising") is None
