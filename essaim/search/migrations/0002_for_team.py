"""Tell what only the team may find (0002_for_team).

Why: pages may be drafts of the team. Cost: one pass over the index. Backwards: drops the column, loses nothing.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from essaim.search import engine


def open_to_all(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    engine.open_to_all(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddField("entry", "for_team", models.BooleanField(default=False)),
        migrations.RunPython(open_to_all, migrations.RunPython.noop, elidable=False),
    ]
