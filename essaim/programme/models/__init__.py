from essaim.programme.models.module import Module, ModuleState, Place, Wish
from essaim.programme.models.sequence import Kind, Sequence
from essaim.programme.models.version import ProgrammeVersion

__all__ = ["Kind", "Module", "ModuleState", "Place", "ProgrammeVersion", "Sequence", "Wish"]
