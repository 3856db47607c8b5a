"""Filter that keeps the client's log off the screen."""

from __future__ import annotations

import logging
import re
import warnings

from r2k_tui.model.text import clean

_TALKATIVE = ("yfinance", "peewee", "curl_cffi")
# Places of a crumb in yfinance's logs: after an equals sign, in a URL, in parameters, or as an unexpected response.
_CRUMB = re.compile(r"(crumb'?\s*[=:]\s*|receive crumb )\S.*", re.IGNORECASE | re.DOTALL)
_LONGEST_MESSAGE = 500


class _Forward(logging.Handler):
    """Handler that forwards records of any level to R2K's log at DEBUG, as one plain line without our crumb."""

    def __init__(self, target: logging.Logger) -> None:
        super().__init__(logging.DEBUG)
        self._target = target

    def emit(self, record: logging.LogRecord) -> None:
        """Forward one record; one that cannot be formatted is dropped."""
        try:
            said = clean(_CRUMB.sub(r"\1…", record.getMessage()), _LONGEST_MESSAGE)
            self._target.debug("%s: %s", record.name, said)
        except Exception:
            self._target.debug("%s: a message that cannot be formatted", record.name)


def redirect_logs(target: logging.Logger) -> None:
    """Redirect the records of the client's libraries to `target` alone, and ignore their warnings.

    Idempotent, and effective after their import: yfinance enables its own warnings.
    """
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not any(isinstance(handler, _Forward) for handler in logger.handlers):
            logger.addHandler(_Forward(target))
        warnings.filterwarnings("ignore", module=name)
