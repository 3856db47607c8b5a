"""Series, valuations and verdicts outlive a run."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.model.macro.series import pack_series
from r2k_tui.model.market.universe import Valuation
from r2k_tui.model.thesis import Verdict
from r2k_tui.store.macro import DatedValuation, DatedVerdict, MacroStore
from r2k_tui.store.store import Store


def valuation(fund: str, pe: float) -> Valuation:
    return Valuation(fund, "2025-09-17", pe, pe * 0.8, 0.97, 0.7, 0.2, 0.9)


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite3", "yahoo")
    shelf = MacroStore(store, "yahoo")
    shelf.save_series(pack_series("DFF", [1, 2], [4.3, 4.2], "FRED", 5.0, "cut short"))
    shelf.save_series(pack_series("DFF", [1, 2, 3], [4.3, 4.2, 4.1], "FRED", 6.0))
    for day, pe in (("2025-09-18", 24.0), ("2025-09-17", 23.0), ("2025-09-18", 25.0)):
        shelf.save_valuation(day, valuation("IWM", pe))
    shelf.save_verdicts([DatedVerdict("a", "2025-09-17", Verdict.HOLDS)])
    shelf.save_verdicts([DatedVerdict("a", "2025-09-18", Verdict.UNPROVEN)])
    store.close()

    again = MacroStore(Store(tmp_path / "a.sqlite3", "yahoo"), "yahoo")
    (series,) = again.series()
    assert list(series.numbers()) == [4.3, 4.2, 4.1]
    assert (series.origin, series.retrieved_at, series.note) == ("FRED", 6.0, "")
    assert again.valuations("IWM") == [
        DatedValuation("2025-09-17", valuation("IWM", 23.0)),
        DatedValuation("2025-09-18", valuation("IWM", 25.0)),
    ]
    assert again.valuations("IWB") == []
    assert again.verdicts() == {"a": DatedVerdict("a", "2025-09-18", Verdict.UNPROVEN)}


def test_verdicts_of_another_source_and_of_another_version_are_none_of_ours(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite3", "yahoo")
    MacroStore(store, "demo").save_verdicts([DatedVerdict("a", "2025-09-17", Verdict.HOLDS)])
    store.write(lambda db: db.execute("INSERT INTO verdicts VALUES ('yahoo', 'b', '2025-09-17', 'perhaps')"))
    assert MacroStore(store, "yahoo").verdicts() == {}


def test_columns_that_do_not_fit_together_are_left_out(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite3", "yahoo")
    store.write(lambda db: db.execute("INSERT INTO economic_series VALUES ('DFF', x'00', x'', 'FRED', 1.0, '')"))
    assert MacroStore(store, "yahoo").series() == []
