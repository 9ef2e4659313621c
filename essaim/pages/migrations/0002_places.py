"""Give a place to the pages written before there were any (0002_places).

Why: a page was a document and nothing else. Cost: one pass over the documents. Backwards: forgets the places, loses no
text. Places are compared byte by byte on both databases.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from essaim.base.order import between
from essaim.base.text import fold


def compare_bytes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE pages_page ALTER COLUMN place TYPE varchar(200) COLLATE "C"')


def give_places(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    page, title = apps.get_model("pages", "Page"), apps.get_model("pages", "PageTitle")
    last: dict[object, str] = {}
    for document in apps.get_model("documents", "Document").objects.filter(kind="page").order_by("space_id", "title"):
        place = last[document.space_id] = between(last.get(document.space_id, ""))
        made = page.objects.create(
            id=document.pk, space_id=document.space_id, document=document, place=place, deleted_at=document.deleted_at
        )
        title.objects.create(
            space_id=document.space_id, page=made, title=document.title, folded=fold(document.title)[:260]
        )


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_first"), ("documents", "0004_versions")]

    operations = [
        migrations.RunPython(compare_bytes, migrations.RunPython.noop),
        migrations.RunPython(give_places, migrations.RunPython.noop),
    ]
