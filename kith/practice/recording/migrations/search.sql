-- Full text of entries, of each person's part, and of documents. The bucket (10,000 ids) stands first in each index, so that the newest
-- permitted hits are found without counting or sorting all of them. fastupdate is off: a pending list would slow every search.
create index recording_entry_words on recording_entry using gin (((id / 10000)::int), to_tsvector('english', title || ' ' || text || ' ' || others || ' ' || place)) with (fastupdate = off);
create index recording_part_words on recording_entrypart using gin (((entry_id / 10000)::int), to_tsvector('english', text || ' ' || wishes || ' ' || why_not)) with (fastupdate = off)
    where text <> '' or wishes <> '' or why_not <> '';
create index recording_document_words on recording_document using gin (to_tsvector('english', title || ' ' || left(text, 200000))) with (fastupdate = off);

-- Entries with the words, newest first. Walks the newest buckets one at a time; words not found there are uncommon, so one pass finds the rest.
-- The order by id + 0 keeps the planner from walking the primary key backwards, which takes seconds for a rare word.
create function entry_search(words text, most int) returns table (entry_id bigint)
language plpgsql stable as $$
declare
    query tsquery := websearch_to_tsquery('english', words);
    newest int := (select coalesce(max(id), 0) / 10000 from recording_entry);
    oldest_walked int := greatest(newest - 4, 0);
    found int := 0;
    got int;
begin
    for bucket in reverse newest .. oldest_walked loop
        return query
            select hits.id from (
                select e.id from recording_entry e
                where (e.id / 10000)::int = bucket and to_tsvector('english', e.title || ' ' || e.text || ' ' || e.others || ' ' || e.place) @@ query
                union
                select p.entry_id from recording_entrypart p
                where (p.entry_id / 10000)::int = bucket and to_tsvector('english', p.text || ' ' || p.wishes || ' ' || p.why_not) @@ query
                  and (p.text <> '' or p.wishes <> '' or p.why_not <> '')
            ) hits(id) order by (hits.id + 0) desc limit most - found;
        get diagnostics got = row_count;
        found := found + got;
        if found >= most then return; end if;
    end loop;
    if oldest_walked = 0 then return; end if;
    return query
        select hits.id from (
            (select e.id from recording_entry e
             where to_tsvector('english', e.title || ' ' || e.text || ' ' || e.others || ' ' || e.place) @@ query
               and (e.id + 0) / 10000 < oldest_walked order by (e.id + 0) desc limit most - found)
            union
            (select p.entry_id from recording_entrypart p
             where to_tsvector('english', p.text || ' ' || p.wishes || ' ' || p.why_not) @@ query
               and (p.entry_id + 0) / 10000 < oldest_walked and (p.text <> '' or p.wishes <> '' or p.why_not <> '') order by (p.entry_id + 0) desc limit most - found)
        ) hits(id) order by (hits.id + 0) desc limit most - found;
end $$;
alter function entry_search set enable_seqscan = off;
alter function entry_search set search_path = public;

-- Runs as a role that owns no table and cannot sign in: the search keeps its indexes whatever policies the tables get.
grant select on recording_entry, recording_entrypart to kith_search;
alter function entry_search security definer;
alter function entry_search owner to kith_search;
revoke execute on function entry_search from public;
grant execute on function entry_search to kith_app;
