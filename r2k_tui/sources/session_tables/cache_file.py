"""Tables kept on disk, so that the next start computes none."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path

import msgspec

from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.sources.session_tables.table import SessionTable

log = logging.getLogger(__name__)
# Rules of time zones and announcements of holidays change without a release of the library.
_VALID_S = 30 * 86400.0


class _KeptTable(msgspec.Struct, frozen=True):
    """Table with the version of the library that computed it, and when (seconds since the epoch)."""

    version: str
    computed_at: float
    table: SessionTable


class TableCache:
    """One file for each exchange in a folder, of one version of the library."""

    def __init__(self, folder: Path, version: str) -> None:
        self._folder, self._version = folder, version

    def read(self, exchange: str, now: float) -> SessionTable | None:
        """Table of an exchange; None without one, for one that is a month old, or for a damaged file."""
        try:
            kept = msgspec.msgpack.decode(self._file(exchange).read_bytes(), type=_KeptTable)
        except FileNotFoundError:
            return None
        except (OSError, *UNREADABLE) as error:
            log.info("the kept sessions of %s cannot be read, and are computed again: %s", exchange, error)
            return None
        is_valid = kept.version == self._version and 0 <= now - kept.computed_at < _VALID_S
        return kept.table if is_valid and kept.table.exchange == exchange else None

    def write(self, table: SessionTable, now: float) -> None:
        """Keep a table; a folder that cannot be written to is logged, and the next start computes it again."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f"{table.exchange}-", dir=self._folder)
            written = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(msgspec.msgpack.encode(_KeptTable(self._version, now, table)))
                written.replace(self._file(table.exchange))
            finally:
                written.unlink(missing_ok=True)
        except OSError as error:
            log.info("the sessions of %s cannot be kept: %s", table.exchange, error)

    def _file(self, exchange: str) -> Path:
        return self._folder / f"{exchange}.msgpack"
