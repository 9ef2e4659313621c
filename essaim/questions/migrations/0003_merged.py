"""Where a question that was put together with another one went. Nullable: running code keeps working."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_screen")]

    operations = [
        migrations.AddField(
            "question",
            "merged_into",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="merged",
                to="questions.question",
            ),
        ),
    ]
