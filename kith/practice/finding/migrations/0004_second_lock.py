from django.db import migrations


class Migration(migrations.Migration):
    """The index is as open as the people in it are known. The search functions run as kith_search, which looks at all of it."""

    dependencies = [("finding", "0003_last_names"), ("people", "0003_second_lock")]
    operations = [migrations.RunSQL("call access_lock('finding_person', 'access_knows((select access_worker()), person_id)');")]
