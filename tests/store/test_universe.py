"""What the store keeps of the universe, over restarts and from an older file."""

from __future__ import annotations

import sqlite3
from array import array
from pathlib import Path

import msgspec
import pytest

from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.store.file import schema
from r2k_tui.store.store import Store
from r2k_tui.store.universe import MemberCloses, StoredPrices, UniverseStore
from tests.fakes.invented_holdings import holdings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "r2k.sqlite3"


def reopened(path: Path) -> UniverseStore:
    return UniverseStore(Store(path, "scripted"))


def closes(symbol: str, *pairs: tuple[int, float], checked: int = 0) -> MemberCloses:
    days, values = array("q", [day for day, _ in pairs]), array("d", [close for _, close in pairs])
    return MemberCloses(symbol, days.tobytes(), values.tobytes(), "px", checked)


def test_lists_by_day_and_fund(path: Path) -> None:
    shelf = reopened(path)
    early, late = holdings(["A", "B"], "2025-05-13"), holdings(["A", "C"], "2025-11-05")
    large = holdings(["X"], "2025-10-01", fund="IWB")
    for one in (late, early, large):
        shelf.save_holdings(one)
    shelf = reopened(path)
    assert shelf.holdings("IWM") == late
    assert shelf.holdings("IWM", "2025-11-04") == early
    assert shelf.holdings("IWM", "2025-11-05") == late
    assert shelf.holdings("IWM", "2025-05-13") == early
    assert shelf.holdings("IWM", "2020-01-01") == early, "the first there is, where all are later"
    assert shelf.holdings("IWB") == large
    assert shelf.holdings("IWV") is None
    assert shelf.lists() == [("IWB", "2025-10-01"), ("IWM", "2025-05-13"), ("IWM", "2025-11-05")]


def test_a_list_of_the_same_day_takes_the_place_of_the_other(path: Path) -> None:
    shelf = reopened(path)
    shelf.save_holdings(holdings(["A"]))
    shelf.save_holdings(holdings(["A", "B"]))
    assert [row.ticker for row in shelf.holdings("IWM").rows] == ["A", "B"]


def test_fundamentals_closes_and_prices(path: Path) -> None:
    shelf = reopened(path)
    facts = Fundamentals("A", "A Inc", forward_eps=-1.5, shares=1e6, taken_at=5.0)
    shelf.save_fundamentals("yahoo", [facts, Fundamentals("B")])
    shelf.save_closes("yahoo", [closes("A", (1, 10.0), (2, 11.0), checked=3), closes("B", checked=9)])
    one = array("d", [1.0]).tobytes()
    shelf.save_prices("yahoo", StoredPrices(("A",), one, one, one, 7.0))
    shelf = reopened(path)
    assert {item.symbol: item for item in shelf.fundamentals("yahoo")} == {"A": facts, "B": Fundamentals("B")}
    assert shelf.closes("yahoo", "A") == [closes("A", (1, 10.0), (2, 11.0), checked=3)]
    assert shelf.checked_days("yahoo") == {"A": 3, "B": 9}
    assert shelf.prices("yahoo") == StoredPrices(("A",), one, one, one, 7.0)
    assert shelf.fundamentals("other") == [] == shelf.closes("other")


def test_a_file_of_the_version_before_is_brought_up(path: Path) -> None:
    with sqlite3.connect(path) as db:
        for statement in schema.MIGRATIONS[0].split(";"):
            db.execute(statement)
        db.execute("INSERT INTO quotes VALUES ('scripted', 'OLD', 0, x'00')")
        db.execute("PRAGMA user_version = 1")
    shelf = reopened(path)
    shelf.save_holdings(holdings(["A"]))
    assert shelf.holdings("IWM") is not None
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM quotes").fetchone() == (1,)


def test_columns_of_unequal_length_are_left_out(path: Path) -> None:
    shelf = reopened(path)
    shelf.save_closes("yahoo", [MemberCloses("BAD", b"\0" * 16, b"\0" * 8), closes("A", (1, 2.0))])
    assert [item.symbol for item in shelf.closes("yahoo")] == ["A"]


def test_a_list_is_packed_and_one_of_an_earlier_version_is_still_read(path: Path) -> None:
    store = Store(path, "scripted")
    shelf, plain = UniverseStore(store), holdings([f"S{i:03d}" for i in range(900)], "2025-05-13")
    encoded = msgspec.msgpack.encode(plain)
    row = ("IWM", "2025-05-13", 0.0, encoded)
    store.write(lambda db: db.execute("INSERT INTO holdings VALUES (?,?,?,?)", row))
    assert shelf.holdings("IWM") == plain
    shelf.save_holdings(plain)
    ((blob,),) = store.read(lambda db: db.execute("SELECT list FROM holdings").fetchall())
    assert len(blob) < len(encoded) / 2
    assert shelf.holdings("IWM") == plain


@pytest.mark.parametrize("blob", [b"\x78not packed", b"\x78\x9c", b""])
def test_a_damaged_list_is_missing_not_a_defect(path: Path, blob: bytes) -> None:
    store = Store(path, "scripted")
    store.write(lambda db: db.execute("INSERT INTO holdings VALUES (?,?,?,?)", ("IWM", "2025-05-13", 0.0, blob)))
    assert UniverseStore(store).holdings("IWM") is None
