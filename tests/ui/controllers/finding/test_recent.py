"""The places of a session, the last one first."""

from __future__ import annotations

from r2k_tui.ui.controllers.finding.recent import RecentPlaces
from r2k_tui.ui.dialogs.drawing.matching import Destination


def test_each_place_is_listed_once_at_its_last_visit_and_this_one_never() -> None:
    recent = RecentPlaces()
    for name in ("risk", "macro", "chart", "risk"):
        recent.note(Destination("view", name, name.title()))
    assert [place.name for place in recent.listed(("view", "chart"))] == ["risk", "macro"]


def test_only_the_last_places_are_kept() -> None:
    recent = RecentPlaces()
    for number in range(100):
        recent.note(Destination("symbol", f"S{number}", ""))
    names = [place.name for place in recent.listed(("view", "dashboard"))]
    assert names[0] == "S99" and len(names) == 12
