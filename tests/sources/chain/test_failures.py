"""Failures that are kept, and the failure of a whole chain."""

from __future__ import annotations

from r2k_tui.sources.base import AuthFailed, BadData, NotFound, ProviderOff, RateLimited, SourceError, Unavailable
from r2k_tui.sources.chain.failures import copied, of_chain, short
from tests.cases import cases


class Own(SourceError):
    """An error of an installed source, with arguments of its own."""

    kind = "own"

    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"{code}: {text}")


@cases("kind", [AuthFailed, BadData, NotFound, ProviderOff, RateLimited, Unavailable])
def test_a_copy_has_kind_and_words_and_no_frames(kind: type[SourceError]) -> None:
    try:
        raise kind("what happened")
    except SourceError as error:
        copy = copied(error)
    assert type(copy) is kind and str(copy) == "what happened"
    assert copy.__traceback__ is None and copy.__cause__ is None


def test_a_copy_of_a_rate_limit_has_its_time() -> None:
    copy = copied(RateLimited("no", 7.0))
    assert isinstance(copy, RateLimited) and copy.retry_at == 7.0


def test_an_error_of_an_installed_source_becomes_an_outage() -> None:
    copy = copied(Own(5, "strange"))
    assert type(copy) is Unavailable and str(copy) == "5: strange"


@cases(
    ("first", "pauses", "kind", "words"),
    [
        (AuthFailed("denied."), [None, None], AuthFailed, "denied."),
        (RateLimited("slow down.", 9.0), [9.0, None], Unavailable, "slow down."),
        (RateLimited("slow down.", 9.0), [9.0, 5.0], RateLimited, "slow down."),
        (AuthFailed("denied."), [9.0, 5.0], RateLimited, "every provider asks for a pause; denied."),
    ],
)
def test_only_a_chain_of_limited_providers_is_limited(
    first: SourceError, pauses: list[float | None], kind: type[SourceError], words: str
) -> None:
    error = of_chain(first, pauses)
    assert type(error) is kind and str(error) == words
    if isinstance(error, RateLimited):
        assert error.retry_at == 5.0


def test_hostile_words_become_one_printable_line() -> None:
    copy = copied(BadData("\x1b[2Jgone\n" + "x" * 999))
    assert str(copy).isprintable() and len(str(copy)) <= 300


def test_words_within_a_sentence() -> None:
    assert short(Unavailable("no route.")) == "no route"
