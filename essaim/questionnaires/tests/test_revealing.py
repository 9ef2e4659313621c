"""Rule × audience: who sees the answers, and when."""

import pytest

from essaim.base.errors import Refused
from essaim.live.parts import PartContext, catalogue
from essaim.questionnaires import actions, activity
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.drafting import Draft
from essaim.questionnaires.export.summary import told
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.results import question_result, result_key
from essaim.questionnaires.revealing import Reveal, may_see, sentence

pytestmark = pytest.mark.django_db
LIVE, ANSWERED, CLOSED, HAND = Reveal
SECRET = "Une réponse écrite"

# rule → who sees before the closing, then after it; « answered »: a member who did, « silent »: one who did not;
# « group »: the screen, the report, the printed summary
SEEN = [
    (LIVE, "answered silent group team", "answered silent group team"),
    (ANSWERED, "answered team", "answered silent group team"),
    (CLOSED, "team", "answered silent group team"),
    (HAND, "team", "team"),
]


@pytest.fixture
def asked(space, amina, bruno, chloe, now):
    """asked(rule): a question of words, that Bruno answered for all to read and Chloé did not."""

    def make(rule: Reveal, most_shown: Shown = Shown.NAMED) -> Questionnaire:
        own = actions.create_own(space, "Le repas", by=amina)
        own = actions.add_question(own, Draft({"fr": "Quoi ?"}, kind="short", most_shown=most_shown), by=amina)
        code = own.asked.questions[0].code
        own = actions.set_reveals(own, {code: rule}, by=amina)
        own = actions.open_questionnaire(own, by=amina)
        actions.answer(own, bruno, code, value={code: SECRET}, shown=Shown.NAMED.at_most(most_shown))
        return own

    return make


@pytest.fixture
def seers(bruno, chloe, amina, client_for, space):
    """Who sees the answer on their own pages."""

    def find(own: Questionnaire) -> set[str]:
        question = own.asked.questions[0]
        at, key = f"questionnaires/{own.pk}/", str(result_key(own, question.code))
        words = f"{at}{question.code}/words/"
        found = set()
        for name, member in (("answered", bruno), ("silent", chloe)):
            pages = [client_for(member).get(address).text for address in (f"{at}results/", words)]
            assert len({SECRET in page for page in pages}) == 1, f"{name}: the two pages differ"
            found |= {name} if SECRET in pages[0] else set()
        wall = client_for(space=space, kind="wall").get(f"{at}{question.code}/wall/").text
        told_to_all = [
            wall, str(told(own, "fr")), str(activity.report_blocks(space, "3", draft=True)),
            *(_part(name, own, key) for name in ("results", "wall-results")),
        ]  # fmt: skip
        assert len({SECRET in one for one in told_to_all}) == 1, "what all may read differs"
        found |= {"group"} if SECRET in wall else set()
        team = client_for(amina).get(f"{at}team/").text
        return found | ({"team"} if SECRET in team else set())

    return find


def _part(name: str, own: Questionnaire, key: str) -> str:
    return catalogue[name].render(PartContext(own.space, key, "fr", catalogue[name].audience))


@pytest.mark.parametrize(("rule", "before", "after"), SEEN)
def test_each_rule_holds_everywhere_before_and_after_the_closing(asked, seers, amina, rule, before, after):
    own = asked(rule)
    assert seers(own) == set(before.split())
    own = actions.close(own, by=amina)
    assert seers(own) == set(after.split())


def test_what_the_team_keeps_until_it_decides_is_shown_by_a_gesture_and_put_away(asked, seers, amina, client_for):
    own = asked(HAND)
    code, everyone = own.asked.questions[0].code, {"answered", "silent", "group", "team"}
    team = client_for(amina)
    assert team.post(f"questionnaires/{own.pk}/after/{code}").status_code == 303
    assert seers(Questionnaire.objects.get(pk=own.pk)) == everyone
    team.post(f"questionnaires/{own.pk}/after/{code}", {"hide": "1"})
    assert seers(Questionnaire.objects.get(pk=own.pk)) == {"team"}


