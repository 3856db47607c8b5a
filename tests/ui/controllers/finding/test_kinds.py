"""A new kind of destination is one row."""

from __future__ import annotations

import pytest

from r2k_tui.ui.controllers.finding import kinds
from r2k_tui.ui.controllers.finding.kinds import KINDS, FindKind, kinds_from
from r2k_tui.ui.controllers.finding.scope import FindScope
from r2k_tui.ui.dialogs.drawing.matching import Destination
from tests.ui.controllers.finding.line import gone_to
from tests.ui.stage import Stage, on_stage


def test_every_kind_has_a_name_of_its_own_and_one_source() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert all((kind.now is None) != (kind.later is None) for kind in KINDS)


def test_the_palette_has_the_same_kinds_another_one_first() -> None:
    assert kinds_from("action")[0].name == "action" and set(kinds_from("action")) == set(KINDS)
    assert kinds_from("symbol") == KINDS


@pytest.mark.parametrize("late", [False, True])
async def test_a_row_is_found_and_opened(monkeypatch: pytest.MonkeyPatch, *, late: bool) -> None:
    opened: list[str] = []
    places = [Destination("planet", "pluto", "dwarf planet")]

    async def later(_: FindScope) -> list[Destination]:
        return places

    row = FindKind(
        "planet",
        lambda _, place: opened.append(place.name),
        now=None if late else lambda _: places,
        later=later if late else None,
    )
    monkeypatch.setattr(kinds, "KINDS", (*KINDS, row))
    stage = Stage()
    async with on_stage(stage) as pilot:
        await gone_to(stage, pilot, "dwarf")
    assert opened == ["pluto"]
