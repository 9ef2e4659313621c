"""What every row carries so that two copies of a space can merge."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from essaim.base import clock, ids


def _origin() -> str:
    return settings.ESSAIM_ORIGIN


class PlaceField(models.CharField):  # type: ignore[type-arg]
    """A key of `base.order`, compared byte by byte: PostgreSQL would do as the language of its machine does."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().db_parameters(connection)
        return said | {"collation": "C"} if connection.vendor == "postgresql" else said


class Living(models.Manager):  # type: ignore[type-arg]
    """Rows that were not removed."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Row(models.Model):
    """A row known by an identity of its own, with its version, its hybrid time and the installation it was written at.

    Removing leaves a tombstone (`deleted_at`): a copy that merges later must learn of it.
    """

    # Fields that say who may do what: when one changes, whatever is open under this row is closed.
    RIGHTS: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    hlc = models.BigIntegerField(default=ids.stamp, editable=False)
    origin = models.CharField(max_length=36, default=_origin, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Living()
    everything = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "everything"
        default_manager_name = "objects"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own_id = None if args or "id" in kwargs or "pk" in kwargs else self.pk

    @property
    def may_be_kept(self) -> bool:
        """Whether its identity came from elsewhere (a phone that sends again what it sent): it may be kept already."""
        return self._own_id != self.pk

    @property
    def dom_id(self) -> str:
        """The name of this row in the journal and in a page: `commitment-0190…`."""
        return f"{self._meta.model_name}-{self.pk}"

    def stamp(self) -> None:
        """Mark a new version of this row; the caller saves."""
        self.version += 1
        self.hlc = ids.stamp()
        self.origin = _origin()
