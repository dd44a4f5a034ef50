from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "streets_and_endings.sql").read_text()


class Migration(migrations.Migration):
    """The dictionary of address words; endings of telephone numbers, vehicles with a character missing, unborn children's expected dates."""

    dependencies = [("finding", "0003_last_names"), ("people", "0001_initial")]
    operations = [migrations.RunSQL(SQL)]
