"""Which recorded answer a request gets, and the errors that are raised again."""

from __future__ import annotations

from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.recording.records import RecordedFailure
from r2k_tui.sources.replay.track import Track, Wait, error_of
from tests.cases import cases
from tests.engine.virtual_time import START
from tests.fakes.recording_file import quotes

FIRST, SECOND, THIRD = quotes(10.0, 1.0), quotes(20.0, 2.0), quotes(30.0, 3.0)


def test_polls_get_each_answer_once_when_it_arrived() -> None:
    track = Track([SECOND, FIRST, THIRD])
    assert track.poll(START) == Wait(FIRST.at)
    assert track.poll(START + 10) == FIRST
    assert track.poll(START + 12) == Wait(SECOND.at), "the answer before was given: this poll is the next one"
    assert track.poll(START + 20) == SECOND
    assert track.poll(START + 31) == THIRD
    assert track.poll(START + 99) == Wait(None), "nothing came after it"


def test_answers_that_were_overtaken_are_left_out() -> None:
    track = Track([FIRST, SECOND, THIRD])
    assert track.poll(START + 35) == THIRD


def test_a_single_request_gets_what_was_current() -> None:
    track = Track([FIRST, SECOND])
    assert track.current(START + 9) is None
    assert track.current(START + 15) == FIRST
    assert track.current(START + 99) == SECOND
    assert track.arrived(START + 15) == [FIRST]


def test_a_single_request_waits_for_one_that_was_on_its_way() -> None:
    track = Track([FIRST, SECOND])
    assert track.coming(START) == FIRST.at, "the first"
    assert track.coming(START + 10) is None, "it has just arrived"
    assert track.coming(START + 12) is None, "the next one was asked for seven seconds later"
    assert track.coming(START + 18) == SECOND.at
    assert track.coming(START + 21) is None
    assert track.coming(START + 99) is None


def test_a_first_answer_that_is_far_is_not_waited_for() -> None:
    assert Track([quotes(300.0, 1.0)]).coming(START) is None


@cases("error", [AuthFailed, BadData, NotFound, Unavailable])
def test_errors_have_their_type(error: type[SourceError]) -> None:
    again = error_of(RecordedFailure(error.kind, "why"))
    assert type(again) is error
    assert (again.kind, str(again)) == (error.kind, "why")


def test_a_refusal_keeps_its_time() -> None:
    again = error_of(RecordedFailure("rate_limited", "slow down", START + 60))
    assert isinstance(again, RateLimited)
    assert again.retry_at == START + 60


def test_an_unknown_kind_stays_what_it_was() -> None:
    again = error_of(RecordedFailure("haunted", "boo"))
    assert (type(again), again.kind, str(again)) == (SourceError, "haunted", "boo")
    assert SourceError.kind == "unavailable"


def test_a_defect_reads_as_it_did() -> None:
    assert str(error_of(RecordedFailure("defect", "TypeError: x"))) == "defect in R2K: TypeError: x"
