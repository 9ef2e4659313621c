"""The types of fields: one file each. Adding one is adding its file and its line here."""

from essaim.questionnaires.definition import Field, Kind
from essaim.questionnaires.types.base import Asking, Posted, Problems, Type
from essaim.questionnaires.types.choice import Consent, OneChoice, YesNo
from essaim.questionnaires.types.choices import SeveralChoices
from essaim.questionnaires.types.date import Day
from essaim.questionnaires.types.file import File
from essaim.questionnaires.types.items import Items
from essaim.questionnaires.types.level import Roti, Scale
from essaim.questionnaires.types.matrix import Matrix, Slots
from essaim.questionnaires.types.number import Number
from essaim.questionnaires.types.place import Place
from essaim.questionnaires.types.points import Points
from essaim.questionnaires.types.ranking import Ranking
from essaim.questionnaires.types.words import LongWords, ShortWords

__all__ = ["TYPES", "Asking", "Posted", "Problems", "Type", "type_of"]

TYPES: dict[Kind, Type] = {
    one.kind: one
    for one in (
        ShortWords(), LongWords(), OneChoice(), SeveralChoices(), YesNo(), Scale(), Roti(), Ranking(), Number(),
        Points(), Day(), Slots(), Matrix(), Items(), Consent(), Place(), File(),
    )
}  # fmt: skip
"""In the order they are offered to whoever makes a question."""


def type_of(part: Field) -> Type:
    return TYPES[part.kind]
