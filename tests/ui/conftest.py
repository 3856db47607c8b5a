"""What holds for every test of the interface: the pilot waits for the app, not for the clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.console import Console
from textual import app, pilot
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet

from r2k_tui.ui.terminal.compositor import send_changes_only
from r2k_tui.ui.views.chart import feed
from r2k_tui.ui.views.chart import view as chart
from tests.ui.pilot.idle import wait_for_idle, wait_for_screen
from tests.ui.pilot.painting import export_svg, keep_update
from tests.ui.pilot.parsed_css import parse_rules_once


@pytest.fixture(autouse=True, scope="package")
def waits_for_the_app() -> Iterator[None]:
    """Textual's own waits end when the app has nothing to do, and it draws as in a terminal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "wait_for_idle", wait_for_idle)
        patch.setattr(pilot, "wait_for_idle", wait_for_idle)
        patch.setattr(pilot.Pilot, "_wait_for_screen", wait_for_screen)
        patch.setattr(Stylesheet, "_parse_rules", parse_rules_once)
        patch.setattr(Console, "export_svg", export_svg)
        for name in ("render_partial_update", "render_full_update"):
            patch.setattr(Compositor, name, getattr(Compositor, name))
        assert send_changes_only()
        patch.setattr(app.App, "_display", keep_update)
        patch.setattr(feed, "REST_S", 0.0)
        patch.setattr(chart, "REST_S", 0.0)
        yield
