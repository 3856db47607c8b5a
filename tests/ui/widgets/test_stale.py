"""A stored line keeps its words and loses what looks live."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import Run
from r2k_tui.ui.widgets.stale import stale_line
from tests.cases import cases


@cases(
    ("run", "stale"),
    [
        (("▲ +60.36", "up"), ("▲ +60.36", "dim")),
        (("2,467.70", "bright+@symbol=index"), ("2,467.70", "dim")),
        (("IWM", "text+cursor"), ("IWM", "dim+cursor")),
        (("▂▃▅", "area"), ("▂▃▅", "area")),
        (("│", "frame"), ("│", "frame")),
        (("│", "frame-focus"), ("│", "frame")),
        ((" SIMULATED ", "alarm"), (" SIMULATED ", "alarm")),
        ((" Tech ", "up-3"), (" Tech ", "up-3")),
        # The age beside a glyph was true then.
        (("  <10s ● ", "up"), ("       ○ ", "dim")),
        (("15m ◐", "warn"), ("    ○", "dim")),
        (("●", "up"), ("○", "dim")),
        (("  <10s * ", "up"), ("       o ", "dim")),
        (("15m %", "warn"), ("    o", "dim")),
        # Other marks have the same glyphs.
        (("──●", "dim"), ("──●", "dim")),
        (("12%", "warn"), ("12%", "dim")),
        ((" 2024 ■", "dim"), (" 2024 ■", "dim")),
        (("● now", "accent"), ("● now", "dim")),
        (("   ", "text"), ("   ", "dim")),
    ],
)
def test_how_a_run_is_stored(run: Run, stale: Run) -> None:
    assert stale_line((run,)) == (stale,)
    assert len(stale[0]) == len(run[0])
