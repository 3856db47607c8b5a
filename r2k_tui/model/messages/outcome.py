"""Replies without content: success and failure."""

from __future__ import annotations

import msgspec


class Done(msgspec.Struct, frozen=True, tag="done"):
    """Success of a request that has nothing to return."""


class Failure(msgspec.Struct, frozen=True, tag="failure"):
    """Failure of a request: `kind` is for programs, `message` for people."""

    kind: str
    message: str
