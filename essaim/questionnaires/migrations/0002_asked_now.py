"""Questions asked on the spot, and whether a result goes to the report (0002_asked_now).
Why: one question, now; its result is kept or not. Cost: none. Running code keeps working: a default.
Backwards: forgets what was left out of the report."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('questionnaires', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='questionnaire',
            name='in_report',
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name='questionnaire',
            name='kind',
            field=models.CharField(choices=[('amont', 'Avant la journée'), ('chaud', 'Évaluation à chaud'), ('froid', 'Évaluation à froid'), ('own', 'Questionnaire de l’équipe'), ('now', 'Question posée sur le moment')], max_length=8),
        ),
    ]
