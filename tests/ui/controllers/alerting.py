"""Alerts on a screen."""

from __future__ import annotations

from tests.fakes.still_alerts import alert
from tests.ui.stage import Stage

NEW = alert(9, "IWM", "IWM price 319.00, above 318.50", 1, "over")


def toasts(stage: Stage) -> list[str]:
    return [note.message for note in stage.app._notifications]


def row(stage: Stage, symbol: str) -> str:
    table = stage.app.dashboard.table
    lines = [table.render_line(y).text for y in range(table.size.height)]
    return next(line for line in lines if symbol in line)
