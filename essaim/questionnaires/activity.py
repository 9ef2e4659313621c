"""What questionnaires say of themselves to the pages that show everything."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.base.blocks import Block, Chart, Heading
from essaim.questionnaires import ballots
from essaim.questionnaires.actions.asking_now import CODE
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.comparing import comparison
from essaim.questionnaires.models import Kind, Questionnaire, Response
from essaim.questionnaires.results import asked_now, participation, question_result
from essaim.questionnaires.telling import told
from essaim.questionnaires.views.lookup import is_counted
from essaim.spaces.activity import Production, ToDo
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase
from essaim.spaces.pages import seat_path

BEFORE_DAY = ("brakes", "definition", "horizon", "project", "together", "worked", "workshops", "worth")
"""What the report says of the upstream questionnaire: its questions 6 to 11, 14 and 17."""


def place() -> tuple[str, str, str]:
    return seat_path("questionnaires:list"), _("Questionnaires"), _("Les réponses du groupe")


def now_for(space: Space, member: Member) -> list[ToDo]:
    """The questionnaires open to this person and not finished; for facilitators, those that wait to be opened."""
    if member.can_facilitate():
        return [*_to_lead(space), *_to_open(space)]
    if not is_counted(member):
        return []
    found = []
    for questionnaire in space.questionnaires.filter(opened_at__isnull=False, closed_at__isnull=True):
        todo = _to_answer(questionnaire, member, space) if questionnaire.is_for(member) else None
        found += [todo] if todo else []
    return found


def _to_answer(questionnaire: Questionnaire, member: Member, space: Space) -> ToDo | None:
    href = seat_path("questionnaires:show", questionnaire.pk)
    minutes = int(questionnaire.definition.get("minutes", {}).get("first", 5))
    if questionnaire.is_anonymous:
        if ballots.box_of(questionnaire).has_cast(member):
            return ToDo(30, questionnaire.title, _("Votre bulletin est dans la boîte."), _("Le relire"), href)
        return ToDo(5, questionnaire.title, _("Anonyme, en quelques questions."), _("Répondre"), href, minutes)
    response = Response.objects.filter(questionnaire=questionnaire, member=member).first()
    if questionnaire.is_now:
        href = seat_path("questionnaires:question", questionnaire.pk, CODE)
        if response is not None and response.finished_at is not None:
            return None
        return ToDo(-1, questionnaire.title, "", _("Répondre"), href, eyebrow=_("Une question, maintenant"))
    if response is None:
        why = _("Vos réponses servent à construire la suite avec vous.")
        is_late = questionnaire.kind == Kind.AMONT and space.phase not in (Phase.PREPARE, Phase.BEFORE)
        rank = 30 if is_late else 20 if space.phase == Phase.DAY and questionnaire.kind != Kind.CHAUD else 10
        return ToDo(rank, questionnaire.title, why, _("Répondre au questionnaire"), href, minutes)
    if response.finished_at is None:
        return ToDo(11, questionnaire.title, _("Vous reprendrez où vous en étiez."), _("Reprendre"), href, minutes)
    return None


def _to_lead(space: Space) -> list[ToDo]:
    """The question being asked, to look at and to end."""
    asked = asked_now(space)
    if asked is None:
        return []
    href = seat_path("questionnaires:now_lead", asked.pk)
    return [ToDo(-1, asked.title, "", _("Voir les réponses"), href, eyebrow=_("Une question, maintenant"))]


def _to_open(space: Space) -> list[ToDo]:
    wanted = {Phase.PREPARE: Kind.AMONT, Phase.BEFORE: Kind.AMONT, Phase.DAY: Kind.CHAUD}.get(Phase(space.phase))
    found = space.questionnaires.filter(kind=wanted, opened_at__isnull=True) if wanted else []
    return [
        ToDo(
            18, one.title, _("Relisez les questions, puis ouvrez."), _("Préparer le questionnaire"),
            seat_path("questionnaires:team", one.pk),
        )
        for one in found
    ]  # fmt: skip


def produced(space: Space) -> list[Production]:
    """The results of each questionnaire, from its opening."""
    return [
        Production(
            one.opened_at or one.created_at,
            one.title,
            _("Les réponses du groupe"),
            seat_path("questionnaires:results", one.pk),
            _("en cours") if one.is_open else "",
        )
        for one in space.questionnaires.filter(opened_at__isnull=False)
    ]


def brief(space: Space) -> list[str]:
    """How useful the day was found, each time it was asked."""
    said = []
    for one in space.questionnaires.filter(kind__in=(Kind.CHAUD, Kind.FROID), opened_at__isnull=False):
        question = one.asked.question("roti")
        if question is None or (one.is_anonymous and one.is_open):
            continue
        said_of = question_result(one, question, Reader.GROUP, get_language() or "fr")
        sentences = [block.sentence for block in said_of.blocks if isinstance(block, Chart)]
        said += [_("{title}, utilité de 1 à 5 : {sentence}").format(title=one.title, sentence=s) for s in sentences]
    return said


def report_blocks(space: Space, section: str, *, draft: bool) -> list[Block]:
    """Section 3: what people had said. Section 13: the evaluations, on the day and a month later."""
    language = get_language() or "fr"
    if section == "3":
        found = space.questionnaires.filter(kind=Kind.AMONT, opened_at__isnull=False)
        before = [block for one in found for block in (Heading(2, one.title), *told(one, language, BEFORE_DAY))]
        return before + [block for one in _own(space) for block in (Heading(2, one.title), *told(one, language))]
    if section == "7":
        asked = space.questionnaires.filter(kind=Kind.NOW, in_report=True, closed_at__isnull=False)
        answered = [one for one in asked if participation(one).answered]
        return [block for one in answered for block in (Heading(2, one.title), *told(one, language))]
    if section != "13":
        return []
    blocks: list[Block] = []
    for kind in (Kind.CHAUD, Kind.FROID):
        for one in space.questionnaires.filter(kind=kind, opened_at__isnull=False):
            one.space = space
            blocks += [Heading(2, one.title), *told(one, language)]
    return blocks + comparison(space, language)


def _own(space: Space) -> list[Questionnaire]:
    """The team's own that somebody answered."""
    found = space.questionnaires.filter(kind=Kind.OWN, opened_at__isnull=False, in_report=True)
    return [one for one in found if participation(one).answered]
