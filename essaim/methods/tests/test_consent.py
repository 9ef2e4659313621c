"""The vectors CON1 to CON4, and the rules around them."""

import pytest

from essaim.base.errors import Refused
from essaim.methods.consent import rules
from essaim.methods.consent.method import METHOD
from essaim.runs.tests.play import Play

SEVEN = [f"P{i}" for i in range(1, 8)]


def consent(people, **params):
    params = {"text": "Une réunion par mois.", "proposer": people[0], "short": True, **params}
    return Play(METHOD, params, people).to("OBJECTIONS")


def everyone(play, people, answer="consent"):
    for who in people:
        play.give(who, "answer", answer=answer)


def test_con1_an_objection_is_integrated_and_everybody_answers_the_new_version():
    play = consent(SEVEN)
    everyone(play, ["P2", "P3", "P4", "P5", "P6"])
    play.give("P7", "answer", answer="objection", text="Trop pour nous en été.")
    play.give("P1", "answer", answer="consent").next()
    assert play.phase == "TEST"
    play.next()
    assert play.phase == "INTEGRER"
    play.give("P1", "amendment", text="Une réunion par mois, sauf en août.", how="amend")
    with pytest.raises(Refused):
        play.next()
    play.give("P7", "accept", answer="yes").next()
    assert play.phase == "OBJECTIONS"
    assert play.state.data.version.number == 2
    assert play.state.data.answers == {}
    for who in ["P2", "P3"]:
        play.give(who, "answer", answer="consent")
    play.give("P4", "answer", answer="concern", text="Penser aux horaires.")
    everyone(play, ["P5", "P6", "P7", "P1"])
    play.next()
    assert play.phase == "ADOPTEE"
    assert play.outcome.figures == {
        "status": "adopted",
        "indicative": False,
        "consents": 7,
        "voters": 7,
        "concerns": 1,
        "objections": 1,
        "loops": 1,
        "version": 2,
    }


def con2(upholding):
    people = SEVEN[:5]
    play = consent(people, mode="s3")
    everyone(play, ["P1", "P2", "P4", "P5"])
    play.give("P3", "answer", answer="objection", text="Je préfère le mardi.").next()
    play.give("P5", "contest", text="C’est une préférence.")
    for who, answer in zip(["P1", "P2", "P4", "P5"], upholding, strict=True):
        play.give(who, "uphold", answer=answer)
    return play.next()


def test_con2_a_contest_upheld_by_all_others_makes_a_concern_and_only_the_holder_answers_again():
    play = con2(["yes"] * 4)
    assert play.phase == "OBJECTIONS"
    assert set(rules.heard(play.state)) == {"P1", "P2", "P4", "P5"}
    with pytest.raises(Refused):
        play.give("P1", "answer", answer="objection", text="Moi aussi.")
    play.give("P3", "answer", answer="concern", text="Je préfère le mardi.").next()
    assert play.phase == "ADOPTEE"
    figures = play.outcome.figures
    assert (figures["version"], figures["loops"], figures["objections"], figures["concerns"]) == (1, 0, 0, 1)


def test_con2_one_voice_that_does_not_uphold_is_enough_to_keep_the_objection():
    play = con2(["yes", "no", "yes", "yes"])
    assert play.phase == "INTEGRER"
    assert rules.current(play.state).status == "qualified"


def test_a_contest_waits_for_every_other_voice():
    play = consent(SEVEN[:5], mode="s3")
    everyone(play, ["P1", "P2", "P4", "P5"])
    play.give("P3", "answer", answer="objection", text="Non.").next()
    play.give("P5", "contest", text="C’est une préférence.").give("P1", "uphold", answer="yes")
    with pytest.raises(Refused, match="contestation"):
        play.next()


