"""What the group and the team read, live."""

import pytest

from essaim.live.parts import PartContext, catalogue
from essaim.questionnaires import actions, activity
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.export import as_csv
from essaim.questionnaires.export.csv_file import safe
from essaim.questionnaires.results import participation, result_key

pytestmark = pytest.mark.django_db


def part(name, asked, code, language="fr"):
    found = catalogue[name]
    return found.render(PartContext(asked.space, str(result_key(asked, code)), language, found.audience))


def test_words_show_as_their_author_allows(amont, bruno, chloe, six):
    for member, text, shown in (
        (bruno, "Un élan commun", Shown.NAMED), (chloe, "Des noms à appeler", Shown.STRUCTURE),
        (six[0], "Une date", Shown.ANONYMOUS), (six[1], "Ma phrase privée", Shown.NEVER),
    ):  # fmt: skip
        actions.answer(amont, member, "worth", value={"worth": text}, shown=shown)
    group = part("results", amont, "worth")
    assert "Un élan commun" in group and "Bruno, Régie de quartier" in group
    assert "Des noms à appeler" in group and "Jardin partagé" in group and "Chloé" not in group
    assert "Une date" in group and "Farid" not in group
    assert "Ma phrase privée" not in group
    team = part("team-results", amont, "worth")
    assert "Ma phrase privée" in team and "pour l’équipe seulement" in team


def test_boxes_count_for_all_from_five_answers(amont, six):
    for member in six[:4]:
        actions.answer(amont, member, "brakes", value={"brakes": ["time"]}, shown=Shown.NEVER)
    assert "Rien à montrer" in part("results", amont, "brakes")
    actions.answer(amont, six[4], "brakes", value={"brakes": ["time", "money"]}, shown=Shown.NEVER)
    shown = part("results", amont, "brakes")
    assert "<svg" in shown and "<table" in shown and "Le temps" in shown
    assert part("results", amont, "brakes", "en") != ""
    actions.answer(amont, six[4], "brakes", value={"brakes": ["money"]}, shown=Shown.NEVER)
    assert part("results", amont, "brakes") != shown


def test_comfort_needs_are_never_published(amont, bruno, six):
    value = {"needs": ["access"], "detail": "Fauteuil", "resource": "Guide du bénévolat"}
    for member in [bruno, *six]:
        actions.answer(amont, member, "comfort", value=value, shown=Shown.NAMED)
    group, team = part("results", amont, "comfort"), part("team-results", amont, "comfort")
    assert "Guide du bénévolat" in group and "Fauteuil" not in group and "Accès" not in group
    assert "Fauteuil" in team and "Accès au lieu" in team
    assert "Fauteuil" not in str(activity.report_blocks(amont.space, "3", draft=True))


def test_the_report_tells_what_was_said_and_nothing_when_nothing_was(amont, bruno):
    assert "Rien" in str(activity.report_blocks(amont.space, "3", draft=True))
    actions.answer(amont, bruno, "worth", value={"worth": "Un élan commun"}, shown=Shown.NAMED)
    before = str(activity.report_blocks(amont.space, "3", draft=False))
    assert "Un élan commun" in before
    actions.answer(amont, bruno, "worth", value={"worth": "Un autre élan"}, shown=Shown.NAMED)
    after = str(activity.report_blocks(amont.space, "3", draft=False))
    assert "Un autre élan" in after and "Un élan commun" not in after


def test_pages_of_the_group_and_of_the_team(amont, bruno, amina, client_for, django_assert_num_queries):
    actions.answer(amont, bruno, "worth", value={"worth": "Un élan commun"}, shown=Shown.NAMED)
    assert "Un élan commun" in client_for(bruno).get(f"questionnaires/{amont.pk}/results/").text
    assert "Questionnaires" in client_for(bruno).get("questionnaires/").text
    assert client_for(bruno).get(f"questionnaires/{amont.pk}/team/").status_code == 403
    team = client_for(amina).get(f"questionnaires/{amont.pk}/team/").text
    assert "Envoyer à tout le monde" in team and "Bruno" in team
    wall = client_for(space=amont.space, kind="wall").get(f"questionnaires/{amont.pk}/worth/wall/")
    assert wall.status_code == 200 and "Un élan commun" in wall.text


def test_what_to_do_now(amont, bruno, amina):
    (todo,) = activity.now_for(amont.space, bruno)
    assert todo.action == "Répondre au questionnaire" and todo.minutes == 5
    actions.answer(amont, bruno, "worth", value={"worth": "Un élan"}, shown=Shown.NEVER)
    assert activity.now_for(amont.space, bruno)[0].action == "Reprendre"
    actions.finish(amont, bruno)
    assert activity.now_for(amont.space, bruno) == []
    assert [made.title for made in activity.produced(amont.space)] == ["Avant la journée"]
    assert participation(amont).answered == 1


def test_no_cell_of_the_export_is_a_formula(amont, bruno, amina, client_for):
    actions.answer(amont, bruno, "worth", value={"worth": "=HYPERLINK(1)"}, shown=Shown.NEVER)
    sheet = as_csv(amont, "fr")
    assert "'=HYPERLINK(1)" in sheet and ";=HYPERLINK" not in sheet
    assert [safe(cell) for cell in ("+1", "-1", "@x", "\tx", "a=b")] == ["'+1", "'-1", "'@x", "'\tx", "a=b"]
    answer = client_for(amina).get(f"questionnaires/{amont.pk}/answers.csv")
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
