"""In which step somebody's part in a plan ended: what was open in it goes on in the plan that is made next."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("pathways", "0007_corrected")]

    operations = [
        migrations.AddField(
            model_name="planperson",
            name="left_in",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.step"
            ),
        ),
    ]
