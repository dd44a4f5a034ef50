from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("recording", "0008_documents_read_in_part")]
    operations = [migrations.RunSQL((Path(__file__).parent / "search_by_pages.sql").read_text())]
