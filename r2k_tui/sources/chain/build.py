"""Construction of the chain from the settings; a provider that cannot be built is omitted, with a problem."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from r2k_tui.config.schema import Config
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.source import ProviderOffer
from r2k_tui.model.text import clean
from r2k_tui.sources.base import ProviderOff, Source, SourceInfo
from r2k_tui.sources.chain.disagreement import Disagreement
from r2k_tui.sources.chain.provider import Provider
from r2k_tui.sources.chain.source import ChainSource

log = logging.getLogger(__name__)
_DEADLINE_S = 15.0


class ChainPlan(NamedTuple):
    """Inputs of a chain: its own description, the settings, and whether a hub publishes its data."""

    info: SourceInfo
    config: Config
    publishes: bool = False
    clock: Callable[[], float] | None = None


class ProviderEntry(NamedTuple):
    """One provider before it is built."""

    info: SourceInfo
    make: Callable[[], Source]


def build_chain(
    plan: ChainPlan, entry: Callable[[str], ProviderEntry], others: Sequence[SourceInfo] = ()
) -> ChainSource:
    """The chain of the settings. `entry` finds a provider by name; `others` are the opt-in providers.

    Raises ProviderOff if no provider can be built.
    """
    clock, random = plan.clock or time.time, Random()  # noqa: S311  (jitter, not secrets)
    providers: list[Provider] = []
    left_out: list[Problem] = []
    for name in plan.config.source.chain:
        try:
            source = _built(entry(name), plan)
        except ProviderOff as error:
            left_out.append(Problem("", error.kind, str(error)))
        except Exception as error:
            words = clean(f"{type(error).__name__}: {error}", 120)
            left_out.append(Problem("", ProviderOff.kind, f"{name} cannot be loaded ({words})."))
        else:
            providers.append(Provider(source, plan.config.limits, _deadline(plan.config, name), clock, random))
    for problem in left_out:
        log.warning("%s", problem.message)
    if not providers:
        raise ProviderOff(" ".join(problem.message for problem in left_out))
    disagreement = Disagreement(plan.config.source.disagreement, clock)
    chained = plan.config.source.chain
    offers = [ProviderOffer(info.name, info.gives, info.terms) for info in others if info.name not in chained]
    return ChainSource(plan.info, providers, disagreement, left_out, offers)


def _built(entry: ProviderEntry, plan: ChainPlan) -> Source:
    if entry.info.opt_in and plan.publishes and not plan.config.hub.publish_opt_in:
        raise ProviderOff(
            f"{entry.info.name} is opt-in, so the hub does not publish it: see publish_opt_in under [hub]."
        )
    return entry.make()


def _deadline(config: Config, name: str) -> float:
    """Deadline of one request, from the settings of the provider or of its company."""
    tables = (getattr(config, table, None) for table in (name, name.partition("_")[0]))
    found = (getattr(table, "deadline_s", None) for table in tables if table is not None)
    return next((float(seconds) for seconds in found if seconds is not None), _DEADLINE_S)
