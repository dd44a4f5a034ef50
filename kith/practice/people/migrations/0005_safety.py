from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0004_never_true_and_half_known"), ("access", "0002_second_lock")]
    operations = [migrations.RunSQL((Path(__file__).parent / "safety.sql").read_text())]
