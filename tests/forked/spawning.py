"""Client of the server: what `subprocess` starts a process with, put in place of its own function."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.forked.order import Call, Order, order_of, send, taken

ROOT = Path(__file__).resolve().parents[2]
_SET_CHILD_SUBREAPER = 36
_PATHS = frozenset(sys.path)
# Threads that a library has started do not live on in a fork.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
start_anew: Callable[..., int] = subprocess._fork_exec  # type: ignore[attr-defined]


class Server:
    """The process that forks; its forks become children of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders, theirs = socket.socketpair()
        self._taken = taken(os.environb)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "tests.forked.server", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                cwd=ROOT,
                env={**os.environ, **_ONE_THREAD, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
            )
        if not self._orders.recv(16):
            raise RuntimeError(f"the server of forks has ended with {self._process.wait()}")

    def has_taken(self, order: Order) -> bool:
        """Whether it has loaded with what the process would load with."""
        # A folder of modules of its own hides some that are loaded, or is one of another copy.
        return taken(order.environment) == self._taken and _PATHS.issuperset(order.search)

    def start(self, order: Order, descriptors: list[int]) -> int:
        """The number of a new process."""
        with self._lock:
            _adopt(True)
            try:
                send(self._orders, order, descriptors)
                return int(self._orders.recv(20, socket.MSG_WAITALL))
            finally:
                _adopt(False)

    def close(self) -> None:
        """End it; what it has forked goes on."""
        self._orders.close()
        self._process.wait()


def _adopt(orphans: bool) -> None:
    """Whether processes whose parent has ended become children of this one."""
    if ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, int(orphans), 0, 0, 0):
        raise OSError(ctypes.get_errno(), "cannot become the parent of orphans")


class Spawning:
    """What starts the processes of a session of tests; the server is started with the first that it is for."""

    def __init__(self) -> None:
        self._server: Server | None = None
        self._starting = threading.Lock()

    def __call__(self, *given: Any) -> int:
        """As `_fork_exec` of `subprocess`, whose arguments these are."""
        wanted = order_of(Call(*given[: len(Call.__struct_fields__)]))
        if wanted is None:
            return start_anew(*given)
        with self._starting:
            self._server = self._server or Server()
        return self._server.start(*wanted) if self._server.has_taken(wanted[0]) else start_anew(*given)

    def close(self) -> None:
        """End the server."""
        if self._server is not None:
            self._server.close()
