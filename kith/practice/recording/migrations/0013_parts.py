from django.db import migrations

SQL = """
-- Of which part of a record each table is, for partners who see some parts only. Of the story they see what was written, not what changed.
do $$
declare one text;
begin
    foreach one in array '{entry,entrypart,entryversion,significantevent}'::text[] loop call access_part(('recording_' || one)::regclass, 'story'); end loop;
    foreach one in array '{document,documentperson}'::text[] loop call access_part(('recording_' || one)::regclass, 'documents'); end loop;
    foreach one in array '{draft,lastlook}'::text[] loop call access_part(('recording_' || one)::regclass, 'own'); end loop;
end $$;
drop policy partners_see_their_parts on recording_storyline;
create policy partners_see_their_parts on recording_storyline as restrictive for select to kith_app, kith_reporting
    using ((select access_shows((select access_worker()), 'inside'))
           or (source = 'recording.Entry' and (select access_shows((select access_worker()), 'story')))
           or (source = 'recording.Document' and (select access_shows((select access_worker()), 'documents'))));

-- The searches run as a role that sees all: for a partner without that part they find nothing.
alter function entry_search rename to recording_entry_search;
revoke execute on function recording_entry_search from kith_app;
create function entry_search(words text, most int, older_than bigint) returns table (entry_id bigint)
language plpgsql stable security definer set search_path = public as $$
begin
    if access_shows(access_worker(), 'story') then return query select e.entry_id from recording_entry_search(words, most, older_than) e; end if;
end $$;
alter function document_search rename to recording_document_search;
revoke execute on function recording_document_search from kith_app;
create function document_search(asked text, people bigint[], most int, older_than bigint) returns table (document_id bigint)
language plpgsql stable security definer set search_path = public as $$
begin
    if access_shows(access_worker(), 'documents') then
        return query select d.document_id from recording_document_search(asked, people, most, older_than) d;
    end if;
end $$;
alter function entry_search owner to kith_search;
alter function document_search owner to kith_search;
revoke execute on function entry_search, document_search from public;
grant execute on function entry_search, document_search to kith_app;
"""


class Migration(migrations.Migration):
    dependencies = [("recording", "0012_an_event_of_a_document"), ("access", "0007_partners")]
    operations = [migrations.RunSQL(SQL)]
