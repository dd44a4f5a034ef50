"""When a step was said to have begun, before that was corrected; and what was late is named."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kith.foundations.clocks import catalogue

LOCK = """
-- A reason was given for everybody in the step.
call access_lock('pathways_earlierbeginning', 'pathways_whole_step((select access_worker()), step_id)');
call access_part('pathways_earlierbeginning', 'plans');
"""
NAMED = """
with late as (
    select c.step_id, c.person_id, n.what from pathways_runningclock c
    join unnest(%(rules)s::text[], %(names)s::text[]) as n (rule, what) on n.rule = c.rule where c.is_late
), unnamed as (delete from pathways_departure d where d.what = 'late' and d.why = '' returning d.step_id, d.person_id, d.said_at, d.said_by_id)
insert into pathways_departure (step_id, person_id, what, why, said_at, said_by_id)
select distinct on (u.step_id, u.person_id, late.what) u.step_id, u.person_id, 'late', late.what, u.said_at, u.said_by_id
from unnamed u join late on late.step_id = u.step_id and late.person_id = u.person_id
"""


def name_what_was_late(apps, schema_editor):
    """Until now it was counted that something was late, and not what."""
    rules = catalogue.shipped().rules
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(NAMED, {"rules": list(rules), "names": [rule.named for rule in rules.values()]})


class Migration(migrations.Migration):
    dependencies = [("pathways", "0006_against"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterField(
            model_name="departure",
            name="what",
            field=models.CharField(
                choices=[
                    ("out of order", "begun without the step that should come before"), ("skipped", "not done"), ("late", "late"),
                    ("without", "done without something that the law asks for"), ("against", "ended against an answer"),
                    ("reopened", "opened again after it was done"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="EarlierBeginning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_at", models.DateTimeField()),
                ("began_time_known", models.BooleanField(default=False)),
                ("why", models.TextField(blank=True, default="")),
                ("corrected_at", models.DateTimeField()),
                ("corrected_by", models.ForeignKey(
                    db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("step", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="earlier_beginnings", to="pathways.step")),
            ],
        ),
        migrations.RunSQL(LOCK),
        migrations.RunPython(name_what_was_late, migrations.RunPython.noop),
    ]
