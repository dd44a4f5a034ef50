from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "search.sql").read_text()
UNDO = """drop function entry_search; drop index recording_entry_words; drop index recording_part_words; drop index recording_document_words;"""


class Migration(migrations.Migration):
    dependencies = [("recording", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
