"""The one theme of a resource becomes the first of several, and each name a theme of its space.

Cost: one pass over the resources. Running code keeps working: the old column goes in 0004. Backwards: nothing to undo.
"""

from django.db import migrations


def keep_themes(apps, schema_editor):
    Resource, Theme = apps.get_model("resources", "Resource"), apps.get_model("resources", "Theme")
    known = set()
    for resource in Resource.everything.exclude(theme="").order_by("created_at"):
        resource.themes = [resource.theme]
        resource.save(update_fields=["themes"])
        if resource.deleted_at is None and (resource.space_id, resource.theme) not in known:
            known.add((resource.space_id, resource.theme))
            Theme.everything.create(space_id=resource.space_id, author_id=resource.author_id, name=resource.theme)


class Migration(migrations.Migration):
    dependencies = [("resources", "0002_talk_and_themes")]
    operations = [migrations.RunPython(keep_themes, migrations.RunPython.noop)]
