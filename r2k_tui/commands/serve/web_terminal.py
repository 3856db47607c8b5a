"""The monitor behind one page of `r2k web`: a process that ends with its page, whatever it does."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from textual_serve.app_service import AppService

from r2k_tui.ui.terminal.sizes import MOST

# Together less than the three seconds within which no process of a page may remain.
_QUITS_S, _ENDS_S, _DIES_S = 1.0, 1.0, 0.5
_LARGEST = 65535


class Cells(NamedTuple):
    """The size of a page in cells."""

    width: int
    height: int

    @classmethod
    def parsed(cls, width: object, height: object) -> Cells | None:
        """The size in a message of a page; None if it is not a size."""
        if type(width) is not int or type(height) is not int or width < 1 or height < 1:
            return None
        return cls(min(width, _LARGEST), min(height, _LARGEST))

    @property
    def bounded(self) -> Cells:
        """The part that the monitor draws."""
        return Cells(min(self.width, MOST.width), min(self.height, MOST.height))


class Terminal(AppService):
    """See AppService."""

    async def start(self, width: int, height: int) -> None:
        """Start the monitor, which itself reports a size that it does not fill."""
        requested = Cells(width, height)
        await super().start(*requested.bounded)
        if requested != requested.bounded:
            await self.set_terminal_size(*requested)

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start it in its own process group: Ctrl+C is for the server."""
        self._process = await asyncio.create_subprocess_exec(
            *shlex.split(self.command),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width=width, height=height),
            process_group=0,
        )
        self._stdin = self._process.stdin
        return self._process

    async def stop(self) -> None:
        """Ask the monitor to quit, then terminate it, then kill it with all its descendants."""
        process, self._process = self._process, None
        if process is None:
            return
        family = descendants(process.pid)
        try:
            await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
            if not await _ended(process, _QUITS_S, self.send_meta({"type": "quit"})):
                with suppress(ProcessLookupError):
                    process.terminate()
                await _ended(process, _ENDS_S)
        finally:
            kill(process, family | descendants(process.pid))
            await _ended(process, _DIES_S)
            if self._task is not None:
                self._task.cancel()
                await asyncio.gather(self._task, return_exceptions=True)
                self._task = None


async def _ended(process: Process, within: float, request: Any = None) -> bool:
    """Whether a process ends within `within` seconds of a request, which may hang too."""
    try:
        async with asyncio.timeout(within):
            if request is not None:
                await request
            await process.wait()
    except TimeoutError:
        return False
    return True


class ProcessId(NamedTuple):
    """A process: its number and its start time, which distinguishes it from a later process with that number."""

    pid: int
    ticks: str


def descendants(ancestor: int) -> set[ProcessId]:
    """The processes below a process; none where there is no /proc."""
    children: dict[int, list[ProcessId]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if (entry := _read(int(folder.name))) is not None:
            children.setdefault(entry[0], []).append(entry[1])
    family: set[ProcessId] = set()
    waiting = [ancestor]
    while waiting:
        found = children.get(waiting.pop(), [])
        family.update(found)
        waiting += [child.pid for child in found]
    return family


def kill(process: Process, family: set[ProcessId]) -> None:
    """Kill a process, and those of its family that are still running."""
    with suppress(ProcessLookupError):
        process.kill()
    for member in family:
        found = _read(member.pid)
        if found is not None and found[1] == member:
            with suppress(ProcessLookupError):
                os.kill(member.pid, signal.SIGKILL)


def _read(pid: int) -> tuple[int, ProcessId] | None:
    """The parent of a process, and the process; None if it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[1]), ProcessId(pid, fields[19])
