"""What a terminal may ask of a hub, in a time that the test tells."""

from __future__ import annotations

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.link.nats.quota import Quota
from r2k_tui.model.messages.alerts import MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.allocation.portfolios import StopAllocation
from r2k_tui.model.messages.readings import GetReadings
from r2k_tui.model.messages.replay import ControlReplay
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import Lookup, Refresh, Watch
from tests.cases import cases
from tests.link.nats.fake_time import Time


def test_a_terminal_that_asks_too_fast_is_told_so_and_the_others_are_not() -> None:
    time = Time()
    bounds = Quota(HubSettings(asks_at_once=3, asks_per_minute=60), time)
    told = [bounds.refusal("a", Lookup("IWM")) for _ in range(5)]
    assert [refusal is None for refusal in told] == [True, True, True, False, False]
    assert told[-1] is not None
    assert told[-1].kind == "limit"
    assert bounds.refusal("b", Lookup("IWM")) is None
    time.now = 1.0
    assert bounds.refusal("a", Lookup("IWM")) is None
    assert bounds.refusal("a", Lookup("IWM")) is not None


def test_polling_everything_now_is_limited_for_all_together() -> None:
    bounds = Quota(HubSettings(refreshes_per_minute=2), Time())
    assert [bounds.refusal(reader, Refresh()) is None for reader in "abc"] == [True, True, False]
    assert bounds.refusal("c", GetReadings("IWM")) is None


@cases("request_", [UseRules(()), MuteAlert("a", True), TryAlert("a"), ControlReplay("hold"), StopAllocation()])
def test_what_would_change_something_for_everybody_is_refused(request_: Request) -> None:
    refusal = Quota(HubSettings(), Time()).refusal("a", request_)
    assert refusal is not None
    assert refusal.kind == "rights"
    assert "hub" in refusal.message


def test_one_terminal_too_many() -> None:
    bounds = Quota(HubSettings(terminals=1), Time())
    assert bounds.refusal("a", Lookup("IWM")) is None
    refusal = bounds.refusal("b", Lookup("IWM"))
    assert refusal is not None
    assert "serves 1 terminal and" in refusal.message
    bounds.forget("a")
    assert bounds.refusal("b", Lookup("IWM")) is None


def test_a_list_is_cut_and_the_terminal_told() -> None:
    bounds = Quota(HubSettings(symbols_each=2), Time())
    watch, told = bounds.watchable("a", Watch(("A", "B", "C")))
    assert watch == Watch(("A", "B"))
    assert told is not None
    assert "2 of your 3" in told.message
    assert bounds.watchable("a", Watch(("A",))) == (Watch(("A",)), None)


def test_all_lists_together_are_limited_but_what_is_watched_anyway_costs_nothing() -> None:
    bounds = Quota(HubSettings(symbols_total=3), Time())
    assert bounds.watchable("a", Watch(("A", "B")))[1] is None
    watch, told = bounds.watchable("b", Watch(("C", "D", "A")))
    assert watch == Watch(("C", "A"))
    assert told is not None
    bounds.forget("a")
    assert bounds.watchable("b", Watch(("C", "D", "E")))[1] is None


def test_what_is_no_symbol_is_not_watched() -> None:
    watch, told = Quota(HubSettings(), Time()).watchable("a", Watch(("IWM", "", "x" * 99, "\x1b[2J", "iwm", "A B")))
    assert watch == Watch(("IWM",))
    assert told is not None


def test_rates_are_outside_the_limits_and_nothing_but_rates() -> None:
    bounds = Quota(HubSettings(symbols_each=1), Time())
    watch, told = bounds.watchable(
        "a", Watch(("A",), ("GBPUSD=X", "JPY=X", "GBPUSD=X", "EVIL", "\x1b[2J=X", "XXXUSD=X"))
    )
    assert watch == Watch(("A",), ("GBPUSD=X", "JPY=X")) and told is None
