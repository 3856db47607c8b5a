"""Failover of one request, such as the bars of a symbol: each provider in turn until one answers."""

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
class ProviderQuery(Generic[Answer]):
    """Request in a form that every provider can answer: `call` sends it to one of them; `of` is the symbol.

    `shortens`: see Provider.ask. `has_any`: whether an answer is not empty. `is_known_missing`: whether a provider is
    known not to have the data. `on_missing` receives a provider that turned out not to have them, `on_found` one that
    has them.
    """

    topic: ProviderTopic
    of: str
    call: Callable[[Provider], Awaitable[Answer]]
    shortens: bool = False
    has_any: Callable[[Answer], bool] = lambda _: True
    is_known_missing: Callable[[Provider], bool] = lambda _: False
    on_missing: Callable[[Provider], None] = lambda _: None
    on_found: Callable[[Provider], None] = lambda _: None


class Failover(Generic[Answer]):
    """One search for an answer among `providers`, in order."""

    def __init__(self, providers: Sequence[Provider], query: ProviderQuery[Answer], probes: Probes) -> None:
        self._providers, self._query, self._probes = providers, query, probes
        self._errors: dict[str, SourceError] = {}
        self._empty: list[Answer] = []

    async def run(self) -> Answer:
        """The first answer that is not empty, else an empty one.

        Raises NotFound if a provider reports that the data do not exist, else the failure of the first provider.
        """
        for provider in self._order():
            try:
                answer = await self._ask(provider)
            except NotFound as error:
                self._errors[provider.name] = copied(error)
                self._query.on_missing(provider)
            except SourceError as error:
                self._errors[provider.name] = copied(error)
            else:
                if self._query.has_any(answer):
                    self._query.on_found(provider)
                    self._probe_before(provider)
                    return answer
                self._empty.append(answer)
                self._query.on_missing(provider)
        if self._empty:
            return self._empty[0]
        raise self._failure()

    def _order(self) -> Iterator[Provider]:
        """Healthy providers that may have the data, then failed ones that are due; if none of them answers, all the
        others, because the caller applies its own backoff."""
        topic, tried = self._query.topic, set[Provider]()
        serving = [provider for provider in self._providers if provider.serves(topic)]
        likely = [provider for provider in serving if not self._query.is_known_missing(provider)]
        failed = [provider for provider in self._providers if provider not in serving]
        due = [p for p in failed if p.is_due(topic) and not self._query.is_known_missing(p)]
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
        """Probe the failed providers before `provider` that this search skipped."""
        for earlier in self._providers[: self._providers.index(provider)]:
            if earlier.name not in self._errors:
                self._probes.start(earlier, self._query.topic, partial(self._ask, earlier))

    async def _ask(self, provider: Provider) -> Answer:
        query = self._query
        call = partial(query.call, provider)
        return await provider.ask(query.topic, call, of=query.of, shortens=query.shortens)

    def _failure(self) -> SourceError:
        """Failure of the whole search: if one provider lacks the data while others fail, both are reported."""
        topic, found = self._query.topic, self._errors.values()
        absent = next((error for error in found if isinstance(error, NotFound)), None)
        failed = [error for p in self._providers if (error := self._errors.get(p.name) or p.failure(topic)) is not None]
        if absent is None:
            return failed[0] if failed else NotFound(f"No provider has {topic} of {self._query.of}.")
        others = [error for error in failed if not isinstance(error, NotFound)]
        return NotFound("; ".join(dict.fromkeys(map(short, (*others, absent)))) + ".") if others else absent
