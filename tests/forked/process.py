"""A process that has been forked: made what it is to be, run, and ended as Python ends."""

from __future__ import annotations

import atexit
import os
import runpy
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from fcntl import F_DUPFD, fcntl
from pathlib import Path
from typing import Any, NoReturn, TextIO

from tests.forked.order import Call, Order, order_of, take_terminal, taken

# The status of Python where the rest of stdout cannot be written.
_CANNOT_FLUSH = 120
_start_anew: Callable[..., int] = subprocess._fork_exec  # type: ignore[attr-defined]
_path = list(sys.path)


def run(order: Order, descriptors: list[int]) -> NoReturn:
    """Be the process that is wanted, from its first module to its end."""
    become(order, descriptors)
    end(_status_of(lambda: runpy.run_module(order.module, run_name="__main__", alter_sys=True)))


def become(order: Order, descriptors: list[int]) -> None:
    """Take the place of the process that is wanted, up to its first module."""
    if order.session:
        os.setsid()
    if order.group is not None:
        os.setpgid(0, order.group)
    os.environb.clear()
    os.environb.update(order.environment)
    os.chdir(order.folder)
    _place(descriptors, order.places)
    if order.terminal:
        take_terminal()
    sys.stdin, sys.stdout, sys.stderr = (_stream(number, mode) for number, mode in enumerate("rww"))  # type: ignore[assignment]
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]
    sys.path[:] = [*[order.folder] * order.here, *order.search, *_path]
    sys.argv = ["-m", *order.arguments]
    _take_signals(order)
    subprocess._fork_exec = _Fork(taken(order.environment))  # type: ignore[attr-defined]


def _take_signals(order: Order) -> None:
    """As Python has them at its start: all by their default but those that were ignored before."""
    signal.set_wakeup_fd(-1)
    for each in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        if callable(signal.getsignal(each)):
            signal.signal(each, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in order.ignored:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, order.blocked)


def _place(descriptors: list[int], places: list[int]) -> None:
    """Give each descriptor its number, and close all others."""
    above = max([2, *descriptors, *places]) + 1
    moved = [fcntl(descriptor, F_DUPFD, above) for descriptor in descriptors]
    for number in _names("/proc/self/fd"):
        if number not in moved:
            with suppress(OSError):
                os.close(number)
    for descriptor, place in zip(moved, places, strict=True):
        os.dup2(descriptor, place)
        os.close(descriptor)


def _names(folder: str) -> list[int]:
    return [int(path.name) for path in Path(folder).iterdir()]


def _stream(number: int, mode: str) -> TextIO | None:
    """A standard stream as Python opens it; None where it is closed."""
    try:
        os.fstat(number)
    except OSError:
        return None
    encoding, _, errors = os.environ.get("PYTHONIOENCODING", "").partition(":")
    errors = "backslashreplace" if number == 2 else errors or ("strict" if encoding else "surrogateescape")
    stream = open(number, mode, encoding=encoding or "utf-8", errors=errors, closefd=False)  # noqa: SIM115
    unbuffered = bool(os.environ.get("PYTHONUNBUFFERED"))
    stream.reconfigure(line_buffering=number == 2 or stream.isatty(), write_through=unbuffered)
    return stream


class _Fork:
    """As `_fork_exec` of `subprocess`: a fork of this process, while no other thread of it may hold a lock."""

    def __init__(self, with_which: dict[bytes, bytes]) -> None:
        self._taken = with_which

    def __call__(self, *given: Any) -> int:
        wanted = order_of(Call(*given[: len(Call.__struct_fields__)]))
        alone = len(_names("/proc/self/task")) == 1
        if wanted is None or not alone or not {*sys.path}.issuperset(wanted[0].search):
            return _start_anew(*given)
        if taken(wanted[0].environment) != self._taken:
            return _start_anew(*given)
        sys.stdout and sys.stdout.flush()
        if child := os.fork():
            return child
        try:
            atexit._clear()
            run(*wanted)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)


def _status_of(program: Callable[[], object]) -> int:
    """The exit status of a program; what it has not caught is told as Python tells it."""
    try:
        program()
    except SystemExit as ending:
        if ending.code is None or isinstance(ending.code, int):
            return (ending.code or 0) & 0xFF
        print(ending.code, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        traceback.print_exc()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        return 1
    return 0


def end(status: int) -> NoReturn:
    """End as Python does, but for freeing all that was loaded: that takes longer than most of what is run here."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except (OSError, ValueError):
            status = _CANNOT_FLUSH if stream is sys.stdout else status
    os._exit(status)
