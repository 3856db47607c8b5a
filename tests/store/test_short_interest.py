"""Settlements outlive a run; only the last ones are kept, and an unreadable one costs itself only."""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec

from r2k_tui.model.index.short_interest import Settlement
from r2k_tui.store.short_interest import ShortInterestStore
from r2k_tui.store.store import Store
from tests.fakes.settlements import NAN, settlement

LINES = (("AAA", 1.0, NAN, 2.0, 0), ("BBB", 3.0, 4.0, NAN, 3))
INSERT = "INSERT INTO short_interest VALUES ('FINRA', ?, 1.0, ?)"


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite3", "yahoo")
    ShortInterestStore(store, "FINRA").save(settlement("2025-08-15", *LINES))
    ShortInterestStore(store, "FINRA").save(settlement("2025-08-29", *LINES, appeared="2025-09-10", note="x"))
    ShortInterestStore(store, "demo").save(settlement("2025-08-31", *LINES))
    store.close()
    found = ShortInterestStore(Store(tmp_path / "a.sqlite3", "other"), "FINRA").settlements()
    assert found == [
        settlement("2025-08-29", *LINES, appeared="2025-09-10", note="x"),
        settlement("2025-08-15", *LINES),
    ]


def test_a_settlement_replaces_itself_and_the_oldest_of_more_than_six_goes() -> None:
    shelf = ShortInterestStore(Store(None, "yahoo"), "FINRA")
    for number in (3, 1, 2, 7, 5, 6, 4, 7):
        shelf.save(settlement(f"2025-0{number}-15", *LINES))
    assert [item.day[:7] for item in shelf.settlements()] == [f"2025-0{number}" for number in (7, 6, 5, 4, 3, 2)]


def test_what_cannot_be_read_is_missing() -> None:
    store = Store(None, "yahoo")
    shelf = ShortInterestStore(store, "FINRA")
    good = settlement("2025-08-29", *LINES)
    uneven = msgspec.structs.replace(good, flags=b"")
    dateless = msgspec.structs.replace(good, due="soon")

    def packed(item: Settlement) -> bytes:
        return zlib.compress(msgspec.msgpack.encode(item))

    rows = [
        ("2025-01-15", b"garbage"),
        ("2025-02-15", zlib.compress(b"\xc1")),
        ("2025-03-15", packed(msgspec.structs.replace(uneven, day="2025-03-15"))),
        ("2025-04-15", packed(msgspec.structs.replace(dateless, day="2025-04-15"))),
        ("2025-05-15", packed(good)),
        ("2025-06-15", "text"),
    ]
    store.write(lambda db: db.executemany(INSERT, rows))
    assert shelf.settlements() == []
    shelf.save(good)
    assert shelf.settlements() == [good]
