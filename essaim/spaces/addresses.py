"""The address that letters, QR codes and screens give to phones."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def public_address(request: HttpRequest | None = None) -> str:
    """Without its last slash: the one the host chose, else the one of whoever asks, else where the server listens.

    A laptop that serves a hall is often asked as `localhost`, which leads no phone to it: its address in the hall is
    given then.
    """
    chosen: str = settings.PUBLIC_URL
    served: str = settings.SERVED_AT
    if chosen or request is None:
        return chosen or served
    asked = request.build_absolute_uri("/").rstrip("/")
    return served if is_this_machine(asked) and not is_this_machine(served) else asked


def is_this_machine(address: str) -> bool:
    """Whether only the machine itself can follow this address."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
