from pathlib import Path

from django.db import migrations
from nicknames import NickNamer

SQL = (Path(__file__).parent / "index.sql").read_text()
UNDO = """
drop function finding_candidates; drop function finding_expand; drop function finding_words;
drop table finding_nickname; drop table finding_deletion; drop table finding_word; drop table finding_person;
"""


def load_nicknames(apps, schema_editor):
    """Both ways: Bill finds William, William finds Bill. From the hand-made table of the package nicknames."""
    pairs = {(name, nick) for name, nicks in NickNamer()._nickname_lookup.items() for nick in nicks}
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany(
            "insert into finding_nickname (word, other) values (%s, %s) on conflict do nothing",
            sorted({pair for name, nick in pairs for pair in ((name, nick), (nick, name))}),
        )


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO), migrations.RunPython(load_nicknames, migrations.RunPython.noop)]
