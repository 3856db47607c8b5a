"""The state of the market: what counts as news, and what is noted of it."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.engine.state.market import Changes, MarketState
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus, Problem
from r2k_tui.model.market.quote import Quote, Spark
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.readings.reading import Reading, Score, ScoreKind
from tests.fakes.invented_bars import bars_at

OLD = Quote("IWM", price=1.0, time=100.0, received_at=101.0)


@pytest.fixture
def market() -> MarketState:
    return MarketState(SourceFacts("scripted"), Session())


def reading(value: float) -> Reading:
    return Reading("rv21", value, "fraction", "21d", 21, "2025-09-18", "scripted", "")


class TestQuotes:
    def test_a_substitute_without_name_currency_and_decimals_keeps_those_that_are_known(
        self, market: MarketState
    ) -> None:
        first = Quote("^RUT", price=1.0, received_at=1.0, source="a", name="R", currency="USD", decimals=2)
        market.apply_quotes([first])
        (told,) = market.apply_quotes([Quote("^RUT", price=2.0, received_at=2.0, source="b")])
        assert market.quotes["^RUT"] == told
        assert (told.price, told.source, told.name, told.currency, told.decimals) == (2.0, "b", "R", "USD", 2)

    @pytest.mark.parametrize(
        ("changes", "news"),
        [
            ({"time": 200.0, "price": 2.0}, True),
            ({"time": 100.0, "price": 2.0}, True),
            ({"received_at": 150.0}, True),
            ({"time": 99.9, "price": 2.0}, False),
            ({"time": 99.9, "price": 2.0, "received_at": 500.0}, False),
            ({"time": None, "price": 2.0}, True),
            ({}, False),
        ],
    )
    def test_an_older_quote_never_replaces_a_newer_one(
        self, market: MarketState, changes: dict[str, float], news: bool
    ) -> None:
        market.apply_quotes([OLD])
        market.take_changes()
        quote = msgspec.structs.replace(OLD, **changes)
        assert market.apply_quotes([quote]) == ([quote] if news else [])
        assert market.quotes["IWM"] == (quote if news else OLD)
        assert set(market.take_changes().quotes) == ({"IWM"} if news else set())

    def test_the_first_quote_is_news(self, market: MarketState) -> None:
        assert market.apply_quotes([Quote("IWM")]) == [Quote("IWM")]

    def test_of_one_batch_the_newest_stays(self, market: MarketState) -> None:
        newer = msgspec.structs.replace(OLD, time=200.0, price=2.0)
        market.apply_quotes([newer, OLD])
        assert market.quotes["IWM"] == newer


class TestProblems:
    def test_what_an_origin_finds_takes_the_place_of_what_it_found(self, market: MarketState) -> None:
        market.set_problems(("quotes", ""), (Problem("A", "not_found", "a"), Problem("B", "not_found", "b")))
        market.set_problems(("bars 1d", "A"), (Problem("A", "bad_row", "row 3"),))
        market.set_problems(("quotes", ""), (Problem("B", "not_found", "b"),))
        assert [(p.symbol, p.message) for p in market.all_problems()] == [("A", "row 3"), ("B", "b")]
        market.set_problems(("bars 1d", "A"), ())
        assert [p.symbol for p in market.all_problems()] == ["B"]

    def test_only_a_change_is_noted(self, market: MarketState) -> None:
        found = (Problem("A", "not_found", "a"),)
        for problems, noted in (((), False), (found, True), (found, False), ((), True), ((), False)):
            market.set_problems(("quotes", ""), problems)
            assert market.take_changes().problems is noted

    def test_many_symbols_in_turn_are_a_few_entries_and_a_number(self) -> None:
        now = [0.0]
        market = MarketState(SourceFacts("scripted"), Session(), steady_clock=lambda: now[0])
        for number in range(1000):
            market.set_problems(("quotes", ""), (Problem(f"X{number}", "not_found", "nobody knows it"),))
        assert len(market.event_log.since(1)) == 30
        now[0] = 60.0
        market.log_counts()
        (told,) = market.event_log.since(31)
        assert told.topic == "quotes"
        assert told.message == "1,969 more entries in the last minute: symbols come and go"

    def test_what_is_wrong_with_symbols_that_are_long_gone_is_let_go(self, market: MarketState) -> None:
        for number in range(1000):
            market.set_problems(("bars 1d", f"X{number}"), (Problem(f"X{number}", "not_found", "no bars"),))
        assert len(market.all_problems()) == 300
        assert ("bars 1d", "X999") in market.problems


class TestChanges:
    def test_what_is_put_in_place_twice_is_noted_once(self, market: MarketState) -> None:
        score = Score(ScoreKind.RISK, "^RUT", 31.0, "normal", (), "2025-09-18", "scripted", "")
        put = (
            lambda: market.set_spark(Spark("IWM", "1D", (1.0,))),
            lambda: market.set_readings("^RUT", {"rv21": reading(0.2)}),
            lambda: market.set_scores([score]),
            lambda: market.set_feed(FeedStatus("quotes", FeedState.OK)),
            lambda: market.set_session(Session(phase=Phase.OPEN)),
            lambda: market.set_facts(SourceFacts("scripted", live=False), "2025-09-18"),
        )
        for set_it in put:
            set_it()
            assert market.take_changes()
            set_it()
            assert not market.take_changes()

    def test_each_name_is_noted_where_it_belongs(self, market: MarketState) -> None:
        market.set_bars(bars_at([1], [1.0]))
        market.set_readings("^RUT", {"rv21": reading(0.2), "rv63": reading(0.3)})
        market.take_changes()
        market.set_readings("^RUT", {"rv21": reading(0.25), "rv63": reading(0.3)})
        market.set_bars(bars_at([2], [1.0], interval=Interval.M1))
        assert market.take_changes() == Changes(readings={("^RUT", "rv21")}, bars={("IWM", Interval.M1)})
        assert set(market.readings["^RUT"]) == {"rv21", "rv63"}

    def test_notes_can_be_folded(self) -> None:
        first, second = (
            Changes(quotes={"A": 1, "B": 4}, session=True),
            Changes(quotes={"B": 2}, sparks={"A"}, problems=True),
        )
        first.add(second)
        assert first == Changes(quotes={"A": 1, "B": 6}, sparks={"A"}, session=True, problems=True)
        assert second == Changes(quotes={"B": 2}, sparks={"A"}, problems=True), "the other one is left alone"

    def test_an_empty_note_is_false(self) -> None:
        assert not Changes()
        for field in Changes.__dataclass_fields__:
            assert Changes(**{field: True if field in ("session", "facts", "problems") else {"x": 1}})
