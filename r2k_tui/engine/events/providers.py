"""Provider of the calendars: the source itself, Nasdaq if the user opted in, or none, with the reason."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.config.schema import Config
from r2k_tui.engine.context import EngineContext
from r2k_tui.sources.base import Source
from r2k_tui.sources.member_data import EventsSource
from r2k_tui.sources.nasdaq.calendars import NasdaqCalendars
from r2k_tui.sources.nasdaq.info import INFO, SERVICE

OFF = f"{SERVICE}'s calendar is not used: [nasdaq] calendars"
NOT_PUBLISHED = f"{SERVICE}'s calendar is opt-in, so the hub does not publish it: see publish_opt_in under [hub]"
NOT_LIVE = "no calendar of dividends, splits and IPOs for this source"


class CalendarProvider(NamedTuple):
    """Client of the calendars; None where there is none, and the reason in words."""

    client: NasdaqCalendars | EventsSource | None
    why_not: str = ""


def provider_of(context: EngineContext, source: Source, *, publishes: bool) -> CalendarProvider:
    """Provider for a source. Only a live source of the present is completed by requests to Nasdaq."""
    config, kept = context.config, source.capabilities
    if isinstance(source, EventsSource):
        return CalendarProvider(source)
    if not (kept.remote and kept.live) or kept.simulated or kept.recorded or context.as_of is not None:
        return CalendarProvider(None, NOT_LIVE)
    if not opted_in(config):
        return CalendarProvider(None, OFF)
    if publishes and not config.hub.publish_opt_in:
        return CalendarProvider(None, NOT_PUBLISHED)
    return CalendarProvider(NasdaqCalendars(config.nasdaq, context.clock))


def opted_in(config: Config) -> bool:
    """Whether the user has decided to use Nasdaq."""
    return config.nasdaq.calendars or (config.source.name == "yahoo" and INFO.name in config.source.chain)
