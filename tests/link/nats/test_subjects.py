"""Subjects of a hub: rights can be given by user, and one hub's are never another's."""

from __future__ import annotations

from r2k_tui.link.nats.subjects import Subjects

HUB, READER = Subjects("r2k"), "joe.x7"


def covers(pattern: str, subject: str) -> bool:
    """Whether a subscription to a pattern gets what is sent to a subject."""
    parts, words = pattern.split("."), subject.split(".")
    return len(parts) == len(words) and all(p in ("*", w) for p, w in zip(parts, words, strict=True))


def test_the_leader_gets_what_any_terminal_sends() -> None:
    sent = {HUB.ask(READER): HUB.asks, HUB.here(READER): HUB.presence, HUB.gone(READER): HUB.farewells}
    for subject in sent:
        assert [pattern for pattern in sent.values() if covers(pattern, subject)] == [sent[subject]]


def test_an_answer_reaches_its_own_reader_alone() -> None:
    assert HUB.reply(READER) == "r2k.reply.joe.x7"
    assert not any(covers(p, HUB.reply(READER)) for p in (HUB.asks, HUB.presence, HUB.farewells, HUB.frames))


def test_who_sent_a_message_is_read_from_its_subject() -> None:
    assert HUB.reader_of(HUB.ask(READER)) == HUB.reader_of(HUB.gone(READER)) == READER


def test_two_hubs_of_one_broker_share_nothing() -> None:
    other = Subjects("r2k2")
    assert not covers(other.asks, HUB.ask(READER))
    assert {HUB.frames, HUB.bucket}.isdisjoint({other.frames, other.bucket})
