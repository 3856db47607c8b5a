"""What an engine answers about rules, by the memory link, from a folder of files."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.config.schema import Config
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.rules import service
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.memory import MemoryLink
from r2k_tui.model.messages.allocation.rules import GetRules, RulesReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.rules.study import RuleStudy
from r2k_tui.sources.csv_folder.info import INFO as CSV
from tests.commands.conftest import write_folder

Linked = Callable[..., Any]


@pytest.fixture
def linked(exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch) -> Linked:
    """A link to an engine on a folder."""
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)

    @asynccontextmanager
    async def linked(folder: Path, as_of: str | None = None) -> AsyncIterator[MemoryLink]:
        engine = build_engine(EngineSetup(Config(), CSV, data=str(folder), as_of=as_of))
        link = MemoryLink(engine)
        await link.start()
        try:
            # The first polls read the same bars.
            await engine.settle()
            yield link
        finally:
            await link.close()

    return linked


@pytest.fixture
def data(tmp_path: Path, exchange: ExchangeHours) -> Path:
    """A folder of 1,400 sessions, with bills that pay 2 %."""
    days = [str(day) for day in exchange.days() if str(day) <= "2025-09-18"][-1400:]
    folder = write_folder(tmp_path / "data", days)
    (folder / "IRX.csv").write_text("Date,Close\n" + "".join(f"{day},2.0\n" for day in days))
    return folder


async def study_of(link: MemoryLink, request: GetRules | None = None) -> RuleStudy:
    reply = await link.ask(request or GetRules())
    assert isinstance(reply, RulesReply), reply
    return reply.study


async def test_all_rules_with_their_source(linked: Linked, data: Path) -> None:
    async with linked(data) as link:
        study = await study_of(link)
    assert study.tried == 5 and not study.absent and study.source == "csv"
    assert (study.cost_bp, study.risk_free_from) == (5.0, "^IRX of each day, mean")
    assert {rule.last for rule in study.rules} == {"2025-09-18"} and study.next_decision == "2025-09-30"


async def test_costs_and_the_first_day_are_those_of_the_request(linked: Linked, data: Path) -> None:
    async with linked(data) as link:
        cheap, dear = await study_of(link, GetRules(0.0)), await study_of(link, GetRules(200.0))
        late = await study_of(link, GetRules(start="2023-06-10"))
        wrong = await link.ask(GetRules(start="2023-02-30"))
    for one, other in zip(cheap.rules, dear.rules, strict=True):
        assert one.figures.cost == 0.0 < other.figures.cost
        assert (one.figures.cagr or 0) > (other.figures.cagr or 0)
    assert {rule.first for rule in late.rules} == {"2023-07-03"}
    assert wrong == Failure("usage", "there is no day 2023-02-30")


async def test_as_of_a_day_nothing_later_is_known(linked: Linked, data: Path) -> None:
    async with linked(data) as link:
        whole = await study_of(link)
    async with linked(data, as_of="2024-05-14") as link:
        early = await study_of(link)
    assert {rule.last for rule in early.rules} == {"2024-05-14"} and early.next_decision == "2024-05-31"
    for short, long in zip(early.rules, whole.rules, strict=True):
        assert short.signal.decided == "2024-04-30"
        assert long.decisions.time.startswith(short.decisions.time)
        assert long.decisions.weights.startswith(short.decisions.weights)


async def test_the_same_bars_are_computed_once(linked: Linked, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[str] = []
    for name in ("study", "gauge_of"):
        real = getattr(service, name)
        monkeypatch.setattr(service, name, lambda *a, _real=real, _name=name: (computed.append(_name), _real(*a))[1])
    async with linked(data) as link:
        assert await study_of(link) == await study_of(link)
        await study_of(link, GetRules(9.0))
        for cost in range(20, 40):
            await study_of(link, GetRules(float(cost)))
        await study_of(link)
    assert computed.count("gauge_of") == 1
    assert computed.count("study") == 2 + 20 + 1, "only the last few are kept"


async def test_no_small_caps_is_told_in_plain_words(linked: Linked, data: Path) -> None:
    for name in ("IWM", "RUT"):
        (data / f"{name}.csv").unlink()
    async with linked(data) as link:
        reply = await link.ask(GetRules())
    assert isinstance(reply, Failure) and reply.kind == "not_found"
    assert reply.message == "neither IWM nor ^RUT has daily bars: no IWM.csv in the data folder"
