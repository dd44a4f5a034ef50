-- The index over everybody. A person is one row of keys, each a letter for its kind and a value:
--   n name word, s word of a last name, d date of birth, y year, m month and day, p postcode, o outward code, t telephone, i any identifier, v vehicle, a address word.
create table finding_person (
    person_id bigint primary key,
    words text not null,
    keys tsvector not null
);
create index finding_person_keys on finding_person using gin (keys) with (fastupdate = off);
create index finding_person_words on finding_person using gin (words gin_trgm_ops) with (fastupdate = off);

-- Every distinct name word, how it sounds, how many bear it; and each word with one letter left out, so that one wrong letter is an equality.
create table finding_word (word text primary key, sound text not null, people int not null default 1);
create index finding_word_sound on finding_word (sound);
create index finding_word_near on finding_word using gin (word gin_trgm_ops) with (fastupdate = off);
create index finding_word_beginning on finding_word (word text_pattern_ops);
create table finding_deletion (deletion text not null, word text not null, primary key (deletion, word));
create table finding_nickname (word text not null, other text not null, primary key (word, other));

-- Name words of a text, and neighbouring words joined: "Mc Donald" is found as mcdonald, "O'Neil" as oneil.
create function finding_words(said text) returns text[] language sql stable parallel safe as $$
    with split as (
        select word, place from unnest(regexp_split_to_array(
            trim(regexp_replace(lower(unaccent(translate(said, '''’`', ''))), '[^[:alnum:]]+', ' ', 'g')), ' ')) with ordinality as w(word, place)
        where word <> ''
    )
    select coalesce(array_agg(distinct word), '{}') from (
        select word from split
        union all
        select a.word || b.word from split a join split b on b.place = a.place + 1
    ) both_forms
$$;

-- What a typed word may stand for, with how much each counts. One round trip for all words of a question.
create function finding_expand(asked text[], most int) returns table (place int, word text, weight real, people int)
language sql stable security definer set search_path = public as $$
    select place::int, found.word, max(weight)::real, coalesce(max(known.people), 0) from (
        select q.place, q.word, 1.0 as weight from unnest(asked) with ordinality as q(word, place)
        union all
        select q.place, n.other, 0.9 from unnest(asked) with ordinality as q(word, place) join finding_nickname n on n.word = q.word
        union all
        select q.place, d.word, 0.85 from unnest(asked) with ordinality as q(word, place)
            join lateral (select q.word as form union select substr(q.word, 1, i - 1) || substr(q.word, i + 1) from generate_series(1, length(q.word)) i) f on length(q.word) > 2
            join finding_deletion d on d.deletion = f.form and abs(length(d.word) - length(q.word)) <= 1
        union all
        (select q.place, w.word, 0.7 from unnest(asked) with ordinality as q(word, place)
            join lateral (select w.word from finding_word w where w.sound = dmetaphone(q.word) and length(q.word) > 2
                          and levenshtein_less_equal(w.word, q.word, 3) <= 3 order by w.people desc limit most) w on true)
        union all
        (select q.place, w.word, 0.65 from unnest(asked) with ordinality as q(word, place)
            join lateral (select w.word from finding_word w where length(q.word) > 3 and w.word % q.word
                          and levenshtein_less_equal(w.word, q.word, 3) <= 3 order by w.word <-> q.word limit most) w on true)
        union all
        (select q.place, w.word, 0.8 from unnest(asked) with ordinality as q(word, place)
            join lateral (select w.word from finding_word w where length(q.word) > 2 and w.word like q.word || '%'
                          order by w.people desc limit 12) w on true)
    ) found left join finding_word known on known.word = found.word where found.word <> '' group by place, found.word
$$;

-- Candidates: each tier is a text query over the keys. Rows are not ranked here. Sequential scans are off, because the planner's guess
-- for a word that it does not know makes it read the whole table for a rare key.
create function finding_candidates(tiers text[], each int, near text) returns table (person_id bigint, keys text[])
language plpgsql stable security definer set search_path = public set enable_seqscan = off set jit = off as $$
declare
    tier text;
begin
    return query execute
        'select person_id, tsvector_to_array(keys) from finding_person where person_id in ('
        || (select string_agg(format('(select person_id from finding_person where keys @@ %L::tsquery limit %s)', t, each), ' union ')
            from unnest(tiers) t)
        || case when near <> '' then format(
            ' union (select person_id from finding_person where words %% %L order by similarity(words, %L) desc limit %s)', near, near, each)
           else '' end
        || ')';
end $$;
alter function finding_candidates set pg_trgm.similarity_threshold = 0.4;
alter function finding_expand set pg_trgm.similarity_threshold = 0.42;

grant select on finding_person, finding_word, finding_deletion, finding_nickname to kith_search;
alter function finding_expand owner to kith_search;
alter function finding_candidates owner to kith_search;
revoke execute on function finding_expand, finding_candidates from public;
grant execute on function finding_expand, finding_candidates to kith_app;
