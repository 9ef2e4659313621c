from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from essaim.search import engine


def create_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    engine.create_index(schema_editor.connection.alias)


def drop_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    engine.drop_index(schema_editor.connection.alias)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("space", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.UUIDField()),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("path", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("space", "object_id"), name="found_once")],
            },
        ),
        migrations.RunPython(create_index, drop_index, elidable=False),
    ]
