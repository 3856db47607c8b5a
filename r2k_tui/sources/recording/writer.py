"""Background writer of a recording; adding a record never blocks."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import SupportsFloat

import msgspec

from r2k_tui.sources.recording.file import RecordingFile
from r2k_tui.sources.recording.frames import MOST_IN_ALL, packed
from r2k_tui.sources.recording.records import (
    Answer,
    BarsRecord,
    DroppedRecord,
    EndRecord,
    QuotesRecord,
    Record,
    RecordingHeader,
)

log = logging.getLogger(__name__)
# Size or age of a block at which it is written; a crash loses at most that much.
_BLOCK_BYTES, _BLOCK_S = 1_000_000, 60.0
_MOST_WAITING = 1000
# Kept free for the last record.
_RESERVE = 1000
_CLOSE_S = 5.0
FULL = "size"


class RecordingStats(msgspec.Struct, frozen=True):
    """Progress of a recording. `stopped`: reason why it accepts no more records; "" while it does."""

    bytes: int = 0
    answers: int = 0
    quotes: int = 0
    bars: int = 0
    failures: int = 0
    dropped: int = 0
    stopped: str = ""


class RecordingWriter:
    """Writer thread of one recording, at most `most_bytes` long.

    `open_file` runs in the thread, when the first record arrives. `on_stop` is called there when writing ends early.
    """

    def __init__(
        self,
        open_file: Callable[[], RecordingFile],
        most_bytes: float,
        clock: Callable[[], float] = time.time,
        on_stop: Callable[[], None] = lambda: None,
    ) -> None:
        self._open, self._most, self._clock, self._on_stop = open_file, most_bytes, clock, on_stop
        self._waiting: queue.Queue[Record | RecordingHeader | None] = queue.Queue(_MOST_WAITING)
        self._file: RecordingFile | None = None
        self._block, self._block_size, self._due = list[bytes](), 0, float("inf")
        self._dropped = self._noted = self._unpacked = 0
        self._ended = "end"
        # With the block that is not written yet, and without.
        self.stats = self._written = RecordingStats()
        self._encoder = msgspec.msgpack.Encoder(enc_hook=_plain)
        self._thread = threading.Thread(target=self._run, name="recording", daemon=True)

    def begin(self, header: RecordingHeader) -> None:
        """Start the recording, with its header first."""
        self._waiting.put_nowait(header)
        self._thread.start()

    @property
    def began(self) -> bool:
        """Whether a header was written, or will be."""
        return self._thread.ident is not None

    def put(self, record: Record) -> None:
        """Add a record; if the queue is full, it is dropped and counted."""
        if self.stats.stopped:
            return
        try:
            self._waiting.put_nowait(record)
        except queue.Full:
            self._dropped += 1

    def close(self, reason: str = "end") -> None:
        """Write the queue and the last record, which states why the recording ended; blocks for at most 5 s."""
        if not self.began:
            return
        if not self.stats.stopped:
            self._ended = reason
            try:
                self._waiting.put(None, timeout=_CLOSE_S)
            except queue.Full:
                log.warning("the recording could not be finished: the disk does not keep up")
                return
        self._thread.join(_CLOSE_S)

    def _run(self) -> None:
        try:
            self._file = self._open()
            self._follow()
            if self._block:
                self._flush()
            self._add(EndRecord(self._clock(), self._ended))
            self._flush(last=True)
        except OSError as error:
            self.give_up(f"cannot write the recording: {error.strerror or error}")
        except Exception as error:
            log.exception("the recording")
            self.give_up(f"the recording stops, by a defect in R2K: {type(error).__name__}: {error}")
        finally:
            if self._file is not None:
                self._file.close()

    def _follow(self) -> None:
        """Write records until the end or the maximum size."""
        while not self.stats.stopped:
            try:
                item = self._waiting.get(timeout=max(0.0, self._due - time.monotonic()) if self._block else None)
            except queue.Empty:
                self._flush()
                continue
            if item is None:
                return
            if isinstance(item, RecordingHeader):
                self._write(packed(self._encoder.encode(item)))
                continue
            self._note_dropped()
            self._add(item)
            if self._block_size >= min(_BLOCK_BYTES, self._most / 2):
                self._flush()

    def _note_dropped(self) -> None:
        if (dropped := self._dropped) > self._noted:
            log.warning("%s answers are missing in the recording: the disk does not keep up", dropped - self._noted)
            self._add(DroppedRecord(self._clock(), dropped - self._noted))
            self._noted = dropped

    def _add(self, record: Record) -> None:
        data = self._encoder.encode(record)
        if not self._block:
            self._due = time.monotonic() + _BLOCK_S
        self._block.append(len(data).to_bytes(4, "big") + data)
        self._block_size += 4 + len(data)
        self.stats = _counted(self.stats, record)

    def _flush(self, *, last: bool = False) -> None:
        """Write the block; one that exceeds the maximum size is omitted and ends the recording."""
        frame = packed(b"".join(self._block))
        self._unpacked += self._block_size
        self._block, self._block_size = [], 0
        if not last and self._size + len(frame) > self._most - _RESERVE:
            self._ended = FULL
            self.give_up(f"the recording is full: {self._most / 1e6:g} MB, by max_mb under [record]")
        elif not last and self._unpacked > MOST_IN_ALL:
            self._ended = FULL
            self.give_up(f"the recording is full: a replay holds at most {MOST_IN_ALL / 1e6:g} MB in memory")
        else:
            self._write(frame)

    def _write(self, frame: bytes) -> None:
        if self._file is not None:
            self._file.append(frame)
            self.stats = self._written = msgspec.structs.replace(self.stats, bytes=self._size)

    @property
    def _size(self) -> int:
        return 0 if self._file is None else self._file.size

    def give_up(self, words: str) -> None:
        """Accept no more records; `reason` is for the user."""
        self.stats = self._written = msgspec.structs.replace(self._written, stopped=words)
        log.warning("%s", words)
        self._on_stop()


def _counted(stats: RecordingStats, record: Record) -> RecordingStats:
    if isinstance(record, DroppedRecord):
        return msgspec.structs.replace(stats, dropped=stats.dropped + record.count)
    if not isinstance(record, Answer):
        return stats
    return msgspec.structs.replace(
        stats,
        answers=stats.answers + 1,
        quotes=stats.quotes + (len(record.quotes) if isinstance(record, QuotesRecord) else 0),
        bars=stats.bars + (len(record.bars or ()) if isinstance(record, BarsRecord) else 0),
        failures=stats.failures + (record.failure is not None),
    )


def _plain(value: object) -> object:
    """A number of an installed source's own type, such as numpy's. Raises TypeError for anything else."""
    if isinstance(value, SupportsFloat):
        return float(value)
    raise TypeError(f"{type(value).__name__} is no part of a record")
