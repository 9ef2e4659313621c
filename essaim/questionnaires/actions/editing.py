"""Writing a questionnaire. Once people answer, adding is free; what changes the meaning leaves the answers already
given under the question as it was asked."""

from dataclasses import replace

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.questionnaires import drafting, sources, wording
from essaim.questionnaires.actions.founding import first_words
from essaim.questionnaires.definition import Definition, Flow, Question, Shown, Text
from essaim.questionnaires.drafting import Draft, kept
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.results import all_topics
from essaim.spaces.changes import change
from essaim.spaces.models import Member

MOST_QUESTIONS = 60


def edit_words(
    questionnaire: Questionnaire,
    *,
    title: Text,
    preamble: Text,
    most_shown: Shown,
    flow: Flow | None = None,
    by: Member,
) -> Questionnaire:
    if not any(words.strip() for words in title.values()):
        raise Refused(_("Donnez un titre au questionnaire."), field="title_fr")
    if not questionnaire.is_draft and most_shown.rank > Shown(questionnaire.most_shown).rank:
        raise Refused(
            _("On peut montrer moins que ce qui a été annoncé, jamais davantage : des personnes ont déjà répondu."),
            field="most_shown",
        )
    asked = questionnaire.asked
    changed = replace(asked, title=kept(title), preamble=kept(preamble), flow=flow or asked.flow)
    return _write(questionnaire, changed, by, most_shown=most_shown)


def translate(questionnaire: Questionnaire, words: dict[str, Text], *, by: Member) -> Questionnaire:
    """Other words, by place (`wording`): the questions stay what they are."""
    given = {place: kept(text) for place, text in words.items()}
    return _write(questionnaire, wording.translated(questionnaire.asked, given), by)


def edit_question(
    questionnaire: Questionnaire, code: str, draft: Draft, *, same_meaning: bool = True, by: Member
) -> Questionnaire:
    """Change a question. While people answer, `same_meaning` says that the answers already given answer this too."""
    definition = questionnaire.asked
    question = _found(definition, code)
    if questionnaire.is_draft:
        return _write(questionnaire, _with(definition, code, drafting.made(draft, code, question)), by)
    if same_meaning:
        changed = drafting.made(draft, code, question)
        _still_means_the_same(question, changed)
        return _write(questionnaire, _with(definition, code, changed), by)
    fresh = _asked_now(questionnaire, drafting.made(draft, _free_code(definition), None))
    return _write(questionnaire, _replaced(definition, question, fresh), by)


def add_question(questionnaire: Questionnaire, draft: Draft, *, by: Member) -> Questionnaire:
    """A question of the team's own, at the end."""
    definition = questionnaire.asked
    if len(definition.questions) >= MOST_QUESTIONS:
        raise Refused(_("Soixante questions au plus : retirez-en une d’abord."))
    question = drafting.made(draft, _free_code(definition))
    if not questionnaire.is_draft:
        question = _asked_now(questionnaire, question)
    # What a new questionnaire begins with only shows where to write: the first question takes its place.
    written = tuple(q for q in definition.questions if q.text != first_words(questionnaire.space.language))
    return _write(questionnaire, definition.with_questions((*written, question)), by)


def copy_question(questionnaire: Questionnaire, code: str, *, by: Member) -> Questionnaire:
    """The same question again, just after, to be changed."""
    definition = questionnaire.asked
    question = _found(definition, code)
    if len(definition.questions) >= MOST_QUESTIONS:
        raise Refused(_("Soixante questions au plus : retirez-en une d’abord."))
    twin = replace(question, code=_free_code(definition), number=0)
    place = definition.questions.index(question) + 1
    questions = (*definition.questions[:place], twin, *definition.questions[place:])
    return _write(questionnaire, definition.with_questions(questions), by)


def remove_question(questionnaire: Questionnaire, code: str, *, by: Member) -> Questionnaire:
    """No longer ask it. While people answer, what they said stays, under the question as it was."""
    definition = questionnaire.asked
    question = _found(definition, code)
    if len(definition.ordered()) == 1:
        raise Refused(_("Gardez au moins une question."))
    if not questionnaire.is_draft:
        return _write(questionnaire, _with(definition, code, replace(question, retired=True)), by)
    questions = tuple(q for q in definition.questions if q.code != code)
    freed = tuple(
        replace(q, show_if=None) if q.show_if is not None and q.show_if.question == code else q for q in questions
    )
    return _write(questionnaire, definition.with_questions(freed), by)


