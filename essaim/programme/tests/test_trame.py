from pathlib import Path

import pytest

from essaim.programme.launch import known_methods
from essaim.programme.trame.library import names, read_named
from essaim.programme.trame.read import TrameError, read_trame
from essaim.programme.trame.shape import Words, clock_text

METHODS = {
    "free",
    "round",
    "short_input",
    "brainstorm",
    "consent",
    "dots",
    "programme_validation",
    "modules",
    "commitments",
    "hot_evaluation",
}

SMALL = """\
trame:
  id: petite
  version: 1
  langues: [fr]
  titre: Une petite journée
  bornes: {arrivee: "09:00", debut: "09:30", fin: "12:00"}
accompagnement:
  territoire: Val-d’Aubray
  contexte: Un contexte
  enjeux: Des enjeux
  demande: Une demande
  demarche: Une démarche
  resultats: []
jour:
  - id: S1
    debut: "09:30"
    duree: 30
    titre: Se connaître
  - id: S2
    debut: "10:00"
    duree: 60
    titre: Décider
    deroule:
      - {methode: free, minutes: 60, question: Que décidons-nous}
"""


def problems(source: str, **known: object) -> list[tuple[int, str]]:
    with pytest.raises(TrameError) as caught:
        read_trame(source, **known)
    return [(problem.line, problem.sentence) for problem in caught.value.problems]


def only(source: str, **known: object) -> tuple[int, str]:
    (problem,) = problems(source, **known)
    return problem


def test_the_day_of_the_source_with_its_real_times() -> None:
    trame = read_named("cooperation-journee-dla")

    day = [(plan.id, clock_text(plan.start), plan.minutes, plan.min_minutes) for plan in trame.day]
    assert day == [
        ("S0", "9:00", 30, 15),
        ("S1", "9:30", 30, 20),
        ("S2", "10:00", 30, 20),
        ("P1", "10:30", 30, 10),
        ("S3", "11:00", 60, 45),
        ("S4", "12:00", 60, 45),
        ("P2", "13:00", 60, 60),
        ("S5", "14:00", 120, 90),
        ("S6", "16:00", 60, 45),
        ("S7", "17:00", 30, 25),
    ]
    assert [plan.id for plan in trame.day if plan.fixed] == ["P2"]
    assert [(fee.people, fee.support, fee.amount) for fee in trame.accompaniment.fees] == [(3, 1, 1000)]
    assert [row.date.fr for row in trame.accompaniment.calendar] == [
        "Septembre 2015",
        "Octobre 2015",
        "Octobre / novembre 2015",
    ]
    assert [module.id for module in trame.modules] == ["MO1", "MO2", "MO3", "MO4", "MO5"]
    assert trame.questionnaires["froid"].reminders == (37, 44)
    assert len(trame.resources) == 10


def test_every_text_is_in_french_and_in_english_and_every_step_fits() -> None:
    trame = read_named()

    for plan in trame.day:
        assert plan.title.fr and plan.title.en
        assert not plan.steps or sum(step.minutes for step in plan.steps) == plan.minutes
    assert trame.title.said("en") == "Working together: from pooling to merging"
    assert Words("oui").said("en") == "oui"


def test_the_trames_that_ship_use_methods_that_exist() -> None:
    for name in names():
        plans = (*read_named(name).day, *read_named(name).modules)
        assert {step.method for plan in plans for step in plan.steps} <= METHODS & known_methods()


def test_a_small_trame_reads() -> None:
    trame = read_trame(SMALL, methods=METHODS)

    assert [(plan.start, plan.end) for plan in trame.day] == [(570, 600), (600, 660)]
    assert trame.day[1].steps[0].question.fr == "Que décidons-nous"


