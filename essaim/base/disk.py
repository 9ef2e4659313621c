"""A disk that takes nothing more, told to the person instead of failing."""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError
from django.utils.translation import gettext as _

from essaim.base.errors import Refused

log = logging.getLogger(__name__)

_SYSTEM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
_SQLITE = frozenset({10, 13})  # input/output error, full
_POSTGRESQL = "53100"


@contextmanager
def room_for_it() -> Iterator[None]:
    """Raises `Refused` when what is inside could not be written for want of room on the disk."""
    try:
        yield
    except (OSError, DatabaseError) as error:
        if not is_full(error):
            raise
        log.exception("the disk takes nothing more")
        raise Refused(full(), code="disk_full") from error


def full() -> str:
    return _(
        "Rien n’a été enregistré : le disque du serveur est plein. Gardez cette page ouverte, ou copiez vos mots, et "
        "prévenez l’équipe d’animation."
    )


def is_full(error: BaseException) -> bool:
    cause = error.__cause__ if isinstance(error, DatabaseError) else None
    return (
        (isinstance(error, OSError) and error.errno in _SYSTEM)
        or (getattr(cause, "sqlite_errorcode", 0) or 0) & 0xFF in _SQLITE
        or getattr(cause, "sqlstate", None) == _POSTGRESQL
    )
