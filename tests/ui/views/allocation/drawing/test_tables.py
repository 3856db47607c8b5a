"""The tables of the allocation."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.trades import MemberDrift
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.drawing.numbers import MISSING, direction, percent
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


def test_what_is_outside_the_sleeves_is_shown_too() -> None:
    aim = STUDY.portfolios["equal"]
    assert STUDY.plan is not None and aim is not None
    mine = msgspec.structs.replace(aim, weights={"SPY": 0.5, "SLV": 0.2, "BTC-USD": 0.2, "cash": 0.1})
    plan = msgspec.structs.replace(
        STUDY.plan,
        current={"SPY": 0.9, "IWN": 0.06, "cash": 0.04},
        members=tuple(MemberDrift(symbol, 0.0, 0.0, 0.0, False) for symbol in ("SPY", "SLV", "IWN", "cash")),
    )
    study = msgspec.structs.replace(STUDY, plan=plan, portfolios={"mine": mine})
    shown = text(share_lines(study, "mine", 40)).splitlines()
    gone = next(line for line in shown if line.startswith(" IWM")).split()
    assert gone[2] == "0.0%", "what the target leaves out is wanted at nothing"
    after = [line.split()[:4] for line in shown[shown.index(" outside the sleeves") + 1 :]]
    assert after == [
        ["SLV", "0.0%", "20.0%", "+20.0%"],
        ["BTC-USD", MISSING, "20.0%", MISSING],
        ["IWN", "6.0%", "0.0%", "-6.0%"],
        ["cash", "4.0%", "10.0%", "+6.0%"],
    ]


def test_bars_need_room_and_what_is_not_held_has_no_share_now() -> None:
    assert "█" not in text(share_lines(STUDY, "equal", 50)[1:])
    assert "█" in text(share_lines(STUDY, "equal", 80)[1:])
    bare = msgspec.structs.replace(STUDY, plan=None)
    assert "●" not in text(share_lines(bare, "equal", 80)[1:])


def test_more_portfolios_than_fit_stand_in_a_table_below() -> None:
    found = list(STUDY.portfolios.values())
    many = msgspec.structs.replace(STUDY, portfolios={f"mix{i}": found[i % 7] for i in range(15)})
    lines = measure_lines(many, "mix3", 77)
    assert max(length(line) for line in lines) <= 77
    heads = [text([line]).split() for line in lines if text([line]).startswith(" a year")]
    assert len(heads) == 2
    assert [name for head in heads for name in head[3::2]] == [f"mix{i}"[: 5 - len(str(i + 1))] for i in range(15)]
    assert sum(text([line]).startswith(" Sharpe") for line in lines) == 2


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
