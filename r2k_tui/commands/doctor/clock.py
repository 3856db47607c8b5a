"""The offset between the clock of this machine and the clock of the service, from HTTP."""

from __future__ import annotations

import http.client
import time
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

_DEADLINE_S = 3.0
# HTTP dates have whole seconds, and the response took a moment to arrive.
MOST_S = 60.0


def ahead_of(address: str) -> float | None:
    """Seconds that this machine's clock is ahead of the service; None if the service sends no date."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_DEADLINE_S)
    try:
        connection.request("HEAD", "/", headers={"Connection": "close"})
        date = connection.getresponse().getheader("Date", "")
        return time.time() - parsedate_to_datetime(date).timestamp()
    except (OSError, http.client.HTTPException, ValueError, TypeError):
        return None
    finally:
        connection.close()


def in_words(ahead_s: float) -> str:
    """The offset as text."""
    minutes, seconds = divmod(round(abs(ahead_s)), 60)
    hours, minutes = divmod(minutes, 60)
    length = f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"
    return f"this machine's clock is {length} {'ahead of' if ahead_s > 0 else 'behind'} the service"
