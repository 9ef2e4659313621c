"""The mailbox of the demonstration: every letter the program sent, on one page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from essaim.mail.models import Letter


def mailbox(request: HttpRequest) -> HttpResponse:
    if not settings.ESSAIM_MAILBOX:
        raise Http404
    return render(request, "mail/mailbox.html", {"letters": Letter.objects.order_by("-created_at")[:200]})
