"""Yahoo's socket of pushed prices: a client of our own, because the library's busy-loops when the server closes."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, Any

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.sources.streaming import Listener, Tick

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

ADDRESS = "wss://streamer.finance.yahoo.com/?version=2"
# Pace of forwarded prices, the newest of each symbol: a flood costs no more than a stream.
FLUSH_S = 0.2
# Yahoo forgets subscriptions.
_SUBSCRIBE_S = 15.0
_LONGEST_MESSAGE = 65536
_BUFFER = 16384
# Messages read before the event loop runs again.
_AT_ONCE = 50
# Consecutive messages that are not prices, after which this is not a stream of Yahoo's.
_MOST_ODD = 100


class StreamLost(Exception):
    """End of a connection; the text says why."""


class YahooStream:
    """Stream of pushed prices. `clock` gives seconds since the epoch; waits grow from `first_s` to `most_s`, jittered.

    After a connection that delivered prices, the waits start over.
    """

    def __init__(
        self,
        settings: YahooSettings,
        clock: Callable[[], float],
        random: Random | None = None,
        first_s: float = 1.0,
        most_s: float = 60.0,
    ) -> None:
        self._settings, self._clock = settings, clock
        self._random = random or Random()  # noqa: S311  (jitter, not secrets)
        self._first_s, self._most_s = first_s, most_s
        self._to_tick: Callable[[str | bytes, float], Tick] | None = None

    async def follow(self, listener: Listener) -> None:
        """See QuoteStream."""
        failures = 0
        while True:
            life = _Life(listener, self._settings.stream_silence_s)
            try:
                await self._once(life)
            except Exception as error:
                failures = 1 if life.good else failures + 1
                wait = self._random.uniform(0.0, min(self._most_s, self._first_s * 2.0 ** min(failures - 1, 30)))
                # A minimum wait: jitter must not produce immediate retries against a server that closes every
                # connection.
                wait = max(wait, self._first_s / 5)
                life.flush()
                listener.down(_words(error), wait)
                await asyncio.sleep(wait)

    async def _once(self, life: _Life) -> None:
        to_tick = await self._decoder()
        async with await self._connected() as connection, asyncio.TaskGroup() as jobs:
            _take_little_at_once(connection)
            jobs.create_task(life.subscribe(connection))
            jobs.create_task(life.watch())
            jobs.create_task(life.hand_on())
            jobs.create_task(life.read(connection, to_tick, self._clock))

    async def _connected(self) -> ClientConnection:
        from websockets.asyncio.client import connect

        class _Straight(connect):
            def process_redirect(self, exc: Exception) -> Exception | str:
                return exc

        address = self._settings.stream_endpoint or ADDRESS
        # Yahoo's redirects lead to a consent page; a gateway's would lead away from it.
        options: dict[str, Any] = {
            "proxy": self._settings.proxy or None,
            "max_size": _LONGEST_MESSAGE,
            "close_timeout": 1.0,
        }
        return await _Straight(address, open_timeout=self._settings.deadline_s, **options)

    async def _decoder(self) -> Callable[[str | bytes, float], Tick]:
        if self._to_tick is None:
            self._to_tick = await asyncio.to_thread(_load_decoder)
        return self._to_tick


class _Life:
    """One connection: its subscriptions, the newest prices, and the time of the last one."""

    def __init__(self, listener: Listener, silence_s: float) -> None:
        self._listener, self._silence_s = listener, silence_s
        self._subscribed: tuple[str, ...] = ()
        self._newest: dict[str, Tick] = {}
        self._news = asyncio.Event()
        self._quiet_since = asyncio.get_running_loop().time()
        self._odd = 0
        self.good = False

    async def subscribe(self, connection: ClientConnection) -> None:
        """Send the subscriptions: at once, on a change, and periodically."""
        said_at = float("-inf")
        while True:
            wanted, now = self._listener.symbols(), asyncio.get_running_loop().time()
            if gone := [symbol for symbol in self._subscribed if symbol not in wanted]:
                await connection.send(json.dumps({"unsubscribe": gone}))
            if wanted and (wanted != self._subscribed or now - said_at >= _SUBSCRIBE_S):
                await connection.send(json.dumps({"subscribe": list(wanted)}))
                said_at = now
            self._subscribed = wanted
            await asyncio.sleep(1.0)

    async def watch(self) -> None:
        """Drop the connection when expected prices do not arrive."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self._silence_s / 4)
            if not self._listener.expects():
                self._quiet_since = loop.time()
            elif loop.time() - self._quiet_since >= self._silence_s:
                raise StreamLost(f"no price for {self._silence_s:g} s")

    async def read(
        self, connection: ClientConnection, to_tick: Callable[[str | bytes, float], Tick], clock: Callable[[], float]
    ) -> None:
        """Receive messages until the connection ends."""
        count = 0
        async for message in connection:
            self._take(message, to_tick, clock())
            count += 1
            if count % _AT_ONCE == 0:
                await asyncio.sleep(0)
        raise StreamLost("Yahoo closed the stream")

    def _take(self, message: str | bytes, to_tick: Callable[[str | bytes, float], Tick], now: float) -> None:
        try:
            tick = to_tick(message, now)
        except ValueError:
            self._odd += 1
            if self._odd >= _MOST_ODD:
                raise StreamLost("the stream carries something other than prices") from None
            return
        if tick.symbol not in self._subscribed:
            return
        self._odd = 0
        self._quiet_since = asyncio.get_running_loop().time()
        self._newest[tick.symbol] = tick
        self._news.set()

    async def hand_on(self) -> None:
        """Forward prices at a steady pace, the newest of each symbol."""
        while True:
            await self._news.wait()
            self._news.clear()
            self.flush()
            await asyncio.sleep(FLUSH_S)

    def flush(self) -> None:
        """Forward the pending prices."""
        newest, self._newest = self._newest, {}
        if not newest:
            return
        if not self.good:
            self.good = True
            self._listener.up()
        self._listener.receive(newest)


def _take_little_at_once(connection: ClientConnection) -> None:
    """Keep the kernel's buffer small: its whole content is parsed before the event loop runs again."""
    own = connection.transport.get_extra_info("socket")
    if own is not None:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)


def _load_decoder() -> Callable[[str | bytes, float], Tick]:
    """Load yfinance: half a second, hence in a thread."""
    from r2k_tui.sources.yahoo.parsing.pricing import to_tick

    return to_tick


def _words(error: BaseException) -> str:
    """Reason for the end of a connection, for people."""
    from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, StreamLost):
        return f"{error}."[0].upper() + f"{error}."[1:]
    if isinstance(error, ConnectionClosed):
        return "Yahoo closed the stream."
    if isinstance(error, InvalidHandshake | InvalidURI):
        return "Yahoo has no stream at this address."
    if isinstance(error, TimeoutError):
        return "The stream did not open in time."
    if isinstance(error, OSError):
        return "No connection to Yahoo's stream."
    return f"The stream failed: {type(error).__name__}."
