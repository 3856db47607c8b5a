"""The options of `r2k factors`."""

from __future__ import annotations

from typing import get_args

from r2k_tui.commands.factors.options import factors
from r2k_tui.model.factors.models import DEFAULT, MODELS


def test_the_help_lists_every_model() -> None:
    hint = factors.__annotations__["model"]
    assert get_args(hint)[1].help == " | ".join(MODELS)
    assert DEFAULT == "ff5"
