"""How far the clock of this machine is from that of the service, as HTTP tells it."""

from __future__ import annotations

import http.client
import time
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

_DEADLINE_S = 3.0
# HTTP tells whole seconds, and the answer has been under way for a moment.
MOST_S = 60.0


def ahead_of(address: str) -> float | None:
    """Seconds that this machine's clock is ahead of the service's; None where the service does not tell."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_DEADLINE_S)
    try:
        connection.request("HEAD", "/", headers={"Connection": "close"})
        told = connection.getresponse().getheader("Date", "")
        return time.time() - parsedate_to_datetime(told).timestamp()
    except (OSError, http.client.HTTPException, ValueError, TypeError):
        return None
    finally:
        connection.close()


def in_words(ahead_s: float) -> str:
    """The distance for a person."""
    minutes, seconds = divmod(round(abs(ahead_s)), 60)
    hours, minutes = divmod(minutes, 60)
    length = f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"
    return f"this machine's clock is {length} {'ahead of' if ahead_s > 0 else 'behind'} that of the service"
