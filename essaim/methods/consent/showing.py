"""What the screens, the report and the other activities are told of a decision by consent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.methods.consent import rules
from essaim.methods.consent.diff import pieces
from essaim.methods.consent.params import FALLBACKS
from essaim.methods.consent.rules import Objection, State
from essaim.runs.definition import HandOver, Names, Outcome, Table, no_answer

BEFORE_CHECK = ("PREP", "PERTINENCE", "PRESENTATION", "CLARIFICATION", "REACTION", "AMENDER")
DOTS = {"consent": "yes", "concern": "yes", "objection": "no", "pass": "passed"}


def outcome(state: State, names: Names) -> Outcome:
    data = state.data
    if data.adopted:
        return _adopted(state, names)
    if data.withdrawn and state.phase == "RETIREE":
        return Outcome(_("La proposition a été retirée."), figures={"status": "withdrawn"})
    if data.verdict == "redirect" and state.over:
        return Outcome(_("La question revient à un autre groupe."), figures={"status": "redirected"})
    if state.phase == "IMPASSE":
        return _deadlock(state)
    if not data.answers or not state.over:
        return no_answer()
    return Outcome(_("Clos sans décision."), figures={"status": "open", **figures(state)})


def figures(state: State) -> dict[str, Any]:
    answers = rules.heard(state)
    return {
        "consents": sum(answer.kind in ("consent", "concern") for answer in answers.values()),
        "voters": len(rules.voters(state)),
        "concerns": len(rules.concerns(state)),
        "objections": sum(one.status in ("qualified", "integrated", "standing") for one in state.data.objections),
        "loops": state.data.loops,
        "version": state.data.version.number if state.data.version else 0,
    }


def _adopted(state: State, names: Names) -> Outcome:
    numbers = figures(state)
    sentence = _("Adoptée par consentement (version {version}) : {consents} consentements sur {voters}.").format(
        **numbers
    )
    notes = [sentence]
    if numbers["concerns"]:
        text = ngettext("{count} préoccupation gardée.", "{count} préoccupations gardées.", numbers["concerns"])
        notes.append(text.format(count=numbers["concerns"]))
    absent = sum(seat.status == "counted_absent" for seat in state.roll)
    if absent:
        text = ngettext("{count} membre compté absent.", "{count} membres comptés absents.", absent)
        notes.append(text.format(count=absent))
    recused = [names(seat.member) for seat in state.roll if seat.status == "recused"]
    if recused:
        notes.append(_("S’est retiré·e de la décision : {who}.").format(who=", ".join(recused)))
    if state.data.indicative:
        notes.append(_("Résultat indicatif (sans quorum)."))
    return Outcome(" ".join(notes), figures={"status": "adopted", "indicative": state.data.indicative, **numbers})


def _deadlock(state: State) -> Outcome:
    data = state.data
    numbers = {"status": "deadlock", **figures(state)}
    if state.params.fallback != "vote_2_3" or not data.votes:
        rule = str(dict(FALLBACKS)[state.params.fallback])
        sentence = _("Une objection demeure. Repli annoncé : {rule}.").format(rule=rule)
        return Outcome(" ".join(part for part in (sentence, data.fallback_note) if part), figures=numbers)
    votes = list(data.votes.values())
    count = {key: votes.count(key) for key in ("for", "against", "abstain")}
    passed = rules.fallback_passes(data)
    share = 100 * count["for"] / max(1, count["for"] + count["against"])
    result = _("adoptée au vote") if passed else _("rejetée au vote")
    sentence = _(
        "Repli : {result}, {pro} pour, {con} contre, {abstain} abstention(s) ; {share} % pour deux tiers."
    ).format(result=result, pro=count["for"], con=count["against"], abstain=count["abstain"], share=_percent(share))
    rows = (
        (_("Pour"), str(count["for"])),
        (_("Contre"), str(count["against"])),
        (_("Abstention"), str(count["abstain"])),
    )
    status = "adopted_by_vote" if passed else "rejected"
    return Outcome(sentence, Table((_("Voix"), _("Nombre")), rows), {**numbers, **count, "status": status})


def _percent(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def hand_overs(state: State, names: Names) -> list[HandOver]:
    """A decision for the record, and a draft of commitment for whoever said they would see to it."""
    data = state.data
    passed = data.adopted or (state.phase == "IMPASSE" and bool(data.votes) and rules.fallback_passes(data))
    if not passed or data.version is None:
        return []
    card = {"owner": data.card.owner, "starts": data.card.starts, "review": data.card.review}
    said = {"criteria": list(data.card.criteria), "concerns": [text for _member, text in rules.concerns(state) if text]}
    decision = HandOver("decision", data.version.text, {**card, **said})
    if not data.card.owner:
        return [decision]
    return [decision, HandOver("commitment_draft", data.version.text, card)]


def context(state: State, names: Names) -> Mapping[str, Any]:
    data = state.data
    seen = rules.shown(state)
    heard, voters = rules.heard(state), rules.voters(state)
    objection = rules.current(state)
    versions = data.versions
    before = versions[-2].text if len(versions) > 1 else ""
    checking = state.phase in ("OBJECTIONS", "TEST", "INTEGRER", "ADOPTEE", "IMPASSE")
    turn = rules.in_turn(state)[:1] if state.phase == "OBJECTIONS" and state.params.mode == "classique" else ()
    return {
        "version": data.version,
        "versions": versions,
        "pieces": pieces(before, data.version.text) if before and data.version else (),
        "proposer": names(state.params.proposer) if state.params.proposer else "",
        "aim": state.params.aim,
        "driver": state.params.driver,
        "mode": state.params.mode,
        "fallback": dict(FALLBACKS)[state.params.fallback],
        "votes_fallback": state.params.fallback == "vote_2_3",
        "relevance": {key: sum(one == key for one in data.doubts.values()) for key in ("yes", "doubt")},
        "verdict": data.verdict,
        "questions": [(one, names(one.by)) for one in data.questions if not one.retagged],
        "retagged": [(one, names(one.by)) for one in data.questions if one.retagged],
        "comments": [(one, names(one.by)) for one in data.comments],
        "reacting": names(data.reactions.current) if data.reactions.current else "",
        "reacting_id": data.reactions.current,
        "reacting_next": [names(one) for one in data.reactions.queue[1:4]],
        "reactions": [(names(turn.member), turn.text) for turn in data.reactions.turns if turn.text],
        "dots": _dots(state, seen, turn) if checking else _reaction_dots(state),
        "checking": checking,
        "answered": len(heard),
        "voters": len(voters),
        "consents": sum(answer.kind in ("consent", "concern") for answer in heard.values()) if seen else None,
        "against": sum(answer.kind == "objection" for answer in heard.values()) if seen else None,
        "seen": seen,
        "turn": names(turn[0]) if turn else "",
        **_told(state, names, seen),
        "missing": [(member, names(member)) for member in voters if member not in heard],
        "objection": objection,
        "objection_by": names(objection.holder) if objection else "",
        "understood": len(objection.understood) if objection else 0,
        "contests": _contests(state, objection, names),
        "contest_result": rules.contest_result(state, objection) if objection else "none",
        "others": len(voters) - 1,
        "waiting_objections": [(one, names(one.holder)) for one in rules.open_objections(state)] if seen else [],
        "objections": [(one, names(one.holder)) for one in data.objections] if seen else [],
        "ideas": [(one, names(one.by)) for one in data.ideas],
        "amendment": data.amendment,
        "amendment_pieces": pieces(data.version.text, data.amendment.text) if data.amendment and data.version else (),
        "accepted_by": [names(one) for one in data.amendment.accepted] if data.amendment else [],
        "to_accept": [names(one) for one in sorted(rules.both(state))],
        "loops": data.loops,
        "concerns": [(names(member), text) for member, text in rules.concerns(state)] if seen else [],
        "decision": data.card,
        "indicative": data.indicative,
        "adopted": data.adopted,
        "fallback_votes": len(data.votes),
        "fallback_note": data.fallback_note,
    }


def _told(state: State, names: Names, seen: bool) -> dict[str, Any]:
    """What the console and the live forms need: who is awaited, which forms changed, the decision as people read it."""
    data, heard, voters = state.data, rules.heard(state), rules.voters(state)
    objection, card = rules.current(state), data.card
    awaited = {
        "PERTINENCE": [one for one in state.voices if one not in data.doubts],
        "OBJECTIONS": [one for one in voters if one not in heard],
    }.get(state.phase, [])
    asked = {"PERTINENCE": len(data.doubts), "OBJECTIONS": len(heard), "IMPASSE": len(data.votes)}
    contests = [contest.by for contest in objection.contests] if objection else []
    written = data.amendment.text if data.amendment else ""
    return {
        "asks": state.phase in asked and (state.phase != "IMPASSE" or state.params.fallback == "vote_2_3"),
        "gave": asked.get(state.phase, 0),
        "silent": [names(one) for one in awaited],
        "form_marks": (*rules.in_turn(state)[:1], len(data.questions), *contests, written),
        "review_day": _day(card.review or state.params.review),
        "starts_day": _day(card.starts),
        "owner": card.owner or state.params.owner,
        "may_give_up": state.phase == "INTEGRER",
    }


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None


def _contests(state: State, objection: Objection | None, names: Names) -> list[tuple[Any, str]]:
    return [(one, names(one.by)) for one in objection.contests] if objection else []


def _dots(state: State, seen: bool, turn: tuple[str, ...]) -> list[str]:
    """One dot a voter. Hidden answers are only said to be there: the order of the dots then tells nothing."""
    voters, answers = rules.voters(state), state.data.answers
    if not seen:
        heard = len(rules.heard(state))
        return ["answered"] * heard + ["waiting"] * (len(voters) - heard)
    dots = ["now" if one in turn else DOTS[answers[one].kind] if one in answers else "waiting" for one in voters]
    return (
        dots if state.params.mode == "classique" else sorted(dots, key=("yes", "no", "passed", "waiting", "now").index)
    )


def _reaction_dots(state: State) -> list[str]:
    circle = state.data.reactions
    if state.phase != "REACTION":
        return ["waiting"] * len(state.voices)
    people = [one for one in state.voices if one != state.params.proposer]
    done = {turn.member: turn.outcome for turn in circle.turns}
    return [
        "now" if one == circle.current else {"spoke": "yes", "passed": "passed"}.get(done.get(one, ""), "waiting")
        for one in people
    ]


def context_for(state: State, member: str, names: Names) -> Mapping[str, Any]:
    data = state.data
    answer = data.answers.get(member)
    objection = rules.current(state)
    turn = rules.in_turn(state)
    may_pass = not (answer is not None and (answer.kind == "pass" or answer.passed_before))
    answered = answer is not None and answer.kind != "pass"
    locked = answered and (data.locked or (state.params.mode == "s3" and rules.shown(state)))
    classic = state.params.mode == "classique"
    return {
        "may_answer": member in rules.voters(state)
        and not locked
        and (answered or not classic or turn[:1] == (member,)),
        "reacts": data.reactions.current == member,
        "may_recuse": state.running and state.phase in BEFORE_CHECK and state.seat(member) is not None,
        "votes": member in rules.voters(state),
        "is_proposer": member == state.params.proposer,
        "is_holder": objection is not None and objection.holder == member,
        "is_both": member in rules.both(state),
        "answer": answer,
        "may_pass": may_pass,
        "may_change": answered and not locked,
        "my_turn": state.params.mode == "s3" or turn[:1] == (member,),
        "my_place": turn.index(member) if member in turn else None,
        "my_reaction": data.reactions.current == member,
        "my_reaction_place": data.reactions.place_of(member),
        "my_questions": [one for one in data.questions if one.by == member],
        "my_relevance": data.doubts.get(member, ""),
        "understands": objection is not None and member in objection.understood,
        "i_contest": objection is not None and any(one.by == member for one in objection.contests),
        "upholds": objection is not None and any(member in one.upheld for one in objection.contests),
        "rejects": objection is not None and any(member in one.not_upheld for one in objection.contests),
        "accepts": data.amendment is not None and member in data.amendment.accepted,
        "my_vote": data.votes.get(member, ""),
        "before": state.offered(member, "answer"),
    }
