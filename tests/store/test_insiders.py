"""Filings, index days and companies in the store."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from r2k_tui.store.insiders import IndexDay, InsiderStore
from r2k_tui.store.store import Store
from tests.model.insiders.test_filing import FILING


class Listed(msgspec.Struct, frozen=True):
    """Some list."""

    names: dict[str, tuple[str, ...]]


@pytest.fixture
def store(tmp_path: Path) -> InsiderStore:
    return InsiderStore(Store(tmp_path / "r2k.sqlite3", "scripted"), "sec")


def test_a_filing_is_kept_once_and_replaced(store: InsiderStore) -> None:
    store.save_filings([FILING, msgspec.structs.replace(FILING, accession="2", filed="2025-09-16")])
    store.save_filings([msgspec.structs.replace(FILING, symbol="BBB")])
    assert [(one.accession, one.symbol) for one in store.filings("2025-01-01")] == [
        ("2", "AAA"),
        (FILING.accession, "BBB"),
    ]
    assert len(store.filings("2025-09-17")) == 1
    store.save_filings([msgspec.structs.replace(FILING, accession="3", form="4", purchases=())])
    assert len(store.filings("2025-09-17")) == 1, "it does not matter to a report"
    assert sorted(store.accessions("2025-09-17")) == [FILING.accession, "3"]


def test_days_and_what_is_forgotten(store: InsiderStore) -> None:
    store.save_day(IndexDay("2025-09-16", 1.0))
    store.save_day(IndexDay("2025-09-17", 2.0, whole=True, issuers=b"1234"))
    store.save_day(IndexDay("2025-09-16", 3.0, absent=True))
    assert store.days() == [
        IndexDay("2025-09-16", 3.0, absent=True),
        IndexDay("2025-09-17", 2.0, whole=True, issuers=b"1234"),
    ]
    store.save_filings([FILING])
    store.forget("2025-09-17")
    assert [day.day for day in store.days()] == ["2025-09-17"] and len(store.filings("")) == 1
    store.forget("2025-09-18")
    assert store.days() == [] and store.filings("") == []


def test_companies(store: InsiderStore) -> None:
    assert store.companies(Listed) is None
    store.save_companies(Listed({"7": ("AAA", "BBB")}), 5.0)
    assert store.companies(Listed) == Listed({"7": ("AAA", "BBB")})


def test_sources_are_apart(store: InsiderStore, tmp_path: Path) -> None:
    store.save_filings([FILING])
    other = InsiderStore(Store(tmp_path / "r2k.sqlite3", "scripted"), "demo")
    assert other.filings("") == [] and other.companies(Listed) is None
