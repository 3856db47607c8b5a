"""Exceptions that decoding msgpack can raise, for every module that reads it."""

from __future__ import annotations

# msgspec raises its own DecodeError (a ValueError) for the shape only: text that is not UTF-8 is a UnicodeDecodeError
# (a ValueError too), and nesting without end a RecursionError.
UNREADABLE = (ValueError, RecursionError)
