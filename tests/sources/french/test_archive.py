"""The one file of an archive; archives that are damaged, ambiguous or too large are refused."""

from __future__ import annotations

import zipfile

import pytest

from r2k_tui.sources.base import BadData
from r2k_tui.sources.french.archive import MOST_BYTES, unpacked
from tests.cases import cases
from tests.fakes.french_server import archive_of, packed

STEM = "F-F_Momentum_Factor"


def refusal(data: bytes) -> str:
    with pytest.raises(BadData) as told:
        unpacked(data, STEM)
    return str(told.value).removeprefix(f"{STEM}_CSV.zip ")


@cases("name", [f"{STEM}.csv", f"{STEM}.CSV", "anything.csv", "folder/other.csv"])
def test_the_only_csv_file_counts_whatever_its_name(name: str) -> None:
    assert unpacked(packed({name: b",Mom", "read.me": b"no"}), STEM) == b",Mom"


def test_of_several_the_one_with_the_known_name_counts() -> None:
    assert unpacked(packed({"a.csv": b"no", f"{STEM.lower()}.CSV": b",Mom"}), STEM) == b",Mom"


class TestIsRefused:
    def test_nothing(self) -> None:
        assert refusal(b"") == "is empty"

    def test_an_archive_without_a_csv_file(self) -> None:
        assert refusal(packed({})) == "has no CSV file in it"
        assert refusal(packed({"read.me": b"no"})) == "has no CSV file in it"

    def test_several_of_which_none_has_the_known_name(self) -> None:
        words = refusal(packed({"a\x1b[2J.csv": b"", "b.csv": b""}))
        assert words == f"has 2 CSV files in it (a[2J.csv, b.csv), and not one called {STEM}.csv"

    def test_one_that_is_cut_off_or_damaged(self) -> None:
        whole = archive_of("mom")
        for data in (*(whole[:kept] for kept in range(1, len(whole), 7)), b"<html></html>", b"PK"):
            assert refusal(data) == "is no complete archive: it is damaged or cut off", len(data)
        at = len(whole) // 2
        assert "damaged" in refusal(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])

    def test_one_that_unpacks_to_too_much(self) -> None:
        bomb = packed({f"{STEM}.csv": bytes(MOST_BYTES + 1)})
        assert len(bomb) < 20_000 and refusal(bomb) == "unpacks to more than 8 MB"
        assert len(unpacked(packed({f"{STEM}.csv": bytes(MOST_BYTES)}), STEM)) == MOST_BYTES

    def test_no_more_of_it_is_unpacked_than_is_needed_to_know(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[int] = []
        read = zipfile.ZipExtFile.read

        def watched(file: zipfile.ZipExtFile, count: int = -1) -> bytes:
            asked.append(count)
            return read(file, count)

        monkeypatch.setattr(zipfile.ZipExtFile, "read", watched)
        refusal(packed({f"{STEM}.csv": bytes(3 * MOST_BYTES)}))
        assert asked == [MOST_BYTES + 1]

    def test_one_that_is_encrypted_or_packed_in_an_unknown_way(self) -> None:
        whole = packed({f"{STEM}.csv": b",Mom"})
        central = whole.index(b"PK\x01\x02")
        encrypted = bytearray(whole)
        encrypted[6] |= 1
        encrypted[central + 8] |= 1
        unknown = bytearray(whole)
        unknown[8] = unknown[central + 10] = 99
        for data in (encrypted, unknown):
            assert refusal(bytes(data)) == "is packed in a way that cannot be read"
