"""The steps of a brainstorm, in its two ways."""

from django.utils.translation import gettext_lazy

from essaim.runs.definition import Phase, Timer

_GATHER = Phase(
    "REGROUPER", gettext_lazy("Regrouper"),
    phone=gettext_lazy("Le groupe rapproche les notes, à voix haute."),
    wall=gettext_lazy("Rapprochons ce qui se ressemble"),
    timer=Timer("soft", 480),
    inputs={"P": ("note",), "A": ("note", "rest")},
)  # fmt: skip

SIMPLE = (
    Phase(
        "SEUL", gettext_lazy("Écrire en silence"),
        phone=gettext_lazy("Une idée par note. Personne ne les voit encore."),
        wall=gettext_lazy("Chacun écrit, en silence"),
        timer=Timer("hard", 240), inputs={"P": ("note",), "A": ("note",)}, box="note",
    ),
    Phase(
        "AFFICHER", gettext_lazy("Lire les notes"),
        phone=gettext_lazy("Lisons ce qui a été écrit. On peut encore ajouter une note."),
        wall=gettext_lazy("Ce que nous avons écrit"),
        timer=Timer("soft", 180), inputs={"P": ("note",), "A": ("note",)},
    ),
    _GATHER,
)  # fmt: skip

TOGETHER = (
    Phase(
        "SEUL", gettext_lazy("Seul"),
        phone=gettext_lazy("Une idée par note, en silence. Vous les montrerez à une seule personne."),
        wall=gettext_lazy("Chacun écrit, en silence"),
        console=gettext_lazy("Silence : chaque personne écrit pour elle. Les binômes se feront à l’étape suivante."),
        timer=Timer("hard", 120), inputs={"P": ("note",)},
    ),
    Phase(
        "DEUX", gettext_lazy("À deux"),
        phone=gettext_lazy("Lisez-vous vos idées : mettez ensemble celles qui se valent, laissez de côté le reste."),
        wall=gettext_lazy("À deux : que gardons-nous ?"),
        console=gettext_lazy("Chaque téléphone nomme l’autre personne. Pas de critique : on rapproche et on garde."),
        timer=Timer("soft", 240), inputs={"P": ("note", "sort")},
    ),
    Phase(
        "QUATRE", gettext_lazy("À quatre"),
        phone=gettext_lazy("Qu’est-ce qui se ressemble, qu’est-ce qui diffère ? Choisissez une ou deux idées."),
        wall=gettext_lazy("À quatre : une ou deux idées à dire à tout le monde"),
        console=gettext_lazy("Deux binômes se rejoignent. Chaque groupe choisit une ou deux idées."),
        timer=Timer("soft", 360), inputs={"P": ("note", "sort")},
    ),
    Phase(
        "TOUS", gettext_lazy("Tout le monde"),
        phone=gettext_lazy("Chaque groupe dit une idée qui n’a pas encore été dite, et la pose à l’écran."),
        wall=gettext_lazy("Une idée par groupe, pas encore dite"),
        console=gettext_lazy("Donnez la parole groupe par groupe. Écrivez ici l’idée d’un groupe sans téléphone."),
        timer=Timer("soft", 480), inputs={"P": ("note", "sort"), "A": ("note",)},
    ),
    _GATHER,
)  # fmt: skip
