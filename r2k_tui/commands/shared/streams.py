"""The streams of a command: closed, full, or unable to say more than ASCII."""

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
# What is drawn and written besides letters, in ASCII.
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
    """Data could not be written to stdout, such as to a full disk; the text says why."""


class _Stdout(io.RawIOBase):
    """Writes to descriptor 1; a failure other than a closed pipe is CannotWrite."""

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
    """Writes to descriptor 2; words that nobody can be told are dropped, which ends no command."""

    name = "<stderr>"

    def write(self, data: Any) -> int:
        with suppress(OSError):
            return os.write(self._descriptor, data)
        return len(data)


def prepare() -> None:
    """Make the three streams ones that can be written, in what their encoding can say.

    A closed descriptor becomes the null device: else the next file opened, such as the store, would get its number
    and what is printed.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    codecs.register_error(_HANDLER, _replaced)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    # Whoever runs a command within another program has put streams of its own in their place.
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
    """What stands for characters that an encoding does not have."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return in_ascii(error.object[error.start : error.end]), error.end


def in_ascii(text: str) -> str:
    """A text in ASCII: signs by their nearest spelling, letters without accents, `?` for the rest."""
    return _NOT_ASCII.sub(lambda match: _letter(match.group()), text)


def _letter(character: str) -> str:
    if character in _ASCII:
        return _ASCII[character]
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return plain or "?"


def can_say_all(stream: TextIO) -> bool:
    """Whether a stream's encoding has every character."""
    try:
        return codecs.lookup(stream.encoding or "ascii").name.startswith("utf")
    except LookupError:
        return False


def ascii_alone() -> bool:
    """Whether the terminal cannot be trusted with more than ASCII: by the encoding of stdout or by the locale."""
    return not can_say_all(sys.stdout) or os.environ.get("LC_ALL", "") in ("C", "POSIX")


def escaped(json: str) -> str:
    """JSON in ASCII alone: other characters as `\\u2013`."""

    def escape(match: re.Match[str]) -> str:
        units = match.group().encode("utf-16-be").hex()
        return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))

    return _NOT_ASCII.sub(escape, json)


def to_nowhere() -> None:
    """Let what is still to be written to stdout go nowhere, so that the end of the process does not fail on it."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with suppress(OSError, ValueError):
        sys.stdout.flush()


def reason(error: OSError) -> str:
    """Why something could not be written, in words."""
    return error.strerror or errno.errorcode.get(error.errno or 0, "unknown")
