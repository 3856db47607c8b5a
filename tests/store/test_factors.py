"""Factor returns outlive a run; what cannot be read is absent."""

from __future__ import annotations

import zlib
from math import nan
from pathlib import Path

import msgspec

from r2k_tui.model.factors.table import pack_table
from r2k_tui.store.factors import FactorStore
from r2k_tui.store.store import Store

TABLE = pack_table("ff3", ("SMB", "RF"), [202512, 202601], [0.01, 0.002, nan, 0.003], "202602", "the library", 7.0)


def test_the_last_table_of_a_name_is_there_again_whatever_the_source(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite3", "yahoo")
    FactorStore(store).save(TABLE.until(202512))
    FactorStore(store).save(TABLE)
    FactorStore(store).save(msgspec.structs.replace(TABLE, name="mom"))
    store.close()
    found = FactorStore(Store(tmp_path / "a.sqlite3", "csv")).tables()
    assert list(found) == ["ff3", "mom"]
    assert (found["ff3"].months, found["ff3"].values) == (TABLE.months, TABLE.values)
    assert (found["ff3"].factors, found["ff3"].vintage, found["ff3"].source) == (("SMB", "RF"), "202602", "the library")
    assert found["ff3"].fetched_at == 7.0


def test_what_is_damaged_or_of_another_version_is_absent(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite3", "yahoo")
    kept = FactorStore(store)
    kept.save(TABLE)
    whole = zlib.compress(msgspec.msgpack.encode(TABLE))
    unsound = zlib.compress(msgspec.msgpack.encode(msgspec.structs.replace(TABLE, name="a", values=b"1")))
    for name, blob in (("a", unsound), ("b", whole[:9]), ("c", zlib.compress(b"\x01")), ("d", whole), ("e", 5)):
        store.write(lambda db, row=(name, blob): db.execute("INSERT INTO factor_tables VALUES (?,?)", row))
    assert list(kept.tables()) == ["ff3"]
