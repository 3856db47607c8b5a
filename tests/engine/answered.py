"""Requests answered by an engine that has run for a while."""

from __future__ import annotations

from typing import Any

from r2k_tui.model.messages.request import (
    Request,
)
from tests.engine.stage import Stage, ask


async def answered(stage: Stage, request: Request) -> Any:
    async with stage.running() as engine:
        return await ask(engine, request)
