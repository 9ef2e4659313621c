"""Who may open what: every address of the product × every role. An address without a row fails the house test.

`get` and `post` say who is let in; None: that method is not offered there. Whoever is not let in gets 403 with a seat
of the space, 404 without one, and the page to sign in where a team signs in. Whatever a row names with `of` is an
object of « Fusion »: the facilitator of another space asking for it gets 404.
"""

from dataclasses import dataclass, field

VISITOR, WALL, OBSERVER, PARTICIPANT, FACILITATOR = "visitor", "wall", "observer", "participant", "facilitator"
OUR_TEAM, OTHER_TEAM = "our team", "another team"  # signed in by e-mail, without a seat
NOBODY: frozenset[str] = frozenset()
ANYONE = frozenset({VISITOR, OUR_TEAM, OTHER_TEAM})
SIGNED_IN = frozenset({OUR_TEAM, OTHER_TEAM})
EVERY_SEAT = frozenset({WALL, OBSERVER, PARTICIPANT, FACILITATOR})
MEMBERS = frozenset({OBSERVER, PARTICIPANT, FACILITATOR})
CONTRIBUTORS = frozenset({PARTICIPANT, FACILITATOR})
TEAM = frozenset({FACILITATOR})
AUTHOR = frozenset({PARTICIPANT})  # Bruno, whose commitment it is

Who = frozenset[str] | None


@dataclass(frozen=True)
class Row:
    route: str
    get: Who = None
    post: Who = None
    of: dict[str, str] = field(default_factory=dict)
    """Parameter → the name of a thing made by `things`, or the value itself."""
    sends: dict[str, str] = field(default_factory=dict)
    """What is posted, where nothing at all would not be understood; named the same way."""


MODULE, SEQUENCE, COMMITMENT, RUN, RESOURCE, MIND_MAP, ASKED, ANSWER = (
    {"pk": name} for name in ("module", "sequence", "commitment", "run", "resource", "mind_map", "asked", "answer")
)

PAGE = {"pk": "document"}
VERSION, SAID = {**PAGE, "version": "version"}, {**PAGE, "comment": "page_comment"}
QUESTIONNAIRE = {"pk": "questionnaire"}
ASKED_NOW = {"pk": "asked_now"}
BOARD = {"pk": "board"}
NOTE, GROUP = {**BOARD, "note": "note"}, {**BOARD, "group": "group"}
QUESTION = {**QUESTIONNAIRE, "code": "brakes"}
ANSWER_FILE = {"pk": "asked_photo", "code": "own-1", "file": "answer_file"}

