"""`r2k doctor --sources`: one request to each provider and fact, and the providers that R2K would use now."""

from __future__ import annotations

import asyncio
import time

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.doctor.fact_probe import FactUse, probe_facts, uses
from r2k_tui.commands.doctor.provider_probe import ProviderProbe, probe_providers
from r2k_tui.commands.doctor.source_table import source_table
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, iso, write
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.facts.probe import FactProbe


def run(options: Options) -> int:
    """Probe every provider with the user's settings and report. Returns 1 where a needed fact has no provider.

    The report holds no symbol of the user's lists, no holding and no path. Raises UsageError for a source without
    providers, and for a hub, whose engine has them.
    """
    setup = options.setup()
    if setup.attach or setup.source.name != "yahoo":
        where = "the hub's engine has the providers" if setup.attach else f"{setup.source.name} has no providers"
        raise UsageError(f"--sources probes the providers of the yahoo source; {where}")
    now = time.time()
    providers, facts = asyncio.run(_probed(setup, now))
    used = uses(providers, facts)
    lacking = [use for use in used if use.needed and not use.provider]
    if options.json:
        problems = [Problem(use.subject, "no_provider", f"{use.fact}: {use.words}") for use in lacking]
        write(envelope("doctor", setup.facts, _data(providers, facts, used), None, problems))
    else:
        print("\n".join(source_table(providers, facts, used, now)))
    return 1 if lacking else 0


async def _probed(setup: EngineSetup, now: float) -> tuple[list[ProviderProbe], list[FactProbe]]:
    providers, facts = await asyncio.gather(probe_providers(setup), probe_facts(setup, now))
    return providers, facts


def _data(providers: list[ProviderProbe], facts: list[FactProbe], used: list[FactUse]) -> dict[str, object]:
    rows = [{**msgspec.to_builtins(one), "newest_at": iso(one.newest_at)} for one in providers]
    return {
        "providers": rows,
        "facts": [{**msgspec.to_builtins(one), "newest": one.newest or None} for one in facts],
        "in_use": [{**msgspec.to_builtins(one), "provider": one.provider or None} for one in used],
    }
