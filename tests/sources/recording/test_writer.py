"""The writer: what it takes comes back from the file, nobody waits for it, and it ends with a reason."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from r2k_tui.sources.recording import writer as writers
from r2k_tui.sources.recording.file import RecordingFile
from r2k_tui.sources.recording.reader import read
from r2k_tui.sources.recording.records import DroppedRecord, EndRecord
from r2k_tui.sources.recording.writer import RecordingWriter
from tests.engine.virtual_time import START
from tests.fakes.recording_file import HEADER, failed, minutes, quotes


def writer_to(path: Path, most: float = 1e6) -> RecordingWriter:
    return RecordingWriter(lambda: RecordingFile(path), most, lambda: START + 100)


def test_what_it_takes_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.r2krec"
    records = [quotes(1.0, 1.0, 2.0), failed(2.0, "unavailable", "gone"), minutes(3.0, 5.0, 6.0)]
    writer = writer_to(path)
    writer.begin(HEADER)
    for record in records:
        writer.put(record)
    writer.close("time")
    recording = read(path)
    assert (recording.header, recording.flaw) == (HEADER, "")
    assert recording.records == (*records, EndRecord(START + 100, "time"))
    stats = writer.stats
    assert (stats.answers, stats.quotes, stats.bars, stats.failures, stats.dropped) == (3, 2, 2, 1, 0)
    assert stats.bytes == path.stat().st_size
    writer.close()
    assert path.stat().st_size == stats.bytes, "closed twice, ended once"


def test_a_block_is_written_while_nothing_more_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "_BLOCK_S", 0.0)
    written, frames = threading.Event(), list[bytes]()
    append = RecordingFile.append

    def told(file: RecordingFile, frame: bytes) -> None:
        append(file, frame)
        frames.append(frame)
        if len(frames) == 2:  # the header, and a block
            written.set()

    monkeypatch.setattr(RecordingFile, "append", told)
    path = tmp_path / "a.r2krec"
    writer = writer_to(path)
    writer.begin(HEADER)
    writer.put(quotes(1.0, 1.0, 2.0))
    assert written.wait(20)
    crashed = read(path)
    assert crashed.records == (quotes(1.0, 1.0, 2.0),)
    assert "no end" in crashed.flaw
    writer.close()


def test_a_full_recording_stops_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "_BLOCK_BYTES", 1)
    path, stopped = tmp_path / "a.r2krec", threading.Event()
    writer = RecordingWriter(lambda: RecordingFile(path), 5000, lambda: START + 100, stopped.set)
    writer.begin(HEADER)
    for number in range(400):
        writer.put(quotes(float(number), 1.0 + number, 2.0))
    assert stopped.wait(20)
    writer.put(quotes(500.0, 1.0, 2.0))
    writer.close()
    assert "full" in writer.stats.stopped and "max_mb" in writer.stats.stopped
    assert path.stat().st_size <= 5000
    recording = read(path)
    assert recording.records[-1] == EndRecord(START + 100, "size")
    assert not recording.flaw
    assert 1 < len(recording.records) < 400
    assert writer.stats.answers == len(recording.records) - 1, "what was left out does not count"


def test_what_does_not_fit_in_the_queue_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "_MOST_WAITING", 3)
    path, gate, opened = tmp_path / "a.r2krec", threading.Event(), threading.Event()

    def slowly() -> RecordingFile:
        opened.set()
        assert gate.wait(20)
        return RecordingFile(path)

    writer = RecordingWriter(slowly, 1e6, lambda: START + 100)
    writer.begin(HEADER)
    assert opened.wait(20)
    for number in range(7):
        writer.put(quotes(float(number), 1.0, 2.0))
    gate.set()
    writer.close()
    recording = read(path)
    assert [record for record in recording.records if isinstance(record, DroppedRecord)] == [
        DroppedRecord(START + 100, 5)
    ]
    assert writer.stats.dropped == 5


def test_a_disk_that_refuses_stops_the_recording(tmp_path: Path) -> None:
    stopped = threading.Event()
    writer = RecordingWriter(lambda: RecordingFile(tmp_path / "no" / "a"), 1e6, on_stop=stopped.set)
    writer.begin(HEADER)
    writer.put(quotes(1.0, 1.0, 2.0))
    assert stopped.wait(20)
    assert writer.stats.stopped == "cannot write the recording: No such file or directory"
    writer.put(quotes(2.0, 1.0, 2.0))
    writer.close()


def test_one_that_never_began_ends_at_once(tmp_path: Path) -> None:
    writer = writer_to(tmp_path / "a.r2krec")
    assert not writer.began
    writer.close()
    assert not (tmp_path / "a.r2krec").exists()
