"""Rate limits: a token bucket for each client and class of route, so that a flood is refused and not served slowly."""

from __future__ import annotations

import ipaddress
import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from types import MappingProxyType

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

from search_app.serving.route_classes import RouteClass, route_class


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` requests at once, and ``per_second`` more as time passes."""

    burst: float
    per_second: float


#: What one client may ask. A person reads a few pages a minute and opens a dozen tabs at once; an address shared by an
#: office is several people.
RATES: Mapping[RouteClass, Rate] = MappingProxyType(
    {
        RouteClass.PAGE: Rate(burst=120, per_second=10),
        RouteClass.SEARCH: Rate(burst=60, per_second=5),
        RouteClass.HEAVY: Rate(burst=30, per_second=1),
    }
)
#: Clients remembered; those not heard of for longest are forgotten, and start again with a full bucket.
MOST_CLIENTS = 20_000
#: An IPv6 customer has a network of this many fixed bits, not one address.
IPV6_BITS = 64


class Buckets:
    """Token buckets by key; safe to share between threads."""

    def __init__(self, rates: Mapping[RouteClass, Rate], *, clock: Callable[[], float] = monotonic) -> None:
        self._rates = rates
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[str, RouteClass], tuple[float, float]] = OrderedDict()

    def wait(self, client: str, kind: RouteClass) -> float:
        """Take a token and return 0, or take none and return the seconds until there is one."""
        rate, now = self._rates[kind], self._clock()
        with self._lock:
            tokens, then = self._held.pop((client, kind), (rate.burst, now))
            tokens = min(rate.burst, tokens + (now - then) * rate.per_second)
            taken = tokens >= 1
            self._held[client, kind] = (tokens - taken, now)
            while len(self._held) > MOST_CLIENTS:
                self._held.popitem(last=False)
        return 0.0 if taken else (1 - tokens) / rate.per_second


def register(app: Flask, *, workers: int) -> None:
    """Refuse with 429 what comes too fast; each worker grants its share of the rates."""
    shares = {kind: Rate(rate.burst / workers, rate.per_second / workers) for kind, rate in RATES.items()}
    buckets = Buckets(shares)

    def check() -> None:
        kind = route_class(request)
        if kind is not RouteClass.FREE and (seconds := buckets.wait(client_key(request.remote_addr), kind)):
            raise TooManyRequests(retry_after=math.ceil(seconds))

    app.before_request(check)


def client_key(address: str | None) -> str:
    """Whom an address stands for: itself, or the network of an IPv6 address.

    >>> client_key("2001:db8:1:2:3::4")
    '2001:db8:1:2::/64'
    """
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, IPV6_BITS), strict=False))
