"""A format filled: fresh, old, missing, and hostile values."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from r2k_tui.commands.line.template import parse
from r2k_tui.commands.line.values import Filled, LineValues
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.store.last_state import LastState
from tests.cases import cases
from tests.fakes.still_market import NOW, READINGS, SCORES, SESSION, quote, score

FACTS = SourceFacts("yahoo", quote_cadence_s=5.0)
TODAY = new_york_day(NOW)
OF_TODAY = tuple(msgspec.structs.replace(item, as_of=TODAY.isoformat()) for item in SCORES)
STATE = LastState(
    FACTS,
    {symbol: quote(symbol) for symbol in ("IWM", "^RUT")},
    sessions={"XNYS": SESSION},
    feeds={"quotes": FeedStatus("quotes", FeedState.OK, NOW)},
    scores=OF_TODAY,
    readings={"^RUT": READINGS},
    alerts=3,
)


def filled(text: str, state: LastState = STATE, now: float = NOW, *, tmux: bool = False) -> Filled:
    return LineValues(state, now, tmux=tmux).fill(parse(text))


def changed(**fields: object) -> LastState:
    return msgspec.structs.replace(STATE, **fields)


def with_iwm(**fields: object) -> LastState:
    return changed(quotes={**STATE.quotes, "IWM": msgspec.structs.replace(quote("IWM"), **fields)})


@cases(
    ("text", "line"),
    [
        ("{IWM.price} {IWM.change} {IWM.change%} {IWM.volume}", "318.42 +4.02 +1.28% 41.2M"),
        ("{IWM.price:.0f} {IWM.change%:+.1f} {IWM.volume:,.0f}", "318 +1.3 41,200,000"),
        ("{IWM.change%:+.1%} {^RUT.ret_1d:.1%}", "+1.3% 1.3%"),
        ("{IWM.state} {IWM.mark} {IWM.arrow} {IWM.age} {IWM.time}", "LIVE ● ▲ 1s 11:59"),
        ("{IWM.name} {IWM.currency} {IWM.provider}", "IWM invented USD demo"),
        ("{gauge} {gauge.zone} {gauge.day} {score} {score.zone}", f"31 normal {TODAY} 78 strong"),
        ("{gauge.age} {score:.1f}", "1s 78.0"),
        ("{phase} {alerts} {source}", "open 3 yahoo"),
        ("{^RUT.ret_1d} {^RUT.ret_1d:.4f} {^RUT.record_close_date}", "+1.28% 0.0128 2031-05-02"),
        ("{{x}} {IWM.price}", "{x} 318.42"),
    ],
)
def test_fresh_values_are_told_as_they_are(text: str, line: str) -> None:
    assert filled(text) == Filled(line, (), len([piece for piece in parse(text) if not isinstance(piece, str)]))


def test_what_is_missing_is_a_dash_and_counted() -> None:
    found = filled("{SPY.price} {IWM.bid} {^RUT.rsi14} {gauge}", changed(scores=()))
    assert found.text == "– 318.41 – –"
    assert found.missing == ("{SPY.price}", "{^RUT.rsi14}", "{gauge}")
    assert filled("{IWM.price}", with_iwm(price=None)).text == "–"
    assert filled("{phase}", changed(sessions={})).text == "–"
    assert filled("{phase}", changed(sessions={"XNYS": Session()})).text == "–", "the calendar is not loaded"


def test_an_old_value_says_its_age_once_behind_the_last_of_its_symbol() -> None:
    late = NOW + 3 * 3600
    assert filled("{IWM.price} {IWM.change%} {^RUT.price}", now=late).text == "318.42 +1.28% (3h) 3,210.55 (3h)"


def test_an_age_in_the_format_replaces_the_suffix_of_that_symbol_alone() -> None:
    late = NOW + 3 * 3600
    assert filled("{IWM.price} {IWM.age} {^RUT.price}", now=late).text == "318.42 3h 3,210.55 (3h)"


def test_a_gauge_is_as_old_as_the_quote_of_its_symbol() -> None:
    assert filled("{gauge} {score.zone}", now=NOW + 7300).text == "31 (2h) strong (2h)"
    assert filled("{gauge} {gauge.day}", now=NOW + 7300).text == f"31 {TODAY}"


def test_a_gauge_that_lacks_a_session_says_how_many_days() -> None:
    day = (TODAY - timedelta(days=3)).isoformat()
    behind = (msgspec.structs.replace(score(ScoreKind.RISK, 31.0, "normal"), as_of=day),)
    assert filled("{gauge}", changed(scores=behind)).text == "31 (3d)"
    assert filled("{gauge.age}", changed(scores=behind)).text == "3d"


def test_a_market_that_is_closed_makes_nothing_old() -> None:
    night = Session(phase=Phase.CLOSED, changes_at=NOW + 50_000, last_close_at=NOW - 3600)
    found = filled("{IWM.price} {IWM.state} {phase}", changed(sessions={"XNYS": night}), NOW + 30_000)
    assert found.text == "318.42 CLOSED closed"


def test_a_phase_that_is_over_is_not_told_any_more() -> None:
    assert filled("{phase} {IWM.state}", now=NOW + 14_401).text == "– STALE (4h)"


@pytest.mark.parametrize("state", [FeedState.FAILING, FeedState.BLOCKED])
def test_beside_a_failing_feed_nothing_is_live(state: FeedState) -> None:
    failing = changed(feeds={"quotes": FeedStatus("quotes", state, message="x")})
    assert filled("{IWM.mark}{IWM.price}", failing).text == "○318.42 (1s)"


def test_a_halt_is_told() -> None:
    assert filled("{IWM.state}", changed(halts=(Halt("IWM", NOW - 60, "LUDP"),))).text == "HALTED"


def test_simulated_numbers_say_so() -> None:
    simulated = changed(facts=SourceFacts("demo", simulated=True, quote_cadence_s=5.0))
    assert filled("{IWM.price}", simulated).text == "318.42 SIM"
    assert filled("{IWM.price} {source}", simulated).text == "318.42 demo SIMULATED"


def test_text_from_outside_is_no_escape_and_no_style() -> None:
    evil = with_iwm(name="a\x1b[31mb\nc #[fg=red] #(id) \x9b2J\u202e")
    assert filled("{IWM.name}", evil).text == "a[31mb c #[fg=red] #(id) 2J"
    assert filled("{IWM.name}", evil, tmux=True).text == "a[31mb c ##[fg=red] ##(id) 2J"


def test_the_format_keeps_its_own_styles_but_no_controls() -> None:
    assert filled("#[fg=red]{IWM.price}", tmux=True).text == "#[fg=red]318.42"
    assert filled("\x1b[31m{IWM.price}\n").text == "[31m318.42"


def test_a_quote_without_a_change_has_no_arrow() -> None:
    flat = changed(quotes={"IWM": Quote("IWM", 10.0, 10.0, received_at=NOW)})
    assert filled("{IWM.arrow}", flat).text == "="
