"""What has not come yet is known by its words, wherever a panel says them."""

from __future__ import annotations

from r2k_tui.ui.drawing.awaited import is_awaiting, is_unready
from r2k_tui.ui.drawing.lines import Line
from tests.cases import cases


@cases(
    ("line", "awaits"),
    [
        ((("│", "frame"), (" computing", "dim"), ("│", "frame")), True),
        (((" waiting for bars", "dim"),), True),
        ((("│waiting for the engine", "dim"),), True),
        (((" ^RUT –", "dim"), ("  no level yet", "dim")), True),
        ((("calendar loading", "dim"),), False),
        (((" no bars in this range", "dim"),), False),
        ((("IWM", "text"), (" 284.11", "bright")), False),
        ((("the court is waiting for the verdict", "text"),), False),
        ((), False),
    ],
)
def test_a_panel_that_waits_says_so(line: Line, awaits: bool) -> None:
    assert is_awaiting([(("Title", "bright"),), line]) == awaits


def test_of_texts_the_beginning_counts() -> None:
    assert is_unready(["Momentum", "waiting for daily bars"])
    assert not is_unready(["it is waiting for"])
