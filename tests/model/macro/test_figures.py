"""Figures of the economy on the wire: a list each, in the order of the fields."""

from __future__ import annotations

import msgspec

from r2k_tui.model.macro.figures import FigureGroup, MacroFigure, PolicyStudy
from tests.fakes.still_economy import FIGURES, STUDY


def test_figures_and_the_study_survive_the_wire() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(FIGURES), type=tuple[MacroFigure, ...]) == FIGURES
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(STUDY), type=PolicyStudy) == STUDY


def test_a_figure_begins_with_its_key_group_name_unit_and_value() -> None:
    sent = msgspec.msgpack.decode(msgspec.msgpack.encode(FIGURES[0]))
    known = FIGURES[0]
    assert sent[:5] == [known.key, known.group.value, known.name, known.unit.value, known.value]


def test_groups_in_the_order_of_the_screen() -> None:
    assert [group.value for group in FigureGroup] == ["valuation", "policy", "curve", "credit", "floating", "growth"]
