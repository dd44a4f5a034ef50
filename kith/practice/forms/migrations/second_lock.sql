-- Row security of what was answered. Each person's part follows that person. A response's own row is its shared part: open to who may see
-- everybody in it, or, once its author has released it, anybody in it. While it is open its author always sees what they have typed.
create function forms_opens_response(worker bigint, response bigint, is_released boolean) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    sight text := access_sight(worker);
    thing text := 'forms.Response:' || response;
begin
    if sight in ('all', 'none') then return sight = 'all'; end if;
    if is_released then
        return exists (select from forms_responsepart p where p.response_id = response and access_sees(worker, p.person_id, thing));
    end if;
    return exists (select from forms_responsepart p where p.response_id = response)
        and not exists (select from forms_responsepart p where p.response_id = response and not access_sees(worker, p.person_id, thing));
end $$;
grant select on forms_response, forms_responsepart to kith_guard;
alter function forms_opens_response owner to kith_guard;

call access_lock('forms_response',
    'forms_opens_response((select access_worker()), id, released_at is not null) or (finished_at is null and started_by_id = (select access_worker()))',
    '(select access_sight(access_worker())) <> ''none''');
call access_lock('forms_responsepart', 'access_sees((select access_worker()), person_id, ''forms.Response:'' || response_id)');
call access_lock('forms_earlieranswers', 'forms_opens_response((select access_worker()), response_id, false)');
