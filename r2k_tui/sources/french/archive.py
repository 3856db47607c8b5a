"""The one CSV file of an archive, unpacked within a size limit. Pure."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from r2k_tui.model.text import clean, plural
from r2k_tui.sources.base import BadData

# The daily file of the library, which is the longest, has 1.2 MB.
MOST_BYTES = 8_000_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError)


def unpacked(data: bytes, stem: str) -> bytes:
    """The CSV file of an archive; of several, the one called `stem`. Raises BadData, which names the archive."""
    where = f"{stem}_CSV.zip"
    if not data:
        raise BadData(f"{where} is empty")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _read(archive, _chosen(archive, stem, where), where)
    except _DAMAGED:
        raise BadData(f"{where} is no complete archive: it is damaged or cut off") from None
    except (RuntimeError, NotImplementedError):
        raise BadData(f"{where} is packed in a way that cannot be read") from None


def _chosen(archive: zipfile.ZipFile, stem: str, where: str) -> zipfile.ZipInfo:
    files = [info for info in archive.infolist() if info.filename.casefold().endswith(".csv")]
    own = [info for info in files if info.filename.casefold() == f"{stem}.csv".casefold()]
    found = own if len(files) > 1 else files
    if len(found) == 1:
        return found[0]
    if not files:
        raise BadData(f"{where} has no CSV file in it")
    names = ", ".join(clean(info.filename, 48) for info in files[:3])
    raise BadData(f"{where} has {plural(len(files), 'CSV file')} in it ({names}), and not one called {stem}.csv")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> bytes:
    with archive.open(info) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadData(f"{where} unpacks to more than {MOST_BYTES // 1_000_000} MB")
    return data
