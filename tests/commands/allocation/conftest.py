"""A market written once, and commands asked about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from r2k_tui.engine.allocation.protocol import AllocationProblem, AllocationResult, AllocationTask, ResampleFrontier
from r2k_tui.engine.allocation.worker.client import AllocationWorkerClient
from tests.commands.allocation.market import CONFIG, RECENT, write_market
from tests.commands.conftest import R2K, Outcome

_DAY_BYTES = 8
# What the resampled frontier of recent history is drawn from; that of the whole one is drawn as often as for a user.
_FEW_DRAWS = 10


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, days: list[str]) -> Path:
    """A folder in which every member has its history. To be read only."""
    return write_market(tmp_path_factory.mktemp("allocation") / "whole", days)


@pytest.fixture(scope="session")
def recent(tmp_path_factory: pytest.TempPathFactory, days: list[str]) -> Path:
    """As `whole`, of two years. To be read only."""
    return write_market(tmp_path_factory.mktemp("allocation") / "recent", days, count=RECENT)


@pytest.fixture(scope="session")
def solutions() -> dict[bytes, AllocationResult]:
    """What the worker has answered, by what it was asked."""
    return {}


@pytest.fixture(autouse=True)
def _solved_once(monkeypatch: pytest.MonkeyPatch, solutions: dict[bytes, AllocationResult]) -> None:
    """The same problem goes to the worker once for all tests here: most ask for the same portfolios in other words."""
    solve = AllocationWorkerClient._do

    async def solved(
        client: AllocationWorkerClient, problem: AllocationProblem, task: AllocationTask
    ) -> AllocationResult:
        if isinstance(task, ResampleFrontier) and len(problem.panel.days) <= RECENT * _DAY_BYTES:
            task = msgspec.structs.replace(task, draws=_FEW_DRAWS)
        key = msgspec.msgpack.encode((problem, task))
        if key not in solutions:
            solutions[key] = await solve(client, problem, task)
        return solutions[key]

    monkeypatch.setattr(AllocationWorkerClient, "_do", solved)


@pytest.fixture
def ask(r2k: R2K, whole: Path, tmp_path: Path) -> Any:
    """A command on a folder and with settings of its own."""

    def ask(*arguments: object, config: str = CONFIG, data: Path = whole, json: bool = True) -> Outcome:
        file = tmp_path / "own.toml"
        file.write_text(config)
        more = ["--json"] if json else []
        outcome = r2k(*arguments, "--config", file, "--source", "csv", "--data", data, *more)
        assert "Traceback" not in outcome.err and "defect" not in outcome.err
        return outcome

    return ask
