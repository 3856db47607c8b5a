"""Reader of untrusted recordings: every size is limited, and a damaged file is read up to the damage."""

from __future__ import annotations

import math
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData, NotFound, Unavailable
from r2k_tui.sources.recording.cleaning import LATEST, cleaned, word
from r2k_tui.sources.recording.frames import MARK, MOST_IN_ALL, DamagedRecording, next_block
from r2k_tui.sources.recording.records import SCHEMA, EndRecord, Record, RecordingHeader

_MOST_SYMBOLS = 1000


class ReadRecording(NamedTuple):
    """Contents of a recording. `flaw`: reason why its end is missing; "" for a complete one."""

    header: RecordingHeader
    records: tuple[Record, ...]
    flaw: str = ""


class _Version(msgspec.Struct):
    """What every version of the header holds."""

    schema: int
    version: str = ""


def is_recording(path: Path) -> bool:
    """Whether a path is a file, which a replay reads as a recording, rather than a folder."""
    return path.is_file()


def read_header(path: Path) -> RecordingHeader:
    """The header of a recording. Raises NotFound, Unavailable, BadData."""
    with _opened(path) as file:
        return _header(file, path)


def read(path: Path) -> ReadRecording:
    """Recording, as far as it can be read. Raises NotFound, Unavailable, BadData."""
    with _opened(path) as file:
        header = _header(file, path)
        records: list[Record] = []
        flaw = ""
        try:
            for record in _records(file):
                at = max(record.at, records[-1].at if records else header.started)
                records.append(msgspec.structs.replace(record, at=at))
        except (DamagedRecording, OSError, *UNREADABLE) as error:
            flaw = f"the recording cannot be read to its end: {clean(str(error), 120)}"
    if not flaw and not (records and isinstance(records[-1], EndRecord)):
        flaw = "the recording has no end: it was cut off, or is still being written"
    return ReadRecording(header, tuple(records), flaw)


def _opened(path: Path) -> BinaryIO:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadData(f"{path} is no file")
        return path.open("rb")
    except FileNotFoundError:
        raise NotFound(f"there is no {path}") from None
    except OSError as error:
        raise Unavailable(f"cannot read {path}: {error.strerror}") from None


def _header(file: BinaryIO, path: Path) -> RecordingHeader:
    try:
        mark = file.read(len(MARK))
        if mark != MARK:
            raise BadData(f"{path} is no recording of R2K" if mark else f"{path} is empty")
        block = next_block(file)
        if block is None:
            raise BadData(f"{path} holds nothing: the recording ended before it began")
        found = msgspec.msgpack.decode(block, type=_Version)
        if found.schema > SCHEMA:
            raise BadData(
                f"{path} was recorded by a newer R2K ({word(found.version) or 'unknown version'}); update to play it"
            )
        return _checked(msgspec.msgpack.decode(block, type=RecordingHeader))
    except OSError as error:
        raise Unavailable(f"cannot read {path}: {error.strerror}") from None
    except (DamagedRecording, *UNREADABLE) as error:
        raise BadData(f"{path} is no usable recording: {clean(str(error), 120)}") from None


def _checked(header: RecordingHeader) -> RecordingHeader:
    """The header with cleaned names. Raises ValueError."""
    if not (header.schema > 0 and math.isfinite(header.started) and 0 < header.started < LATEST):
        raise ValueError("its beginning has an impossible time")
    if len(header.symbols) > _MOST_SYMBOLS or len(header.providers) > _MOST_SYMBOLS:
        raise ValueError("it names too many symbols")
    pace = header.quote_cadence_s
    if pace is not None and not 0 < pace <= 86400:
        raise ValueError("its polls have an impossible period")
    return msgspec.structs.replace(
        header,
        source=word(header.source),
        version=word(header.version),
        symbols=tuple(word(symbol) for symbol in header.symbols),
        providers=tuple(word(name) for name in header.providers),
    )


def _records(file: BinaryIO) -> Iterator[Record]:
    """Records in the order of the file. Raises DamagedRecording, OSError, ValueError, RecursionError."""
    decoder = msgspec.msgpack.Decoder(Record)
    left = MOST_IN_ALL
    while (block := next_block(file)) is not None:
        left -= len(block)
        if left < 0:
            raise DamagedRecording("it unpacks to more than a recording holds")
        place = 0
        while place < len(block):
            start = place + 4
            place = start + int.from_bytes(block[place:start], "big")
            if place > len(block):
                raise DamagedRecording("a record is cut off")
            record = cleaned(decoder.decode(memoryview(block)[start:place]))
            if not 0 < record.at < LATEST:
                raise DamagedRecording("a record has an impossible time")
            yield record
