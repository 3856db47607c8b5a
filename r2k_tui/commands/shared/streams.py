"""The standard streams of a command: closed, full, or limited to ASCII."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
import unicodedata
from contextlib import suppress
from typing import Any, TextIO

_HANDLER = "r2k-ascii"
# ASCII spellings of the characters other than letters that R2K draws and writes.
_ASCII = {
    "…": "...",
    "–": "-",
    "—": "-",
    "−": "-",
    "‐": "-",
    "·": ".",
    "•": "*",
    "×": "x",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "≈": "~",
    "±": "+/-",
    "▲": "^",
    "▼": "v",
    "→": "->",
    "←": "<-",
    "√": "sqrt",
    "σ": "sigma",
    "Σ": "sum",
    "β": "beta",
    "λ": "lambda",
    "μ": "mu",
    "ρ": "rho",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "\u00a0": " ",
    "\u202f": " ",
}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


class CannotWrite(OSError):
    """Data cannot be written to stdout, for example to a full disk; the text says why."""


class _Stdout(io.RawIOBase):
    """Writes to descriptor 1. Raises CannotWrite, BrokenPipeError on a closed pipe."""

    name, mode = "<stdout>", "wb"

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def fileno(self) -> int:
        return self._descriptor

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return os.isatty(self._descriptor)

    def write(self, data: Any) -> int:
        try:
            return os.write(self._descriptor, data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CannotWrite(error.errno, error.strerror) from None


class _Stderr(_Stdout):
    """Writes to descriptor 2 and drops what cannot be written, so that no command fails on a message."""

    name = "<stderr>"

    def write(self, data: Any) -> int:
        with suppress(OSError):
            return os.write(self._descriptor, data)
        return len(data)


def prepare() -> None:
    """Make the three standard streams safe to write, whatever their encoding.

    A closed descriptor becomes the null device: otherwise the next file opened, such as the store, would take its
    number and receive the output.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    codecs.register_error(_HANDLER, _replaced)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    # A program that runs a command in its own process has replaced them with its own streams.
    if sys.stdout is sys.__stdout__:
        sys.stdout = _stream(sys.stdout, _Stdout(1))
    if sys.stderr is sys.__stderr__:
        sys.stderr = _stream(sys.stderr, _Stderr(2))


def _stream(old: TextIO | None, raw: _Stdout) -> TextIO:
    if isinstance(old, io.TextIOWrapper) and old.isatty():
        old.reconfigure(errors=_HANDLER)
        return old
    encoding = getattr(old, "encoding", None) or "utf-8"
    buffered = io.BufferedWriter(raw)
    return io.TextIOWrapper(buffered, encoding, _HANDLER, line_buffering=isinstance(raw, _Stderr))


def _replaced(error: UnicodeError) -> tuple[str, int]:
    """The replacement for characters that an encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return in_ascii(error.object[error.start : error.end]), error.end


def in_ascii(text: str) -> str:
    """A text in ASCII: symbols by their nearest spelling, letters without accents, `?` for the rest."""
    return _NOT_ASCII.sub(lambda match: _letter(match.group()), text)


def _letter(character: str) -> str:
    if character in _ASCII:
        return _ASCII[character]
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return plain or "?"


def is_unicode(stream: TextIO) -> bool:
    """Whether the encoding of a stream covers Unicode."""
    try:
        return codecs.lookup(stream.encoding or "ascii").name.startswith("utf")
    except LookupError:
        return False


def ascii_only() -> bool:
    """Whether encoding or locale limit the terminal to ASCII."""
    return not is_unicode(sys.stdout) or os.environ.get("LC_ALL", "") in ("C", "POSIX")


def escaped(json: str) -> str:
    """JSON in ASCII: other characters as `\\u2013`."""

    def escape(match: re.Match[str]) -> str:
        units = match.group().encode("utf-16-be").hex()
        return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))

    return _NOT_ASCII.sub(escape, json)


def discard_stdout() -> None:
    """Discard what is still buffered for stdout, so that the exit of the process does not fail on it."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with suppress(OSError, ValueError):
        sys.stdout.flush()


def discard_unwritable_stderr() -> None:
    """Discard what is still buffered for a terminal that has gone: on it, Python would end with status 120, not with
    that of the command.
    """
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        with suppress(OSError, ValueError):
            sys.stderr.flush()


def reason(error: OSError) -> str:
    """Why a write failed, for a message."""
    return error.strerror or errno.errorcode.get(error.errno or 0, "unknown")
