"""A kind of seat for devices that go from hand to hand. Nothing changes in the tables; running code keeps working."""

from django.db import migrations, models

KINDS = [("phone", "Téléphone"), ("console", "Animation"), ("wall", "Écran"), ("shared", "Appareil partagé")]


class Migration(migrations.Migration):
    dependencies = [("spaces", "0001_first")]

    operations = [
        migrations.AlterField("invitation", "kind", models.CharField(choices=KINDS, max_length=8)),
        migrations.AlterField("seat", "kind", models.CharField(choices=KINDS, max_length=8)),
    ]
