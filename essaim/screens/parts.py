"""The parts of the pages over several subjects."""

from django.template.loader import render_to_string

from essaim.boards.actions.boards import shown_on_wall
from essaim.boards.parts import wall_html
from essaim.hall.parts import hall_of
from essaim.hall.screens import HALL, frozen
from essaim.live.parts import EVERYONE, FACILITATORS, PERSON, WALL, Part, PartContext, topics
from essaim.programme.day import Day, the_day
from essaim.programme.parts import offered
from essaim.questionnaires.results import asked_now, hot_evaluation, participation
from essaim.questionnaires.wall import asking_now
from essaim.questions.actions import shown_on_wall as questions_shown
from essaim.questions.parts import wall_page as questions_page
from essaim.runs.now import just_closed, wall_run
from essaim.runs.showing import common
from essaim.screens.everything import productions, todos
from essaim.screens.quiet import quiet
from essaim.spaces.models.member import Role
from essaim.spaces.models.space import Phase
from essaim.spaces.phases import ORDER

# What makes a person's "now" change: the phase, the programme, the runs, what one has already done.
NOW = ("space", "now", "programme", "runs", "questionnaires", "commitments", "modules")

# Where what the group makes comes from.
MADE = ("space", "runs", "pages", "boards", "mindmaps", "resources", "questions", "commitments", "questionnaires")


def now(context: PartContext) -> str:
    """The one thing to do now, and what else one may do."""
    found = todos(context.space, context.member)
    page = {
        "space": context.space,
        "member": context.member,
        "first": found[0] if found else None,
        "others": found[1:4],
        "quiet": quiet(context.space, context.member),
        "arrived": context.member.arrived_at is not None,
    }
    return render_to_string("screens/_now.html", page)


def here(context: PartContext) -> str:
    """Where the accompaniment is, and who is here: on the day those who said so, otherwise everybody."""
    space = context.space
    present, people = space.present().exclude(role=Role.OBSERVER), space.members.exclude(role=Role.OBSERVER)
    counted = present if space.phase == Phase.DAY else people
    structures = counted.exclude(structure=None).values("structure").distinct().count()
    page = {"space": space, "present": present.count(), "people": people.count(), "structures": structures}
    return render_to_string("screens/_here.html", page)


def home_programme(context: PartContext) -> str:
    """The programme as home shows it: folded away once the day is over."""
    return render_to_string("screens/_home_programme.html", {"day": the_day(context.space), "space": context.space})


def produced(context: PartContext) -> str:
    made = productions(context.space)
    return render_to_string(
        "screens/_produced.html", {"productions": made[:6], "count": len(made), "space": context.space}
    )


def people(context: PartContext) -> str:
    """Who arrived, for the console; the others can be reminded or marked."""
    members = context.space.members.select_related("person", "structure").order_by("person__folded")
    present = [m for m in members if m.arrived_at and not m.left_at]
    return render_to_string("screens/_people.html", {"members": members, "present": present, "space": context.space})


def phase(context: PartContext) -> str:
    return render_to_string("screens/_phase.html", {"space": context.space, "phases": ORDER})


def members(context: PartContext) -> str:
    """Everyone, with what the team can do for them."""
    found = context.space.members.select_related("person", "structure").order_by("person__folded")
    return render_to_string("screens/_members.html", {"members": found})


def wall(context: PartContext) -> str:
    """The hall’s screen: a question just asked, the run or what came of it, boards or questions, the programme…"""
    kept = frozen(hall_of(context.space), context.language)
    if kept:
        return kept
    return what_is_lived(context)


def what_is_lived(context: PartContext) -> str:
    on_the_spot = asked_now(context.space)
    if on_the_spot is not None:
        return asking_now(on_the_spot, context.language)
    # Side by side, each module has its own screen: the hall's shows what is common.
    apart = [module.pk for module in context.space.modules.all()]
    run = wall_run(context.space, apart)
    if run is not None:
        return render_to_string("runs/_wall.html", common(run))
    asked = hot_evaluation(context.space)
    if asked is not None:
        page = {"questionnaire": asked, "found": participation(asked)}
        return render_to_string("questionnaires/_wall_asking.html", page)
    day, ended, boards = the_day(context.space), just_closed(context.space, apart), shown_on_wall(context.space)
    shown_at = boards[-1].on_wall_at if boards else None
    asking_at = questions_shown(context.space)
    latest = max(filter(None, (shown_at, asking_at)), default=None)
    if latest and not (ended and ended.closed_at and ended.closed_at > latest):
        if latest == asking_at:
            return render_to_string("questions/_wall.html", questions_page(context.space))
        return wall_html(boards)
    began = day.now.sequence.started_at if day.now else None
    if ended is not None and not (began and ended.closed_at and began > ended.closed_at):
        return render_to_string("runs/_wall.html", common(ended))
    rooms = offered(context.space) if _modules_around(day) else {}
    if rooms.get("open_modules"):
        return render_to_string("screens/_wall_rooms.html", {**rooms, "space": context.space})
    return render_to_string("screens/_wall_idle.html", {"day": day, "space": context.space})


def _modules_around(day: Day) -> bool:
    """People look for their room: the modules are being lived, or come next."""
    return any(line is not None and line.sequence.kind == "modules" for line in (day.now, day.next))


PARTS = [
    Part("wall", WALL, topics("wall-now", "programme", "space", "modules", "questions", HALL), wall),
    Part("here", EVERYONE, topics("space", "people"), here),
    Part("home-programme", EVERYONE, topics("space", "programme"), home_programme),
    Part("now", PERSON, topics(*NOW), now),
    Part("produced", EVERYONE, topics(*MADE), produced),
    Part("people", FACILITATORS, topics("people"), people),
    Part("phase", FACILITATORS, topics("space"), phase),
    Part("members", FACILITATORS, topics("people"), members),
]
