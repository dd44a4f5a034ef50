-- How often each question of a form was answered, of everybody's: numbers alone, so that they tell of nobody.
create function forms_use_of_questions(form text) returns table (question text, answered bigint, without bigint)
language sql stable security definer set search_path = public as $$
    select each.key, count(*), count(*) filter (where jsonb_typeof(each.value) = 'object' and each.value ? 'none')
    from (
        select r.answers from forms_response r join forms_formversion v on v.id = r.version_id where v.key = form and r.finished_at is not null
        union all
        select p.answers from forms_responsepart p join forms_formversion v on v.id = p.version_id where v.key = form and p.finished_at is not null
    ) kept cross join lateral jsonb_each(kept.answers) each
    group by each.key
$$;
create function forms_finished(form text) returns table (finished bigint, parts bigint)
language sql stable security definer set search_path = public as $$
    select (select count(*) from forms_response r join forms_formversion v on v.id = r.version_id where v.key = form and r.finished_at is not null),
           (select count(*) from forms_responsepart p join forms_formversion v on v.id = p.version_id where v.key = form and p.finished_at is not null)
$$;
grant select on forms_formversion to kith_guard;
alter function forms_use_of_questions owner to kith_guard;
alter function forms_finished owner to kith_guard;
