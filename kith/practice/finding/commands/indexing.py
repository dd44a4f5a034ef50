"""Keeping the index: some people after a change, everybody after a load. The same SQL makes both, so that they cannot differ."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.finding.events import IndexRebuilt, PeopleIndexed, WordsRecounted

# Records made by mistake, with the right one where there is one. While either of two is restricted, neither leads to the other.
_MISTAKES = """mistake as materialized (
    select m.person_id, m.the_same_id from people_mistake m
    left join people_person wrong on wrong.id = m.person_id left join people_person rightly on rightly.id = m.the_same_id
    where m.undone_at is null and (m.the_same_id is null or (wrong.restriction = 'open' and rightly.restriction = 'open')))"""
# {some} restricts each part to the people being indexed; for everybody it is empty, and the planner reads each table once. Each distinct
# name and place is split into words once, because that costs more than all the rest.
_KEYS = """
    with said as materialized (
        select said, finding_words(said) as words from (
            select n.forenames as said from people_name n where n.struck_at is null {some_n}
            union select n.surname from people_name n where n.struck_at is null {some_n}) s
    ), word as (
        select n.person_id, unnest(said.words) as word from people_name n join said on said.said = n.forenames where n.struck_at is null {some_n}
        union all
        select n.person_id, unnest(said.words) from people_name n join said on said.said = n.surname where n.struck_at is null {some_n}
    ), last_name as (
        select n.person_id, unnest(said.words) as word from people_name n join said on said.said = n.surname where n.struck_at is null {some_n}
    ), place as materialized (
        select l.id, lower(replace(l.postcode, ' ', '')) as postcode, lower(split_part(l.postcode, ' ', 1)) as area, finding_address_words(l.lines) as words
        from people_place l where l.id in (
            select r.place_id from people_residence r where r.struck_at is null and not r.is_confidential and not {kept} {some_r})
    ), key as (
        select person_id, 'n' || word as key from word
        union all
        select person_id, 's' || word from last_name
        union all
        select p.id, k.key from people_person p cross join lateral (values
            (case when p.birth_known not in ('month', 'year') then 'd' || to_char(p.born_on, 'YYYYMMDD') end), ('y' || to_char(p.born_on, 'YYYY')),
            (case when p.birth_known <> 'year' then 'x' || to_char(p.born_on, 'YYYYMM') end),
            (case when p.birth_known not in ('month', 'year') then 'm' || to_char(p.born_on, 'MMDD') end),
            ('y' || to_char(p.expected_on, 'YYYY')), ('i' || p.id),
            ('e' || to_char(p.expected_on, 'YYYYMMDD')), ('x' || to_char(p.expected_on, 'YYYYMM')), (case when p.is_unborn then 'nunborn' end)
            ) k(key) where k.key is not null {some_p}
        union all
        select r.person_id, k.key from people_residence r join place l on l.id = r.place_id cross join lateral (
            select 'p' || l.postcode where l.postcode <> ''
            union all select 'o' || l.area where l.area <> ''
            union all select 'a' || w from unnest(l.words) w) k(key)
            where r.struck_at is null and not r.is_confidential and not {kept} {some_r}
        union all
        select c.person_id, 't' || c.key from people_contactpoint c where c.struck_at is null {some_c}
        union all
        select c.person_id, 'f' || right(c.key, 6) from people_contactpoint c where c.struck_at is null and c.key ~ '^[0-9]{{7,}}$' {some_c}
        union all
        select i.person_id, 'i' || lower(regexp_replace(i.value, '[^[:alnum:]]', '', 'g')) from people_identifier i where i.struck_at is null {some_i}
        union all
        select v.person_id, 'v' || lower(v.registration) from people_vehicle v where v.struck_at is null {some_v}
        union all
        select v.person_id, 'w' || form from people_vehicle v cross join lateral finding_left_out(lower(v.registration)) form where v.struck_at is null {some_v}
    )
    , {mistakes}
    , led as (  -- whatever a record made by mistake is found by leads to the right one; where there is none, its numbers lead to itself
        select coalesce(m.the_same_id, k.person_id) as person_id, k.key from key k left join mistake m using (person_id)
        where m.person_id is null or m.the_same_id is not null or left(k.key, 1) = 'i'
    ), borne as (
        select coalesce(m.the_same_id, w.person_id) as person_id, w.word from word w left join mistake m using (person_id)
        where m.person_id is null or m.the_same_id is not null
    )
    insert into finding_person (person_id, words, keys)
    select k.person_id, coalesce(w.words, ''), array_to_tsvector(array_agg(distinct k.key))
    from led k left join (select person_id, string_agg(distinct word, ' ') as words from borne group by person_id) w using (person_id)
    group by k.person_id, w.words
    on conflict (person_id) do update set words = excluded.words, keys = excluded.keys
"""
# Whether the place of a residence `r` is confidential, because somebody who lives there needs it to be: asked for a few, and for everybody.
_KEPT_ONE_BY_ONE = "people_keeps_place(r.place_id)"
_KEPT_OF_ALL = "r.place_id in (select c.place_id from people_residence c where c.is_confidential and c.ends_on is null)"
_TABLES = {"n": "n.person_id", "p": "p.id", "r": "r.person_id", "c": "c.person_id", "i": "i.person_id", "v": "v.person_id"}
_DELETIONS = """
    insert into finding_deletion (deletion, word)
    select distinct form, word from {words} w(word) cross join lateral finding_left_out(w.word) form
    where length(w.word) between 2 and 30 and form <> '' on conflict do nothing
