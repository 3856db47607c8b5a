"""How often the screen looks at the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.ui.controllers.refresh_timer import RefreshTimer
from r2k_tui.ui.mirror.mirror import Mirror


class Nobody:
    """An app that takes messages."""

    def post_message(self, message: object) -> bool:
        return True


async def test_a_frame_of_the_next_second_comes_before_the_clock_and_without_frames_it_counts_seconds() -> None:
    mirror = Mirror(SourceFacts("yahoo"), "^RUT", session=Session("XNYS", Phase.OPEN))
    beat, loop = RefreshTimer(cast(Any, Nobody()), mirror, lambda: None), asyncio.get_running_loop()

    def seconds_after(count: Callable[[], None]) -> tuple[float, float]:
        """The wait, between its least and its most."""
        before = loop.time()
        count()
        assert beat._timer is not None
        return beat._timer.when() - loop.time(), beat._timer.when() - before

    assert seconds_after(beat.restart_after_frame)[1] >= 1.05
    least, most = seconds_after(beat.restart)
    assert least - 1e-6 <= 1.0 <= most + 1e-6
