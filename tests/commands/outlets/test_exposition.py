"""The metrics, read back by the parser of Prometheus's own client."""

from __future__ import annotations

import math

import msgspec
from prometheus_client.parser import text_string_to_metric_families

from r2k_tui import __version__
from r2k_tui.commands.outlets.exposition import exposition
from r2k_tui.link.engine_client import Lost
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.ui.mirror.mirror import Mirror
from tests.fakes.still_market import FACTS, NOW, SYMBOLS, quote, score, snapshot

Labels = tuple[tuple[str, str], ...]


def mirror(**changes: object) -> Mirror:
    made = Mirror(FACTS, "^RUT", lambda: NOW)
    made.apply(snapshot(**changes))
    return made


def samples(mirror: Mirror, symbols: tuple[str, ...] = SYMBOLS) -> dict[str, dict[Labels, float]]:
    """Value by metric and labels; every metric has words and a type."""
    found: dict[str, dict[Labels, float]] = {}
    for family in text_string_to_metric_families(exposition(mirror, symbols).decode()):
        assert family.documentation and family.type == "gauge", family.name
        values = found.setdefault(family.name, {})
        for sample in family.samples:
            labels = tuple(sorted(sample.labels.items()))
            assert labels not in values, "each series once"
            values[labels] = sample.value
    return found


def labels(**given: str) -> Labels:
    return tuple(sorted(given.items()))


def test_health_quotes_gauge_score_and_session_are_there() -> None:
    found = samples(mirror())
    build = labels(version=__version__, source="demo", simulated="true")
    assert found["r2k_build_info"] == {build: 1.0}
    assert found["r2k_engine_connected"] == {(): 1.0}
    assert found["r2k_feed_state"][labels(topic="quotes", state="ok")] == 1.0
    assert found["r2k_feed_age_seconds"] == {labels(topic="quotes"): 2.0, labels(topic="daily"): 60.0}
    own = {"symbol": "IWM", "provider": "demo", "simulated": "true"}
    assert found["r2k_quote_price"][labels(**own, currency="USD")] == 318.42
    assert found["r2k_quote_age_seconds"][labels(**own)] == 1.5
    assert found["r2k_quote_state"][labels(symbol="IWM", state="LIVE")] == 1.0
    assert found["r2k_risk_gauge"] == {labels(symbol="^RUT"): 31.0}
    assert found["r2k_momentum_score"] == {labels(symbol="^RUT"): 78.0}
    assert found["r2k_momentum_score_zone"] == {labels(symbol="^RUT", zone="strong", as_of="2031-05-15"): 1.0}
    assert found["r2k_session_phase"][labels(exchange="XNYS", phase="open")] == 1.0


def test_of_each_set_of_states_exactly_one_holds() -> None:
    found = samples(mirror())
    for name, key in (("r2k_feed_state", "topic"), ("r2k_quote_state", "symbol"), ("r2k_session_phase", "exchange")):
        sums: dict[str, float] = {}
        for label, value in found[name].items():
            sums[dict(label)[key]] = sums.get(dict(label)[key], 0.0) + value
        assert sums and set(sums.values()) == {1.0}, name


def test_what_is_missing_is_absent_and_never_zero() -> None:
    empty = msgspec.structs.replace(quote("IWM"), price=None, previous_close=None)
    infinite = msgspec.structs.replace(quote("^VIX"), price=math.inf)
    feeds = (FeedStatus("quotes", FeedState.FAILING, failures=3),)
    without = (score(ScoreKind.RISK, None, None, reason="no bars"),)
    found = samples(mirror(quotes=(empty, infinite), feeds=feeds, scores=without))
    assert found["r2k_quote_price"] == {} and found["r2k_quote_change_ratio"] == {}
    assert found["r2k_feed_age_seconds"] == {}
    assert found["r2k_feed_failures"] == {labels(topic="quotes"): 3.0}
    assert found["r2k_risk_gauge"] == {} == found["r2k_momentum_score"]


def test_before_an_engine_answers_nothing_is_claimed() -> None:
    made = Mirror(FACTS, "^RUT", lambda: NOW)
    found = samples(made)
    assert found["r2k_engine_connected"] == {(): 0.0}
    assert found["r2k_session_phase"] == {}, "the phase of a calendar that is not loaded means nothing"
    made.session = Session(always_open=True)
    assert samples(made)["r2k_session_phase"] != {}


def test_a_lost_engine_leaves_old_quotes_that_say_so() -> None:
    made = mirror()
    made.apply(Lost("gone", 1.0))
    found = samples(made)
    assert found["r2k_engine_connected"] == {(): 0.0}
    assert found["r2k_quote_state"][labels(symbol="IWM", state="STALE")] == 1.0


def test_only_the_watched_symbols_are_told() -> None:
    assert {dict(label)["symbol"] for label in samples(mirror(), ("IWM",))["r2k_quote_age_seconds"]} == {"IWM"}


def test_text_from_outside_stays_in_its_label() -> None:
    evil = 'bad"} 1\nr2k_risk_gauge 99 \\ \x1b[31m'
    feeds = (FeedStatus(evil, FeedState.OK, NOW),)
    made = mirror(quotes=(msgspec.structs.replace(quote("IWM"), source=evil),), feeds=feeds)
    text = exposition(made, ("IWM",))
    assert b"\x1b" not in text and b"\nr2k_risk_gauge 99" not in text
    found = samples(made)
    cleaned = 'bad"} 1 r2k_risk_gauge 99 \\ [31m'
    assert found["r2k_feed_failures"] == {labels(topic=cleaned): 0.0}
    assert found["r2k_risk_gauge"] == {labels(symbol="^RUT"): 31.0}
