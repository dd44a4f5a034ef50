from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "tiers_one_by_one.sql").read_text()


class Migration(migrations.Migration):
    """The way back is 0001 anew: the index is made from the people at any time."""

    dependencies = [("finding", "0001_the_index")]
    operations = [migrations.RunSQL(SQL)]
