"""To whom a questionnaire is sent, and the link by which anybody may answer it (0006_sent_to).

Why: it could only be sent to everyone. Cost: two columns with a constant default. Backwards: drops them.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0005_sorted_and_revealed")]

    operations = [
        migrations.AddField("questionnaire", "audience", models.JSONField(default=list)),
        migrations.AddField("questionnaire", "open_key", models.CharField(blank=True, db_index=True, max_length=24)),
    ]
