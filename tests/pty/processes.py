"""Processes as the kernel tells of them (Linux: /proc)."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_GONE = "ZX"


@dataclass(frozen=True)
class Process:
    """One process; `begun` tells it from a later one with the same number."""

    pid: int
    begun: int
    command: str

    def alive(self) -> bool:
        """Whether it still runs; one that has ended and is not waited for yet does not."""
        fields = _fields(self.pid)
        return fields is not None and int(fields[19]) == self.begun and fields[0] not in _GONE

    def cpu_s(self) -> float:
        """Seconds of processor time, with those of the children it has waited for.

        Of its living threads to the nanosecond where the kernel counts so, else to the hundredth of a second.
        """
        fields = _fields(self.pid)
        if fields is None:
            return 0.0
        own, children = ([int(value) for value in fields[at : at + 2]] for at in (11, 13))
        exact = _run_ns(self.pid)
        return (exact / 1e9 if exact else sum(own) / _TICKS) + sum(children) / _TICKS

    def rss_mb(self) -> float:
        """Memory in core, in megabytes; 0 when it has ended."""
        fields = _fields(self.pid)
        return int(fields[21]) * _PAGE / 1e6 if fields else 0.0

    def pss_mb(self) -> float:
        """Memory in core, shared pages by share, in megabytes."""
        try:
            lines = (_PROC / str(self.pid) / "smaps_rollup").read_text().splitlines()
        except OSError:
            return 0.0
        return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("Pss:")), 0.0)


def processes_of(leader: int) -> list[Process]:
    """The living processes of a session (as `setsid` makes one), also those whose parent has gone."""
    found = []
    for pid in [int(folder.name) for folder in _PROC.iterdir() if folder.name.isdigit()]:
        fields = _fields(pid) if _session_of(pid) == leader else None
        if fields is not None and fields[0] not in _GONE:
            found.append(Process(pid, int(fields[19]), _command(pid)))
    return sorted(found, key=lambda process: process.begun)


def _session_of(pid: int) -> int:
    """The session of a process; -1 where it has ended."""
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return -1


def _run_ns(pid: int) -> int:
    """Nanoseconds on a processor of all threads, 0 where the kernel does not say."""
    total = 0
    for path in _PROC.glob(f"{pid}/task/*/schedstat"):
        with suppress(OSError):
            total += int(path.read_text().split()[0])
    return total


def _fields(pid: int) -> list[str] | None:
    """What follows the name in `stat`: state, parent, group, session, …"""
    try:
        return (_PROC / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None


def _command(pid: int) -> str:
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    except OSError:
        return ""
