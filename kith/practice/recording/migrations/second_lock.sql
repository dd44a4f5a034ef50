update recording_storyline s set is_struck = true from recording_entry e where s.source = 'recording.Entry' and e.id = s.source_id and e.struck_at is not null;
update recording_storyline s set is_struck = true from recording_document d where s.source = 'recording.Document' and d.id = s.source_id and d.struck_at is not null;

-- Row security for what is recorded. Each person's part and line follow that person. An entry's own row is its shared part (title, text, place,
-- who was there): open to who may see everybody in it, or, once its author has released it, anybody in it.
create function recording_opens_entry(worker bigint, entry bigint, is_released boolean) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    sight text := access_sight(worker);
begin
    if sight in ('all', 'none') then return sight = 'all'; end if;
    if sight = 'open' and not exists (
        select from recording_entrypart p join access_restriction r on r.person_id = p.person_id and r.lifted_at is null where p.entry_id = entry
    ) then return true; end if;
    if is_released then
        return exists (select from recording_entrypart p where p.entry_id = entry and access_sees(worker, p.person_id, 'recording.Entry:' || entry));
    end if;
    return exists (select from recording_entrypart p where p.entry_id = entry)
        and not exists (select from recording_entrypart p where p.entry_id = entry and not access_sees(worker, p.person_id, 'recording.Entry:' || entry));
end $$;

-- An earlier version holds everybody's part, those too whom a correction took out of the entry.
create function recording_opens_version(worker bigint, entry bigint, body jsonb) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
    return recording_opens_entry(worker, entry, false) and not exists (
        select from jsonb_array_elements(body -> 'parts') part where not access_sees(worker, (part ->> 'person_id')::bigint));
end $$;

-- A document is open to who may see everybody it is about; one of an entry as the entry's shared part is; before it is on any record, to
-- whoever keeps it with a draft.
create function recording_opens_document(worker bigint, document bigint, entry bigint, draft uuid) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    sight text := access_sight(worker);
    thing text := 'recording.Document:' || document;
begin
    if sight in ('all', 'none') then return sight = 'all'; end if;
    if not exists (select from recording_documentperson p where p.document_id = document) then
        return draft is null or exists (select from recording_draft d where d.id = draft and d.worker_id = worker);
    end if;
    if entry is not null then
        return recording_opens_entry(worker, entry, (select e.released_at is not null from recording_entry e where e.id = entry))
            and exists (select from recording_documentperson p where p.document_id = document and access_sees(worker, p.person_id, thing));
    end if;
    return not exists (select from recording_documentperson p where p.document_id = document and not access_sees(worker, p.person_id, thing));
end $$;

