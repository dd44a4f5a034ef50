from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recording", "0007_correction_drafts_follow_their_entry")]
    operations = [
        migrations.AlterField(
            "document",
            "words",
            models.CharField(
                choices=[
                    ("waiting", "still to be read; search finds it by its title until then"),
                    ("read", "read: search finds them"),
                    ("part", "read in part, because it is very long or hard to follow: search finds what comes first"),
                    ("none", "none that Kith can read, as in pictures and scans: search finds it by its title only"),
                    ("failed", "could not be read: search finds it by its title only. Open the file to see whether it is damaged"),
                ],
                default="waiting",
                max_length=7,
            ),
        )
    ]