def test_con3_the_quorum_is_that_of_the_roll_frozen_at_opening():
    people = SEVEN[:6]
    play = Play(METHOD, {"text": "Oui.", "proposer": "P1", "short": True, "mode": "s3"}, people, quorum="1/2")
    play.to("OBJECTIONS")
    play.log("left", "P6")
    everyone(play, ["P1", "P2", "P3", "P4"])
    with pytest.raises(Refused, match="4 réponses sur 5"):
        play.next()
    play.log("counted_absent", member="P5")
    assert play.state.needed == 3
    play.next()
    assert play.phase == "ADOPTEE"
    assert play.outcome.figures["consents"] == play.outcome.figures["voters"] == 4
    assert "1 membre compté absent" in play.outcome.sentence
    assert not play.outcome.figures["indicative"]


def test_con4_after_the_last_loop_only_the_announced_fallback_remains():
    people = [f"P{i}" for i in range(1, 13)]
    play = consent(people, mode="s3", most_loops=3, fallback="vote_2_3")
    for version in range(1, 4):
        everyone(play, people[:-1])
        play.give("P12", "answer", answer="objection", text="Pas encore.").next().next()
        play.give("P1", "amendment", text=f"Version {version + 1}", how="amend").give(
            "P12", "accept", answer="yes"
        ).next()
    everyone(play, people[:-1])
    play.give("P12", "answer", answer="objection", text="Toujours pas.").next()
    assert play.phase == "IMPASSE"
    assert play.state.data.version.number == 4
    for who, vote in zip(people, ["for"] * 7 + ["against"] * 4 + ["abstain"], strict=True):
        play.give(who, "vote", answer=vote)
    assert play.outcome.figures["status"] == "rejected"
    assert "63,6" in play.outcome.sentence
    assert METHOD.hand_overs(play.state, str) == []


def test_two_thirds_exactly_pass():
    play = consent(["P1", "P2", "P3"], mode="s3", most_loops=1, fallback="vote_2_3")
    everyone(play, ["P1", "P2"])
    play.give("P3", "answer", answer="objection", text="Non.").next().next()
    play.give("P3", "amendment", text="Autre", how="amend").give("P1", "accept", answer="yes").next()
    everyone(play, ["P1", "P2"])
    play.give("P3", "answer", answer="objection", text="Non.").next()
    play.give("P1", "vote", answer="for").give("P2", "vote", answer="for").give("P3", "vote", answer="against")
    assert play.outcome.figures["status"] == "adopted_by_vote"


def test_in_turn_the_proposer_answers_last_and_passing_is_possible_once():
    play = consent(SEVEN[:4])
    with pytest.raises(Refused, match="tour"):
        play.give("P1", "answer", answer="consent")
    play.give("P2", "answer", answer="pass").give("P3", "answer", answer="consent").give(
        "P4", "answer", answer="consent"
    )
    assert rules.in_turn(play.state) == ("P2",)
    with pytest.raises(Refused, match="passer une fois"):
        play.give("P2", "answer", answer="pass")
    play.give("P2", "answer", answer="consent").give("P1", "answer", answer="consent").next()
    assert play.phase == "ADOPTEE"


def test_an_objection_asks_for_a_sentence_and_abstaining_does_not_exist():
    play = consent(SEVEN[:3], mode="s3")
    with pytest.raises(Refused) as refused:
        play.give("P1", "answer", answer="objection")
    assert refused.value.field == "text"
    with pytest.raises(Refused):
        play.give("P1", "answer", answer="abstain")


def test_simultaneous_answers_stay_hidden_until_all_are_there():
    play = consent(SEVEN[:3], mode="s3")
    play.give("P1", "answer", answer="objection", text="Secret pour le moment.")
    shown = METHOD.context(play.state, str)
    assert shown["dots"] == ["answered", "waiting", "waiting"]
    assert shown["against"] is None and shown["objections"] == [] and shown["concerns"] == []
    everyone(play, ["P2", "P3"])
    shown = METHOD.context(play.state, str)
    assert shown["against"] == 1
    with pytest.raises(Refused, match="révélées"):
        play.give("P2", "answer", answer="objection", text="Ah non.")


