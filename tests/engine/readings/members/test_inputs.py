"""Inputs of the readings of the index."""

from __future__ import annotations

import pytest

from r2k_tui.engine.readings.members.inputs import MemberInputs
from tests.engine.readings.members.scene import sample


def test_members_that_a_row_did_not_name_are_a_defect() -> None:
    with pytest.raises(AssertionError, match=r"names InputPart\.MEMBERS"):
        _ = MemberInputs().members


def test_members_are_counted() -> None:
    assert len(MemberInputs(sample()).members) == 4
