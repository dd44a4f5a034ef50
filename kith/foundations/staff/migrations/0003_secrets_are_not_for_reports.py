"""What proves who somebody is can be read by the application alone, not by whoever writes reports. And Django's own table of sessions goes."""

from django.db import migrations

SECRETS = """
do $$ begin
    if exists (select from pg_roles where rolname = 'kith_reporting') then
        revoke all on otp_totp_totpdevice, otp_static_staticdevice, otp_static_statictoken, staff_session, staff_passkey from kith_reporting;
    end if;
end $$;
drop table if exists django_session;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0002_sessions_passkeys_provider_accounts"),
        ("otp_totp", "0003_add_timestamps"),
        ("otp_static", "0003_add_timestamps"),
    ]
    operations = [migrations.RunSQL(SECRETS, migrations.RunSQL.noop)]
