"""django-axes kept the form fields of failed tries, and what was typed as an address, in homes older than Kith's own digest of it. Either may be a
password. Fields are emptied; a try that is not under a digest can never be counted again, and goes."""

from django.db import migrations

TYPED = """
delete from axes_accessattemptexpiration where access_attempt_id in
    (select id from axes_accessattempt where username is null or username !~ '^[0-9a-f]{32}( |$)');
delete from axes_accessattempt where username is null or username !~ '^[0-9a-f]{32}( |$)';
update axes_accessattempt set get_data = '', post_data = '' where get_data <> '' or post_data <> '';
delete from axes_accessfailurelog where username is null or username !~ '^[0-9a-f]{32}( |$)';
delete from axes_accesslog where username is null or username !~ '^[0-9a-f]{32}( |$)';
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0007_recovery_codes_are_hashed"), ("axes", "0010_accessattemptexpiration")]
    operations = [migrations.RunSQL(TYPED, migrations.RunSQL.noop)]
