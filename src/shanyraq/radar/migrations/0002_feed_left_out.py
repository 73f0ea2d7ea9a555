from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("radar", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="feed",
            name="left_out",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
