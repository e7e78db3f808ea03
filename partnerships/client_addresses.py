"""From which address a request comes, and to which network the address belongs."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

PREFIX = 64  # bits of an IPv6 address that one household or office has to itself


def client_address(request: HttpRequest) -> str:
    """Return the address that a `request` comes from; "" where it is not known.

    Behind a proxy it is the last one of X-Forwarded-For: the proxy wrote it there, the visitor those before. A server
    that listens on IPv6 as well calls IPv4 addresses ::ffff:192.0.2.1, which all are of one network.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2]
    try:
        found = ip_address(address.strip())
    except ValueError:
        return ""
    return str(getattr(found, "ipv4_mapped", None) or found)


def network_of(address: str) -> str:
    """Return the network that one visitor has to itself: the first half of an IPv6 `address`, an IPv4 one itself."""
    if ":" not in address:
        return address
    return str(ip_network(f"{address.partition('%')[0]}/{PREFIX}", strict=False))
