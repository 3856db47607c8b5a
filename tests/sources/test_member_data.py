"""What a source knows of the members is found by its methods."""

from __future__ import annotations

from r2k_tui.sources.demo.source import DemoSource
from r2k_tui.sources.member_data import (
    EstimatesSource,
    EventsSource,
    HaltsSource,
    InsiderSource,
    ShortInterestSource,
)
from r2k_tui.sources.nasdaq_trader.client import NasdaqTraderClient
from tests.cases import cases
from tests.fakes.scripted_source import ScriptedSource

KINDS = (EstimatesSource, EventsSource, HaltsSource, InsiderSource, ShortInterestSource)


@cases("kind", KINDS)
def test_the_demo_has_all_and_a_source_of_quotes_none(kind: type) -> None:
    assert isinstance(DemoSource(), kind)
    assert not isinstance(ScriptedSource(), kind)


def test_nasdaq_trader_has_halts_alone() -> None:
    assert [kind for kind in KINDS if issubclass(NasdaqTraderClient, kind)] == [HaltsSource]
