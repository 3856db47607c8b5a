"""What the mirror takes in."""

from __future__ import annotations

import msgspec

from r2k_tui.link.engine_client import Lost
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.halts.halt import MARKET, Halt
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote, QuoteState, Spark
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.ui.mirror.mirror import Mirror
from tests.cases import cases
from tests.fakes.still_market import FACTS, NOW


def test_on_a_thin_line_small_pictures_stay_as_they_were_first_heard() -> None:
    for still, shown in ((True, (1.0, 2.0)), (False, (3.0, 4.0))):
        mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW, still=still)
        for number, values in enumerate(((1.0, 2.0), (3.0, 4.0)), 1):
            spark = Spark("IWM", "1D", values, 1e6 * number)
            mirror.apply(Frame(epoch="e", seq=number, from_seq=number - 1, published_at=NOW, sparks=(spark,)))
        assert mirror.sparks["IWM"].values == shown
        assert mirror.sparks["IWM"].average_volume_20d == 2e6


@cases("state", [FeedState.FAILING, FeedState.BLOCKED])
@cases("topic", ["news", "holdings", "universe", "members", "large", "styles", "macro", "halts"])
def test_an_optional_topic_is_no_trouble_of_the_whole_feed(topic: str, state: FeedState) -> None:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    mirror.apply(Frame("e", 1, 0, NOW, feeds=(FeedStatus(topic, state, message="no list"),)))
    assert mirror.failing_topics() == ()
    mirror.apply(Frame("e", 2, 1, NOW, feeds=(FeedStatus("daily", FeedState.FAILING, message="no bars"),)))
    assert mirror.failing_topics() == (mirror.feeds["daily"],)


def test_a_provider_that_fails_behind_the_quotes_is_no_trouble_of_the_whole_feed() -> None:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    row = FeedStatus("nasdaq", FeedState.FAILING, message="no route", provider=True)
    mirror.apply(Frame("e", 1, 0, NOW, feeds=(row, FeedStatus("quotes", FeedState.OK))))
    assert mirror.failing_topics() == () and mirror.feeds["nasdaq"] == row


def test_a_quote_is_as_fresh_as_its_own_market_says() -> None:
    """New York is closed and London open: a price of London may be live, one of New York may not."""
    live, home = SourceFacts("yahoo", quote_cadence_s=30.0), Session(phase=Phase.CLOSED, last_close_at=NOW - 60)
    mirror = Mirror(live, "^RUT", wall=lambda: NOW)
    quotes = (
        Quote("VOD.L", 1.0, time=NOW - 1, received_at=NOW - 1),
        Quote("IWM", 1.0, time=NOW - 90, received_at=NOW - 1),
    )
    london = Session("XLON", Phase.OPEN)
    mirror.apply(Snapshot("e", 1, NOW, live, home, quotes=quotes, sessions={"XLON": london}))
    states = {symbol: mirror.quote_state(mirror.quotes[symbol], NOW) for symbol in ("VOD.L", "IWM")}
    assert states == {"VOD.L": QuoteState.LIVE, "IWM": QuoteState.CLOSED}
    closed = Session("XLON", Phase.CLOSED, last_close_at=NOW - 1)
    assert mirror.apply(Frame("e", 2, 1, NOW, sessions={"XLON": closed})), "painted"
    assert mirror.quote_state(mirror.quotes["VOD.L"], NOW) is QuoteState.CLOSED
    mirror.apply(Frame("e", 3, 2, NOW))
    assert mirror.session_of("VOD.L") is closed, "a frame without sessions changes none"
    mirror.apply(Snapshot("f", 1, NOW, live, home))
    assert mirror.session_of("VOD.L").exchange == "", "those of another engine are gone"


def test_days_to_a_reconstitution_count_from_the_day_of_the_analysis() -> None:
    past = Mirror(msgspec.structs.replace(FACTS, live=False), "^RUT", wall=lambda: NOW, as_of="2025-06-26")
    coming = past.reconstitution()
    assert coming is not None and (coming.days, coming.next.month) == (1, "2025-06")
    now = Mirror(FACTS, "^RUT", wall=lambda: NOW).reconstitution()
    assert now is not None and (now.days, now.next.month) == (40, "2031-06")


def test_a_halted_quote_is_halted_until_its_resumption_and_never_stale() -> None:
    live, home = SourceFacts("yahoo", quote_cadence_s=5.0), Session(phase=Phase.OPEN)
    mirror = Mirror(live, "^RUT", wall=lambda: NOW)
    quotes = (Quote("IWM", 1.0, time=NOW - 1200, received_at=NOW - 1200), Quote("SPY", 1.0, received_at=NOW - 1200))
    halt = Halt("IWM", NOW - 1200, "LUDP", trades_at=NOW + 60)
    mirror.apply(Snapshot("e", 1, NOW, live, home, quotes=quotes, halts=(halt,)))
    state = {symbol: mirror.quote_state(mirror.quotes[symbol], NOW) for symbol in ("IWM", "SPY")}
    assert state == {"IWM": QuoteState.HALTED, "SPY": QuoteState.STALE}
    assert mirror.quote_state(mirror.quotes["IWM"], NOW + 60) is QuoteState.STALE
    assert mirror.apply(Frame("e", 2, 1, NOW, halts=())), "painted"
    assert mirror.quote_state(mirror.quotes["IWM"], NOW) is QuoteState.STALE
    mirror.apply(Frame("e", 3, 2, NOW, halts=(Halt(MARKET, NOW - 60, "MWC1"),)))
    assert mirror.quote_state(mirror.quotes["SPY"], NOW) is QuoteState.HALTED
    assert mirror.market_halt(NOW) is not None
    mirror.apply(Lost("the engine is gone", "restarting"))
    assert mirror.quote_state(mirror.quotes["SPY"], NOW) is not QuoteState.HALTED, "nobody knows any more"


def test_counts_of_a_topic_are_painted_with_the_ages() -> None:
    mirror = Mirror(SourceFacts("yahoo"), "^RUT")
    failing = FeedStatus("quotes", FeedState.FAILING, message="No connection.", failures=1)
    assert mirror.apply(Frame("a", 1, 1, 0.0, feeds=(failing,)))
    assert not mirror.apply(Frame("a", 2, 2, 0.0, feeds=(msgspec.structs.replace(failing, failures=2),)))
    assert mirror.feeds["quotes"].failures == 2
    assert mirror.apply(Frame("a", 3, 3, 0.0, feeds=(FeedStatus("quotes", FeedState.OK),)))
