"""Leader election of a hub: a key in a JetStream bucket that its holder renews and the standbys watch.

No clock is compared with another. A key that has not changed for `LEASE_S` seconds of the watcher's own clock has lost
its holder; the engine that replaces exactly that revision leads, and the revision is the term of its fence.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.api import KeyValueConfig
from nats.js.errors import APIError, BucketNotFoundError, KeyNotFoundError, KeyWrongLastSequenceError
from nats.js.kv import KeyValue

from r2k_tui.link.nats.envelope import Fence
from r2k_tui.link.protocol import LinkLost
from r2k_tui.model.text import clean

log = logging.getLogger(__name__)
LEASE_S = 3.0
# Four chances to renew the lease, and a free lead is noticed well within a second.
_RENEWALS, _READS = 4.0, 10.0
_KEY = "leader"
_LONGEST_NAME = 80
_NANOSECONDS = 1_000_000_000


class Lease:
    """Lease of one engine. It outlives connections: an engine that reconnects in time continues its term."""

    def __init__(self, who: str, lease_s: float = LEASE_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._who, self._lease_s, self._clock = who.encode(), lease_s, clock
        self._bucket: KeyValue | None = None
        self._born = 0
        self._revision = 0
        self._until = float("-inf")
        self.fence: Fence | None = None

    def holds(self) -> bool:
        """Whether this engine may publish: it leads, and renewed recently enough that no other engine can lead."""
        return self.fence is not None and self._clock() < self._until

    async def open(self, client: Client, bucket: str) -> None:
        """Open the bucket, or create it. Raises LinkLost without JetStream."""
        stream = client.jetstream(timeout=self._lease_s)
        try:
            try:
                self._bucket = await stream.key_value(bucket)
            except BucketNotFoundError:
                self._bucket = await stream.create_key_value(KeyValueConfig(bucket=bucket, history=1))
            info = await stream.stream_info(f"KV_{bucket}")
        except (NatsError, TimeoutError) as error:
            why = str(error) or type(error).__name__
            raise LinkLost(f"the broker keeps no lease: {why}; does it run JetStream?") from None
        # A recreated bucket counts its revisions from 1 again; its creation time tells the two apart.
        born = int(info.created.timestamp() * _NANOSECONDS) if info.created is not None else 0
        if self.fence is not None and born != self._born:
            self._give_up()
        self._born = born

    async def confirmed(self) -> bool:
        """Whether this engine still leads after a lost connection. Raises LinkLost."""
        return self.fence is not None and await self._renewed()

    async def stand(self, notify: Callable[[str], None] = lambda _: None) -> Fence:
        """Wait until this engine leads; return its fence. Raises LinkLost.

        Each read of the key calls `notify` with the other engine that holds the lease, or "" without one.
        """
        seen, since = -1, self._clock()
        while True:
            read_at = self._clock()
            revision, holder = await self._read_holder()
            notify("" if holder == self._who else clean(holder.decode(errors="replace"), _LONGEST_NAME))
            if revision != seen:
                seen, since = revision, read_at
            if (revision == 0 or self._clock() - since >= self._lease_s) and await self._take(revision):
                self.fence = Fence(self._born, self._revision)
                return self.fence
            await asyncio.sleep(self._lease_s / _READS)

    async def keep_renewing(self) -> None:
        """Renew the lease until another engine takes it, then return. Raises LinkLost."""
        while True:
            await asyncio.sleep(self._lease_s / _RENEWALS)
            if not await self._renewed():
                return

    async def _renewed(self) -> bool:
        if await self._take(self._revision):
            return True
        self._give_up()
        return False

    async def release(self) -> None:
        """Give up the lease, so that a standby can lead at once."""
        if self.fence is None or self._bucket is None:
            return
        revision = self._revision
        self._give_up()
        try:
            await self._bucket.delete(_KEY, last=revision)
        except (NatsError, TimeoutError) as error:
            log.debug("cannot release the lease, it expires by itself: %s", error)

    def _give_up(self) -> None:
        self.fence, self._until = None, float("-inf")

    async def _read_holder(self) -> tuple[int, bytes]:
        """Revision of the key and its holder; revision 0 when the lease is free."""
        assert self._bucket is not None
        try:
            entry = await self._bucket.get(_KEY)
            return entry.revision or 0, entry.value or b""
        except KeyNotFoundError:
            return 0, b""
        except (NatsError, TimeoutError) as error:
            raise LinkLost(f"cannot read the lease: {error or type(error).__name__}") from None

    async def _take(self, revision: int) -> bool:
        """Replace one revision with our name; return False when another engine was faster."""
        assert self._bucket is not None
        begun = self._clock()
        try:
            if revision == 0:
                self._revision = await self._bucket.create(_KEY, self._who)
            else:
                self._revision = await self._bucket.update(_KEY, self._who, last=revision)
        except KeyWrongLastSequenceError:
            return False
        except (APIError, NatsError, TimeoutError) as error:
            raise LinkLost(f"cannot renew the lease: {error or type(error).__name__}") from None
        # Counted from before the request: standbys may have seen the new revision that early.
        self._until = begun + self._lease_s
        return True