def test_a_question_that_shows_by_itself_is_not_shown_by_hand(asked, amina, client_for):
    own = asked(CLOSED)
    code = own.asked.questions[0].code
    refused = client_for(amina).post(f"questionnaires/{own.pk}/after/{code}")
    assert refused.status_code == 422 and "d’elle-même" in refused.text
    assert Questionnaire.objects.get(pk=own.pk).revealed == []


def test_what_only_the_team_reads_shows_to_nobody_else_whatever_the_rule(asked, seers, amina):
    own = asked(LIVE, Shown.NEVER)
    assert seers(own) == {"team"}
    assert sentence(own, own.asked.questions[0]) == ""
    assert seers(actions.close(own, by=amina)) == {"team"}


def test_a_person_may_show_less_than_the_most_and_shows_nothing_by_default(asked, seers, bruno, amina):
    own = asked(LIVE)
    code = own.asked.questions[0].code
    assert own.asked.questions[0].default_shown == Shown.NEVER
    actions.answer(own, bruno, code, value={code: SECRET}, shown=Shown.ANONYMOUS)
    group = question_result(own, own.asked.questions[0], Reader.GROUP, "fr")
    assert SECRET in str(group.blocks) and "Bruno" not in str(group.blocks)
    actions.answer(own, bruno, code, value={code: SECRET}, shown=Shown.NEVER)
    assert seers(own) == {"team"}


@pytest.mark.parametrize("rule", list(Reveal))
def test_an_open_box_shows_nothing_to_anyone_whatever_the_rule(space, amina, six, client_for, now, rule):
    made = actions.create_from_library(space, "chaud", by=amina)
    made = actions.set_reveals(made, {"": rule}, by=amina)
    made = actions.open_questionnaire(made, by=amina)
    for person in six:
        client_for(person).post(f"questionnaires/{made.pk}/learnt/", {"learnt": SECRET, "shown": "anonymous"})
    question = made.asked.question("learnt")
    assert not any(may_see(made, question, reader, six[0]) for reader in Reader)
    assert SECRET not in client_for(six[0]).get(f"questionnaires/{made.pk}/results/").text
    made = actions.close(made, by=amina)
    assert may_see(made, question, Reader.GROUP, six[0]) == (rule != HAND)


@pytest.mark.parametrize("rule", list(Reveal))
def test_it_is_said_before_one_answers(asked, chloe, client_for, rule):
    own = asked(rule)
    question = own.asked.questions[0]
    said = sentence(own, question)
    assert said and said in client_for(chloe).get(f"questionnaires/{own.pk}/{question.code}/").text


def test_once_people_answer_what_was_said_holds(asked, amina, client_for):
    own = asked(CLOSED)
    code = own.asked.questions[0].code
    with pytest.raises(Refused, match="ne change plus"):
        actions.set_reveals(own, {code: LIVE}, by=amina)
    refused = client_for(amina).post(f"questionnaires/{own.pk}/after/", {"reveal": "live"})
    assert refused.status_code == 422
    assert Questionnaire.objects.get(pk=own.pk).reveals == {code: CLOSED}


def test_rules_are_chosen_on_a_page_and_a_wrong_one_is_refused(space, amina, client_for, now):
    own = actions.create_own(space, "Le repas", by=amina)
    code, page = own.asked.questions[0].code, f"questionnaires/{own.pk}/after/"
    team = client_for(amina)
    assert team.post(page, {"reveal": "closed", f"reveal-{code}": "hand"}).status_code == 303
    assert Questionnaire.objects.get(pk=own.pk).reveals == {"": "closed", code: "hand"}
    assert team.post(page, {"reveal": "jamais"}).status_code == 422
    assert Questionnaire.objects.get(pk=own.pk).reveals == {"": "closed", code: "hand"}
