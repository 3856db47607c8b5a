"""The engine's log: what is worth an entry, and what happens to readers that are too slow for it."""

from __future__ import annotations

from r2k_tui.engine.state.event_log import EventLog, health_message, problem_messages
from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.publisher import Publisher
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.log import LOG_KEPT, Level
from r2k_tui.model.market.feed import FeedState, FeedStatus, Problem
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.model.market.source import SourceFacts
from tests.cases import cases
from tests.engine.virtual_time import START, WallClock, virtual

OK = FeedStatus("quotes", FeedState.OK)
DOWN = FeedStatus("quotes", FeedState.FAILING, failures=1, message="no route")


def worse(status: FeedStatus, failures: int) -> FeedStatus:
    return FeedStatus(status.topic, status.state, failures=failures, message=status.message)


@cases(
    ("before", "now", "told"),
    [
        (None, FeedStatus("quotes"), None),
        (FeedStatus("quotes"), OK, None),
        (OK, OK, None),
        (OK, DOWN, (Level.WARNING, "no route")),
        (None, DOWN, (Level.WARNING, "no route")),
        (DOWN, worse(DOWN, 2), None),
        (
            DOWN,
            FeedStatus("quotes", FeedState.FAILING, failures=2, message="rubbish"),
            (Level.WARNING, "rubbish"),
        ),
        (DOWN, OK, (Level.INFO, "works again after failing once")),
        (worse(DOWN, 7), OK, (Level.INFO, "works again after failing 7 times")),
        (
            DOWN,
            FeedStatus("quotes", FeedState.BLOCKED, failures=2, message="slow down"),
            (Level.WARNING, "the source asks for a pause: slow down"),
        ),
        (OK, FeedStatus("quotes", FeedState.OK, message="1 of 3 missing"), (Level.WARNING, "1 of 3 missing")),
        (
            FeedStatus("quotes", FeedState.OK, message="1 of 3 missing"),
            OK,
            (Level.INFO, "well again, no longer: 1 of 3 missing"),
        ),
        (
            OK,
            FeedStatus("readings", FeedState.FAILING, message="defect in R2K: KeyError: 1"),
            (Level.ERROR, "defect in R2K: KeyError: 1"),
        ),
    ],
)
def test_what_is_said_of_a_topic(before: FeedStatus | None, now: FeedStatus, told: object) -> None:
    assert health_message(before, now) == told


def test_what_is_said_of_problems() -> None:
    one, other = Problem("IWM", "not_found", "nobody knows"), Problem("SPY", "not_found", "nobody knows")
    assert problem_messages((), (one, one)) == [(Level.WARNING, "IWM: nobody knows")]
    assert problem_messages((one,), (one, other)) == [(Level.WARNING, "SPY: nobody knows")]
    assert problem_messages((one, other), (other,)) == [(Level.INFO, "nothing missing any more: IWM")]
    many = tuple(Problem(f"S{number}", "k", "m") for number in range(30))
    told = problem_messages((), many)
    assert len(told) == 5
    assert told[-1] == (Level.WARNING, "and 26 more like this")
    assert problem_messages(many, ()) == [(Level.INFO, "nothing missing any more: S0 S1 S2 S3 and 26 more")]


def test_it_keeps_the_newest_and_counts_them_all() -> None:
    journal = EventLog(lambda: START)
    for number in range(LOG_KEPT + 10):
        journal.add(Level.INFO, "topic", f"thing {number}")
    kept = journal.since(1)
    assert [entry.number for entry in kept] == list(range(11, LOG_KEPT + 11))
    assert [entry.message for entry in journal.since(LOG_KEPT + 10)] == [f"thing {LOG_KEPT + 9}"]


def test_its_words_are_plain() -> None:
    entry = EventLog(lambda: START).add(Level.INFO, "topic", "a\x1b[2Jb\u202ec\n" + "x" * 9000)
    assert entry.message.startswith("a[2Jbc x")
    assert len(entry.message) <= 400


class Stage:
    def __init__(self) -> None:
        self.market = MarketState(SourceFacts("scripted"), Session(), lambda: START)
        self.publisher = Publisher(self.market, WallClock())

    def happen(self, *messages: str) -> None:
        for message in messages:
            self.market.log(Level.INFO, "topic", message)
            self.publisher.publish()


@virtual
async def test_a_frame_holds_what_was_not_told_yet_and_the_snapshot_everything() -> None:
    stage = Stage()
    stage.happen("before anybody listened")
    reader = stage.publisher.subscribe()
    stage.happen("one", "two")
    frame = await reader.next_frame()
    assert [(entry.number, entry.message) for entry in frame.log] == [(2, "one"), (3, "two")]
    stage.happen("three")
    assert [entry.message for entry in (await reader.next_frame()).log] == ["three"]
    assert (await reader.next_frame()).log == (), "a heartbeat repeats nothing"
    assert [entry.number for entry in stage.publisher.snapshot().log] == [1, 2, 3, 4]


@virtual
async def test_a_reader_that_is_slow_gets_all_that_is_kept_and_sees_the_gap() -> None:
    stage = Stage()
    slow, quick = stage.publisher.subscribe(), stage.publisher.subscribe()
    for number in range(LOG_KEPT + 20):
        stage.happen(str(number))
        assert [entry.message for entry in (await quick.next_frame()).log] == [str(number)]
    log = (await slow.next_frame()).log
    assert (len(log), log[0].number, log[-1].number) == (LOG_KEPT, 21, LOG_KEPT + 20)


@virtual
async def test_what_happens_to_the_market_is_written_down() -> None:
    market = Stage().market
    market.set_feed(DOWN)
    market.set_feed(worse(DOWN, 2))
    market.set_feed(OK)
    market.set_problems(("quotes", ""), (Problem("IWM", "not_found", "nobody knows"),))
    market.set_session(Session(phase=Phase.PRE, last_close_at=1.0))
    market.set_session(Session(phase=Phase.OPEN, last_close_at=1.0))
    assert [(entry.topic, entry.level, entry.message) for entry in market.event_log.since(1)] == [
        ("quotes", Level.WARNING, "no route"),
        ("quotes", Level.INFO, "works again after failing 2 times"),
        ("quotes", Level.WARNING, "IWM: nobody knows"),
        ("session", Level.INFO, "the exchange: open"),
    ]


@virtual
async def test_news_of_the_symbols_asked_for_longest_ago_are_let_go() -> None:
    stage = Stage()
    reader = stage.publisher.subscribe()
    for number in range(20):
        stage.market.set_news(SymbolNews(f"S{number}", fetched_at=float(number)))
    stage.market.set_news(SymbolNews("S10", fetched_at=99.0))
    stage.publisher.publish()
    assert {news.symbol for news in stage.publisher.snapshot().news} == {f"S{number}" for number in range(4, 20)}
    told = {news.symbol: news.fetched_at for news in (await reader.next_frame()).news}
    assert told["S10"] == 99.0
    assert "S0" not in told
