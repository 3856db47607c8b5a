"""The tables of the allocation."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.portfolio import SampleFigures
from r2k_tui.ui.drawing.numbers import direction, percent
from r2k_tui.ui.views.allocation.drawing.tables import measure_lines, share_lines, title
from tests.fakes.still_allocation import MEMBERS, STUDY
from tests.ui.views.chart.drawn import text


def test_names_of_portfolios() -> None:
    assert [title(name) for name in ("max_sharpe", "hrp", "mine")] == ["max-Sharpe", "HRP", "mine"]


def test_every_member_stands_under_its_sleeve() -> None:
    shown = text(share_lines(STUDY, "equal", 80)).splitlines()
    rows = [line.split()[0] for line in shown[1:]]
    assert [row for row in rows if row in MEMBERS] == [m for s in STUDY.constraints.sleeves for m in s.members]
    for sleeve in STUDY.constraints.sleeves:
        assert any(line.startswith(f" {sleeve.name} ") and "of the total" in line for line in shown)


def test_bars_need_room_and_what_is_not_held_has_no_share_now() -> None:
    assert "█" not in text(share_lines(STUDY, "equal", 50)[1:])
    assert "█" in text(share_lines(STUDY, "equal", 80)[1:])
    bare = msgspec.structs.replace(STUDY, plan=None)
    assert "●" not in text(share_lines(bare, "equal", 80)[1:])


def test_optima_have_what_they_were_out_of_sample_as_well() -> None:
    assert "wf: walk-forward" not in text(measure_lines(STUDY, "equal", 120))
    walked = SampleFigures("2020-01-02", "2031-05-14", 2860, 0.0512, 0.1, 0.5, 0.012, -0.2)
    best = msgspec.structs.replace(STUDY.portfolios["min_vol"], in_sample=walked, walk_forward=walked)
    shown = text(measure_lines(msgspec.structs.replace(STUDY, portfolios={"min_vol": best}), "min_vol", 120))
    assert "wf: walk-forward" in shown
    assert next(line for line in shown.splitlines() if line.startswith(" wf ret.")).split()[-1] == "+5.1%"


def test_a_member_has_its_share_now_the_one_wanted_and_the_difference() -> None:
    assert STUDY.plan is not None
    aim = STUDY.portfolios["equal"]
    assert aim is not None
    now, wanted = 0.625, aim.weights["SPY"]
    held = msgspec.structs.replace(STUDY, plan=msgspec.structs.replace(STUDY.plan, current={"SPY": now}))
    row = next(line for line in share_lines(held, "equal", 40) if text([line]).startswith(" SPY"))
    figures = [percent(now, 1, sign=False), percent(wanted, 1, sign=False), percent(wanted - now, 1)]
    assert text([row]).split()[1:4] == figures
    assert [style for _, style in row[:4]] == ["text", "dim", "bright", direction(wanted - now)]
