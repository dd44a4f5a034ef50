"""Recovery codes that django-otp kept as they are become hashes, and work on; the plain ones go. A tenth of a second each."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import migrations, models
from django.utils import timezone

FOR_THE_APPLICATION_ALONE = """
do $$ begin
    if exists (select from pg_roles where rolname = 'kith_reporting') then
        revoke all on staff_recoverycode from kith_reporting;
    end if;
end $$;
"""


def hash_what_there_is(apps, schema_editor):
    token, kept = apps.get_model("otp_static", "StaticToken"), apps.get_model("staff", "RecoveryCode")
    found = token.objects.filter(device__confirmed=True).select_related("device").order_by("pk")
    kept.objects.bulk_create(
        kept(worker_id=each.device.user_id, hashed=make_password(each.token), made_at=each.device.created_at or timezone.now()) for each in found
    )
    token.objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0006_covers'),
        ('otp_static', '0003_add_timestamps'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hashed', models.CharField(max_length=128)),
                ('made_at', models.DateTimeField()),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.RunSQL(FOR_THE_APPLICATION_ALONE, migrations.RunSQL.noop),
        migrations.RunPython(hash_what_there_is, migrations.RunPython.noop),
    ]
