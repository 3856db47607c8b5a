"""Recordings from anybody: read as far as they are good, refused in plain words where they are not."""

from __future__ import annotations

import math
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from r2k_tui.sources.base import BadData, NotFound, SourceError
from r2k_tui.sources.recording import reader
from r2k_tui.sources.recording.frames import MARK, packed
from r2k_tui.sources.recording.reader import read, read_header
from r2k_tui.sources.recording.records import QuotesRecord
from tests.engine.virtual_time import START
from tests.fakes.recording_file import HEADER, block, minutes, quotes, write_file

FIVE = [quotes(float(second), 1.0, 2.0) for second in range(5)]


def test_a_whole_file_has_no_flaw(tmp_path: Path) -> None:
    recording = read(write_file(tmp_path / "a", *FIVE))
    assert recording.flaw == ""
    assert recording.records[:5] == tuple(FIVE)
    assert read_header(tmp_path / "a") == HEADER


def test_a_cut_file_plays_up_to_the_cut(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a", *FIVE)
    whole = path.read_bytes()
    found = set()
    for length in range(len(whole) - 1, len(whole) // 2, -7):
        path.write_bytes(whole[:length])
        recording = read(path)
        assert recording.records == (*FIVE,)[: len(recording.records)]
        assert recording.flaw
        found.add(len(recording.records))
    assert {2, 3, 4, 5} <= found | {2}


def test_without_its_end_it_says_so(tmp_path: Path) -> None:
    assert "cut off, or is still being written" in read(write_file(tmp_path / "a", *FIVE, ended=False)).flaw


def test_damage_in_the_middle_ends_it_there(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a", *FIVE)
    data = bytearray(path.read_bytes())
    place = len(MARK) + len(packed(msgspec.msgpack.encode(HEADER))) + len(block(FIVE[0])) + 30
    data[place] ^= 0xFF
    path.write_bytes(data)
    recording = read(path)
    assert recording.records == (FIVE[0],)
    assert recording.flaw == "the recording cannot be read to its end: a block is damaged"


def test_a_newer_version_is_named(tmp_path: Path) -> None:
    newer = {"schema": 9, "version": "7.5\x1b[31m", "surprise": [1, 2]}
    path = write_file(tmp_path / "a", header=newer)
    with pytest.raises(BadData, match=r"newer R2K \(7.5\[31m\); update to play it"):
        read(path)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"Date,Close\n2025-01-02,200\n", "is no recording"),
        (b"PK\x03\x04" + b"x" * 100, "is no recording"),
        (MARK, "ended before it began"),
        (MARK + b"x" * 100, "impossible length"),
        (MARK + packed(b"garbage"), "no usable recording"),
        (MARK + packed(msgspec.msgpack.encode([1, 2])), "no usable recording"),
        (MARK + packed(msgspec.msgpack.encode({"schema": 1})), "no usable recording"),
        (MARK + packed(b"\x91" * 100_000), "no usable recording"),
    ],
)
def test_other_files_are_refused_in_words(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    for call in (read, read_header):
        with pytest.raises(BadData, match=words):
            call(path)


@pytest.mark.parametrize(
    "changes",
    [
        {"started": float("nan")},
        {"started": 1e12},
        {"started": -5.0},
        {"schema": 0},
        {"quote_cadence_s": 0.0},
        {"quote_cadence_s": float("inf")},
        {"symbols": tuple(map(str, range(5000)))},
    ],
    ids=str,
)
def test_an_impossible_header_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    path = write_file(tmp_path / "a", header=msgspec.structs.replace(HEADER, **changes))
    with pytest.raises(BadData, match="no usable recording"):
        read_header(path)


def test_names_in_the_header_are_clean(tmp_path: Path) -> None:
    dirty = msgspec.structs.replace(HEADER, source="ya\x1b[2Jhoo", symbols=("I\u202eWM",), providers=("a\nb",))
    header = read_header(write_file(tmp_path / "a", header=dirty))
    assert (header.source, header.symbols, header.providers) == ("ya[2Jhoo", ("IWM",), ("a b",))


def test_no_file_and_no_regular_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no"):
        read(tmp_path / "none")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadData, match="is no file"):
        read(tmp_path / "pipe")


def test_it_stops_before_memory_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_IN_ALL", 1000)
    recording = read(write_file(tmp_path / "a", *FIVE))
    assert 0 < len(recording.records) < 5
    assert "more than a recording holds" in recording.flaw


def test_a_record_that_is_none_ends_it_there(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a", FIVE[0], ended=False)
    for bad in (b"\x93\x01\x02\x03", msgspec.msgpack.encode(["quotes", 1.0]), b"\xc1"):
        whole = write_file(path, FIVE[0], ended=False).read_bytes()
        path.write_bytes(whole + packed(len(bad).to_bytes(4, "big") + bad))
        recording = read(path)
        assert recording.records == (FIVE[0],)
        assert "cannot be read to its end" in recording.flaw


def test_records_are_cleaned(tmp_path: Path) -> None:
    recording = read(write_file(tmp_path / "a", quotes(1.0, math.nan, symbols=("I\x1b[31mWM",))))
    (record, _) = recording.records
    assert isinstance(record, QuotesRecord)
    assert (record.symbols, record.quotes[0].symbol, record.quotes[0].price) == (("I[31mWM",), "I[31mWM", None)


def test_times_never_run_back(tmp_path: Path) -> None:
    recording = read(write_file(tmp_path / "a", quotes(5.0, 1.0), quotes(3.0, 2.0), quotes(-9.0, 3.0), ended=False))
    assert [record.at - START for record in recording.records] == [5.0, 5.0, 5.0]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_file(tmp_path_factory.mktemp("whole") / "a", *FIVE, minutes(9.0, 1.0, 2.0)).read_bytes()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_file(tmp_path_factory.mktemp("begun") / "a", FIVE[0], ended=False).read_bytes()


@given(data=st.binary(max_size=400), place=st.integers(0, 3000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_whatever_is_written_into_it_there_are_words(tmp_path: Path, whole: bytes, data: bytes, place: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(whole[:place] + data + whole[place + len(data) :])
    try:
        recording = read(path)
    except SourceError:
        return
    assert len(recording.records) <= 7


@given(data=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_whatever_a_record_holds_there_are_words(tmp_path: Path, begun: bytes, data: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(begun + packed(len(data).to_bytes(4, "big") + data))
    assert read(path).records[0] == FIVE[0]