"""
# The words of addresses that somebody may be found by. A word that is only in a confidential address is not among them.
_NEW_STREETS = """
    with new as (
        insert into finding_street (word)
        select distinct word from (
            select unnest(finding_address_words(l.lines)) as word from people_place l
            where l.id in (select r.place_id from people_residence r where r.struck_at is null and not r.is_confidential and not {kept} {some_r})) w
        where word !~ '[0-9]' and length(word) between 3 and 60 on conflict do nothing returning word
    )
    insert into finding_street_deletion (deletion, word)
    select distinct form, word from new cross join lateral finding_left_out(new.word) form where length(new.word) <= 30 on conflict do nothing
"""
_TOGETHER = f"""
    with {_MISTAKES}, said as (select person_id, the_same_id from people_mistake where undone_at is null),
    asked as (select unnest(%(ids)s::bigint[]) as id),
    rightly as (select coalesce(m.the_same_id, a.id) as id from asked a left join said m on m.person_id = a.id),
    together as (select id from asked union select id from rightly union select m.person_id from said m join rightly r on m.the_same_id = r.id)
    select t.id, exists (select from mistake m where m.person_id = t.id and m.the_same_id is not null) from together t
"""  # noqa: S608 - fixed texts of ours
_NEW_WORDS = """
    insert into finding_word (word, sound) select word, dmetaphone(word) from unnest(%s::text[]) word
    where length(word) <= 60 on conflict do nothing returning word
"""
_RECOUNT = """
    update finding_word w set people = n.people
    from (select word, count(*) as people from (select unnest(string_to_array(words, ' ')) as word from finding_person) s group by word) n
    where n.word = w.word and n.people <> w.people
"""
_ALL_WORDS = """
    insert into finding_word (word, sound, people)
    select word, dmetaphone(word), count(*) from (select unnest(string_to_array(words, ' ')) as word from finding_person) w
    where word <> '' and length(word) <= 60 group by word
"""


@command
def index_people(*, person_ids: Sequence[int], by: Worker, at: datetime) -> None:
    """Index these people again, in the transaction of the change that asks for it."""
    require(by, Ability.RECORD, about=list(person_ids))
    _index(person_ids)
    announce(PeopleIndexed(person_ids=tuple(person_ids)), by=by, at=at)


@command
def index_place(*, person_ids: Sequence[int], by: Worker, at: datetime) -> None:
    """Index again all who live at a place that became confidential, or is so no longer, whoever of them the worker works with."""
    require(by, Ability.RECORD)
    _index(person_ids)
    announce(PeopleIndexed(person_ids=tuple(person_ids)), by=by, at=at)


def _index(asked_for: Sequence[int]) -> None:
    """With those whose records were made by mistake for them: they share a row of the index, that of the right one."""
    some = {f"some_{alias}": f"and {column} = any(%(ids)s)" for alias, column in _TABLES.items()}
    some |= {"kept": _KEPT_ONE_BY_ONE, "mistakes": _MISTAKES}
    with connection.cursor() as cursor:
        cursor.execute(_TOGETHER, {"ids": list(asked_for)})
        rows = cursor.fetchall()
        person_ids, elsewhere = [row[0] for row in rows], [row[0] for row in rows if row[1]]
        if elsewhere:
            cursor.execute("update finding_person set keys = '', words = '' where person_id = any(%s)", [elsewhere])
        cursor.execute(_KEYS.format(**some), {"ids": person_ids})
        cursor.execute(
            "select distinct unnest(string_to_array(words, ' ')) from finding_person where person_id = any(%s)", [person_ids]
        )
        words = [row[0] for row in cursor.fetchall() if row[0]]
        cursor.execute(_NEW_WORDS, [words])
        new = [row[0] for row in cursor.fetchall()]
        if new:
            cursor.execute(_DELETIONS.format(words="unnest(%s::text[])"), [new])
        cursor.execute(_NEW_STREETS.format(**some), {"ids": person_ids})


@command
def recount_words(*, by: Worker, at: datetime) -> None:
    """Count anew how many people bear each name word. Not kept with each change: everybody who adds a Smith would wait for the others."""
    require(by, Ability.RECORD)
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT)
    announce(WordsRecounted(), by=by, at=at)


@command
def rebuild_index(*, by: Worker, at: datetime) -> None:
    """Index everybody anew, set-wise. The GIN indexes are made afterwards: adding a million rows to them one by one takes minutes."""
    require(by, Ability.RECORD)
    everybody = {f"some_{alias}": "" for alias in _TABLES} | {"kept": _KEPT_OF_ALL, "mistakes": _MISTAKES}
    with connection.cursor() as cursor:
        cursor.execute("set local work_mem = '512MB'; set local maintenance_work_mem = '1GB'; set local synchronous_commit = off")
        cursor.execute("drop index if exists finding_person_keys; drop index if exists finding_word_near")
        cursor.execute("truncate finding_person, finding_word, finding_deletion, finding_street, finding_street_deletion")
        cursor.execute(_KEYS.format(**everybody).replace("%(", "%%("))
        cursor.execute(_ALL_WORDS)
        cursor.execute(_DELETIONS.format(words="(select word from finding_word)"))
        cursor.execute(_NEW_STREETS.format(**everybody))
        cursor.execute("create index finding_person_keys on finding_person using gin (keys) with (fastupdate = off)")
        cursor.execute("create index finding_word_near on finding_word using gin (word gin_trgm_ops) with (fastupdate = off)")
        cursor.execute("analyze finding_person; analyze finding_word; analyze finding_deletion; analyze finding_street")
    announce(IndexRebuilt(), by=by, at=at)
