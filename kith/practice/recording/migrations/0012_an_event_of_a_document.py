from django.db import migrations

SQL = """
-- A significant event says what its source says: an entry, or a document that may be restricted alone.
create or replace function recording_opens_line(worker bigint, line bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    s recording_storyline;
begin
    select * into s from recording_storyline x where x.id = line;
    if s.source = 'recording.Document' then
        return (select recording_opens_document(worker, d.id, d.entry_id, d.draft_id) from recording_document d where d.id = s.source_id);
    end if;
    if s.source <> 'recording.Entry' then return true; end if;
    return recording_opens_entry(worker, s.source_id, (select e.released_at is not null from recording_entry e where e.id = s.source_id));
end $$;
grant select on recording_document to kith_guard;
"""


class Migration(migrations.Migration):
    dependencies = [("recording", "0011_events_as_far_as_their_date_is_known"), ("access", "0004_things")]
    operations = [migrations.RunSQL(SQL)]
