"""Replies without content: success and failure."""

from __future__ import annotations

import msgspec


class Done(msgspec.Struct, frozen=True, tag="done"):
    """It was done."""


class Failure(msgspec.Struct, frozen=True, tag="failure"):
    """It was not done: `kind` for programs, `message` for people."""

    kind: str
    message: str
