"""When the group sees answers, what they are for, and what the team did with words (0005_sorted_and_revealed).
Why: the rule is said before one answers; words are grouped, brought first, hidden. Cost: none, three columns with a
default and one table. Running code keeps working. Backwards: drops them, loses the sorting."""

import django.db.models.deletion
import django.db.models.manager
import essaim.base.clock
import essaim.base.ids
import essaim.base.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('questionnaires', '0004_place_bytes'),
    ]

    operations = [
        migrations.AddField(
            model_name='questionnaire',
            name='revealed',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='reveals',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='serves',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='Verbatim',
            fields=[
                ('id', models.UUIDField(default=essaim.base.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=essaim.base.clock.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('hlc', models.BigIntegerField(default=essaim.base.ids.stamp, editable=False)),
                ('origin', models.CharField(default=essaim.base.models._origin, editable=False, max_length=36)),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('question', models.CharField(max_length=40)),
                ('field', models.CharField(max_length=40)),
                ('group', models.CharField(blank=True, max_length=80)),
                ('pinned', models.BooleanField(default=False)),
                ('hidden', models.CharField(blank=True, help_text='Pourquoi ces mots ne se montrent pas.', max_length=200)),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verbatims', to='questionnaires.questionnaire')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'objects',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
    ]
