"""How often the screen looks at the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

from r2k_tui.link.engine_client import Lost
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.ui.controllers.refresh_timer import RefreshTimer, at_rest
from r2k_tui.ui.mirror.mirror import Mirror
from tests.cases import cases

NOW = 1_000_000.0


class Nobody:
    """An app that takes messages."""

    def post_message(self, message: object) -> bool:
        return True


def mirror(phase: Phase = Phase.CLOSED, state: FeedState = FeedState.IDLE, opens_in: float | None = 3600.0) -> Mirror:
    opens_at = None if opens_in is None else NOW + opens_in
    session = Session("XNYS", phase, opens_at=opens_at)
    found = Mirror(SourceFacts("yahoo"), "^RUT", wall=lambda: NOW, session=session)
    found.feeds["quotes"] = FeedStatus("quotes", state)
    return found


@cases("opens_in", [91.0, 200_000.0, -5.0, None])
def test_at_night_nothing_moves_by_the_second(opens_in: float | None) -> None:
    assert at_rest(mirror(opens_in=opens_in))
    assert at_rest(mirror(state=FeedState.FAILING, opens_in=opens_in)), "nor while no quotes arrive"
    files = mirror(state=FeedState.OK, opens_in=opens_in)
    files.facts = SourceFacts("csv", live=False)
    assert at_rest(files), "nor in files, which are polled"


@cases(
    "awake",
    [
        mirror(Phase.OPEN),
        mirror(Phase.PRE),
        mirror(state=FeedState.OK),
        mirror(opens_in=60.0),
        Mirror(SourceFacts("yahoo"), "^RUT", session=Session()),
    ],
)
def test_else_something_does(awake: Mirror) -> None:
    assert not at_rest(awake)


def test_a_pause_and_a_loss_are_counted_by_the_second() -> None:
    paused, lost = mirror(), mirror()
    paused.pause()
    lost.apply(Lost("the engine is gone", 1.0, "restarting"))
    assert not at_rest(paused) and not at_rest(lost)


async def test_a_frame_of_the_next_second_comes_before_the_clock_and_without_frames_it_counts_seconds() -> None:
    beat, loop = RefreshTimer(cast(Any, Nobody()), mirror(Phase.OPEN), lambda: None), asyncio.get_running_loop()

    def seconds_after(count: Callable[[], None]) -> tuple[float, float]:
        """The wait, between its least and its most."""
        before = loop.time()
        count()
        assert beat._timer is not None
        return beat._timer.when() - loop.time(), beat._timer.when() - before

    assert seconds_after(beat.restart_after_frame)[1] >= 1.05
    least, most = seconds_after(beat.restart)
    assert least - 1e-6 <= 1.0 <= most + 1e-6
