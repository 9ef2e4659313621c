"""Pages of other sites inside ours: what to show of an address, and how little to let in."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from essaim.base.blocks import safe_site

# (host, path) → the address made to be shown inside another page.
_PLAYERS = (
    (re.compile(r"(?:www\.|m\.)?youtube\.com", re.I), re.compile(r"/watch\?(?:.*&)?v=([\w-]{6,20}).*"), "https://www.youtube-nocookie.com/embed/{0}"),
    (re.compile(r"youtu\.be", re.I), re.compile(r"/([\w-]{6,20})(?:\?.*)?"), "https://www.youtube-nocookie.com/embed/{0}"),
    (re.compile(r"(?:www\.)?vimeo\.com", re.I), re.compile(r"/(\d+)(?:[/?].*)?"), "https://player.vimeo.com/video/{0}?dnt=1"),
    # PeerTube, on any site.
    (re.compile(r".+"), re.compile(r"/(?:w|videos/watch)/([\w-]{10,40})(?:\?.*)?"), "{site}/videos/embed/{0}"),
)  # fmt: skip
_MEETING = re.compile(r"jitsi|meet\.|visio|bbb|bigbluebutton|webconf", re.I)
_RIGHTS = "fullscreen"
_MEETING_RIGHTS = "fullscreen; camera; microphone; display-capture"


@dataclass(frozen=True, slots=True)
class Frame:
    """`source` is what the Content-Security-Policy lets in; `rights` what the other site may ask the person for."""

    address: str
    source: str
    rights: str


def framed(href: str) -> Frame | None:
    if not (address := safe_site(href)):
        return None
    parts = urlsplit(address)
    where = parts.path + (f"?{parts.query}" if parts.query else "")
    for host, path, made in _PLAYERS:
        found = path.fullmatch(where) if host.fullmatch(parts.hostname or "") else None
        if found:
            address = made.format(found.group(1), site=f"{parts.scheme}://{parts.netloc}")
            break
    site = urlsplit(address)
    port = f":{site.port}" if site.port else ""
    host_name = f"[{site.hostname}]" if ":" in (site.hostname or "") else site.hostname
    rights = _MEETING_RIGHTS if _MEETING.search(address) else _RIGHTS
    return Frame(address, f"{site.scheme}://{host_name}{port}", rights)
