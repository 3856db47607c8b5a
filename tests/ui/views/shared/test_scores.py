"""The components of a composite, in a panel as wide as there is room."""

from __future__ import annotations

from r2k_tui.model.readings.reading import Component, Score, ScoreKind
from r2k_tui.ui.views.shared.scores import score_entries
from tests.cases import cases
from tests.ui.stage import Stage

DETAIL = "81st pct, +3.3% on ^GSPC in 63d"


@cases(("width", "expected"), [(80, DETAIL), (63, DETAIL), (62, "81st pct, …"), (45, "81st pct, …"), (40, "")])
def test_a_detail_without_room_keeps_its_whole_parts(width: int, expected: str) -> None:
    mirror = Stage().mirror
    part = Component("relative_strength", 0.15, 81.0, detail=DETAIL)
    mirror.scores[ScoreKind.MOMENTUM] = Score(
        ScoreKind.MOMENTUM, "^RUT", 81.0, "strong", (part,), "2031-05-15", "demo", ""
    )
    line = score_entries(ScoreKind.MOMENTUM, mirror, width, 8)[1].line
    text = "".join(run for run, _ in line)
    assert text.endswith(expected or " 15%") and len(text) <= width