def move_question(questionnaire: Questionnaire, code: str, *, up: bool, by: Member) -> Questionnaire:
    """One place up or down among the questions asked at the same time (essential, or later)."""
    definition = questionnaire.asked
    moved = _found(definition, code)
    peers = [q.code for q in definition.ordered() if q.essential == moved.essential]
    place = peers.index(code)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(peers):
        return questionnaire
    return _write(questionnaire, _exchanged(definition, code, peers[other]), by)


def place_question(questionnaire: Questionnaire, code: str, *, before: str, by: Member) -> Questionnaire:
    """Put it before another question, or last when `before` is empty."""
    definition = questionnaire.asked
    moved = _found(definition, code)
    if before == code:
        return questionnaire
    rest = [q for q in definition.questions if q.code != code]
    places = [n for n, q in enumerate(rest) if q.code == before]
    place = places[0] if places else len(rest)
    beside = rest[place] if places else rest[-1]
    moved = replace(moved, essential=beside.essential)
    return _write(questionnaire, definition.with_questions((*rest[:place], moved, *rest[place:])), by)


def _write(questionnaire: Questionnaire, definition: Definition, by: Member, **fields: object) -> Questionnaire:
    with change(questionnaire.space, by=by) as journal:
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if fresh.closed_at is not None:
            raise Refused(_("Ce questionnaire est clos : ses questions ne changent plus."), code="frozen")
        if fresh.is_draft != questionnaire.is_draft or fresh.version != questionnaire.version:
            raise Refused(_("Quelqu’un vient de changer ce questionnaire. Rechargez la page et recommencez."))
        return journal.edit(
            questionnaire, "questionnaire.edited", "questionnaires", "now", *all_topics(questionnaire),
            definition=definition.as_json(), **fields,
        )  # fmt: skip


def _still_means_the_same(before: Question, after: Question) -> None:
    if before.fields[0].kind != after.fields[0].kind:
        raise Refused(
            _("Changer la forme de la réponse change le sens : choisissez « Le sens change »."), field="same_meaning"
        )
    gone = {c.code for part in before.fields for c in (*part.choices, *part.rows)} - {
        c.code for part in after.fields for c in (*part.choices, *part.rows)
    }
    if gone:
        raise Refused(
            _("Retirer un choix que des personnes ont pu cocher change le sens : choisissez « Le sens change »."),
            field="same_meaning",
        )
    if after.most_shown.rank > before.most_shown.rank:
        raise Refused(
            _("On peut montrer moins que ce qui a été annoncé, jamais davantage : des personnes ont déjà répondu."),
            field="most_shown",
        )


def _asked_now(questionnaire: Questionnaire, question: Question) -> Question:
    """A question that joins an open questionnaire, with what is frozen at opening."""
    alone = questionnaire.asked.with_questions((question,))
    return sources.freeze(alone, questionnaire.space).questions[0]


def _replaced(definition: Definition, old: Question, fresh: Question) -> Definition:
    """The new question takes the place of the old one, which is no longer asked; what waited for one waits for the
    other when the choice is still there."""
    offered = {(part.code, choice.code) for part in fresh.fields for choice in part.choices}
    questions: list[Question] = []
    for question in definition.questions:
        condition = question.show_if
        if question.code == old.code:
            questions += [replace(fresh, section=old.section, essential=fresh.essential), replace(old, retired=True)]
        elif condition is not None and condition.question == old.code:
            main = fresh.fields[0].code
            is_there = all((main, value) in offered for value in condition.values)
            moved = replace(condition, question=fresh.code, field=main) if is_there else None
            questions.append(replace(question, show_if=moved))
        else:
            questions.append(question)
    return definition.with_questions(tuple(questions))


def _with(definition: Definition, code: str, changed: Question) -> Definition:
    return definition.with_questions(tuple(changed if q.code == code else q for q in definition.questions))


def _exchanged(definition: Definition, one: str, other: str) -> Definition:
    questions = list(definition.questions)
    here = next(n for n, q in enumerate(questions) if q.code == one)
    there = next(n for n, q in enumerate(questions) if q.code == other)
    questions[here], questions[there] = questions[there], questions[here]
    return definition.with_questions(tuple(questions))


def _found(definition: Definition, code: str) -> Question:
    question = definition.question(code)
    if question is None or question.retired:
        raise Refused(_("Cette question n’est plus dans le questionnaire. Rechargez la page."), code="unknown_question")
    return question


def _free_code(definition: Definition) -> str:
    used = {q.code for q in definition.questions}
    return next(f"own-{n}" for n in range(1, len(used) + 2) if f"own-{n}" not in used)
