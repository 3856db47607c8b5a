"""Who is asked for halts: the source itself where it has them, else Nasdaq Trader, or nobody."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.config.schema import Config
from r2k_tui.engine.clock import Clock
from r2k_tui.sources.base import Source
from r2k_tui.sources.member_data import HaltsSource
from r2k_tui.sources.nasdaq_trader.client import NasdaqTraderClient


class HaltProvider(NamedTuple):
    """Provider of halts under its name; `feed` is the client to close, None where the source answers by itself.

    `why`: why nobody is asked, "" where somebody is.
    """

    name: str
    asked: HaltsSource | None = None
    feed: NasdaqTraderClient | None = None
    why: str = ""


def halt_provider(config: Config, source: Source, as_of: str | None, clock: Clock) -> HaltProvider:
    """Provider for a source. Only a live, remote source has Nasdaq Trader asked: nothing else is of this moment."""
    why = _why_nobody(config, source, as_of)
    if why:
        return HaltProvider(source.name, why=why)
    if isinstance(source, HaltsSource):
        return HaltProvider(source.name, source)
    feed = NasdaqTraderClient(config.nasdaq_trader, clock)
    return HaltProvider(feed.name, feed, feed)


def _why_nobody(config: Config, source: Source, as_of: str | None) -> str:
    kept = source.capabilities
    if as_of is not None:
        return f"trading halts are not known for {as_of}: the feed has those of today"
    if not config.universe.enabled:
        return "no trading halts: [universe] enabled = false in the settings"
    if not config.universe.halts:
        return "no trading halts: [universe] halts = false in the settings"
    if isinstance(source, HaltsSource) or (kept.remote and kept.live and not kept.recorded):
        return ""
    return f"no trading halts: the {source.name} source has none"
