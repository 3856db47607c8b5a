"""Keeps what the client logs off the screen."""

from __future__ import annotations

import logging
import re
import warnings

from r2k_tui.model.text import clean

_TALKATIVE = ("yfinance", "peewee", "curl_cffi")
# As yfinance tells it: after an equals sign, in an address, in a table of parameters, or as what was not received.
_CRUMB = re.compile(r"(crumb'?\s*[=:]\s*|receive crumb )\S.*", re.IGNORECASE | re.DOTALL)
_LONGEST_MESSAGE = 500


class _Forward(logging.Handler):
    """Hands records on to R2K's own log at DEBUG, whatever level they came with: one plain line, without our crumb."""

    def __init__(self, target: logging.Logger) -> None:
        super().__init__(logging.DEBUG)
        self._target = target

    def emit(self, record: logging.LogRecord) -> None:
        """Pass one record on; a record that cannot be formatted is dropped."""
        try:
            said = clean(_CRUMB.sub(r"\1…", record.getMessage()), _LONGEST_MESSAGE)
            self._target.debug("%s: %s", record.name, said)
        except Exception:
            self._target.debug("%s: a message that cannot be formatted", record.name)


def redirect_logs(target: logging.Logger) -> None:
    """Send the records of the client's libraries to `target`, and nowhere else; ignore their warnings.

    Safe to call again, and to be called after they are imported: yfinance asks for its warnings to be shown.
    """
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not any(isinstance(handler, _Forward) for handler in logger.handlers):
            logger.addHandler(_Forward(target))
        warnings.filterwarnings("ignore", module=name)
