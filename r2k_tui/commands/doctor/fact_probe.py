"""Probes of every provider of every fact, and the provider that R2K would use now."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import groupby

import msgspec

from r2k_tui.bootstrap.source import make_provider, make_source
from r2k_tui.commands.doctor.provider_probe import ProviderProbe
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.sources.base import SourceError
from r2k_tui.sources.facts.clients import FactClients
from r2k_tui.sources.facts.probe import FactProbe, FactTrial, in_use, probe, probes
from r2k_tui.sources.facts.table import (
    CBOE,
    FACTOR_RETURNS,
    FACTS,
    HALTS,
    INSIDERS,
    LARGE_VOLATILITY,
    PAST_HOLDINGS,
    PAST_RATES,
    SHORT_INTEREST,
    SMALL_VOLATILITY,
    VIX,
    Fact,
    FactProvider,
)

# Facts that only `--as-of` needs, that only their own pages do, or that are off until a user turns them on.
_OPTIONAL = (PAST_HOLDINGS, PAST_RATES, HALTS, SHORT_INTEREST, INSIDERS, FACTOR_RETURNS)
QUOTES = "quotes"
FactRow = tuple[Fact, FactProvider, str]


class FactUse(msgspec.Struct, frozen=True):
    """Provider that R2K would use now for one fact, "" if none has it. `needed`: whether the monitor needs the fact."""

    fact: str
    subject: str
    provider: str
    words: str
    needed: bool = True


async def probe_facts(setup: EngineSetup, now: float) -> list[FactProbe]:
    """Probes of every provider of every fact: providers side by side, one request at a time to each."""
    try:
        source = await asyncio.to_thread(make_source, setup)
    except SourceError:
        source = None
    cboe = make_provider(setup, CBOE) if CBOE in setup.config.source.chain else None
    trial = FactTrial(FactClients(setup.config, lambda: now), source, now, cboe)
    rows = [(fact, provider, subject) for fact in FACTS for provider, subject in probes(fact)]
    try:
        by_provider = [list(group) for _, group in groupby(sorted(rows, key=_name), key=_name)]
        found = await asyncio.gather(*(_in_turn(group, trial) for group in by_provider))
    finally:
        await trial.clients.close()
        for one in (source, cboe):
            if one is not None:
                await one.close()
    probed = {(one.fact, one.provider, one.subject): one for group in found for one in group}
    return [probed[fact.key, provider.name, subject] for fact, provider, subject in rows]


def _name(row: FactRow) -> str:
    return row[1].name


async def _in_turn(rows: Sequence[FactRow], trial: FactTrial) -> list[FactProbe]:
    return [await probe(fact, provider, subject, trial) for fact, provider, subject in rows]


def uses(providers: Sequence[ProviderProbe], facts: Sequence[FactProbe]) -> list[FactUse]:
    """What R2K would use now for quotes and for each fact."""
    used = [_quotes(providers)]
    for fact in FACTS:
        used += [_use(fact, subject, facts) for subject in fact.subjects]
    return used


def _quotes(providers: Sequence[ProviderProbe]) -> FactUse:
    left = {symbol for probe in providers for symbol in (*probe.symbols, *probe.without_answer)}
    words, first = list[str](), ""
    for one in providers:
        serves = [symbol for symbol in one.symbols if symbol in left]
        if serves:
            first = first or one.provider
            words.append(f"{one.provider} {len(serves)}")
            left -= set(serves)
    missing = f"; no provider has {' '.join(sorted(left))}" if left and first else ""
    return FactUse(QUOTES, "", first, f"{', '.join(words)} symbols{missing}" if first else "no provider answers")


def _use(fact: Fact, subject: str, facts: Sequence[FactProbe]) -> FactUse:
    mine = [one for one in facts if one.fact == fact.key and one.subject == subject]
    found, needed = in_use(fact, mine), fact not in _OPTIONAL
    if found is not None:
        return FactUse(fact.key, subject, found.provider, found.words, needed)
    if fact is SMALL_VOLATILITY and any(one.fact == LARGE_VOLATILITY.key and one.answered for one in facts):
        return FactUse(fact.key, subject, VIX, "large-cap volatility as a substitute", needed)
    why = next((one.words for one in mine if one.answered is False), "no provider is on")
    return FactUse(fact.key, subject, "", why, needed)
