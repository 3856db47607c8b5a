"""An engine beside a server of series, as the tests of macro have it."""

from __future__ import annotations

from tests.engine.macro.conftest import fred, stage

__all__ = ["fred", "stage"]
