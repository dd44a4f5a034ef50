-- Search in entries page by page, and by the index of words alone. For a word that nearly every entry has, the planner takes the index to cost as
-- much as reading every entry, because it counts a second look at each hit, which an exact index does not need: so the hits are found in functions
-- of their own, in which nothing but the index of words can be used. What is asked of each hit afterwards keeps all its indexes.
create function entry_hits(query tsquery, bucket int, older_than bigint) returns setof bigint
language plpgsql stable security definer rows 100
set search_path = public set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
begin
    return query select hits.id from (
        select e.id from recording_entry e
        where (e.id / 10000)::int = bucket and to_tsvector('english', e.title || ' ' || e.text || ' ' || e.others || ' ' || e.place) @@ query
        union
        select p.entry_id from recording_entrypart p
        where (p.entry_id / 10000)::int = bucket and to_tsvector('english', p.text || ' ' || p.wishes || ' ' || p.why_not) @@ query
          and (p.text <> '' or p.wishes <> '' or p.why_not <> '')
    ) hits(id) where hits.id + 0 < older_than order by hits.id desc;  -- + 0: or the primary key could be used
end $$;

-- The same in all buckets below one: only for words that the newest buckets hardly had.
create function entry_hits_below(query tsquery, bucket int, older_than bigint) returns setof bigint
language plpgsql stable security definer rows 100
set search_path = public set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
begin
    return query select hits.id from (
        select e.id from recording_entry e
        where to_tsvector('english', e.title || ' ' || e.text || ' ' || e.others || ' ' || e.place) @@ query and (e.id + 0) / 10000 < bucket
        union
        select p.entry_id from recording_entrypart p
        where to_tsvector('english', p.text || ' ' || p.wishes || ' ' || p.why_not) @@ query and (p.entry_id + 0) / 10000 < bucket
          and (p.text <> '' or p.wishes <> '' or p.why_not <> '')
    ) hits(id) where hits.id + 0 < older_than order by hits.id desc;  -- + 0: or the primary key could be used
end $$;

create function document_hits(query tsquery, people bigint[], older_than bigint) returns table (id bigint, entry_id bigint, draft_id uuid)
language plpgsql stable security definer rows 100
set search_path = public set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
begin
    return query select x.id, x.entry_id, x.draft_id from recording_document x
    where to_tsvector('english', x.title || ' ' || left(x.text, 200000)) @@ query and x.struck_at is null and x.id + 0 < older_than
      and (x.draft_id is null or x.entry_id is not null)  -- still a draft: its writer's alone
      and (people is null or x.id in (select l.document_id from recording_documentperson l where l.person_id = any(people)))
    order by x.id + 0 desc;
end $$;

drop function entry_search(text, int);
create function entry_search(words text, most int, older_than bigint) returns table (entry_id bigint)
language plpgsql stable security definer set search_path = public as $$
declare
    query tsquery := websearch_to_tsquery('english', words);
    worker bigint := access_worker();
    newest int := (least(older_than, (select coalesce(max(id), 0) + 1 from recording_entry)) - 1) / 10000;
    oldest_walked int := greatest(newest - 4, 0);
    found int := 0;
    hit bigint;
begin
    for bucket in reverse newest .. oldest_walked loop
        for hit in select * from entry_hits(query, bucket, older_than) loop
            if recording_hit_is_open(worker, hit, query) then
                entry_id := hit;
                return next;
                found := found + 1;
                if found >= most then return; end if;
            end if;
        end loop;
    end loop;
    if oldest_walked = 0 then return; end if;
    for hit in select * from entry_hits_below(query, oldest_walked, older_than) loop
        if recording_hit_is_open(worker, hit, query) then
            entry_id := hit;
            return next;
            found := found + 1;
            if found >= most then return; end if;
        end if;
    end loop;
end $$;

drop function document_search(text, bigint[], int);
create function document_search(asked text, people bigint[], most int, older_than bigint) returns table (document_id bigint)
language plpgsql stable security definer set search_path = public as $$
declare
    worker bigint := access_worker();
    found int := 0;
    d record;
begin
    for d in select * from document_hits(websearch_to_tsquery('english', asked), people, older_than) loop
        if recording_opens_document(worker, d.id, d.entry_id, d.draft_id) then
            document_id := d.id;
            return next;
            found := found + 1;
            if found >= most then return; end if;
        end if;
    end loop;
end $$;

alter function entry_hits owner to kith_search;
alter function entry_hits_below owner to kith_search;
alter function document_hits owner to kith_search;
alter function entry_search owner to kith_search;
alter function document_search owner to kith_search;
revoke execute on function entry_hits, entry_hits_below, document_hits, entry_search, document_search from public;
grant execute on function entry_search, document_search to kith_app;
