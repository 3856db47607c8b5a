"""Round of quotes: assignment of symbols to providers, with failover until no provider is left."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.base import NotFound, QuoteBatch, SourceError, Unavailable
from r2k_tui.sources.chain.failures import copied
from r2k_tui.sources.chain.health import ProviderTopic
from r2k_tui.sources.chain.late import LateRequest, LateRequests
from r2k_tui.sources.chain.provider import Provider
from r2k_tui.sources.chain.quote_request import ask_quotes

QUOTES = ProviderTopic.QUOTES
# Seconds that the quotes of a prompt provider wait for those of the others.
PATIENCE_S = 2.0


class QuoteRound:
    """Owner of what came so far. `found`: usable quotes by symbol; `answers`: batch by provider; `failed`: the failure
    of each provider that was asked in vain.

    Once a prompt provider has answered, the round waits PATIENCE_S for each of the others and leaves their requests to
    `late`, so that one that hangs or takes a symbol a second holds up no quote of another. Answers of earlier rounds
    that were late count in this one.
    """

    def __init__(self, providers: Sequence[Provider], symbols: Sequence[str], late: LateRequests | None = None) -> None:
        self._providers, self.symbols = providers, tuple(dict.fromkeys(symbols))
        self._late = late or LateRequests()
        self.found: dict[str, Quote] = {}
        self.answers: dict[str, list[QuoteBatch]] = {}
        self.failed: dict[str, SourceError] = {}
        self._tried: set[tuple[str, str]] = set()

    @property
    def was_answered(self) -> bool:
        """Whether any provider responded."""
        return bool(self.answers)

    def was_asked(self, provider: Provider) -> bool:
        """Whether a request went to a provider, or one of an earlier round still waits for it."""
        return any(name == provider.name for name, _ in self._tried) or self._late.is_awaited(provider)

    async def run(self) -> None:
        """Ask until every symbol has a quote, or nobody is left to ask; providers of different symbols together."""
        for request in self._late.ended(self.symbols):
            self._take(request)
        while plan := self._plan() or self._last_resort():
            requests = [self._sent(provider, symbols) for provider, symbols in plan.items()]
            try:
                await self._wait(requests)
            except BaseException:
                for request in requests:
                    request.task.cancel()
                await asyncio.gather(*(request.task for request in requests), return_exceptions=True)
                raise

    def _plan(self) -> dict[Provider, list[str]]:
        """The next provider of each symbol that has no quote yet."""
        plan: dict[Provider, list[str]] = {}
        for symbol in self._pending():
            if (provider := self._next(symbol)) is not None:
                plan.setdefault(provider, []).append(symbol)
        return plan

    def _next(self, symbol: str) -> Provider | None:
        """The first provider for a symbol that was not asked for it yet: one that serves and may have it; then one that
        failed and is due; where everybody left it out, one that has a request anyway."""
        covering = [p for p in self._providers if p.covers(symbol) and not self._late.is_awaited(p)]
        serving = [p for p in covering if p.serves(QUOTES)]
        order = [p for p in serving if not p.missing_quotes.has(symbol)]
        due = [p for p in covering if p not in serving and p.is_due(QUOTES)]
        order += [p for p in due if not p.missing_quotes.has(symbol)]
        if not order:
            order = [p for p in serving if p.takes_long_lists][:1]
        return self._untried(order, symbol)

    def _last_resort(self) -> dict[Provider, list[str]]:
        """Providers in a pause of their own, where nobody has answered: the caller has a backoff itself."""
        plan: dict[Provider, list[str]] = {}
        if self.was_answered:
            return plan
        for symbol in self._pending():
            order = [p for p in self._providers if p.covers(symbol) and not (p.is_blocked or self._late.is_awaited(p))]
            if (provider := self._untried(order, symbol)) is not None:
                plan.setdefault(provider, []).append(symbol)
        return plan

    def _untried(self, order: Sequence[Provider], symbol: str) -> Provider | None:
        return next((p for p in order if (p.name, symbol) not in self._tried), None)

    def _pending(self) -> list[str]:
        return [symbol for symbol in self.symbols if symbol not in self.found]

    def _sent(self, provider: Provider, symbols: list[str]) -> LateRequest:
        task = asyncio.create_task(ask_quotes(provider, symbols), name=f"quotes {provider.name}")
        return LateRequest(provider, tuple(symbols), task)

    async def _wait(self, requests: Sequence[LateRequest]) -> None:
        """Take the answers as they come; what is not answered in time goes on beside the rounds to come."""
        waiting = {request.task: request for request in requests}
        while waiting:
            patience = PATIENCE_S if self._has_prompt_answer else None
            ended, _ = await asyncio.wait(waiting, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                self._take(waiting.pop(task))
            if not ended:
                break
        for request in waiting.values():
            self._tried.update((request.provider.name, symbol) for symbol in request.symbols)
            self._late.keep(request)

    @property
    def _has_prompt_answer(self) -> bool:
        return any(p.is_prompt and any(b.quotes for b in self.answers.get(p.name, ())) for p in self._providers)

    def _take(self, request: LateRequest) -> None:
        provider, symbols = request.provider, request.symbols
        self._tried.update((provider.name, symbol) for symbol in symbols)
        try:
            batch = request.task.result()
        except NotFound as error:
            problems = tuple(Problem(symbol, error.kind, str(error)) for symbol in symbols)
            batch = QuoteBatch((), problems)
        except SourceError as error:
            self.failed[provider.name] = copied(error)
            return
        self.answers.setdefault(provider.name, []).append(batch)
        self.found.update((quote.symbol, quote) for quote in batch.quotes)

    def batch(self) -> QuoteBatch:
        """All quotes, in the requested order, with their problems."""
        batches = [batch for provider in self._providers for batch in self.answers.get(provider.name, ())]
        return QuoteBatch(
            tuple(self.found[symbol] for symbol in self.symbols if symbol in self.found),
            (*self._problems(), *self._unanswered()),
            tuple(fact for batch in batches for fact in batch.fundamentals),
            {symbol: fields for batch in batches for symbol, fields in batch.disputed.items()},
            {provider: time for batch in batches for provider, time in batch.served.items()},
        )

    def _problems(self) -> list[Problem]:
        """What the providers said: of a symbol with a quote, its own provider; of one without, the first,
        unless another one still has to answer."""
        kept: list[Problem] = []
        spoken: set[str] = set()
        for provider in self._providers:
            problems = [p for batch in self.answers.get(provider.name, ()) for p in batch.problems]
            for problem in problems:
                quote = self.found.get(problem.symbol)
                theirs = quote.source == provider.name if quote is not None else problem.symbol not in spoken
                if theirs and (quote is not None or self._awaited(problem.symbol) is None):
                    kept.append(problem)
            spoken.update(problem.symbol for problem in problems if problem.symbol)
        return kept

    def _unanswered(self) -> list[Problem]:
        """Problems of symbols that no response mentions: the failure of their first provider, or its last message about
        them."""
        told = {problem.symbol for batches in self.answers.values() for b in batches for problem in b.problems}
        found: list[Problem] = []
        for symbol in self._pending():
            if (awaited := self._awaited(symbol)) is not None:
                if symbol not in awaited.answered:
                    found.append(Problem(symbol, Unavailable.kind, f"{awaited.name} has not answered yet."))
                continue
            if any(_speaks_of(symbol, name) for name in told):
                continue
            covering = [p for p in self._providers if p.covers(symbol)]
            remembered = next((said for p in covering if (said := p.missing_quotes.problem(symbol))), None)
            failure = next((error for p in covering if (error := self.failure_of(p)) is not None), None)
            if failure is not None:
                found.append(Problem(symbol, failure.kind, str(failure)))
            else:
                shown = clean(symbol, 32)
                found.append(remembered or Problem(shown, NotFound.kind, f"No provider knows {shown}."))
        return found

    def _awaited(self, symbol: str) -> Provider | None:
        """Provider that still has to answer about a symbol without a quote; None where nobody has."""
        if symbol in self.found or symbol not in self.symbols:
            return None
        return next((p for p in self._providers if self._late.is_awaited(p) and p.covers(symbol)), None)

    def failure_of(self, provider: Provider) -> SourceError | None:
        """Failure of a provider in this round, or the one that it has not recovered from; None where it serves."""
        return self.failed.get(provider.name) or provider.failure(QUOTES)


def _speaks_of(symbol: str, name: str) -> bool:
    """Whether a problem's symbol, which is sanitized and truncated for display, is this one."""
    return name in (symbol, clean(symbol, 32))
