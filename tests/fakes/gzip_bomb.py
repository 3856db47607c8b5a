"""A small answer that unpacks to 60 MB."""

from __future__ import annotations

import gzip
from functools import cache


@cache
def gzip_bomb() -> bytes:
    """The packed bytes, made when they are first sent: packing takes a third of a second."""
    return gzip.compress(b" " * 60_000_000)
