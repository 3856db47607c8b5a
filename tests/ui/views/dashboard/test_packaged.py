"""The packaged layouts: one for every window, each with room for all of it."""

from __future__ import annotations

from r2k_tui.ui.views.dashboard.arrangement import arranged
from r2k_tui.ui.views.dashboard.packaged import PACKAGED, PackagedLayout, packaged
from r2k_tui.ui.views.dashboard.panels import needs_of
from tests.cases import cases


def names(width: int, height: int, *, alerted: bool = False) -> list[list[str]]:
    return [[cell.panel for cell in row.cells] for row in packaged(width, height, alerted=alerted)]


def test_small_usual_and_large_windows() -> None:
    assert names(80, 21) == [["quotes", "chart"], ["momentum", "risk"]]
    assert names(120, 38) == [["quotes", "chart"], ["momentum", "risk"], ["breadth", "movers", "events"]]
    assert names(200, 58)[2:] == [["movers", "contribution", "events"], ["news", "thesis", "feed"]]
    assert names(20, 3) == [["quotes"]]


def test_the_panel_of_alerts_comes_with_the_first_alert() -> None:
    assert names(120, 38, alerted=True)[1] == ["momentum", "risk", "alerts"]


@cases("one", PACKAGED)
@cases("alerted", [True, False])
def test_each_has_room_from_its_size_on(one: PackagedLayout, alerted: bool) -> None:
    if one.width and one.height:
        rows = packaged(one.width, one.height, alerted=alerted)
        assert arranged(rows, needs_of(15), one.width, one.height).absent == ()


def test_a_thin_line_carries_the_four_main_panels() -> None:
    for width, height in ((120, 38), (200, 58)):
        rows = packaged(width, height, alerted=False, thin=True)
        assert [[cell.panel for cell in row.cells] for row in rows] == [["quotes", "chart"], ["momentum", "risk"]]


def test_every_window_has_one() -> None:
    for width in range(1, 260, 7):
        for height in range(1, 80, 3):
            assert packaged(width, height, alerted=False) and packaged(width, height, alerted=False, thin=True)
