from django.db import migrations

# A correction holds the entry's words: like the entry, it is there only while everybody in it is open to the worker.
_OWN = "worker_id = (select access_worker())"
_LOOKS = "(select access_sight(access_worker())) = 'all'"
_WHOLE = "(corrects_entry_id is null or recording_opens_entry((select access_worker()), corrects_entry_id, false))"


class Migration(migrations.Migration):
    dependencies = [("recording", "0006_what_a_room_above_calls_it")]

    operations = [
        migrations.RunSQL(
            f"""
            alter policy the_second_lock on recording_draft using (({_OWN} and {_WHOLE}) or {_LOOKS}) with check ({_OWN} or {_LOOKS});
            alter policy reports on recording_draft using (({_OWN} and {_WHOLE}) or {_LOOKS});
            """,
            f"""
            alter policy the_second_lock on recording_draft using ({_OWN} or {_LOOKS}) with check ({_OWN} or {_LOOKS});
            alter policy reports on recording_draft using ({_OWN} or {_LOOKS});
            """,
        )
    ]
