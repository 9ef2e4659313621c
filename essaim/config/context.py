"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def product(request: HttpRequest) -> dict[str, Any]:
    return {
        "seat": getattr(request, "seat", None),
        "member": getattr(request, "member", None),
        "space": getattr(request, "space", None),
        "has_mailbox": settings.ESSAIM_MAILBOX,
    }
