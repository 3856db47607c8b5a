"""One engine of a hub: it leads, or stands by with the leader's state, ready to take over."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Callable
from contextlib import aclosing
from random import Random
from typing import Protocol

from nats.aio.client import Client
from nats.errors import Error as NatsError

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.link.engine_client import EngineClient, Lost
from r2k_tui.link.nats.address import Address
from r2k_tui.link.nats.connection import connect, disconnect, stop
from r2k_tui.link.nats.envelope import Fence
from r2k_tui.link.nats.leader import LeaderTracker
from r2k_tui.link.nats.lease import Lease
from r2k_tui.link.nats.link import NatsLink
from r2k_tui.link.nats.outage import Outage
from r2k_tui.link.nats.quota import Quota
from r2k_tui.link.nats.refusals import Refusals
from r2k_tui.link.nats.rights import denied
from r2k_tui.link.nats.serving import NatsServing
from r2k_tui.link.nats.subjects import Subjects
from r2k_tui.link.protocol import LinkLost, Refused, Servable
from r2k_tui.model.messages.frame import Frame, Snapshot

log = logging.getLogger(__name__)
_FIRST_WAIT_S, _MOST_WAIT_S = 0.5, 5.0
# Only a person can fix a refused login, and not within seconds.
_FIRST_REFUSED_S, _MOST_REFUSED_S = 1.0, 60.0
# A connection that held this long was sound: after its end the waits start over.
_SOUND_S = 10.0


class Leader(Servable, Protocol):
    """Engine as a hub sees it."""

    def restore(self) -> None:
        """Load the state of the last run."""

    def follow(self, news: Snapshot | Frame) -> None:
        """Apply the state of the engine that leads."""

    async def warm_up(self) -> None:
        """Load what polling needs, without a request to any source."""

    async def start(self) -> None:
        """Start polling."""

    async def close(self) -> None:
        """Release every resource."""


class HubEngine:
    """Owner of one engine and of its lease; the engine keeps running while the broker is away."""

    def __init__(
        self,
        address: Address,
        settings: HubSettings,
        make_engine: Callable[[], Leader],
        lease: Lease | None = None,
        random: Random | None = None,
    ) -> None:
        self._address, self._settings, self._make_engine = address, settings, make_engine
        self._subjects = Subjects(address.name)
        self._lease = lease or Lease(f"{socket.gethostname()} {os.getpid()}")
        self._random = random or Random()  # noqa: S311  (jitter, not secrets)
        self._engine: Leader | None = None
        self._started = False
        self._outage, self._refusals = Outage(address.shown), Refusals()
        self._leader = ""
        self._connected_at = float("inf")
        self.serving: NatsServing | None = None

    @property
    def engine(self) -> Leader | None:
        """Engine that is alive, if any."""
        return self._engine

    async def run(self) -> None:
        """Lead or stand by, forever; retries of an absent broker are jittered."""
        clock, wait = asyncio.get_running_loop().time, _FIRST_WAIT_S
        while True:
            least, most = 0.0, _MOST_WAIT_S
            self._connected_at = float("inf")
            try:
                await self._one_connection()
                wait = _FIRST_WAIT_S
            except (LinkLost, NatsError) as error:
                if clock() - self._connected_at >= _SOUND_S:
                    wait = _FIRST_WAIT_S
                if isinstance(error, Refused):
                    wait, most = max(wait, _FIRST_REFUSED_S), _MOST_REFUSED_S
                    least = wait / 2
                self._outage.lost(str(error))
            await asyncio.sleep(self._random.uniform(least, min(wait, most)))
            wait = min(most, wait * 2)

    async def close(self) -> None:
        """End the engine, after `run` was cancelled."""
        self._refusals.report(all_of_it=True)
        await self._end_engine()

    async def _one_connection(self) -> None:
        """Lead, after a stand-by where another leads; return when the lead is lost. Raises LinkLost."""
        over = asyncio.get_running_loop().create_future()

        def end(error: LinkLost) -> None:
            if not over.done():
                over.set_exception(error)
                over.exception()  # retrieved here, in case the connection was never made

        def ended(why: str) -> None:
            end(LinkLost(f"the broker at {self._address.shown} is lost: {why}"))

        def refused(why: str) -> None:
            end(Refused(denied(self._address.shown, why, self._address.name, engine=True)))

        def served() -> None:
            if not over.done():
                self._outage.over()

        client = await connect(self._address, "r2k engine", ended, refused, self._refusals.overrun)
        self._connected_at = asyncio.get_running_loop().time()
        working = asyncio.create_task(self._work(client, served))
        try:
            await asyncio.wait({working, over}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                over.result()
            await working
        except asyncio.CancelledError:
            # Cancelled from outside: the standbys need not wait for the lease to expire.
            await self._lease.release()
            raise
        finally:
            over.cancel()
            try:
                await stop(working)
            finally:
                await disconnect(client)

    async def _work(self, client: Client, served: Callable[[], None]) -> None:
        await self._lease.open(client, self._subjects.bucket)
        if not await self._lease.confirmed():
            await self._end_engine()
        engine = self._engine or self._new_engine()
        fence = self._lease.fence or await self._stand_by(engine, served)
        if not self._started:
            self._started = True
            await engine.start()
            before, self._leader = self._leader, ""
            log.info("leading%s, term %d", f" in place of {before}" if before else "", fence.term)
        quota = Quota(self._settings, asyncio.get_running_loop().time)
        self.serving = NatsServing(
            engine,
            client,
            self._subjects,
            fence,
            quota,
            self._lease.holds,
            refusals=self._refusals,
            ready=served,
        )
        serving, renewing = asyncio.create_task(self.serving.run()), asyncio.create_task(self._lease.keep_renewing())
        try:
            done, _ = await asyncio.wait({serving, renewing}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            self.serving = None
            await stop(serving, renewing)
        log.warning("no longer leading: another engine has the lease")
        await self._end_engine()

    async def _stand_by(self, engine: Leader, served: Callable[[], None]) -> Fence:
        """Wait for the lead, and mirror the leader's state meanwhile."""
        mirroring = asyncio.create_task(self._mirror_leader(engine))

        def notify(holder: str) -> None:
            served()
            if holder not in ("", self._leader):
                self._leader = holder
                log.info("standing by: engine %s leads", holder)

        try:
            return await self._lease.stand(notify)
        finally:
            await stop(mirroring)
            if not mirroring.cancelled() and (error := mirroring.exception()) is not None:
                log.error("cannot mirror the leader: %s", error, exc_info=error)

    async def _mirror_leader(self, engine: Leader) -> None:
        await engine.warm_up()
        tracker = LeaderTracker()
        mirroring = EngineClient(lambda: NatsLink(self._address, tracker))
        async with aclosing(mirroring.events()) as events:
            async for event in events:
                if not isinstance(event, Lost):
                    engine.follow(event)

    def _new_engine(self) -> Leader:
        self._engine = engine = self._make_engine()
        self._started = False
        engine.restore()
        return engine

    async def _end_engine(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            await engine.close()
