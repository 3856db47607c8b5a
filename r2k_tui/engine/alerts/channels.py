"""The ways out of the engine: apprise, and a command. Each sends one alert, or raises NotTold."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from r2k_tui.config.sections.alerts import Delivery
from r2k_tui.model.alerts.alert import Alert, EngineChannel
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.text import clean

_TITLE = "R2K"
_LONGEST = 240
# A value at the head of an argument must not read as an option of the program.
_MINUS = "\u2212"


class DeliveryError(Exception):
    """An alert could not be told; `final` where another try would fail in the same way."""

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


class Channel(Protocol):
    """One way out. `key` names it in the store, `name` on the screen; neither holds a secret."""

    kind: EngineChannel
    key: str
    name: str

    async def tell(self, alert: Alert) -> None:
        """Tell of an alert, within the deadline. Raises NotTold."""


def channels_from(delivery: Delivery) -> list[Channel]:
    """All ways that the settings have."""
    ways: list[Channel] = [AppriseWay(address, delivery.deadline_s) for address in dict.fromkeys(delivery.apprise)]
    return [*ways, CommandWay(delivery.command, delivery.deadline_s)] if delivery.command else ways


def words_of(alert: Alert) -> str:
    """What is said outside of R2K: simulated data say so."""
    marks = ("TEST " if alert.test else "") + ("SIMULATED " if alert.simulated else "")
    return clean(f"{marks}{alert.text}", _LONGEST)


class AppriseWay:
    """One address of apprise, sent to in a thread; the library is loaded when it is first needed."""

    kind: EngineChannel = "apprise"

    def __init__(self, address: str, deadline_s: float) -> None:
        self._address, self._deadline_s = address, deadline_s
        # An address may hold a password: it is told by its scheme, and kept as a number that says nothing.
        self.name = f"apprise {address.partition(':')[0]}"
        self.key = f"apprise {hashlib.sha256(address.encode()).hexdigest()[:16]}"
        self._threads = ThreadPoolExecutor(1, "r2k-apprise")

    async def tell(self, alert: Alert) -> None:
        """See Way."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._deadline_s):
                await loop.run_in_executor(self._threads, self._send, words_of(alert))
        except TimeoutError:
            # The thread may hang for good: the next try has another one.
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = ThreadPoolExecutor(1, "r2k-apprise")
            raise DeliveryError(f"no answer within {self._deadline_s:g} s") from None

    def _send(self, words: str) -> None:
        try:
            import apprise
        except ImportError:
            raise DeliveryError("apprise is not installed: pip install 'r2k-tui[notify]'", final=True) from None
        sender = apprise.Apprise()
        if not sender.add(self._address):
            raise DeliveryError("apprise does not understand the address", final=True)
        try:
            done = sender.notify(body=words, title=_TITLE)
        except Exception as error:
            raise DeliveryError(f"apprise: {type(error).__name__}") from error
        if not done:
            raise DeliveryError("the service did not take it")


class CommandWay:
    """A program, run without a shell; what it is told is in its arguments and in its environment."""

    kind: EngineChannel = "command"
    name = key = "command"

    def __init__(self, command: Sequence[str], deadline_s: float) -> None:
        self._command, self._deadline_s = tuple(command), deadline_s

    async def tell(self, alert: Alert) -> None:
        """See Way. A program that does not end in time is killed with all that it has started."""
        told = template_values(alert)
        arguments = [filled(argument, told) for argument in self._command]
        environment = os.environ | {f"R2K_ALERT_{name.upper()}": value for name, value in told.items()}
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
    """What a program is told, by name; every value is one printable line."""
    moment = datetime.fromtimestamp(alert.time, NEW_YORK).isoformat(timespec="seconds")
    return {
        "text": words_of(alert),
        "rule": clean(alert.rule),
        "symbol": clean(alert.symbol),
        "value": "" if alert.value is None else clean(str(alert.value)),
        "time": moment,
        "simulated": "1" if alert.simulated else "0",
    }


def filled(argument: str, told: dict[str, str]) -> str:
    """An argument with its `{names}` filled in; a value at its head never reads as an option."""
    parts = argument.split("{")
    done = parts[0]
    for part in parts[1:]:
        name, closed, rest = part.partition("}")
        if not closed or name not in told:
            done += "{" + part
            continue
        value = told[name]
        done += (_MINUS + value[1:] if not done and value.startswith("-") else value) + rest
    return done
