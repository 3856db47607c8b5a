"""The services of the members in an engine of the simulated market, with everything that they know."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.commands.shared.options import Options
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import GetEvents, GetHalts, GetInsiders, GetRanks, GetShortInterest


class DemoMembers(NamedTuple):
    """The members with their state, and the screens over all columns that any service has."""

    universe: UniverseService
    state: UniverseState
    screens: ScreenService


@asynccontextmanager
async def demo_members() -> AsyncIterator[DemoMembers]:
    """Once events, short interest, halts, insiders and the caps of both funds have been fetched."""
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as folder:
        settings = Path(folder) / "config.toml"
        settings.write_text("")
        setup = msgspec.structs.replace(Options(config=settings, demo=True).setup(), store="")
        engine = build_engine(setup)
        try:
            engine.restore()
            await engine.start()
            for request in (
                GetRanks(settled=True),
                GetEvents(settled=True),
                GetShortInterest(settled=True),
                GetHalts(settled=True),
                GetInsiders(settled=True),
            ):
                reply = await engine.ask(request, "bench")
                assert not isinstance(reply, Failure), reply
            services = await engine.services()
            assert services is not None
            universe, screens = (services.table()[kind] for kind in (UniverseService, ScreenService))
            assert isinstance(universe, UniverseService) and isinstance(screens, ScreenService)
            yield DemoMembers(universe, universe.state, screens)
        finally:
            await engine.close()