def test_a_late_person_answers_from_the_next_version():
    play = consent(SEVEN[:3], mode="s3")
    play.log("joined", "P9")
    with pytest.raises(Refused, match="en cours d’étape"):
        play.give("P9", "answer", answer="consent")
    everyone(play, ["P1", "P2"])
    play.give("P3", "answer", answer="objection", text="Non.").next().next()
    play.give("P3", "amendment", text="Mieux.", how="amend").give("P1", "accept", answer="yes").next()
    assert rules.voters(play.state) == ("P1", "P2", "P3", "P9")


def test_a_facilitator_outside_the_roll_never_objects_and_never_puts_an_objection_aside():
    play = consent(SEVEN[:3], mode="s3")
    with pytest.raises(Refused):
        play.give("amina", "answer", answer="objection", text="Je n’en suis pas.")
    everyone(play, ["P1", "P2"])
    play.give("P3", "answer", answer="objection", text="Non.").next()
    with pytest.raises(Refused, match="jamais seule"):
        play.give("amina", "remains", what="withdraw")
    play.give("P3", "remains", what="withdraw").next()
    assert play.phase == "OBJECTIONS"
    play.give("P3", "answer", answer="consent").next()
    assert play.phase == "ADOPTEE"


def test_whoever_withdraws_from_the_decision_is_named_and_not_counted():
    play = Play(METHOD, {"text": "Oui.", "proposer": "P1"}, SEVEN[:3])
    play.log("recused", "P3")
    play.goto("OBJECTIONS")
    assert rules.voters(play.state) == ("P1", "P2")
    play.give("P2", "answer", answer="consent").give("P1", "answer", answer="consent").next()
    assert "P3" in play.outcome.sentence


def test_a_decision_is_not_closed_without_a_review_date():
    play = consent(["P1", "P2"])
    play.give("P2", "answer", answer="consent").give("P1", "answer", answer="consent").next()
    with pytest.raises(Refused) as refused:
        play.next()
    assert refused.value.field == "review"
    play.give("amina", "card", review="2027-09-01", owner="P2").next()
    assert [one.kind for one in METHOD.hand_overs(play.state, str)] == ["decision", "commitment_draft"]


def test_the_fallback_is_no_shortcut():
    play = consent(SEVEN[:3], mode="s3")
    everyone(play, ["P1", "P2"])
    play.give("P3", "answer", answer="objection", text="Non.").next().next()
    with pytest.raises(Refused, match="reste du temps"):
        play.goto("IMPASSE")
    play.wait(8 * 60 + 1).goto("IMPASSE")
    assert play.phase == "IMPASSE"
    with pytest.raises(Refused):
        play.goto("ADOPTEE")


def test_the_whole_path_with_questions_and_reactions():
    play = Play(METHOD, {"text": "Une réunion.", "proposer": "P1"}, SEVEN[:3])
    play.give("P2", "relevance", answer="yes").next().next()
    play.give("P2", "question", text="Quel jour ?")
    with pytest.raises(Refused, match="Une seule question"):
        play.give("P2", "question", text="Et où ?")
    of = play.state.data.questions[0].id
    play.give("P1", "reply", of=of, text="").next()
    with pytest.raises(Refused, match="tour"):
        play.give("P3", "react", text="Bien.")
    play.give("P2", "react", text="D’accord.").give("P3", "react_pass").next()
    play.give("P1", "adjust", how="amend", text="Une réunion le mardi.").next()
    assert play.phase == "OBJECTIONS"
    pieces = METHOD.context(play.state, str)["pieces"]
    assert [piece.kind for piece in pieces if piece.kind != "same"] == ["removed", "added"]


def test_a_proposal_can_be_withdrawn_by_whoever_made_it():
    play = Play(METHOD, {"text": "Une réunion.", "proposer": "P1"}, SEVEN[:3]).goto("AMENDER")
    with pytest.raises(Refused):
        play.give("P2", "adjust", how="withdraw")
    play.give("P1", "adjust", how="withdraw").next()
    assert play.phase == "RETIREE"
    assert play.outcome.figures["status"] == "withdrawn"
