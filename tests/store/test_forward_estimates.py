"""Forward earnings by day over restarts, of one source, and what a damaged entry does."""

from __future__ import annotations

import math
from array import array
from pathlib import Path

import msgspec

from r2k_tui.model.market.estimates import DayEstimates
from r2k_tui.store.forward_estimates import ForwardEstimates
from r2k_tui.store.store import Store


def estimates(day: str, *values: float) -> DayEstimates:
    columns = array("d", values).tobytes()
    return DayEstimates(day, tuple("ABCDEF"[: len(values)]), columns, columns, ("USD",) * len(values), 5.0)


def opened(path: Path, source: str = "scripted") -> ForwardEstimates:
    return ForwardEstimates(Store(path / "r2k.sqlite3", source), source)


def test_days_survive_a_restart_each_once(tmp_path: Path) -> None:
    kept = opened(tmp_path)
    late, early = estimates("2026-11-27", 1.5, math.nan), estimates("2026-11-25", 1.0, 2.0)
    for one in (late, early, estimates("2026-11-27", 9.0), late):
        kept.save(one)
    kept = opened(tmp_path)
    assert kept.days() == ("2026-11-25", "2026-11-27")
    assert kept.days("2026-11-26") == ("2026-11-25",)
    assert kept.of("2026-11-27") == late and kept.of("2026-11-26") is None


def test_each_source_has_its_own(tmp_path: Path) -> None:
    opened(tmp_path).save(estimates("2026-11-25", 1.0))
    assert opened(tmp_path, "another").days() == ()
    assert opened(tmp_path, "another").of("2026-11-25") is None


def test_a_damaged_day_is_no_estimate(tmp_path: Path) -> None:
    store = Store(tmp_path / "r2k.sqlite3", "scripted")
    kept = ForwardEstimates(store, "scripted")
    short = msgspec.structs.replace(estimates("2026-11-24", 1.0, 2.0), eps=b"\0" * 8)
    kept.save(short)
    kept.save(msgspec.structs.replace(estimates("2026-11-23", 1.0, 2.0), currencies=("USD",)))
    kept.save(estimates("2026-11-25", 1.0))
    store.write(lambda db: db.execute("UPDATE forward_estimates SET estimates=x'6768' WHERE day='2026-11-25'"))
    assert [kept.of(day) for day in kept.days()] == [None, None, None]


def test_a_day_of_two_thousand_members_is_small(tmp_path: Path) -> None:
    store = Store(tmp_path / "r2k.sqlite3", "scripted")
    symbols = tuple(f"S{number:04d}" for number in range(2000))
    columns = array("d", [round(0.01 * number - 3, 2) for number in range(2000)]).tobytes()
    ForwardEstimates(store, "scripted").save(DayEstimates("2026-11-25", symbols, columns, columns, ("USD",) * 2000))
    ((size,),) = store.read(lambda db: db.execute("SELECT length(estimates) FROM forward_estimates").fetchall())
    assert size < 40_000
