"""What a person is told when something cannot be done."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms


class Refused(Exception):
    """An act that cannot be done now: `message` says what stops it and what to do, without blame.

    `field` names the form field it is about; `code` is for programs (tests, the simulator).
    """

    def __init__(self, message: str, *, field: str | None = None, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code


@contextmanager
def refusals_shown_in(form: forms.BaseForm) -> Iterator[None]:
    """Turn a `Refused` raised inside into an error of `form`, so that what was typed is kept on the page."""
    try:
        yield
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, refusal.message)
