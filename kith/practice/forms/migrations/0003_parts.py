from django.db import migrations

SQL = """
-- Of which part of a record each table is, for partners who see some parts only.
call access_part('forms_response', 'plans');
call access_part('forms_responsepart', 'plans');
call access_part('forms_earlieranswers', 'plans');
"""


class Migration(migrations.Migration):
    dependencies = [("forms", "0002_use_of_questions"), ("access", "0007_partners")]
    operations = [migrations.RunSQL(SQL)]
