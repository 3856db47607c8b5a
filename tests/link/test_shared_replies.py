"""One reply for many: computed once in each state, whoever leaves meanwhile."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable
from typing import get_args

import pytest

from r2k_tui.engine.dispatch import handler_of
from r2k_tui.link.shared_replies import SHAREABLE, SharedReplies
from r2k_tui.model.messages.bars import GetBars
from r2k_tui.model.messages.request import Request
from tests.structure.source_tree import PACKAGE

YEAR, MONTH = GetBars("IWM", "1Y"), GetBars("IWM", "1M")


class Engine:
    """Replies with the number of the computation, once it is let."""

    def __init__(self) -> None:
        self.begun = self.cancelled = 0
        self.may = asyncio.Event()

    def __call__(self) -> Awaitable[int]:
        return self._compute()

    async def _compute(self) -> int:
        self.begun += 1
        number = self.begun
        try:
            await self.may.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return number


async def test_the_same_is_computed_once_before_and_after_it_is_ready() -> None:
    replies, engine = SharedReplies[int](), Engine()
    early = [asyncio.create_task(replies.get(YEAR, engine)) for _ in range(3)]
    await asyncio.sleep(0)
    engine.may.set()
    assert await asyncio.gather(*early) == [1, 1, 1]
    assert await replies.get(GetBars("IWM", "1Y"), engine) == 1
    assert await replies.get(MONTH, engine) == 2
    assert replies.computed == 2


async def test_a_new_state_does_not_wait_for_what_was_asked_of_the_old_one() -> None:
    replies, engine = SharedReplies[int](), Engine()
    old = asyncio.create_task(replies.get(YEAR, engine))
    await asyncio.sleep(0)
    replies.start_over()
    new = asyncio.create_task(replies.get(YEAR, engine))
    await asyncio.sleep(0)
    engine.may.set()
    assert (await old, await new) == (1, 2)


async def test_one_that_leaves_takes_nothing_from_the_others() -> None:
    replies, engine = SharedReplies[int](), Engine()
    leaves, stays = (asyncio.create_task(replies.get(YEAR, engine)) for _ in range(2))
    await asyncio.sleep(0)
    leaves.cancel()
    await asyncio.gather(leaves, return_exceptions=True)
    engine.may.set()
    assert await stays == 1
    assert engine.cancelled == 0


async def test_nothing_is_computed_for_nobody_and_the_next_one_starts_anew() -> None:
    replies, engine = SharedReplies[int](), Engine()
    leaves = asyncio.create_task(replies.get(YEAR, engine))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    leaves.cancel()
    await asyncio.gather(leaves, return_exceptions=True)
    engine.may.set()
    assert await replies.get(YEAR, engine) == 2
    assert engine.cancelled == 1


async def test_a_defect_is_not_kept() -> None:
    async def fail() -> int:
        raise ValueError("no")

    replies, engine = SharedReplies[int](), Engine()
    engine.may.set()
    with pytest.raises(ValueError, match="no"):
        await replies.get(YEAR, fail)
    assert await replies.get(YEAR, engine) == 1


def test_no_shareable_request_depends_on_who_asks() -> None:
    """Handlers alone know the reader, and those of shareable requests do not ask."""
    for kind in SHAREABLE:
        assert "scope.reader" not in inspect.getsource(handler_of(kind)), kind.__name__
    asking = [path for path in (PACKAGE / "engine").rglob("*.py") if "scope.reader" in path.read_text()]
    assert {path.name for path in asking} == {"requests.py"}


def test_shareable_requests_are_requests_that_can_be_keys() -> None:
    assert set(SHAREABLE) <= set(get_args(Request))
    for kind in SHAREABLE:
        required = len(kind.__struct_fields__) - len(kind.__struct_defaults__)
        hash(kind(**dict.fromkeys(kind.__struct_fields__[:required], "")))
