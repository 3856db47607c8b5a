"""Who is asked for calendars: nobody without the user's decision, and nobody for a day of the past."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from r2k_tui.config.sections.source import SourceChoice
from r2k_tui.engine.context import EngineContext, new_context
from r2k_tui.engine.events.providers import NOT_LIVE, NOT_PUBLISHED, OFF, opted_in, provider_of
from r2k_tui.model.events.event import Event
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import SourceInfo
from r2k_tui.sources.nasdaq.calendars import NasdaqCalendars
from r2k_tui.store.store import Store
from tests.cases import cases
from tests.fakes.scripted_source import LIVE, ScriptedSource

ON = Config(nasdaq=NasdaqSettings(calendars=True))
IN_CHAIN = Config(source=SourceChoice(chain=("yahoo", "nasdaq")))


class Inventor(ScriptedSource):
    """A source with events of its own."""

    async def events(self, first: date, last: date) -> tuple[Event, ...]:
        return ()


def context(config: Config, as_of: str | None = None) -> EngineContext:
    return new_context(config, as_of, Store(None, "scripted"), SourceFacts("scripted"), lambda: 0.0)


def test_it_is_off_until_the_user_decides() -> None:
    assert not opted_in(Config()) and opted_in(ON) and opted_in(IN_CHAIN)
    assert not opted_in(Config(source=SourceChoice(name="csv", chain=("nasdaq",))))
    found = provider_of(context(Config()), ScriptedSource(), publishes=False)
    assert found == (None, OFF)
    assert "[nasdaq] calendars" in found.why_not


@pytest.mark.parametrize("config", [ON, IN_CHAIN])
async def test_it_is_nasdaq_once_the_user_has_decided(config: Config) -> None:
    found = provider_of(context(config), ScriptedSource(), publishes=False)
    assert isinstance(found.client, NasdaqCalendars) and found.why_not == ""
    await found.client.close()


def test_a_source_with_events_of_its_own_needs_nobody() -> None:
    source = Inventor()
    assert provider_of(context(Config()), source, publishes=False).client is source


@cases(
    "changes",
    [
        {"remote": False},
        {"recorded": True},
        {"info": SourceInfo("scripted", live=False)},
        {"info": SourceInfo("scripted", simulated=True)},
    ],
)
def test_data_of_the_past_and_inventions_are_not_completed(changes: dict[str, object]) -> None:
    source = ScriptedSource(msgspec.structs.replace(LIVE, **changes))
    assert provider_of(context(ON), source, publishes=False) == (None, NOT_LIVE)


def test_a_day_of_the_past_asks_nobody() -> None:
    assert provider_of(context(ON, "2025-09-18"), ScriptedSource(), publishes=False).client is None


async def test_a_hub_publishes_it_only_if_the_user_says_so() -> None:
    assert provider_of(context(ON), ScriptedSource(), publishes=True) == (None, NOT_PUBLISHED)
    allowed = msgspec.structs.replace(ON, hub=HubSettings(publish_opt_in=True))
    found = provider_of(context(allowed), ScriptedSource(), publishes=True)
    assert isinstance(found.client, NasdaqCalendars)
    await found.client.close()
