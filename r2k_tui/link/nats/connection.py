"""Connection to the broker, with errors in plain words and without secrets."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from random import Random
from typing import Any, TypeVar

from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.errors import NoServersError, SlowConsumerError

from r2k_tui.link.nats.address import Address
from r2k_tui.link.nats.rights import is_denied, is_turned_away, turned_away
from r2k_tui.link.protocol import LinkLost, Refused
from r2k_tui.model.text import clean

log = logging.getLogger(__name__)
Result = TypeVar("Result")
_CONNECT_S = 5
_GIVEN_UP_S = 6.0
_PING_S, _PINGS = 5, 2
_CLOSE_S = 2.0
_ASK_AGAIN_S = 0.25


async def connect(
    address: Address,
    who: str,
    ended: Callable[[str], None],
    refused: Callable[[str], None] | None = None,
    overrun: Callable[[], None] | None = None,
) -> Client:
    """Client of one of the servers. `ended` is called once with the reason of its end; it never reconnects by itself.

    `refused` is called for each permission violation, `overrun` for each message dropped by a slow consumer.
    Raises LinkLost; Refused when a server rejects the credentials.
    """
    servers, why, turned = list(address.servers), "", ""
    Random().shuffle(servers)  # noqa: S311  (spreads the load, no secret)
    for server in servers:
        client, reports = Client(), list[str]()
        try:
            # The client waits forever on a certificate that it does not trust.
            async with asyncio.timeout(_GIVEN_UP_S):
                options = _options(address, who, client, ended, _complaints(reports, refused, overrun))
                await cancellable(client.connect(server, **options))
        except _failures() as error:
            why = reports[-1] if isinstance(error, NoServersError | TimeoutError) and reports else _words(error)
            turned = why if is_turned_away(why) or isinstance(error, _key_errors()) else turned
            await disconnect(client)
        except asyncio.CancelledError:
            # No caller has the client yet.
            await disconnect(client)
            raise
        except ImportError:
            raise LinkLost('nkey and creds need the package nkeys: pip install "r2k-tui[hub]"') from None
        else:
            return client
    if turned:
        raise Refused(turned_away(address.shown, turned))
    raise LinkLost(f"the hub {address.shown} cannot be reached: {why}")


def _failures() -> tuple[type[Exception], ...]:
    """Exceptions that a failed attempt to connect raises."""
    return (OSError, NatsError, TimeoutError, ValueError, *_key_errors())


def _key_errors() -> tuple[type[Exception], ...]:
    """Exceptions for a file without a key; empty without the package that reads keys."""
    try:
        import nkeys
    except ImportError:
        return ()
    nkeys_error: type[Exception] = nkeys.NkeysError
    return (nkeys_error,)


def _options(
    address: Address,
    who: str,
    client: Client,
    ended: Callable[[str], None],
    complain: Callable[[Exception], Awaitable[None]],
) -> dict[str, Any]:
    async def over() -> None:
        ended(_words(client.last_error) if client.last_error else "the connection is closed")

    return {
        "name": who,
        # A link is one connection; the next one starts with a snapshot.
        "allow_reconnect": False,
        # Each server is tried at most twice; the pause between two rounds is the caller's.
        "max_reconnect_attempts": 1,
        "reconnect_time_wait": 0,
        "connect_timeout": _CONNECT_S,
        "ping_interval": _PING_S,
        "max_outstanding_pings": _PINGS,
        "closed_cb": over,
        "error_cb": complain,
        **_identity(address),
    }


def _identity(address: Address) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if address.encrypted:
        options["tls"] = _tls(address)
    if address.creds:
        options["user_credentials"] = address.creds
    elif address.nkey:
        options["nkeys_seed"] = address.nkey
    elif address.token.text:
        options["token"] = address.token.text
    elif address.user:
        options |= {"user": address.user, "password": address.password.text}
    return options


def _tls(address: Address) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=address.ca or None)
    if address.certificate:
        context.load_cert_chain(address.certificate, address.key or None)
    return context


def _complaints(
    reports: list[str], refused: Callable[[str], None] | None, overrun: Callable[[], None] | None
) -> Callable[[Exception], Awaitable[None]]:
    """Error callback of the client; the newest report stays in `reports`."""

    async def complain(error: Exception) -> None:
        if isinstance(error, SlowConsumerError):
            # Raised once for each message of a flood.
            if overrun is not None:
                overrun()
            return
        words = _words(error)
        reports[:] = [words]
        if refused is not None and is_denied(words):
            refused(words)
        log.debug("the broker: %s", words)

    return complain


def _words(error: Exception) -> str:
    """Text of an error; the client's errors hold no secret, and quotes of the server are cleaned."""
    if isinstance(error, TimeoutError):
        return f"no answer in {_GIVEN_UP_S:.0f} s; if it requires TLS, check that its certificate is trusted"
    text = clean(str(error), 160).removeprefix("nats: ").strip("'\" ")
    return text or type(error).__name__


async def stop(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks and wait for their end, repeatedly: what a task awaits may swallow a cancellation.

    Before Python 3.12 `wait_for` does when the cancellation coincides with its result. A caller that is cancelled waits
    for the end of the tasks all the same, so that none is left behind in the middle of its own end; then it raises
    CancelledError.
    """
    loop, left, interrupted = asyncio.get_running_loop(), {task for task in tasks if not task.done()}, False
    ask_at = loop.time()
    while left:
        if loop.time() >= ask_at:
            ask_at = loop.time() + _ASK_AGAIN_S
            for task in left:
                task.cancel()
        try:
            _, left = await asyncio.wait(left, timeout=max(0.0, ask_at - loop.time()))
        except asyncio.CancelledError:
            interrupted, left = True, {task for task in left if not task.done()}
    for task in tasks:
        if not task.cancelled():
            # An error that nobody looks at is reported as one that nobody expected.
            task.exception()
    if interrupted:
        raise asyncio.CancelledError


async def cancellable(work: Coroutine[Any, Any, Result]) -> Result:
    """Result of what the client does, in a task of its own: a cancellation that the client swallows still ends the
    caller, who cancels once. Raises what `work` raises.
    """
    working = asyncio.create_task(work)
    try:
        await asyncio.wait({working})
    except asyncio.CancelledError:
        await stop(working)
        raise
    return working.result()


async def settle(client: Client) -> None:
    """Wait until the broker has processed what was sent. Raises as `flush`, whose ping overtakes commands that wait to
    be written; a second ping comes after them.
    """
    await client.flush()
    await client.flush()


async def disconnect(client: Client) -> None:
    """Close a client in any state; a server that does not read causes no delay beyond the timeout.

    Its socket is closed as well where the client gives up before it comes to that: when its last words cannot be sent,
    when the caller is cancelled, or when the client counts as closed because another task has begun to close it.
    """
    try:
        with suppress(Exception):
            async with asyncio.timeout(_CLOSE_S):
                await client.close()
    finally:
        transport = getattr(client, "_transport", None)
        if transport is not None:
            with suppress(Exception):
                transport.close()