def test_an_unknown_key_gives_its_line_and_what_was_expected() -> None:
    where, sentence = only(SMALL.replace("    titre: Se connaître", "    tire: Se connaître\n    titre: Se connaître"))

    assert where == 18
    assert sentence.startswith(
        "clé inconnue «\u00a0tire\u00a0» dans «\u00a0jour\u00a0»\u202f; attendu\u00a0: id, debut"
    )


def test_a_wrong_time() -> None:
    assert only(SMALL.replace('debut: "10:00"', 'debut: "25:00"')) == (
        20,
        "heure «\u00a025:00\u00a0»\u00a0: attendu une heure et des minutes, de 00:00 à 23:59 "
        "(par exemple «\u00a009:30\u00a0»)",
    )


def test_overlapping_sequences() -> None:
    assert only(SMALL.replace('debut: "10:00"', 'debut: "09:45"')) == (
        19,
        "«\u00a0S2\u00a0» commence à 9:45 alors que «\u00a0S1\u00a0» (ligne 15) finit à 10:00\u202f; "
        "attendu des séquences qui ne se chevauchent pas",
    )


def test_a_bad_duration_and_a_missing_field_are_told_together() -> None:
    broken = SMALL.replace("duree: 30", "duree: trente").replace("  contexte: Un contexte\n", "")

    assert problems(broken) == [
        (8, "il manque «\u00a0contexte\u00a0» dans «\u00a0accompagnement\u00a0»\u202f; attendu une valeur"),
        (16, "durée «\u00a0trente\u00a0»\u00a0: attendu un nombre entier de minutes, de 1 à 720 (par exemple 45)"),
    ]


def test_an_unknown_method_an_unknown_module_and_steps_longer_than_their_sequence() -> None:
    broken = SMALL.replace("methode: free, minutes: 60", "methode: danse, minutes: 61")
    broken = broken.replace("    titre: Décider", "    titre: Décider\n    modules: [MO9]")

    lines = [(line, sentence.split("\u202f;")[0]) for line, sentence in problems(broken, methods=METHODS)]
    assert lines == [
        (19, "module «\u00a0MO9\u00a0» inconnu"),
        (19, "«\u00a0S2\u00a0»\u00a0: le déroulé fait 61\u00a0min"),
        (25, "méthode «\u00a0danse\u00a0» inconnue"),
    ]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("", 1),
        ("- une liste", 1),
        ("trame: [", 1),
        ("a: 1\nb: : :", 2),
        ("x: &a [1]\ny: *a", 2),
        ("[" * 200, 1),
        ("jour: \x00", 1),
        (SMALL.replace("titre: Décider", "titre: []"), 22),
        (SMALL.replace("id: S2", "id: S1"), 15),
        (SMALL.replace('fin: "12:00"', 'fin: "10:30"'), 19),
        (SMALL.replace('fin: "12:00"', 'fin: "08:30"'), 6),
        (SMALL.replace("langues: [fr]", "langues: [de]"), 4),
        (SMALL.replace("duree: 30", "duree: 30\n    min: 40"), 15),
    ],
)
def test_a_trame_that_cannot_be_read_says_where(source: str, line: int) -> None:
    assert problems(source)[0][0] == line


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(TrameError, match="ne s’ouvre pas"):
        read_trame(tmp_path / "absente.yml")
    (tmp_path / "image.yml").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(TrameError, match="UTF-8"):
        read_trame(tmp_path / "image.yml")


def test_the_error_reads_as_sentences() -> None:
    with pytest.raises(TrameError) as caught:
        read_trame(SMALL.replace("duree: 30", "duree: 0"))

    assert caught.value.message.startswith("ligne 17\u00a0: durée «\u00a00\u00a0»\u00a0: attendu")


def test_questionnaires_of_this_installation_are_checked() -> None:
    source = SMALL + "questionnaires:\n  amont: {gabarit: inconnu, ouvre: -25}\n"

    assert only(source, questionnaires={"amont"})[0] == 26
    assert read_trame(source, questionnaires={"inconnu"}).questionnaires["amont"].opens == -25
