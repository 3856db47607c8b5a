"""Body of a response, received under a size limit."""

from __future__ import annotations

# Number that makes curl end a transfer.
_ABORT = 0xFFFFFFFF


class LimitedBody:
    """Body received in decompressed chunks; it aborts the transfer beyond `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.data = bytearray()
        self.too_long = False

    def take(self, chunk: bytes) -> int:
        """Curl's callback: the number of bytes accepted, or the abort code."""
        if len(self.data) + len(chunk) > self.limit:
            self.too_long = True
            return _ABORT
        self.data.extend(chunk)
        return len(chunk)
