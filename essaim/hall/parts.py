"""The live parts of the hall: the floor, what its screens and phones are told, the team's notes."""

from uuid import UUID

from django.template.loader import render_to_string

from essaim.base import clock
from essaim.hall import floor, notes, presence, screens
from essaim.hall.models import Hall, Mode
from essaim.live.parts import EVERYONE, FACILITATORS, PERSON, WALL, Part, PartContext, topics
from essaim.spaces.models import Space
from essaim.spaces.models.member import Role
from essaim.spaces.models.space import Phase

MOST_NOTES = 12


def hall_of(space: Space) -> Hall:
    """Read once for all the parts of a page."""
    if "hall" not in space.shown:
        space.shown["hall"] = Hall.of(space)
    found: Hall = space.shown["hall"]
    return found


def team_floor(context: PartContext) -> str:
    """Who speaks, who waits, and how long each has spoken, gently."""
    space, now = context.space, context.space.now()
    turns = floor.turns_of_day(space)
    heard = {turn.member_id for turn in turns}
    here = set(space.present().filter(role=Role.PARTICIPANT).values_list("pk", flat=True))
    people = floor.by_person(turns, now)
    page = {
        "floor": floor.floor_of(space),
        "now": now,
        "people": people,
        "structures": floor.by_structure(turns, now),
        "most": max((one.seconds for one in people), default=0),
        "silent": len(here - heard),
        "present": len(here),
        "here_mark": floor.here_mark(space),
    }
    return render_to_string("hall/_team_floor.html", page)


def my_hand(context: PartContext) -> str:
    """Raise one's hand, one's place in the queue, « C'est à vous »."""
    space, member = context.space, context.member
    found = floor.floor_of(space)
    page = {
        "asks": space.phase == Phase.DAY and member.can_contribute(),
        "floor": found,
        "place": found.place_of(member),
        "speaks": found.speaker is not None and found.speaker.member_id == member.pk,
    }
    return render_to_string("hall/_my_hand.html", page)


def notice(context: PartContext) -> str:
    """What is said to everyone: on every page, a few words."""
    return render_to_string("hall/_notice.html", {"hall": hall_of(context.space), "now": context.space.now()})


def over_wall(context: PartContext) -> str:
    """What lies over any screen of the hall: a message, darkness, who speaks, and « Animation : reconnexion… »."""
    space, hall = context.space, hall_of(context.space)
    lost = bool(hall.lead_id) and space.phase == Phase.DAY and silence(hall) > 0
    page = {"hall": hall, "floor": floor.floor_of(space), "now": space.now(), "lost": lost}
    return render_to_string("hall/_over_wall.html", page)


def silence(hall: Hall) -> int:
    last = presence.seen(hall.space)
    return presence.lead_silence(last.get(hall.lead_id), clock.now()) if hall.lead_id else 0


def desk(context: PartContext) -> str:
    """The hall's screens as the team holds them, and who leads."""
    hall = hall_of(context.space)
    page = {"hall": hall, "now": context.space.now(), "silence": silence(hall), "modes": Mode}
    return render_to_string("hall/_desk.html", page)


def team_notes(context: PartContext) -> str:
    """The last ones; or all those about the subject `key`."""
    about = UUID(context.key) if context.key else None
    found = notes.notes_of(context.space, about)
    return render_to_string("hall/_team_notes.html", {"notes": list(found if about else found[:MOST_NOTES])})


def connected(context: PartContext) -> str:
    """Who is here and who is connected; nothing follows from it by itself."""
    space = context.space
    people = list(space.present().select_related("person").exclude(role=Role.OBSERVER).order_by("person__folded"))
    states = presence.states((one.pk for one in people), presence.seen(space))
    by_state = {
        name: [one for one in people if states[one.pk] == name] for name in ("online", "unsteady", "away", "never")
    }
    return render_to_string("hall/_connected.html", {"people": people, "by_state": by_state})


PARTS = [
    Part("team-floor", FACILITATORS, topics(floor.FLOOR, "people"), team_floor),
    Part("my-hand", PERSON, topics(floor.MINE, "space"), my_hand),
    Part("hall-notice", EVERYONE, topics(screens.HALL), notice),
    Part("over-wall", WALL, topics(screens.HALL, floor.FLOOR, presence.CONNECTED, "space"), over_wall),
    Part("hall-desk", FACILITATORS, topics(screens.HALL, presence.CONNECTED), desk),
    Part("team-notes", FACILITATORS, topics(notes.NOTES), team_notes),
    Part("connected", FACILITATORS, topics(presence.CONNECTED, "people"), connected),
]
