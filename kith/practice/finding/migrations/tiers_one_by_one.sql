-- Whole names are no longer searched by likeness over everybody, whose cost grows with the council.
drop index finding_person_words;

-- Name words of a text. Neighbours are joined only where one of them is short ("Mc Donald", "Jo Anne", "O Neil") or a hyphen stood
-- between them: joining every forename with every surname would make the dictionary as long as the list of people.
create or replace function finding_words(said text) returns text[] language sql stable parallel safe as $$
    with plain as (select lower(unaccent(translate(said, '''’`', ''))) as said),
    split as (
        select word, place from plain, unnest(regexp_split_to_array(trim(regexp_replace(said, '[^[:alnum:]]+', ' ', 'g')), ' '))
            with ordinality as w(word, place) where word <> ''
    )
    select coalesce(array_agg(distinct word), '{}') from (
        select word from split
        union all
        select a.word || b.word from split a join split b on b.place = a.place + 1 where least(length(a.word), length(b.word)) <= 3
        union all
        select word from plain, unnest(regexp_split_to_array(regexp_replace(translate(said, '-', ''), '[^[:alnum:]]+', ' ', 'g'), ' ')) w(word)
            where said like '%-%' and word <> ''
    ) both_forms
$$;

-- Words of an address: as they stand.
create function finding_address_words(said text) returns text[] language sql stable parallel safe as $$
    select array_remove(regexp_split_to_array(trim(regexp_replace(lower(unaccent(translate(said, '''’`', ''))), '[^[:alnum:]]+', ' ', 'g')), ' '), '')
$$;

-- Candidates: each tier is a text query over the keys, asked one by one by a plan that is made once. Only bitmap scans are on, because the
-- planner's guess for a word that it does not know makes it read the whole table, or walk its primary key, for a rare key. Where
-- only names were given (`near`), a tier with more than `each` is put in order of likeness to the whole name first.
drop function finding_candidates(text[], int, text);
create function finding_candidates(tiers text[], each int, near text) returns table (person_id bigint, keys text)
language plpgsql stable security definer set search_path = public set enable_seqscan = off set enable_indexscan = off set jit = off as $$
declare
    tier text;
    found bigint[] := '{}';
begin
    foreach tier in array tiers loop
        if near = '' then
            found := found || array(select p.person_id from finding_person p where p.keys @@ tier::tsquery limit each);
        else
            found := found || array(
                select c.person_id from (select p.person_id, p.words from finding_person p where p.keys @@ tier::tsquery limit each * 6) c
                order by similarity(c.words, near) desc limit each);
        end if;
    end loop;
    return query select p.person_id, array_to_string(tsvector_to_array(p.keys), ' ') from finding_person p where p.person_id = any(found);
end $$;
alter function finding_candidates owner to kith_search;
revoke execute on function finding_candidates from public;
grant execute on function finding_candidates to kith_app;

-- What a typed word may stand for, with how much each counts. One round trip for all words of a question; its plan is made once.
drop function finding_expand(text[], int);
create function finding_expand(asked text[], most int) returns table (place int, word text, weight real, people int)
language plpgsql stable security definer set search_path = public set jit = off as $$
begin
    return query
    with question as materialized (
        select q.place, q.word, dmetaphone(q.word) as sound, length(q.word) as size, coalesce(k.people, 0) as bearers
        from unnest(asked) with ordinality as q(word, place) left join finding_word k on k.word = q.word
    )
    select f.place::int, f.word, max(f.weight)::real, coalesce(max(known.people), 0) from (
        select q.place, q.word, 1.0 as weight from question q
        union all
        select q.place, n.other, 0.9 from question q join finding_nickname n on n.word = q.word
        union all
        select q.place, d.word, 0.85 from question q
            join lateral (select q.word as form union select substr(q.word, 1, i - 1) || substr(q.word, i + 1) from generate_series(1, q.size) i) form on q.size > 2
            join finding_deletion d on d.deletion = form.form and abs(length(d.word) - q.size) <= 1
        union all
        (select q.place, w.word, 0.7 from question q
            join lateral (select w.word from finding_word w where w.sound = q.sound and q.size > 2
                          and levenshtein_less_equal(w.word, q.word, 3) <= 3 order by w.people desc limit most) w on true)
        union all
        (select q.place, w.word, 0.65 from question q
            join lateral (select w.word from finding_word w where q.size > 3 and w.word % q.word
                          and levenshtein_less_equal(w.word, q.word, 3) <= 3 order by w.word <-> q.word limit most) w on true)
        union all
        -- A beginning: but a name that many bear is meant as it stands.
        (select q.place, w.word, 0.8 from question q
            join lateral (select w.word from finding_word w where q.size > 2 and q.bearers < 20 and w.word ~>=~ q.word and w.word ~<~ (q.word || chr(1114111))
                          order by w.people desc limit 12) w on true)
    ) f left join finding_word known on known.word = f.word where f.word <> '' group by f.place, f.word;
end $$;
do $$ begin perform similarity('a', 'b'); end $$;  -- loads pg_trgm, whose setting may be set only then
alter function finding_expand set pg_trgm.similarity_threshold = 0.42;
alter function finding_expand owner to kith_search;
revoke execute on function finding_expand from public;
grant execute on function finding_expand to kith_app;
