"""The words of `r2k notes`."""

from __future__ import annotations

from tests.commands.conftest import R2K


def test_the_help_names_every_verb(r2k: R2K) -> None:
    outcome = r2k("notes", "--help")
    assert outcome.status == 0
    for word in ("add TEXT", "edit ID TEXT", "remove ID", "--day"):
        assert word in outcome.out
