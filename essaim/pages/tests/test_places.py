"""A list has the order of its keys on both databases: byte by byte, whatever the language of the machine."""

import pytest
from django.apps import apps
from django.db import connection, models

from essaim.base import ids
from essaim.base.models import PlaceField
from essaim.pages import placing
from essaim.pages.actions import create_page
from essaim.pages.models import Page

PLACED = [
    field
    for model in apps.get_models()
    for field in model._meta.local_fields
    if field.name == "place" and isinstance(field, models.CharField)
]


def test_every_place_compares_byte_by_byte():
    assert {field.model.__name__ for field in PLACED} >= {"Page", "Sequence", "Module", "Questionnaire"}
    assert [str(field) for field in PLACED if not isinstance(field, PlaceField)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("field", PLACED, ids=str)
def test_the_database_was_told_so(field):
    if connection.vendor == "postgresql":
        query = "SELECT collation_name FROM information_schema.columns WHERE table_name = %s AND column_name = %s"
    else:
        query = "SELECT sql NOT LIKE '%%COLLATE%%' FROM sqlite_master WHERE name = %s AND %s = 'place'"
    with connection.cursor() as cursor:
        cursor.execute(query, [field.model._meta.db_table, field.column])
        assert cursor.fetchone()[0] in ("C", 1)


@pytest.mark.django_db
def test_capitals_come_before_small_letters(amina):
    keys = ["z", "B", "a", "0Z", "Zz", "aB"]
    for key in keys:
        page = create_page(amina, key, input_id=ids.uuid7())
        Page.objects.filter(pk=page.pk).update(place=key)
    assert [page.place for page in placing.siblings(amina.space, None)] == sorted(keys)
    assert placing.siblings(amina.space, None).filter(place__gt="Zz").count() == 3
