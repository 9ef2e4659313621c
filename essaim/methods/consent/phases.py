"""The phases of a decision by consent, in the order they are lived."""

from django.utils.translation import gettext_lazy as _

from essaim.runs.definition import Phase, Timer

PHASES = (
    Phase(
        "PREP",
        _("Tension et proposition"),
        phone=_("La proposition se prépare. Vous pouvez la commenter."),
        console=_("Écrivez la proposition : qui fait quoi, pour quand."),
        wall=_("La proposition se prépare"),
        inputs={"X": ("propose",), "A": ("propose",), "P": ("comment", "recuse")},
        late="now",
    ),
    Phase(
        "PERTINENCE",
        _("Est-ce bien à nous de traiter cela ?"),
        phone=_("Est-ce bien à nous de traiter cela ?"),
        console=_("Si beaucoup doutent, reformulez ou confiez la question à un autre groupe."),
        wall=_("Est-ce bien à nous de traiter cela ?"),
        timer=Timer("soft", 60),
        inputs={"P": ("relevance", "recuse"), "A": ("verdict",)},
    ),
    Phase(
        "PRESENTATION",
        _("Présentation"),
        phone=_("Écoutez la proposition. Les questions viennent juste après."),
        console=_("Seule la personne qui propose parle. Personne ne réagit encore."),
        wall=_("La proposition"),
        timer=Timer("soft", 180),
        inputs={"P": ("recuse",)},
    ),
    Phase(
        "CLARIFICATION",
        _("Questions pour comprendre"),
        phone=_("Une question pour comprendre ? Une seule à la fois. Les avis viendront juste après."),
        console=_("« Non précisé » est une réponse. Un avis déguisé en question attend le tour de réactions."),
        wall=_("Comprendre la proposition"),
        timer=Timer("soft", 420),
        inputs={"P": ("question", "recuse"), "X": ("reply",), "A": ("reply", "retag")},
    ),
    Phase(
        "REACTION",
        _("Tour de réactions"),
        phone=_("À votre tour : comment recevez-vous cette proposition ? Personne ne répond."),
        console=_("Chaque personne une fois, dans l’ordre ; qui propose écoute et note."),
        wall=_("Chacun son tour"),
        inputs={"P": ("react", "react_pass", "recuse"), "A": ("react", "react_pass")},
    ),
    Phase(
        "AMENDER",
        _("Bonifier"),
        phone=_("Qui propose ajuste sa proposition."),
        console=_("Demandez à qui propose : garder, préciser, modifier ou retirer ?"),
        wall=_("La proposition s’ajuste"),
        timer=Timer("soft", 180),
        inputs={"X": ("adjust",), "A": ("adjust",), "P": ("recuse",)},
    ),
    Phase(
        "OBJECTIONS",
        _("Tour d’objections"),
        phone=_("Voyez-vous une raison, pour notre but commun, de ne pas essayer cette version ?"),
        console=_(
            "Une préférence ou une meilleure idée n’est pas une objection. Chaque réponse compte, aucune ne bloque."
        ),
        wall=_("Assez bon pour maintenant, assez sûr pour essayer ?"),
        timer=Timer("soft", 120),
        inputs={"P": ("answer",), "A": ("reveal",)},
    ),
    Phase(
        "TEST",
        _("Comprendre l’objection"),
        phone=_("La comprenez-vous comme utile à traiter ?"),
        console=_(
            "Dans le doute, c’est une objection. Elle ne tombe que si la personne qui la porte la retire, "
            "ou si toutes les autres soutiennent une contestation."
        ),
        wall=_("Que nous apprend cette objection ?"),
        timer=Timer("soft", 240),
        inputs={"P": ("understand", "contest", "uphold", "remains", "take"), "A": ("take", "remains")},
        reached_only=True,
    ),
    Phase(
        "INTEGRER",
        _("Lever l’objection"),
        phone=_("Que changer, au plus simple, pour que cette objection tombe ?"),
        console=_(
            "Demandez d’abord à qui objecte, puis au groupe. La nouvelle version vaut quand qui objecte et "
            "qui propose l’acceptent."
        ),
        wall=_("Que changer, au plus simple ?"),
        timer=Timer("soft", 480),
        inputs={"P": ("idea", "amendment", "accept"), "X": ("amendment", "accept"), "A": ("amendment",)},
        reached_only=True,
    ),
    Phase(
        "ADOPTEE",
        _("C’est décidé"),
        phone=_("C’est décidé."),
        console=_("Célébrez. Complétez : qui s’en occupe, à partir de quand, à revoir quand (obligatoire)."),
        wall=_("C’est décidé"),
        timer=Timer("soft", 180),
        inputs={"A": ("card",)},
        reached_only=True,
    ),
    Phase(
        "IMPASSE",
        _("Le repli annoncé"),
        phone=_("Une objection demeure. On applique le repli annoncé au début."),
        console=_("Appliquez le repli annoncé à l’ouverture, et lui seul."),
        wall=_("Le repli annoncé"),
        inputs={"P": ("vote",), "A": ("fallback_note",)},
        reached_only=True,
    ),
    Phase(
        "RETIREE",
        _("Proposition retirée"),
        phone=_("La proposition est retirée."),
        wall=_("La proposition est retirée"),
        reached_only=True,
    ),
)
