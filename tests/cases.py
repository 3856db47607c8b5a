"""Many cases of one pure test within that test: a case costs what its assertions cost, no start and end of a test."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def cases(names: str | tuple[str, ...], values: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator that runs a test with each of the values, as `pytest.mark.parametrize` does, but within one test.

    For tests of pure functions: what fixtures give is shared by the cases. Every case runs. The first failure is
    raised, with a note that names its case and the others that failed; ValueError is raised where there is no case.
    """
    listed = (names,) if isinstance(names, str) else names
    rows = [(value,) if isinstance(names, str) else tuple(value) for value in values]
    if not rows:
        raise ValueError(f"no case of {', '.join(listed)}")

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def run(*args: Any, **fixtures: Any) -> None:
            failures: list[tuple[dict[str, Any], Exception | pytest.fail.Exception]] = []
            for row in rows:
                case = dict(zip(listed, row, strict=True))
                try:
                    test(*args, **fixtures, **case)
                except (Exception, pytest.fail.Exception) as error:
                    failures.append((case, error))
            if failures:
                case, error = failures[0]
                others = f"; also with {[c for c, _ in failures[1:]]!r}" if failures[1:] else ""
                error.add_note(f"with {case!r}{others}")
                raise error

        signature = inspect.signature(test)
        left = [parameter for name, parameter in signature.parameters.items() if name not in listed]
        run.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return run

    return decorate
