"""Delivery channels of alerts: one class each, and its row in CHANNEL_TYPES."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from r2k_tui.config.sections.alerts import Delivery
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.alerts.channels import EngineChannel
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.text import clean

if TYPE_CHECKING:
    from apprise import Apprise

_TITLE = "R2K"
_LONGEST = 240
# A value at the start of an argument must not parse as an option of the program.
_MINUS = "\u2212"


class DeliveryError(Exception):
    """Failed delivery of an alert; `final` where a retry would fail in the same way."""

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


class Channel(Protocol):
    """Delivery destination. `key` identifies it in the store, `name` on the screen; neither contains a secret."""

    kind: EngineChannel
    key: str
    name: str

    @classmethod
    def configured(cls, delivery: Delivery) -> Sequence[Channel]:
        """Destinations that the settings configure for this channel."""

    async def deliver(self, alert: Alert) -> None:
        """Deliver an alert within the deadline. Raises DeliveryError."""


def channels_from(delivery: Delivery) -> list[Channel]:
    """All destinations that the settings configure."""
    return [channel for kind in CHANNEL_TYPES for channel in kind.configured(delivery)]


def words_of(alert: Alert) -> str:
    """Text of an alert outside R2K; marks simulated data."""
    marks = ("TEST " if alert.test else "") + ("SIMULATED " if alert.simulated else "")
    return clean(f"{marks}{alert.text}", _LONGEST)


class AppriseChannel:
    """Apprise address; messages are sent in a thread. Loads the library on first use."""

    kind: EngineChannel = "apprise"

    def __init__(self, address: str, deadline_s: float) -> None:
        self._address, self._deadline_s = address, deadline_s
        # An address may contain a password: the name shows only its scheme, the key a hash.
        self.name = f"apprise {address.partition(':')[0]}"
        self.key = f"apprise {hashlib.sha256(address.encode()).hexdigest()[:16]}"
        self._threads = ThreadPoolExecutor(1, "r2k-apprise")

    @classmethod
    def configured(cls, delivery: Delivery) -> Sequence[Channel]:
        """See Channel: one for each address."""
        return [cls(address, delivery.deadline_s) for address in dict.fromkeys(delivery.apprise)]

    async def deliver(self, alert: Alert) -> None:
        """See Channel."""
        loop = asyncio.get_running_loop()
        # Outside the deadline, which is for the service: on a slow machine the library alone takes seconds to load.
        sender = await loop.run_in_executor(self._threads, self._sender)
        try:
            async with asyncio.timeout(self._deadline_s):
                await loop.run_in_executor(self._threads, _send, sender, words_of(alert))
        except TimeoutError:
            # The thread may hang forever: the next attempt gets a new one.
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = ThreadPoolExecutor(1, "r2k-apprise")
            raise DeliveryError(f"no answer within {self._deadline_s:g} s") from None

    def _sender(self) -> Apprise:
        try:
            import apprise
        except ImportError:
            raise DeliveryError("apprise is not installed: pip install 'r2k-tui[notify]'", final=True) from None
        sender = apprise.Apprise()
        if not sender.add(self._address):
            raise DeliveryError("apprise does not understand the address", final=True)
        return sender


def _send(sender: Apprise, words: str) -> None:
    try:
        done = sender.notify(body=words, title=_TITLE)
    except Exception as error:
        raise DeliveryError(f"apprise: {type(error).__name__}") from error
    if not done:
        raise DeliveryError("the service did not take it")


class CommandChannel:
    """Program, run without a shell. The values of an alert are in its arguments and in its environment."""

    kind: EngineChannel = "command"
    name = key = "command"

    def __init__(self, command: Sequence[str], deadline_s: float) -> None:
        self._command, self._deadline_s = tuple(command), deadline_s

    @classmethod
    def configured(cls, delivery: Delivery) -> Sequence[Channel]:
        """See Channel: one where a command is configured."""
        return [cls(delivery.command, delivery.deadline_s)] if delivery.command else []

    async def deliver(self, alert: Alert) -> None:
        """See Channel. A program that misses the deadline is killed with all its child processes."""
        values = template_values(alert)
        arguments = [filled(argument, values) for argument in self._command]
        environment = os.environ | {f"R2K_ALERT_{name.upper()}": value for name, value in values.items()}
        nothing = asyncio.subprocess.DEVNULL
        try:
            process = await asyncio.create_subprocess_exec(
                *arguments, stdin=nothing, stdout=nothing, stderr=nothing, env=environment, start_new_session=True
            )
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise DeliveryError(f"cannot be run: {clean(reason, 120)}", final=True) from None
        try:
            async with asyncio.timeout(self._deadline_s):
                status = await process.wait()
        except (TimeoutError, asyncio.CancelledError) as error:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
            if isinstance(error, asyncio.CancelledError):
                raise
            raise DeliveryError(f"did not end within {self._deadline_s:g} s") from None
        if status:
            raise DeliveryError(f"ended with status {status}")


def template_values(alert: Alert) -> dict[str, str]:
    """Values of an alert by name; each is one printable line."""
    moment = datetime.fromtimestamp(alert.time, NEW_YORK).isoformat(timespec="seconds")
    return {
        "text": words_of(alert),
        "rule": clean(alert.rule),
        "symbol": clean(alert.symbol),
        "value": "" if alert.value is None else clean(str(alert.value)),
        "time": moment,
        "simulated": "1" if alert.simulated else "0",
    }


def filled(argument: str, values: dict[str, str]) -> str:
    """Argument with its `{names}` replaced by values; a value at its start never parses as an option."""
    parts = argument.split("{")
    done = parts[0]
    for part in parts[1:]:
        name, closed, rest = part.partition("}")
        if not closed or name not in values:
            done += "{" + part
            continue
        value = values[name]
        done += (_MINUS + value[1:] if not done and value.startswith("-") else value) + rest
    return done


CHANNEL_TYPES: tuple[type[Channel], ...] = (AppriseChannel, CommandChannel)
