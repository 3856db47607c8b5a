"""The handlers of a message, and what they take, looked up once for each class in this process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from types import FunctionType
from typing import Any

from textual import _callback
from textual.message import Message
from textual.message_pump import MessagePump
from textual.reactive import Reactive

_get_dispatch_methods = MessagePump._get_dispatch_methods
_count_parameters = _callback._count_parameters
_get = Reactive.__get__
_Handlers = Iterable[tuple[type, Callable[[Message], Awaitable[Any]]]]
# Classes of a receiver that may have a handler of this name; None where a decorator chooses among messages.
_classes: dict[tuple[type, str], tuple[type, ...] | None] = {}
_VARIADIC = 0x04 | 0x08


def dispatch_methods(self: MessagePump, method_name: str, message: Message) -> _Handlers:
    """See `MessagePump._get_dispatch_methods`."""
    key = (type(self), method_name)
    try:
        classes = _classes[key]
    except KeyError:
        classes = _classes[key] = _with_handler(type(self), method_name)
    if classes is None:
        return _get_dispatch_methods(self, method_name, message)
    return _methods(self, method_name, message, classes)


def _with_handler(receiver: type, name: str) -> tuple[type, ...] | None:
    if any(vars(one).get("_decorated_handlers") for one in receiver.__mro__):
        return None
    return tuple(one for one in receiver.__mro__ if f"_{name}" in vars(one) or name in vars(one))


def _methods(self: MessagePump, name: str, message: Message, classes: tuple[type, ...]) -> _Handlers:
    for one in classes:
        if message._no_default_action:
            break
        method = vars(one).get(f"_{name}") or vars(one).get(name)
        if method is not None and not getattr(method, "_textual_on", None):
            yield one, method.__get__(self, one)


def count_parameters(func: Callable[..., Any]) -> int:
    """See `textual._callback._count_parameters`: of a plain function its code says how many."""
    if type(func) is not FunctionType or vars(func):
        return _count_parameters(func)
    code = func.__code__
    return code.co_argcount + code.co_kwonlyargcount + (code.co_flags & _VARIADIC).bit_count()


def reactive_value(self: Reactive[Any], obj: Any, obj_type: type) -> Any:
    """See `Reactive.__get__`: a value that is there and is not computed."""
    if obj is None:
        return self
    try:
        value = obj.__dict__[self.internal_name]
    except KeyError:
        return _get(self, obj, obj_type)
    return _get(self, obj, obj_type) if hasattr(type(obj), self.compute_name) else value
