"""What is new, followed from a news reader: the page where one takes an address, and what is found there."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essaim import activities
from essaim.screens.atom import MEDIA_TYPE, atom
from essaim.spaces import feeds
from essaim.spaces.addresses import public_address
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members

MOST = 40
# A reader that asks more often is told that nothing changed.
FRESH_S = 300


@for_members
def news(request: SeatRequest) -> HttpResponse:
    if request.method == "POST":
        if request.POST.get("act") == "close":
            feeds.close(request.member)
        else:
            feeds.open_anew(request.member)
        return to_page(request, "news")
    feed = feeds.of(request.member)
    address = f"{public_address(request)}/flux/{feeds.address_of(feed)}" if feed else ""
    return render(request, "screens/news.html", {"tab": "pages", "feed": feed, "address": address})


@require_safe
def feed(request: HttpRequest, address: str) -> HttpResponse:
    """No seat, no cookie: the address is all that is needed, and all that it opens is this."""
    member = feeds.reader_of(address)
    if member is None:
        raise Http404
    space, root = member.space, feeds.root_of(member)
    tag = f'"{space.last_event}-{member.role}-{root.rpartition("/e/")[2]}"'
    asked = request.headers.get("If-None-Match", "")
    if tag in asked:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        here = public_address(request)
        with translation.override(member.person.language or space.language), timezone.override(space.zone):
            said = atom(
                activities.fresh(space, member, MOST),
                title=_("Nouveau dans « {title} »").format(title=space.title),
                team=space.team.name,
                language=translation.get_language() or "fr",
                itself=f"{here}/flux/{address}",
                root=here + root if root else "",
                founded_at=space.created_at,
            )
        answer = HttpResponse(said, content_type=MEDIA_TYPE)
    answer["ETag"] = tag
    answer["Cache-Control"] = f"private, max-age={FRESH_S}"
    answer["X-Robots-Tag"] = "noindex"
    return answer
