"""What is made when it is first used: libraries of oracles and long computations cost only the worker that needs them,
and not every one that collects the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import Any


class Late:
    """A module, or a name in it, or what a function returns, made by the first call or the first look at an attribute.

    OLS = Late("statsmodels.regression.linear_model", "OLS")
    FOUND = Late(lambda: study(MARKET))
    """

    def __init__(self, origin: str | Callable[[], Any], name: str = "") -> None:
        self._origin, self._name = origin, name

    @cached_property
    def _made(self) -> Any:
        if not isinstance(self._origin, str):
            return self._origin()
        module = import_module(self._origin)
        return getattr(module, self._name) if self._name else module

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._made(*args, **options)

    def __getattr__(self, name: str) -> Any:
        # Pytest asks everything in a module whether it is a test.
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._made, name)
