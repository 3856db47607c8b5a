"""A connection to the broker: made or refused in plain words, without a secret among them."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random
from typing import Any

from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.errors import NoServersError, SlowConsumerError

from r2k_tui.link.nats.address import Address
from r2k_tui.link.nats.rights import is_denied, is_turned_away, turned_away
from r2k_tui.link.protocol import LinkLost, Refused
from r2k_tui.model.text import clean

log = logging.getLogger(__name__)
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
    """A client of one of the servers. `ended` is told once why the connection is over; it never comes back by itself.

    `refused` hears of what the server does not allow, `overrun` of every message thrown away because it came too fast.
    Raises LinkLost; Refused where a server does not let us in.
    """
    servers, why, turned = list(address.servers), "", ""
    Random().shuffle(servers)  # noqa: S311  (spreads the load, no secret)
    for server in servers:
        client, said = Client(), list[str]()
        try:
            # Before a certificate that it does not trust the client waits without end.
            async with asyncio.timeout(_GIVEN_UP_S):
                await client.connect(
                    server, **_options(address, who, client, ended, _complaints(said, refused, overrun))
                )
        except _failures() as error:
            why = said[-1] if isinstance(error, NoServersError | TimeoutError) and said else _words(error)
            turned = why if is_turned_away(why) or isinstance(error, _of_keys()) else turned
            await disconnect(client)
        except asyncio.CancelledError:
            # Nobody else knows of it yet.
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
    """What a try to connect raises where it fails."""
    return (OSError, NatsError, TimeoutError, ValueError, *_of_keys())


def _of_keys() -> tuple[type[Exception], ...]:
    """What a file raises that holds no key; nothing where the package that reads keys is missing."""
    try:
        import nkeys
    except ImportError:
        return ()
    wrong: type[Exception] = nkeys.NkeysError
    return (wrong,)


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
        # One life of a link is one connection: what comes after it begins with a snapshot.
        "allow_reconnect": False,
        # Each server is tried twice at the most, and the pause between two rounds is ours to make.
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
    said: list[str], refused: Callable[[str], None] | None, overrun: Callable[[], None] | None
) -> Callable[[Exception], Awaitable[None]]:
    """Takes what the client reports: the newest stays in `said`."""

    async def complain(error: Exception) -> None:
        if isinstance(error, SlowConsumerError):
            # One for each message of a flood.
            if overrun is not None:
                overrun()
            return
        words = _words(error)
        said[:] = [words]
        if refused is not None and is_denied(words):
            refused(words)
        log.debug("the broker: %s", words)

    return complain


def _words(error: Exception) -> str:
    """What an error says; the client's errors name no secret, and what they quote of the server is cleaned."""
    if isinstance(error, TimeoutError):
        return f"no answer in {_GIVEN_UP_S:.0f} s; where it asks for TLS, is its certificate one that we trust?"
    text = clean(str(error), 160).removeprefix("nats: ").strip("'\" ")
    return text or type(error).__name__


async def stop(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks and wait for their end. Again and again: what they await may swallow a cancellation.

    `wait_for` does before Python 3.12, where it comes together with what was waited for.
    """
    left = {task for task in tasks if not task.done()}
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=_ASK_AGAIN_S)
    await asyncio.gather(*tasks, return_exceptions=True)


async def disconnect(client: Client) -> None:
    """Close, whatever state it is in; a server that does not read holds nobody up."""
    with suppress(Exception):
        async with asyncio.timeout(_CLOSE_S):
            await client.close()