-- A significant event that was chosen from an entry says what the entry says: it is as open as that.
create function recording_opens_line(worker bigint, line bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    s recording_storyline;
begin
    select * into s from recording_storyline x where x.id = line;
    if s.source <> 'recording.Entry' then return true; end if;
    return recording_opens_entry(worker, s.source_id, (select e.released_at is not null from recording_entry e where e.id = s.source_id));
end $$;

grant select on recording_entry, recording_entrypart, recording_documentperson, recording_draft, recording_storyline to kith_guard;
alter function recording_opens_entry owner to kith_guard;
alter function recording_opens_version owner to kith_guard;
alter function recording_opens_document owner to kith_guard;
alter function recording_opens_line owner to kith_guard;

call access_lock('recording_entry', 'recording_opens_entry((select access_worker()), id, released_at is not null)', '(select access_sight(access_worker())) <> ''none''');
call access_lock('recording_entrypart', 'access_sees((select access_worker()), person_id, ''recording.Entry:'' || entry_id)');
call access_lock('recording_entryversion', 'recording_opens_version((select access_worker()), entry_id, body)');
call access_lock('recording_document', 'recording_opens_document((select access_worker()), id, entry_id, draft_id)');
call access_lock('recording_documentperson', 'access_sees((select access_worker()), person_id, ''recording.Document:'' || document_id)');
call access_lock('recording_draft', 'worker_id = (select access_worker()) or (select access_sight(access_worker())) = ''all''');
call access_lock('recording_storyline', 'access_sees((select access_worker()), person_id, source || '':'' || source_id)');
call access_lock('recording_significantevent', 'access_sees((select access_worker()), person_id) and (story_line_id is null or recording_opens_line((select access_worker()), story_line_id))');
call access_lock('recording_lastlook', 'worker_id = (select access_worker()) or (select access_sight(access_worker())) = ''all''');

-- Search in entries: each hit is looked at in order, newest first, until enough of them are open. Never counts.
create or replace function entry_search(words text, most int) returns table (entry_id bigint)
language plpgsql stable as $$
declare
    query tsquery := websearch_to_tsquery('english', words);
    worker bigint := access_worker();
    newest int := (select coalesce(max(id), 0) / 10000 from recording_entry);
    oldest_walked int := greatest(newest - 4, 0);
    found int := 0;
    hit bigint;
begin
    for bucket in reverse newest .. oldest_walked loop
        for hit in
            select hits.id from (
                select e.id from recording_entry e
                where (e.id / 10000)::int = bucket and to_tsvector('english', e.title || ' ' || e.text || ' ' || e.others || ' ' || e.place) @@ query
                union
                select p.entry_id from recording_entrypart p
                where (p.entry_id / 10000)::int = bucket and to_tsvector('english', p.text || ' ' || p.wishes || ' ' || p.why_not) @@ query
                  and (p.text <> '' or p.wishes <> '' or p.why_not <> '')
            ) hits(id) order by (hits.id + 0) desc
        loop
            if recording_hit_is_open(worker, hit, query) then
                entry_id := hit;
                return next;
                found := found + 1;
                if found >= most then return; end if;
            end if;
        end loop;
    end loop;
    if oldest_walked = 0 then return; end if;
    for hit in
        select hits.id from (
            select e.id from recording_entry e
            where to_tsvector('english', e.title || ' ' || e.text || ' ' || e.others || ' ' || e.place) @@ query and (e.id + 0) / 10000 < oldest_walked
            union
            select p.entry_id from recording_entrypart p
            where to_tsvector('english', p.text || ' ' || p.wishes || ' ' || p.why_not) @@ query and (p.entry_id + 0) / 10000 < oldest_walked
              and (p.text <> '' or p.wishes <> '' or p.why_not <> '')
        ) hits(id) order by (hits.id + 0) desc
    loop
        if recording_hit_is_open(worker, hit, query) then
            entry_id := hit;
            return next;
            found := found + 1;
            if found >= most then return; end if;
        end if;
    end loop;
end $$;

-- What "create or replace" takes away.
alter function entry_search security definer;
alter function entry_search set search_path = public;
alter function entry_search set enable_seqscan = off;

-- The words stand in the shared part and that is open, or in the part of somebody whom the worker may see.
create function recording_hit_is_open(worker bigint, entry bigint, query tsquery) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    e recording_entry;
begin
    select * into e from recording_entry x where x.id = entry;
    if recording_opens_entry(worker, entry, e.released_at is not null) then return true; end if;
    return exists (
        select from recording_entrypart p
        where p.entry_id = entry and access_sees(worker, p.person_id, 'recording.Entry:' || entry)
          and to_tsvector('english', p.text || ' ' || p.wishes || ' ' || p.why_not) @@ query);
end $$;
alter function recording_hit_is_open owner to kith_guard;

-- Search in documents, in the same way; of these people, or (null) of everybody.
create function document_search(asked text, people bigint[], most int) returns table (document_id bigint)
language plpgsql stable security definer set search_path = public set enable_seqscan = off as $$
declare
    worker bigint := access_worker();
    found int := 0;
    d record;
begin
    for d in
        select x.id, x.entry_id, x.draft_id from recording_document x
        where to_tsvector('english', x.title || ' ' || left(x.text, 200000)) @@ websearch_to_tsquery('english', asked)
          and x.struck_at is null and (x.draft_id is null or x.entry_id is not null)  -- still a draft: its writer's alone
          and (people is null or x.id in (select l.document_id from recording_documentperson l where l.person_id = any(people)))
        order by x.id + 0 desc
    loop
        if recording_opens_document(worker, d.id, d.entry_id, d.draft_id) then
            document_id := d.id;
            return next;
            found := found + 1;
            if found >= most then return; end if;
        end if;
    end loop;
end $$;
grant select on recording_document, recording_documentperson to kith_search;
alter function document_search owner to kith_search;
revoke execute on function document_search from public;
grant execute on function document_search to kith_app;
