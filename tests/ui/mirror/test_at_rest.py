"""Whether anything on the screen changes by the second."""

from __future__ import annotations

import msgspec

from r2k_tui.link.engine_client import Lost
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.ui.mirror.at_rest import at_rest
from r2k_tui.ui.mirror.mirror import Mirror
from tests.cases import cases

NOW = 1_000_000.0


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


def cut_off(state: FeedState, since: float | None, closes_in: float = 7000.0) -> Mirror:
    """In trading hours, with quotes every five seconds."""
    found = mirror(Phase.OPEN, opens_in=80_000.0)
    found.facts = SourceFacts("yahoo", quote_cadence_s=5.0)
    found.session = msgspec.structs.replace(found.session, closes_at=NOW + closes_in)
    found.feeds["quotes"] = FeedStatus("quotes", state, None if since is None else NOW - since)
    return found


@cases("state", [FeedState.FAILING, FeedState.BLOCKED])
def test_without_any_provider_nothing_moves_by_the_second_once_all_quotes_are_old(state: FeedState) -> None:
    assert at_rest(cut_off(state, None)), "no quote has ever come"
    assert at_rest(cut_off(state, 76.0))
    assert not at_rest(cut_off(state, 74.0)), "quotes become old, each at its own second"
    assert not at_rest(cut_off(state, None, closes_in=60.0)), "the last minute is counted down"
    assert not at_rest(cut_off(FeedState.OK, 76.0))
    assert not at_rest(cut_off(FeedState.STARTING, None))
