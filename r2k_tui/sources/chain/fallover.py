"""Requests of one thing, such as the bars of a symbol: provider after provider until one has it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from r2k_tui.sources.base import NotFound, SourceError
from r2k_tui.sources.chain.failures import copied, short
from r2k_tui.sources.chain.health import ProviderTopic
from r2k_tui.sources.chain.probes import Probes
from r2k_tui.sources.chain.provider import Provider

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Wanted(Generic[Answer]):
    """What is asked: `call` requests it from one provider; `of` is the symbol.

    `shortens`: see Provider.ask. `has_any`: whether an answer has anything in it. `omitted`: whether a provider is
    known not to have it. `without` receives a provider that turned out not to have it, `given` one that has.
    """

    topic: ProviderTopic
    of: str
    call: Callable[[Provider], Awaitable[Answer]]
    shortens: bool = False
    has_any: Callable[[Answer], bool] = lambda _: True
    omitted: Callable[[Provider], bool] = lambda _: False
    without: Callable[[Provider], None] = lambda _: None
    given: Callable[[Provider], None] = lambda _: None


class Fallover(Generic[Answer]):
    """One search for an answer among `providers`, in order."""

    def __init__(self, providers: Sequence[Provider], wanted: Wanted[Answer], probes: Probes) -> None:
        self._providers, self._wanted, self._probes = providers, wanted, probes
        self._errors: dict[str, SourceError] = {}
        self._empty: list[Answer] = []

    async def run(self) -> Answer:
        """The first answer that has anything in it, else an empty one.

        Raises NotFound where a provider says that there is none, else the failure of the first one.
        """
        for provider in self._order():
            try:
                answer = await self._ask(provider)
            except NotFound as error:
                self._errors[provider.name] = copied(error)
                self._wanted.without(provider)
            except SourceError as error:
                self._errors[provider.name] = copied(error)
            else:
                if self._wanted.has_any(answer):
                    self._wanted.given(provider)
                    self._probe_before(provider)
                    return answer
                self._empty.append(answer)
                self._wanted.without(provider)
        if self._empty:
            return self._empty[0]
        raise self._failure()

    def _order(self) -> Iterator[Provider]:
        """Providers that serve and may have it; then those that failed and are due; where nobody has answered, all
        others: the caller has a backoff itself."""
        topic, tried = self._wanted.topic, set[Provider]()
        serving = [provider for provider in self._providers if provider.serves(topic)]
        likely = [provider for provider in serving if not self._wanted.omitted(provider)]
        failed = [provider for provider in self._providers if provider not in serving]
        due = [p for p in failed if p.is_due(topic) and not self._wanted.omitted(p)]
        for provider in [*likely, *due] or serving[:1]:
            tried.add(provider)
            yield provider
        for provider in self._providers:
            if not (provider in tried or provider.is_blocked or self._was_answered):
                yield provider

    @property
    def _was_answered(self) -> bool:
        return bool(self._empty) or any(isinstance(error, NotFound) for error in self._errors.values())

    def _probe_before(self, provider: Provider) -> None:
        """Probe those before `provider` that failed and were not asked now."""
        for earlier in self._providers[: self._providers.index(provider)]:
            if earlier.name not in self._errors:
                self._probes.start(earlier, self._wanted.topic, partial(self._ask, earlier))

    async def _ask(self, provider: Provider) -> Answer:
        wanted = self._wanted
        call = partial(wanted.call, provider)
        return await provider.ask(wanted.topic, call, of=wanted.of, shortens=wanted.shortens)

    def _failure(self) -> SourceError:
        """Failure of the whole search. Where one provider has it not while others fail, it may be missing or not."""
        topic, found = self._wanted.topic, self._errors.values()
        absent = next((error for error in found if isinstance(error, NotFound)), None)
        failed = [error for p in self._providers if (error := self._errors.get(p.name) or p.failure(topic)) is not None]
        if absent is None:
            return failed[0] if failed else NotFound(f"No provider has {topic} of {self._wanted.of}.")
        others = [error for error in failed if not isinstance(error, NotFound)]
        return NotFound("; ".join(dict.fromkeys(map(short, (*others, absent)))) + ".") if others else absent
