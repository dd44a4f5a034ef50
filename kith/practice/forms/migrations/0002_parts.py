from django.db import migrations

SQL = """
-- Of which part of a record each table is, for partners who see some parts only.
call access_part('forms_response', 'plans');
call access_part('forms_responsepart', 'plans');
call access_part('forms_earlieranswers', 'plans');
"""


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_initial"), ("access", "0006_partners")]
    operations = [migrations.RunSQL(SQL)]
