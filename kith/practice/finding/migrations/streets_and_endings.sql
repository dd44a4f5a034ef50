-- A text as it is compared: lower case, without accents and apostrophes. Marks that stand alone (a decomposed "é", Hebrew points, Arabic
-- vowel signs) go; the same ranges are in rules/words.py. Most texts are plain ASCII, and cost little.
create function finding_plain(said text) returns text language sql stable parallel safe as $$
    select case when octet_length(said) = length(said) then lower(translate(said, '''`', ''))
        else lower(unaccent(regexp_replace(normalize(translate(said, '''’‘`´ʼ', ''), NFKD), '[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069]', '', 'g')))
        end
$$;

-- As before, over the plain text.
create or replace function finding_words(said text) returns text[] language sql stable parallel safe as $$
    with plain as (select finding_plain(said) as said),
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
create or replace function finding_address_words(said text) returns text[] language sql stable parallel safe as $$
    select array_remove(regexp_split_to_array(trim(regexp_replace(finding_plain(said), '[^[:alnum:]]+', ' ', 'g')), ' '), '')
$$;

-- Keys that are added to those of index.sql:
--   f the last six figures of a telephone number, w a vehicle with one character left out (or none), e the expected date of birth.
create function finding_left_out(said text) returns setof text language sql immutable parallel safe as $$
    select said union select substr(said, 1, i - 1) || substr(said, i + 1) from generate_series(1, length(said)) i
$$;

-- Every distinct word of an address that is not a number, and each with one letter left out. They are apart from the words of names, so
-- that a street never makes a name likelier. Words of confidential addresses are not among them.
create table finding_street (word text primary key);
create index finding_street_near on finding_street using gin (word gin_trgm_ops) with (fastupdate = off);
create index finding_street_beginning on finding_street (word text_pattern_ops);
create table finding_street_deletion (deletion text not null, word text not null, primary key (deletion, word));

insert into finding_street
select distinct word from (
    select unnest(finding_address_words(l.lines)) as word from people_place l
    where l.id in (select r.place_id from people_residence r where not r.is_confidential)) w
where word !~ '[0-9]' and length(word) between 3 and 60;
insert into finding_street_deletion select distinct form, word from finding_street s cross join lateral finding_left_out(s.word) form
where length(s.word) <= 30;

update finding_person f set keys = array_to_tsvector(tsvector_to_array(f.keys) || more.keys)
from (
    select person_id, array_agg(distinct key) as keys from (
        select c.person_id, 'f' || right(c.key, 6) as key from people_contactpoint c where c.key ~ '^[0-9]{7,}$'
        union all
        select v.person_id, 'w' || form from people_vehicle v cross join lateral finding_left_out(lower(v.registration)) form
        union all
        select p.id, k.key from people_person p cross join lateral (values
            ('e' || to_char(p.expected_on, 'YYYYMMDD')), ('x' || to_char(p.expected_on, 'YYYYMM')), ('nunborn')) k(key) where p.is_unborn
        union all
        select n.person_id, 'n' || word from people_name n cross join lateral unnest(finding_words(n.forenames) || finding_words(n.surname)) word
            where octet_length(n.forenames || n.surname) > length(n.forenames || n.surname)
    ) k where k.key is not null group by person_id
) more where more.person_id = f.person_id;

-- What a typed word may stand for, as a name (`n`) or, where `street` says so, in an address (`a`), with how much each counts. Hash joins
-- and sequential scans are off: they read the whole dictionary, which grows with the council, to find a handful of words.
drop function finding_expand(text[], int);
create function finding_expand(asked text[], most int, street boolean) returns table (kind text, place int, word text, weight real, people int)
language plpgsql stable security definer set search_path = public set jit = off set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
    return query
    with question as materialized (
        select q.place, q.word, dmetaphone(q.word) as sound, length(q.word) as size, coalesce(k.people, 0) as bearers
        from unnest(asked) with ordinality as q(word, place) left join finding_word k on k.word = q.word
    ), form as materialized (
        select q.place, q.size, form.form from question q cross join lateral finding_left_out(q.word) as form(form) where q.size between 3 and 30
    )
    select 'n', f.place::int, f.word, max(f.weight)::real, coalesce(max(known.people), 0) from (
        select q.place, q.word, 1.0 as weight from question q
        union all
        select q.place, n.other, 0.9 from question q join finding_nickname n on n.word = q.word
        union all
        select q.place, d.word, 0.85 from form q join finding_deletion d on d.deletion = q.form and abs(length(d.word) - q.size) <= 1
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
    if not street then
        return;
    end if;
    return query
    select 'a', f.place::int, f.word, max(f.weight)::real, 0 from (
        select q.place, s.word, 1.0 as weight from unnest(asked) with ordinality as q(word, place) join finding_street s on s.word = q.word
        union all
        select q.place, d.word, 0.85 from unnest(asked) with ordinality as q(word, place)
            cross join lateral finding_left_out(q.word) as form(form)
            join finding_street_deletion d on d.deletion = form.form and abs(length(d.word) - length(q.word)) <= 1 where length(q.word) between 3 and 30
        union all
        (select q.place, s.word, 0.65 from unnest(asked) with ordinality as q(word, place)
            join lateral (select s.word from finding_street s where length(q.word) > 3 and s.word % q.word
                          and levenshtein_less_equal(s.word, q.word, 3) <= 3 order by s.word <-> q.word limit most) s on true)
        union all
        (select q.place, s.word, 0.8 from unnest(asked) with ordinality as q(word, place)
            join lateral (select s.word from finding_street s where length(q.word) > 2 and s.word ~>=~ q.word and s.word ~<~ (q.word || chr(1114111))
                          order by s.word limit 12) s on true)
    ) f group by f.place, f.word;
end $$;
do $$ begin perform similarity('a', 'b'); end $$;  -- loads pg_trgm, whose setting may be set only then
alter function finding_expand set pg_trgm.similarity_threshold = 0.42;
grant select on finding_street, finding_street_deletion to kith_search;
alter function finding_expand owner to kith_search;
revoke execute on function finding_expand from public;
grant execute on function finding_expand to kith_app;
