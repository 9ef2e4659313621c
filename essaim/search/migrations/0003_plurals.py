"""Read all that can be found once more: a plural now has the stem of its singular (0003_plurals).

Why: « vélos » did not find « vélo ». Cost: one pass over the index. Backwards: nothing is lost, plurals are found less.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from essaim.search import engine
from essaim.search.words import stems


def read_again(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for entry in apps.get_model("search", "Entry").objects.iterator():
        engine.write(
            entry.pk,
            space=entry.space,
            kind=entry.kind,
            title=stems(entry.title),
            text=stems(entry.text),
            for_team=entry.for_team,
        )


class Migration(migrations.Migration):
    dependencies = [("search", "0002_for_team")]

    operations = [migrations.RunPython(read_again, migrations.RunPython.noop, elidable=True)]
