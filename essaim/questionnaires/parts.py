"""The live parts of questionnaires: each question's figures, how many answered, who."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from essaim.base.blocks.html import to_html
from essaim.live.parts import EVERYONE, FACILITATORS, PERSON, WALL, Part, PartContext, topics
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.counting import merged
from essaim.questionnaires.definition import say
from essaim.questionnaires.models import Answer, HasAnswered, Questionnaire
from essaim.questionnaires.results import participation, question_of, question_result

MOST_WORDS = 6
"""Words of one question on the page of all: the others have a page of their own."""
ON_WALL = 18


def group_results(context: PartContext) -> str:
    """For the room and for everyone; for one person, what they see once they have answered."""
    return _question(context, Reader.GROUP)


def team_results(context: PartContext) -> str:
    return _question(context, Reader.TEAM)


def _question(context: PartContext, reader: Reader) -> str:
    found = question_of(context.space, context.key)
    if found is None or found[0].is_draft:
        raise Http404
    questionnaire, question = found
    most = ON_WALL if context.audience == WALL else MOST_WORDS
    result = question_result(questionnaire, question, reader, context.language, member=context.member, most=most)
    page = {
        "questionnaire": questionnaire,
        "text": say(question.text, context.language),
        "result": result,
        "html": to_html(result.blocks, base_level=3, language=context.language),
        "is_team": reader == Reader.TEAM,
        "is_wall": context.audience == WALL,
    }
    return render_to_string("questionnaires/parts/question.html", page)


def participation_part(context: PartContext) -> str:
    questionnaire = _asked(context)
    page = {"questionnaire": questionnaire, "found": participation(questionnaire)}
    return render_to_string("questionnaires/parts/participation.html", page)


def answering(context: PartContext) -> str:
    """Who answered. Of an anonymous evaluation only how many, by structure, small ones together."""
    questionnaire = _asked(context)
    page = {"questionnaire": questionnaire, "found": participation(questionnaire), "space": context.space}
    if questionnaire.is_anonymous:
        rows = HasAnswered.objects.filter(questionnaire=questionnaire).select_related("member__structure")
        counts: dict[str, int] = {}
        for row in rows:
            counts[row.member.structure_name] = counts.get(row.member.structure_name, 0) + 1
        page["by_structure"], page["others"] = merged(counts)
    else:
        page["people"] = people = _people(questionnaire)
        page["progress"] = _progress(people)
    return render_to_string("questionnaires/parts/answering.html", page)


def _people(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    responses = {one.member_id: one for one in questionnaire.responses.all()}
    given = Answer.objects.filter(response__questionnaire=questionnaire).exclude(value={})
    answered = set(given.values_list("response__member_id", flat=True))
    people = []
    for member in questionnaire.expected().select_related("person", "structure").order_by("person__folded"):
        response = responses.get(member.pk)
        finished = response is not None and response.finished_at is not None
        people.append({"member": member, "finished": finished, "begun": member.pk in answered})
    return people


def _progress(people: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    """How many answered of each structure, those where most are missing first."""
    counts: dict[str, list[int]] = {}
    for one in people:
        known = counts.setdefault(one["member"].structure_name, [0, 0])
        known[0] += one["begun"] or one["finished"]
        known[1] += 1
    found = [(name, answered, of) for name, (answered, of) in counts.items()]
    return sorted(found, key=lambda line: (line[1] - line[2], line[0]))


def _asked(context: PartContext) -> Questionnaire:
    found: Questionnaire = get_object_or_404(context.space.questionnaires, pk=context.key)
    found.space = context.space
    if found.is_draft and context.audience != FACILITATORS:
        raise Http404
    return found


PARTS = [
    Part("results", EVERYONE, topics("question:{}"), group_results),
    Part("results-mine", PERSON, topics("question:{}", "questionnaire:{}"), group_results),
    Part("wall-results", WALL, topics("question:{}"), group_results),
    Part("team-results", FACILITATORS, topics("question:{}"), team_results),
    Part("participation", EVERYONE, topics("questionnaire:{}"), participation_part),
    Part("answering", FACILITATORS, topics("questionnaire:{}", "people"), answering),
]
