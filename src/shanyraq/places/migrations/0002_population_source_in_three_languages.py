from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [
        migrations.RenameField("population", "source", "source_en"),
        migrations.AlterField("population", "source_en", models.CharField(blank=True, max_length=200)),
        migrations.AddField("population", "source_kk", models.CharField(blank=True, default="", max_length=200), False),
        migrations.AddField("population", "source_ru", models.CharField(blank=True, default="", max_length=200), False),
    ]
