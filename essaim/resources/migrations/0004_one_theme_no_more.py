from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("resources", "0003_several_themes")]
    operations = [migrations.RemoveField(model_name="resource", name="theme")]
