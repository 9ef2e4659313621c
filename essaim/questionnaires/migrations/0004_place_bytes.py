"""Places compare byte by byte on PostgreSQL too (0004_place_bytes).

Why: it compared them as the language of its machine does, and put « a » before « B ». Cost: a column written again.
Backwards: loses nothing.
"""

from django.db import migrations

from essaim.base.models import PlaceField


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0003_on_paper")]

    operations = [
        migrations.AlterField("questionnaire", "place", PlaceField(max_length=40)),
    ]
