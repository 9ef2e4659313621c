from essaim.programme.models.library import SavedSequence, SavedTrame
from essaim.programme.models.module import Module, ModuleState, Place, Wish
from essaim.programme.models.practical import Coming, How, Practical
from essaim.programme.models.sequence import Kind, Sequence
from essaim.programme.models.version import ProgrammeVersion

__all__ = [
    "Coming",
    "How",
    "Kind",
    "Module",
    "ModuleState",
    "Place",
    "Practical",
    "ProgrammeVersion",
    "SavedSequence",
    "SavedTrame",
    "Sequence",
    "Wish",
]
