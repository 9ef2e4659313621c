"""Sheets of paper typed in for people, named or not (0003_on_paper).
Why: phones and paper count in one total. Cost: none. Running code keeps working: a default, a column that may be empty.
Backwards: refuses while a sheet without a name is kept."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('questionnaires', '0002_asked_now'),
        ('spaces', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='response',
            name='on_paper',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='response',
            name='member',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='responses', to='spaces.member'),
        ),
    ]
