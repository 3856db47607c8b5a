"""What the engine and the process of the optimizer say to each other."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.engine.allocation.protocol import (
    LENGTH,
    Allocate,
    Cancel,
    Failed,
    Job,
    Progress,
    RunBacktest,
    Simulate,
    ToWorker,
    frame,
)
from tests.cases import cases
from tests.engine.allocation.problems import market, problem

TASKS = (Allocate("equal"), RunBacktest("hrp", "monthly", 5.0), Simulate("own", 10, 1000, 21, 7, 1e5, 0.0, 4e3))


@cases("task", TASKS)
def test_a_job_survives_the_pipe_with_its_panel(task: Allocate | RunBacktest | Simulate) -> None:
    job = Job(3, problem(panel=market(10)), task)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(job), type=ToWorker) == job


def test_a_job_and_its_end_are_told_apart() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(Cancel(3)), type=ToWorker) == Cancel(3)
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode(Allocate("equal")), type=ToWorker)


def test_a_message_has_its_length_before_it_and_its_kind_in_it() -> None:
    sent = frame(Cancel(3))
    assert int.from_bytes(sent[:LENGTH], "big") == len(sent) - LENGTH
    assert msgspec.msgpack.decode(sent[LENGTH:]) == {"type": "cancel", "id": 3}
    kinds = [
        msgspec.msgpack.decode(frame(message)[LENGTH:])["type"]
        for message in (Progress(3, 1, 2, "x"), Failed(3, "k", "m"))
    ]
    assert kinds == ["progress", "failed"]
    assert msgspec.to_builtins(Job(3, problem(panel=market(10)), TASKS[0]))["type"] == "job"
