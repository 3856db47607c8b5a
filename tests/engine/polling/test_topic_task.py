"""The task of a topic: started once, stopped for good."""

from __future__ import annotations

import asyncio

import pytest

from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.polling.topic_task import PolledService, TopicTask
from r2k_tui.engine.universe.service import UniverseService
from tests.engine.polling.test_topic import Stage
from tests.engine.virtual_time import virtual


@virtual
async def test_it_starts_once_and_ends_with_stop() -> None:
    stage = Stage(Cadence(open=60.0))
    task = TopicTask(stage.topic)
    assert not task.begun
    await task.attempted()
    task.insist()
    assert stage.began == [], "nothing is polled before the start"
    task.begin()
    task.begin()
    await task.attempted()
    assert task.begun and len(stage.began) == 1
    task.insist()
    await asyncio.sleep(1.0)
    assert len(stage.began) == 2
    await task.stop()
    await asyncio.sleep(600.0)
    assert len(stage.began) == 2


@virtual
async def test_without_a_topic_nothing_runs() -> None:
    task = TopicTask(None)
    task.begin()
    task.insist()
    await task.attempted()
    await task.stop()
    assert not task.begun


@virtual
async def test_what_runs_beside_the_polls() -> None:
    stage, steps = Stage(Cadence(open=60.0)), list[str]()

    async def run() -> None:
        steps.append("restored")
        await stage.topic.run()

    task = TopicTask(stage.topic, run)
    task.begin()
    await task.attempted()
    await task.stop()
    assert steps == ["restored"] and len(stage.began) == 1


@virtual
async def test_a_defect_of_what_runs_is_raised() -> None:
    async def run() -> None:
        raise ValueError("defect")

    task = TopicTask(Stage(Cadence()).topic, run)
    task.begin()
    await asyncio.sleep(0)
    with pytest.raises(ValueError, match="defect"):
        await task.stop()


def test_the_members_are_one_of_the_services() -> None:
    assert issubclass(UniverseService, PolledService)
