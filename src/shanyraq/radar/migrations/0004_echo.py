import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import shanyraq.audit.ids


def name_duties(apps, schema_editor):
    """Until now the day said which duty a plan fulfilled: the newest that stood on it."""
    plans, rules = apps.get_model("radar", "Plan"), apps.get_model("directives", "Rule")
    for plan in plans.objects.filter(approved_on__isnull=False):
        owed = rules.objects.filter(code__startswith=f"plan-of-{plan.hotspot_id}-", since__lte=plan.approved_on)
        plan.duty = owed.order_by("-since", "-pk").first()
        plan.save(update_fields=["duty"])


def end_batches(apps, schema_editor):
    """Until now a batch did not say that it was read to its end."""
    batches = apps.get_model("radar", "ImportBatch")
    batches.objects.update(finished_at=models.F("at"), done=models.F("taken") + models.F("repeated"))


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0001_initial"),
        ("radar", "0003_reach"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Echo",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shanyraq.audit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("answered_on", models.DateField()),
                ("until", models.DateField()),
                ("independent", models.TextField(blank=True)),
                ("at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="echoes", to="radar.measure"
                    ),
                ),
                (
                    "signal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="echo", to="radar.signal"
                    ),
                ),
            ],
            options={"ordering": ["-answered_on"]},
        ),
        migrations.AddField("importbatch", "done", models.PositiveIntegerField(default=0)),
        migrations.AddField("importbatch", "finished_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "plan",
            "duty",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directives.rule",
            ),
        ),
        migrations.AddField(
            "cluster",
            "status",
            models.CharField(choices=[("Actual", "real"), ("Exercise", "drill")], default="Actual", max_length=10),
        ),
        migrations.AlterField(
            "signal",
            "cluster",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signals",
                to="radar.cluster",
            ),
        ),
        migrations.AddIndex("signal", models.Index(fields=["cluster", "source_key"], name="signals_of_cluster")),
        migrations.AddIndex(
            "signal",
            models.Index(condition=models.Q(counted=True), fields=["cluster"], name="signals_heard_in_cluster"),
        ),
        migrations.AddIndex(
            "signal",
            models.Index(
                condition=models.Q(counted=True), fields=["week", "area", "issue"], name="signals_heard_in_week"
            ),
        ),
        migrations.RunPython(name_duties, migrations.RunPython.noop),
        migrations.RunPython(end_batches, migrations.RunPython.noop),
    ]
