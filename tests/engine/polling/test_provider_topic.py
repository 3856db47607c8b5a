"""The topic of a provider: its own breaker, and the waits, hours and health that it was given."""

from __future__ import annotations

from random import Random

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.context import new_context
from r2k_tui.engine.polling.provider_topic import TopicNeeds, provider_topic
from r2k_tui.engine.polling.topic_task import TopicTask
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import Unavailable
from r2k_tui.store.store import Store
from tests.engine.virtual_time import START, WallClock, virtual
from tests.fakes.scripted_source import ScriptedSource


class Scene:
    """Context and needs of a topic, and what was published."""

    def __init__(self) -> None:
        store = Store(None, "scripted")
        self.published: list[FeedStatus] = []
        self.context = new_context(Config(), None, store, SourceFacts("scripted"), WallClock())
        self.needs = TopicNeeds(ScriptedSource(), store, ExchangeHours.load(START), Random(1), self.published.append)

    async def poll(self) -> str:
        """Poll that fails."""
        raise Unavailable("no route")


async def first_status(scene: Scene, **more: object) -> FeedStatus:
    task = TopicTask(provider_topic("halts", Cadence(open=60.0), scene.poll, scene.context, scene.needs, **more))  # type: ignore[arg-type]
    task.begin()
    await task.attempted()
    await task.stop()
    return scene.published[-1]


@virtual
async def test_what_is_not_given_comes_from_needs_and_settings() -> None:
    scene = Scene()
    status = await first_status(scene)
    limits = scene.context.config.limits
    assert (status.topic, status.state, status.message) == ("halts", FeedState.FAILING, "no route")
    assert status.next_try is not None and 0 < status.next_try - START <= limits.backoff_s


@virtual
async def test_waits_session_and_health_of_its_own() -> None:
    scene, own = Scene(), list[FeedStatus]()
    scene.published.append(FeedStatus("none"))
    await first_status(scene, publish=own.append, session=Session, backoff_s=(900.0, 3600.0))
    assert [status.topic for status in scene.published] == ["none"]
    assert own[-1].next_try is not None and 0.2 * 900 <= own[-1].next_try - START <= 900


@virtual
async def test_it_keeps_the_time_of_an_earlier_success() -> None:
    scene = Scene()
    scene.context.market.feeds["halts"] = FeedStatus("halts", last_success=5.0)
    assert (await first_status(scene)).last_success == 5.0
