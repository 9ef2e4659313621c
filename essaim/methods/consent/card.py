"""What a facilitator reads before choosing consent."""

from django.utils.translation import gettext_lazy as _

from essaim.runs.definition import Card

CARD = Card(
    what_for=_(
        "Adopter une proposition à laquelle personne n’a d’objection argumentée : assez bonne pour maintenant, "
        "assez sûre pour être essayée jusqu’à une date de révision."
    ),
    when=_("Pour les règles de coopération, le programme, les engagements qui lient tout le groupe."),
    when_not=_("Pour une affaire de goût, sans temps pour une boucle, ou dans un très grand groupe peu habitué."),
    steps=(
        _("Vérifier que la question revient bien à ce groupe."),
        _("Présenter, puis répondre aux questions qui aident à comprendre."),
        _("Un tour de réactions ; qui propose écoute."),
        _("Qui propose garde, précise, modifie ou retire."),
        _("Chaque personne consent, consent avec une préoccupation, ou pose une objection."),
        _("Une objection est un cadeau : on la comprend, puis on change la proposition au plus simple."),
        _("On adopte, avec une personne responsable et une date de révision."),
    ),
    advice=_(
        "Une objection est présumée valable. Ce n’est pas une préférence, ni une « meilleure idée » : c’est une raison "
        "de penser que le texte nuit au but commun, crée un risque, laisse passer une amélioration qui en vaut "
        "la peine, ou qu’on ne pourrait pas vivre avec."
    ),
)
