from pathlib import Path

import django.db.models.deletion
import kith.foundations.access.rules
from django.db import migrations, models


_LOOK = ("signed in", "search", "view")
FIRST_MATRIX = {
    "practitioner": (*_LOOK, "record", "export"),
    "manager": (*_LOOK, "record", "authorise", "allocate", "restrict", "export"),
    "out-of-hours": (*_LOOK, "record", "export", "duty"),
    "business support": (*_LOOK, "record"),
    "analyst": ("signed in", "export", "returns"),
    "administrator": ("signed in", "administer"),
    "auditor": (*_LOOK, "audit"),
    "record guardian": (*_LOOK, "record", "guard"),
    "machine": (*_LOOK, "record", "authorise", "allocate", "restrict", "export", "duty", "guard", "returns", "administer", "audit"),
}
GRANTED_ONLY = {"partner": ("signed in", "search", "view")}


def _first_matrix(apps, schema_editor):
    """What the roles of a new council may do. From here on the matrix is the council's data."""
    cell = apps.get_model("access", "RoleAbility")
    anyone = [(role, ability, "anyone") for role, abilities in FIRST_MATRIX.items() for ability in abilities]
    granted = [(role, ability, "own team") for role, abilities in GRANTED_ONLY.items() for ability in abilities]
    cell.objects.bulk_create([cell(role=role, ability=ability, area="any", whom=whom) for role, ability, whom in anyone + granted])


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_sealing"),
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="roleheld",
            name="role",
            field=models.CharField(max_length=30),
        ),
        migrations.CreateModel(
            name="BrokenGlass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worker_id", models.BigIntegerField()),
                ("person_id", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("broken_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_by", models.BigIntegerField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True, default="")),
            ],
            options={
                "indexes": [models.Index(fields=["worker_id", "person_id", "ends_at"], name="glass_that_is_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                            models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="glass_reviewed_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by__isnull", True), models.Q(("reviewed_by", models.F("worker_id")), _negated=True), _connector="OR"
                        ),
                        name="glass_reviewed_by_somebody_else",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GivenReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worker_id", models.BigIntegerField()),
                ("person_id", models.BigIntegerField()),
                ("reason", models.CharField(max_length=200)),
                ("given_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["worker_id", "person_id", "-given_at"], name="reasons_given")],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worker_id", models.BigIntegerField(blank=True, null=True)),
                ("team_id", models.BigIntegerField(blank=True, null=True)),
                ("person_id", models.BigIntegerField()),
                ("source", models.CharField(max_length=80)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("ends_on__isnull", True)), fields=["person_id"], name="open_grants_of_a_person"),
                    models.Index(
                        condition=models.Q(("ends_on__isnull", False)), fields=["person_id", "ends_on"], name="ended_grants_of_a_person"
                    ),
                    models.Index(fields=["source"], name="grants_by_source"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("worker_id__isnull", True), ("team_id__isnull", True), _connector="XOR"),
                        name="a_grant_is_to_a_worker_or_a_team",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="grant_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatrixChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=30)),
                ("ability", models.CharField(max_length=12)),
                ("area", models.CharField(default=kith.foundations.access.rules.Area["ANY"], max_length=25)),
                ("whom", models.CharField(default=kith.foundations.access.rules.Whom["ANYONE"], max_length=40)),
                ("adds", models.BooleanField()),
                ("reason", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", models.BigIntegerField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.BigIntegerField(blank=True, null=True)),
                ("is_agreed", models.BooleanField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("is_agreed__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False), ("is_agreed__isnull", False)),
                            _connector="OR",
                        ),
                        name="matrix_change_decided_at_and_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True), models.Q(("decided_by", models.F("proposed_by")), _negated=True), _connector="OR"
                        ),
                        name="matrix_change_decided_by_a_second_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_id", models.BigIntegerField()),
                ("subject", models.CharField(blank=True, default="", max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "worker, or a worker's relative"),
                            ("profile", "high profile"),
                            ("allegation", "allegation against a professional"),
                            ("adoption", "adoption (sealed)"),
                            ("legal", "legal advice"),
                            ("refuge", "refuge address"),
                            ("conflict", "conflict of interest"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("level", models.CharField(choices=[("locked", "locked"), ("hidden", "hidden"), ("sealed", "sealed")], max_length=6)),
                ("reason", models.TextField()),
                ("contact", models.CharField(blank=True, default="", max_length=200)),
                ("against_worker_id", models.BigIntegerField(blank=True, null=True)),
                ("placed_at", models.DateTimeField()),
                ("placed_by", models.BigIntegerField()),
                ("review_on", models.DateField(blank=True, null=True)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_by", models.BigIntegerField(blank=True, null=True)),
                ("lift_reason", models.TextField(blank=True, default="")),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("lifted_at__isnull", True)), fields=["person_id"], name="open_restrictions"),
                    models.Index(
                        condition=models.Q(("lifted_at__isnull", True), models.Q(("subject", ""), _negated=True)),
                        fields=["subject"],
                        name="open_restrictions_of_things",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="restriction_lifted_at_and_by",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleAbility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=30)),
                (
                    "ability",
                    models.CharField(
                        choices=[
                            ("signed in", "signed in"),
                            ("search", "search"),
                            ("view", "view"),
                            ("record", "record"),
                            ("authorise", "authorise"),
                            ("allocate", "allocate"),
                            ("export", "export"),
                            ("restrict", "restrict"),
                            ("duty", "duty"),
                            ("guard", "guard"),
                            ("returns", "returns"),
                            ("administer", "administer"),
                            ("audit", "audit"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("any", "any"),
                            ("early help", "early help"),
                            ("children's", "children's"),
                            ("adults'", "adults'"),
                            ("fostering and adoption", "fostering and adoption"),
                            ("finance", "finance"),
                        ],
                        default=kith.foundations.access.rules.Area["ANY"],
                        max_length=25,
                    ),
                ),
                (
                    "whom",
                    models.CharField(
                        choices=[
                            ("anyone", "anyone"),
                            ("own team", "own team"),
                            ("allocated people and their families", "allocated people and their families"),
                        ],
                        default=kith.foundations.access.rules.Whom["ANYONE"],
                        max_length=40,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("role", "ability", "area", "whom"), name="one_cell_of_the_matrix")],
            },
        ),
        migrations.CreateModel(
            name="Entrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worker_id", models.BigIntegerField(blank=True, null=True)),
                ("team_id", models.BigIntegerField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("let_in_at", models.DateTimeField()),
                ("let_in_by", models.BigIntegerField()),
                (
                    "restriction",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="entrants", to="access.restriction"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("worker_id__isnull", True), ("team_id__isnull", True), _connector="XOR"),
                        name="an_entrant_is_a_worker_or_a_team",
                    )
                ],
            },
        ),
        migrations.RunPython(_first_matrix, migrations.RunPython.noop),
        migrations.RunSQL((Path(__file__).parent / "sight.sql").read_text()),
    ]
