"""How often the screen looks at the clock."""

from __future__ import annotations

import pytest

from r2k_tui.link.engine_client import Lost
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.ui.controllers.refresh_timer import at_rest
from r2k_tui.ui.mirror.mirror import Mirror

NOW = 1_000_000.0


def mirror(phase: Phase = Phase.CLOSED, state: FeedState = FeedState.IDLE, opens_in: float | None = 3600.0) -> Mirror:
    opens_at = None if opens_in is None else NOW + opens_in
    session = Session("XNYS", phase, opens_at=opens_at)
    found = Mirror(SourceFacts("yahoo"), "^RUT", wall=lambda: NOW, session=session)
    found.feeds["quotes"] = FeedStatus("quotes", state)
    return found


@pytest.mark.parametrize("opens_in", [91.0, 200_000.0, -5.0, None])
def test_at_night_nothing_moves_by_the_second(opens_in: float | None) -> None:
    assert at_rest(mirror(opens_in=opens_in))


@pytest.mark.parametrize(
    "awake",
    [
        mirror(Phase.OPEN),
        mirror(Phase.PRE),
        mirror(state=FeedState.OK),
        mirror(state=FeedState.FAILING),
        mirror(opens_in=60.0),
        Mirror(SourceFacts("yahoo"), "^RUT", session=Session()),
    ],
    ids=["open", "before the open", "polled", "failing", "the last minute", "nothing heard"],
)
def test_else_something_does(awake: Mirror) -> None:
    assert not at_rest(awake)


def test_a_pause_and_a_loss_are_counted_by_the_second() -> None:
    paused, lost = mirror(), mirror()
    paused.pause()
    lost.apply(Lost("the engine is gone", 1.0, "restarting"))
    assert not at_rest(paused) and not at_rest(lost)
