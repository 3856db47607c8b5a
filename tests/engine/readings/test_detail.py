"""Cards: every reading has one, its history knows nothing later, and its end is what the board says now."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.series.series import select, until
from r2k_tui.engine.readings.detail import CARD_KEYS, MOST, history_before, methodology_of, reading_or_score
from r2k_tui.engine.readings.reading import ReadingHistory
from r2k_tui.engine.readings.registry import KEYS, READINGS
from r2k_tui.engine.readings.scores.components import PARTS, WHOLE
from r2k_tui.engine.readings.scores.scores import RECIPES
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.readings.reading import ScoreKind
from tests.cases import cases
from tests.engine.readings.boards import CONTEXT, COUNT, OWN, board, cut, last_bar

# One of each family, those that build on the boards before among them.
SOME = ("rv21", "sma200", "curdd_px", "fhsvar99", "kupiec_p_fhsvar95", "christoffersen_p", "chan126_intact_up", "rs63")
SCORES = ("risk", "momentum", *PARTS)


@pytest.fixture(scope="module")
def whole() -> SymbolAnalysis:
    return board()


def at(found: ReadingHistory) -> dict[int, float]:
    return dict(zip(found.times, found.values, strict=True))


def test_every_reading_has_a_formula_and_a_caveat() -> None:
    for field in (field for row in READINGS for field in row.fields):
        note = methodology_of(field.key)
        assert note.formula and note.caveat.endswith("."), field.key


def test_every_component_has_one_too() -> None:
    assert {f"{kind.value}.{name}" for kind, recipe in RECIPES.items() for name in recipe.components} == set(PARTS)
    assert set(WHOLE) == {kind.value for kind in ScoreKind}
    assert all(methodology_of(key).formula and methodology_of(key).caveat.endswith(".") for key in SCORES)
    assert set(CARD_KEYS) == {*KEYS, *SCORES}
    with pytest.raises(KeyError):
        methodology_of("rv22x")


@pytest.mark.parametrize("key", [*SOME, *SCORES])
def test_history_knows_nothing_later(whole: SymbolAnalysis, key: str) -> None:
    stop = 2100
    earlier, later = at(history_before(cut(stop), key)), at(history_before(whole, key))
    shared = sorted(set(earlier) & set(later))
    limit = int(OWN.days[stop - 1].astype("datetime64[s]").astype(np.int64))
    assert max(earlier) < limit < max(later)
    assert len(shared) > (20 if key in SOME else 300)
    assert [earlier[time] for time in shared] == pytest.approx([later[time] for time in shared], abs=1e-9)


@pytest.mark.parametrize("key", SOME)
def test_a_day_of_history_is_what_the_board_of_that_day_said(whole: SymbolAnalysis, key: str) -> None:
    found = history_before(whole, key)
    assert found.chosen == "month ends"
    assert 60 < len(found.times) < MOST
    for time in found.times[:: len(found.times) // 4]:
        day = np.datetime64(time, "s").astype("datetime64[D]")
        then = board(until(OWN, day), {role: until(one, day) for role, one in CONTEXT.items()})
        value = then.readings((key,))[key].value
        assert at(found)[time] == pytest.approx(float(value), abs=1e-9)


@pytest.mark.parametrize("key", SCORES)
def test_a_composite_and_its_parts_say_what_the_score_says(whole: SymbolAnalysis, key: str) -> None:
    kind, _, name = key.partition(".")
    score = next(score for score in whole.scores() if score.kind == kind)
    parts = {part.name: part.score for part in score.components}
    reading = reading_or_score(whole, key)
    assert reading.value == (parts[name] if name else score.score)
    assert (reading.as_of, reading.source, reading.unit) == (score.as_of, score.source, "index")
    assert 0 < reading.n <= 2520
    assert history_before(whole, key).values[-1] == pytest.approx(score_before(kind, name))


def score_before(kind: str, name: str) -> float:
    score = next(score for score in cut(COUNT - 1).scores() if score.kind == kind)
    return next(part.score for part in score.components if part.name == name) if name else score.score


def test_years_are_the_history_of_years(whole: SymbolAnalysis) -> None:
    years = whole.readings(("calendar_years_px",))["calendar_years_px"].value
    found = history_before(whole, "calendar_years_px")
    assert found.values == tuple(years.values())
    assert [str(np.datetime64(time, "s"))[:10] for time in found.times] == [f"{year}-12-31" for year in years]


def test_a_day_has_no_history_as_a_number(whole: SymbolAnalysis) -> None:
    assert history_before(whole, "record_close_date").values == ()


def test_a_tick_computes_nothing_anew(whole: SymbolAnalysis) -> None:
    day, *values = last_bar()
    ticked = whole.tick((day, *values[:3], values[3] * 1.01, values[4] * 1.01, values[5]))
    assert history_before(ticked, "rv21") is history_before(whole, "rv21")
    assert reading_or_score(ticked, "rv21").value != reading_or_score(whole, "rv21").value


@cases(("stop", "chosen"), [(1, "every session"), (60, "every session"), (300, "one session in 3")])
def test_a_short_history_takes_sessions(stop: int, chosen: str) -> None:
    found = history_before(cut(stop), "last_close")
    assert found.chosen == chosen
    assert len(found.times) == (stop - 1 if chosen == "every session" else 100)
    assert list(found.times) == sorted(set(found.times))
    if found.times:
        assert found.values[-1] == OWN.close[stop - 2]


def test_no_bars_have_no_history() -> None:
    nothing = board(select(OWN, slice(0, 0)), CONTEXT)
    for key in ("rv21", "risk", "risk.credit", "calendar_years_tr"):
        assert history_before(nothing, key).values == ()
        assert reading_or_score(nothing, key).value is None