SEATS = [
    # a place in the space
    Row("arrival", post=CONTRIBUTORS),
    Row("mine", get=MEMBERS, post=CONTRIBUTORS),
    Row("done", post=EVERY_SEAT),
    Row("parts/<str:name>/<str:key>", get=EVERY_SEAT, of={"name": "presence", "key": "-"}),
    Row("", get=MEMBERS),
    Row("written/", get=MEMBERS),
    Row("search/", get=MEMBERS),
    Row("news/", get=MEMBERS, post=CONTRIBUTORS),
    Row("group/", get=MEMBERS),
    Row("console/", get=TEAM),
    Row("console/space/", get=TEAM, post=TEAM),
    Row("console/people/", get=TEAM, post=TEAM),
    Row("console/people/cards", post=TEAM),
    Row("console/people/<uuid:pk>/", get=TEAM, post=TEAM, of={"pk": "bruno"}),
    Row("console/phase", post=TEAM),
    Row("console/clock", post=TEAM),
    Row("wall/", get=EVERY_SEAT),
    # the hall
    Row("hand", post=CONTRIBUTORS),
    Row("console/hall/", get=TEAM),
    Row("console/hall/screens", post=TEAM),
    Row("console/hall/speaker", get=TEAM),
    Row("console/hall/floor", post=TEAM),
    Row("console/hall/floor/clear", post=TEAM),
    Row("console/hall/floor/<uuid:pk>/end", post=TEAM, of={"pk": "turn"}),
    Row("console/hall/message", post=TEAM),
    Row("console/hall/more", post=TEAM),
    Row("console/hall/lead", post=TEAM),
    Row("console/hall/notes", post=TEAM),
    Row("console/hall/notes/<uuid:pk>/done", post=TEAM, of={"pk": "team_note"}),
    # the programme
    Row("programme/", get=MEMBERS),
    Row("programme/versions/", get=MEMBERS),
    Row("programme/versions/new", post=TEAM),
    Row("programme/adjust/", get=TEAM),
    Row("programme/late/", get=TEAM),
    Row("programme/absorb", post=TEAM),
    Row("programme/sequences/new", post=TEAM),
    Row("programme/sequences/<uuid:pk>/", get=MEMBERS, of=SEQUENCE),
    Row("programme/sequences/<uuid:pk>/edit/", get=TEAM, post=TEAM, of=SEQUENCE),
    Row("programme/sequences/<uuid:pk>/steps", post=TEAM, of=SEQUENCE),
    Row("programme/sequences/<uuid:pk>/place", post=TEAM, of=SEQUENCE),
    Row("programme/sequences/<uuid:pk>/removal", post=TEAM, of=SEQUENCE),
    Row("programme/sequences/<uuid:pk>/start", post=TEAM, of=SEQUENCE),
    Row("programme/sequences/<uuid:pk>/end", post=TEAM, of=SEQUENCE),
    Row("programme/back", post=TEAM),
    Row("practical/", get=MEMBERS, post=CONTRIBUTORS),
    Row("practical/sheet", post=TEAM),
    Row("practical/subscription", post=CONTRIBUTORS),
    Row("programme.ics", get=MEMBERS),
    Row("console/print/", get=TEAM),
    Row("console/print/<slug:name>.pdf", get=TEAM, of={"name": "programme"}),
    Row("programme/proposals", post=TEAM),
    Row("programme/library/", get=TEAM),
    Row("programme/trame.yml", get=TEAM),
    Row("programme/library/trames", post=TEAM),
    Row("programme/library/trames/new", post=TEAM),
    Row("programme/library/trames/<uuid:pk>.yml", get=TEAM, of={"pk": "saved_trame"}),
    Row("programme/library/trames/<uuid:pk>/use", post=TEAM, of={"pk": "saved_trame"}),
    Row("programme/library/trames/<uuid:pk>/removal", post=TEAM, of={"pk": "saved_trame"}),
    Row("programme/sequences/<uuid:pk>/saving", post=TEAM, of=SEQUENCE),
    Row("programme/library/sequences/<uuid:pk>/place", post=TEAM, of={"pk": "saved_sequence"}),
    Row("programme/library/sequences/<uuid:pk>/removal", post=TEAM, of={"pk": "saved_sequence"}),
    Row("console/day/", get=TEAM),
    Row("console/modules/", get=TEAM),
    Row("console/modules/opening", post=TEAM),
    Row("console/modules/choice", post=TEAM),
    Row("console/modules/places", post=TEAM, sends={"member": "bruno", "module": "module"}),
    Row("wall/programme/", get=EVERY_SEAT),
    Row("wall/modules/", get=EVERY_SEAT),
    Row("wall/modules/<uuid:pk>/", get=EVERY_SEAT, of=MODULE),
    Row("modules/", get=MEMBERS),
    Row("modules/wishes", post=CONTRIBUTORS),
    Row("modules/new/", get=MEMBERS, post=CONTRIBUTORS),
    Row("modules/<uuid:pk>/", get=MEMBERS, of=MODULE),
    Row("modules/<uuid:pk>/seat", post=CONTRIBUTORS, of=MODULE),
    Row("modules/<uuid:pk>/removal", post=CONTRIBUTORS, of=MODULE),
    Row("modules/<uuid:pk>/edit/", get=TEAM, post=TEAM, of=MODULE),
    Row("modules/<uuid:pk>/clock", post=TEAM, of=MODULE),
    Row("modules/<uuid:pk>/validation", post=TEAM, of=MODULE),
    Row("programme/sequences/<uuid:pk>/runs", post=TEAM, of=SEQUENCE),
    Row("modules/<uuid:pk>/runs", post=TEAM, of=MODULE),
    # runs of methods
    Row("runs/", get=MEMBERS),
    Row("runs/new", get=TEAM, post=TEAM),
    Row("runs/<uuid:pk>/", get=MEMBERS, of=RUN),
    Row("runs/<uuid:pk>/island", get=MEMBERS, of=RUN),
    Row("runs/<uuid:pk>/inputs/<str:kind>", get=MEMBERS, post=CONTRIBUTORS, of={**RUN, "kind": "speak"}),
    Row("runs/<uuid:pk>/signals", get=MEMBERS, post=CONTRIBUTORS, of=RUN),
    Row("runs/<uuid:pk>/console/", get=TEAM, of=RUN),
    Row("runs/<uuid:pk>/commands", get=TEAM, post=TEAM, of=RUN),
    Row("runs/<uuid:pk>/roll", get=TEAM, post=TEAM, of=RUN, sends={"member": "bruno", "how": "absent"}),
    Row("runs/<uuid:pk>/wall/", get=EVERY_SEAT, of=RUN),
    # questionnaires
    Row("questionnaires/", get=MEMBERS),
    Row("questionnaires/hot", get=MEMBERS),
    Row("questionnaires/bring", post=TEAM),
    Row("questionnaires/new", post=TEAM),
    Row("questionnaires/now/", get=TEAM, post=TEAM),
    Row("questionnaires/<uuid:pk>/now/", get=TEAM, of=ASKED_NOW),
    Row("questionnaires/<uuid:pk>/now/end", post=TEAM, of=ASKED_NOW),
    Row("questionnaires/<uuid:pk>/", get=MEMBERS, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/more/", get=MEMBERS, post=CONTRIBUTORS, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/end/", get=MEMBERS, post=CONTRIBUTORS, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/withdrawal", post=CONTRIBUTORS, of=QUESTIONNAIRE),
    Row(
        "questionnaires/<uuid:pk>/page/<int:number>/",
        get=MEMBERS,
        post=CONTRIBUTORS,
        of={**QUESTIONNAIRE, "number": "1"},
    ),
    Row("questionnaires/<uuid:pk>/results/", get=MEMBERS, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/team/", get=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/opening", post=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/closing", post=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/reopening", post=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/letters", post=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/answers.<slug:kind>", get=TEAM, of={**QUESTIONNAIRE, "kind": "csv"}),
    Row("questionnaires/<uuid:pk>/questions.yml", get=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/paper/", get=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/entry/", get=TEAM, post=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/after/", get=TEAM, post=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/after/<slug:code>", post=TEAM, of=QUESTION),
    Row("questionnaires/<uuid:pk>/compare/", get=MEMBERS, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/uses/", get=TEAM, post=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/uses/<slug:code>", post=TEAM, of=QUESTION),
    Row("questionnaires/<uuid:pk>/dates", post=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/copy", post=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/edit/", get=TEAM, post=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/edit/new", get=TEAM, post=TEAM, of=QUESTIONNAIRE),
    Row("questionnaires/<uuid:pk>/edit/<slug:code>/", get=TEAM, post=TEAM, of=QUESTION),
    Row("questionnaires/<uuid:pk>/edit/<slug:code>/removal", post=TEAM, of=QUESTION),
    Row("questionnaires/<uuid:pk>/edit/<slug:code>/copy", post=TEAM, of=QUESTION),
    Row("questionnaires/<uuid:pk>/edit/<slug:code>/place", post=TEAM, of=QUESTION),
    Row("questionnaires/<uuid:pk>/<slug:code>/", get=MEMBERS, post=CONTRIBUTORS, of=QUESTION),
    Row("questionnaires/<uuid:pk>/<slug:code>/withdrawal", post=CONTRIBUTORS, of=QUESTION),
    Row("questionnaires/<uuid:pk>/<slug:code>/words/", get=MEMBERS, of=QUESTION),
    Row("questionnaires/<uuid:pk>/<slug:code>/files/<uuid:file>", get=CONTRIBUTORS, of=ANSWER_FILE),
    Row("questionnaires/<uuid:pk>/<slug:code>/words/sorting", post=TEAM, of=QUESTION),
    Row("questionnaires/<uuid:pk>/<slug:code>/wall/", get=EVERY_SEAT, of=QUESTION),
    # commitments
    Row("commitments/", get=MEMBERS),
    Row("commitments/new", get=MEMBERS, post=CONTRIBUTORS),
    Row("commitments/<uuid:pk>/", get=MEMBERS, of=COMMITMENT),
    Row("commitments/<uuid:pk>/edit", get=AUTHOR, post=AUTHOR, of=COMMITMENT),
    Row("commitments/<uuid:pk>/cosignature", post=CONTRIBUTORS, of=COMMITMENT),
    Row("commitments/<uuid:pk>/follow", post=CONTRIBUTORS, of=COMMITMENT),
    Row("commitments/<uuid:pk>/withdrawal", post=AUTHOR, of=COMMITMENT),
    # resources
    Row("resources/", get=MEMBERS),
    Row("resources/new/<str:kind>", get=MEMBERS, post=CONTRIBUTORS, of={"kind": "file"}),
    Row("resources/photo", get=MEMBERS, post=CONTRIBUTORS),
    Row("resources/anywhere/", get=MEMBERS),
    Row("resources/manifest.webmanifest", get=MEMBERS),
    Row("resources/themes/", get=MEMBERS, post=CONTRIBUTORS),
    Row("resources/themes/<uuid:pk>/", get=TEAM, post=TEAM, of={"pk": "theme"}),
    Row("resources/themes/<uuid:pk>/removal", post=TEAM, of={"pk": "theme"}),
    Row("resources/<uuid:pk>/", get=MEMBERS, of=RESOURCE),
    Row("resources/<uuid:pk>/file", get=MEMBERS, of=RESOURCE),
    Row("resources/<uuid:pk>/picture/<slug:size>", get=MEMBERS, of={"pk": "photo", "size": "view"}),
    Row("resources/<uuid:pk>/thanks", post=CONTRIBUTORS, of=RESOURCE),
    Row("resources/<uuid:pk>/comments", post=CONTRIBUTORS, of=RESOURCE),
    Row("resources/comments/<uuid:pk>/removal", post=CONTRIBUTORS, of={"pk": "comment"}),
    Row("resources/<uuid:pk>/caption", get=CONTRIBUTORS, post=CONTRIBUTORS, of=RESOURCE),
    Row("resources/<uuid:pk>/edit", get=CONTRIBUTORS, post=CONTRIBUTORS, of=RESOURCE),
    Row("resources/<uuid:pk>/removal", post=CONTRIBUTORS, of=RESOURCE),
    # pages
    Row("pages/", get=MEMBERS, post=CONTRIBUTORS),
    Row("pages/new/", get=MEMBERS, post=CONTRIBUTORS),
    Row("pages/export/", get=MEMBERS),
    Row("pages/export.file", get=MEMBERS),
    Row("pages/import/", get=MEMBERS, post=CONTRIBUTORS),
    Row("pages/import/pages", post=CONTRIBUTORS),
    Row("pages/recent/", get=MEMBERS),
    Row("pages/removed/", get=TEAM),
    Row("pages/titles", get=MEMBERS),
    Row("pages/seen", post=CONTRIBUTORS),
    Row("pages/watch", post=CONTRIBUTORS),
    Row("pages/named/<str:title>", get=MEMBERS, of={"title": "page_title"}),
    Row("pages/<uuid:pk>/", get=MEMBERS, of=PAGE),
    Row("pages/<uuid:pk>/children", get=MEMBERS, of=PAGE),
    Row("pages/<uuid:pk>/place", post=CONTRIBUTORS, of=PAGE),
    Row("pages/<uuid:pk>/paragraphs", post=CONTRIBUTORS, of=PAGE),
    Row("pages/<uuid:pk>/about/", get=MEMBERS, of=PAGE),
    Row("pages/<uuid:pk>/title", post=CONTRIBUTORS, of=PAGE),
    Row("pages/<uuid:pk>/under", post=CONTRIBUTORS, of=PAGE),
    Row("pages/<uuid:pk>/watch", post=CONTRIBUTORS, of=PAGE),
    Row("pages/<uuid:pk>/draft", post=TEAM, of=PAGE),
    Row("pages/<uuid:pk>/publication", post=TEAM, of=PAGE),
    Row("pages/<uuid:pk>/checking", post=CONTRIBUTORS, of=PAGE),
    Row("pages/<uuid:pk>/removal", post=TEAM, of=PAGE),
    Row("pages/<uuid:pk>/return", post=TEAM, of=PAGE),
    Row("pages/<uuid:pk>/paper/", get=MEMBERS, of=PAGE),
    Row("pages/<uuid:pk>/history/", get=MEMBERS, post=CONTRIBUTORS, of=PAGE),
    Row("pages/<uuid:pk>/history/<uuid:version>/", get=MEMBERS, of=VERSION),
    Row("pages/<uuid:pk>/history/<uuid:version>/restoration", post=CONTRIBUTORS, of=VERSION),
    Row("pages/<uuid:pk>/comments", post=CONTRIBUTORS, of=PAGE),
    Row("pages/<uuid:pk>/comments/<uuid:comment>/withdrawal", post=CONTRIBUTORS, of=SAID),
    Row("pages/<uuid:pk>/threads/<uuid:thread>", post=CONTRIBUTORS, of={**PAGE, "thread": "thread"}),
    # boards
    Row("boards/", get=MEMBERS, post=CONTRIBUTORS),
    Row("boards/side/", get=MEMBERS),
    Row("boards/side/wall/", get=EVERY_SEAT),
    Row("boards/<uuid:pk>/", get=MEMBERS, of=BOARD),
    Row("boards/<uuid:pk>/wall/", get=EVERY_SEAT, of=BOARD),
    Row("boards/<uuid:pk>/tableau.<str:kind>", get=MEMBERS, of={**BOARD, "kind": "svg"}),
    Row("boards/<uuid:pk>/notes", get=MEMBERS, post=CONTRIBUTORS, of=BOARD),
    Row("boards/<uuid:pk>/notes/waiting", get=MEMBERS, post=CONTRIBUTORS, of=BOARD),
    Row("boards/<uuid:pk>/notes/<uuid:note>/", get=MEMBERS, of=NOTE),
    Row("boards/<uuid:pk>/notes/<uuid:note>/<str:act>", get=MEMBERS, post=CONTRIBUTORS, of={**NOTE, "act": "move"}),
    Row("boards/<uuid:pk>/groups", get=MEMBERS, post=CONTRIBUTORS, of=BOARD),
    Row("boards/<uuid:pk>/groups/<uuid:group>/", get=MEMBERS, of=GROUP),
    Row("boards/<uuid:pk>/groups/<uuid:group>/<str:act>", get=MEMBERS, post=CONTRIBUTORS, of={**GROUP, "act": "name"}),
    Row("boards/<uuid:pk>/undo", get=MEMBERS, post=CONTRIBUTORS, of=BOARD),
    Row("boards/<uuid:pk>/settings/", get=TEAM, post=TEAM, of=BOARD),
    Row("boards/<uuid:pk>/frozen", get=TEAM, post=TEAM, of=BOARD),
    Row("boards/<uuid:pk>/screen", get=TEAM, post=TEAM, of=BOARD),
    Row("boards/<uuid:pk>/opening", get=TEAM, post=TEAM, of=BOARD),
    Row("boards/<uuid:pk>/dots", get=TEAM, post=TEAM, of=BOARD),
    Row("boards/<uuid:pk>/pour/", get=TEAM, post=TEAM, of=BOARD),
    # mind maps
    Row("mindmaps/", get=MEMBERS, post=CONTRIBUTORS),
    Row("mindmaps/import", post=CONTRIBUTORS),
    Row("mindmaps/of/<uuid:pk>", post=CONTRIBUTORS, of={"pk": "map_run"}),
    Row("mindmaps/<uuid:pk>/", get=MEMBERS, of=MIND_MAP),
    Row("mindmaps/<uuid:pk>/ideas", post=CONTRIBUTORS, of=MIND_MAP, sends={"text": "Covoiturage"}),
    Row("mindmaps/<uuid:pk>/changes", post=CONTRIBUTORS, of=MIND_MAP, sends={"act": "paint", "idea": "root"}),
    Row("mindmaps/<uuid:pk>/legend", post=CONTRIBUTORS, of=MIND_MAP),
    Row("mindmaps/<uuid:pk>/removal", post=TEAM, of=MIND_MAP),
    Row("mindmaps/<uuid:pk>/return", post=TEAM, of=MIND_MAP),
    Row("mindmaps/<uuid:pk>/wall/", get=EVERY_SEAT, of=MIND_MAP),
    Row("mindmaps/<uuid:pk>/carte.<str:kind>", get=MEMBERS, of={**MIND_MAP, "kind": "svg"}),
    # questions to the group
    Row("questions/", get=MEMBERS),
    Row("questions/new", get=MEMBERS, post=CONTRIBUTORS),
    Row("questions/watch", post=CONTRIBUTORS),
    Row("questions/screen", post=TEAM),
    Row("questions/wall/", get=EVERY_SEAT),
    Row("questions/<uuid:pk>/", get=MEMBERS, of=ASKED),
    Row("questions/<uuid:pk>/edit", get=CONTRIBUTORS, post=CONTRIBUTORS, of=ASKED),
    Row("questions/<uuid:pk>/removal", post=CONTRIBUTORS, of=ASKED),
    Row("questions/<uuid:pk>/echo", post=CONTRIBUTORS, of=ASKED),
    Row("questions/<uuid:pk>/answers", post=CONTRIBUTORS, of=ASKED),
    Row("questions/<uuid:pk>/relay", post=CONTRIBUTORS, of={"pk": "answered"}),
    Row("questions/<uuid:pk>/sending", post=CONTRIBUTORS, of={"pk": "relayed"}),
    Row("questions/<uuid:pk>/merging/", get=TEAM, post=TEAM, of=ASKED),
    Row("questions/<uuid:pk>/watch", post=CONTRIBUTORS, of=ASKED),
    Row("questions/answers/<uuid:pk>/edit", get=CONTRIBUTORS, post=CONTRIBUTORS, of=ANSWER),
    Row("questions/answers/<uuid:pk>/thanks", post=CONTRIBUTORS, of=ANSWER),
    Row("questions/answers/<uuid:pk>/retained", post=CONTRIBUTORS, of=ANSWER),
    Row("questions/answers/<uuid:pk>/removal", post=CONTRIBUTORS, of=ANSWER),
    # documents and the report
    Row("documents/names", get=MEMBERS),
    Row("documents/<uuid:pk>/token", get=MEMBERS, of={"pk": "document"}),
    Row("documents/<uuid:pk>/authors", get=MEMBERS, of={"pk": "document"}),
    Row("documents/<uuid:pk>/pictures", post=CONTRIBUTORS, of={"pk": "document"}),
    Row("documents/<uuid:pk>/embed", get=MEMBERS, of={"pk": "document"}),
    Row("pictures/<uuid:pk>", get=EVERY_SEAT, of={"pk": "picture"}),
    Row("keeper.js", get=MEMBERS),
    Row("report/", get=MEMBERS),
    Row("report/draft/", get=TEAM),
    Row("report/draft.pdf", get=TEAM),
    Row("report/draft/<str:section>", get=TEAM, post=TEAM, of={"section": "15"}),
    Row("report/publication", post=TEAM),
    Row("report/<int:number>/", get=MEMBERS, of={"number": "publication"}),
    Row("report/<int:number>/bilan.pdf", get=MEMBERS, of={"number": "publication"}),
]

PUBLIC = [
    Row("", get=ANYONE, post=ANYONE),
    Row("langue", post=ANYONE),
    Row("r/<str:code>/", get=ANYONE, post=ANYONE, of={"code": "room"}),
    Row("r/<str:code>/retour", get=ANYONE, post=ANYONE, of={"code": "room"}),
    Row("i/<str:token>", get=ANYONE, post=ANYONE, of={"token": "link"}),
    Row("flux/<str:address>", get=ANYONE, of={"address": "feed"}),
    Row("agenda/<str:address>.ics", get=ANYONE, of={"address": "feed"}),
    Row("p/<str:key>/", get=ANYONE, of={"key": "published"}),
    Row("p/<str:key>/pictures/<uuid:pk>", get=ANYONE, of={"pk": "shown_picture", "key": "published"}),
    Row("connexion", get=ANYONE, post=ANYONE),
    Row("connexion/code", get=ANYONE, post=ANYONE),
    Row("deconnexion", post=ANYONE),
    Row("courrier/", get=NOBODY),  # the demonstration's only
    Row("premier", get=NOBODY, post=NOBODY),  # by the terminal's token, as long as there is no team
    Row("equipe/", get=SIGNED_IN),
    Row("equipe/personnes", post=SIGNED_IN),
    Row("equipe/nouvel", get=SIGNED_IN, post=SIGNED_IN),
    Row("equipe/<str:key>/entrer", post=frozenset({OUR_TEAM}), of={"key": "space"}),
]
