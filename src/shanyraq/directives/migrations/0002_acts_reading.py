from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("directives", "0001_initial"),
    ]

    operations = [
        migrations.AddField("sourceact", "read_by", models.CharField(blank=True, max_length=40)),
        migrations.AddField("sourceact", "read_version", models.CharField(blank=True, max_length=40)),
        migrations.AddField("sourceact", "read_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("sourceact", "unclaimed", models.JSONField(blank=True, default=list)),
        migrations.AddField("sourceact", "version", models.PositiveIntegerField(default=1)),
        migrations.AddConstraint(
            "sourceact", models.UniqueConstraint(fields=("sha256",), name="one_act_a_text")
        ),
        migrations.AddField("rule", "meaning_kk", models.TextField(blank=True)),
        migrations.AddField("rule", "meaning_ru", models.TextField(blank=True)),
        migrations.AddField("rule", "meaning_en", models.TextField(blank=True)),
        migrations.AddField("rule", "end_reason", models.TextField(blank=True)),
    ]
