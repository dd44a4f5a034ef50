-- Row security of journeys. What is about one person follows that person, and the step where a step is restricted alone. A step's own row
-- says what kind of step it is and how far it has got: open to who may see any of the people in it.
create function pathways_opens_step(worker bigint, step bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    sight text := access_sight(worker);
begin
    if sight in ('all', 'none') then return sight = 'all'; end if;
    return exists (select from pathways_stepperson p where p.step_id = step and access_sees(worker, p.person_id, 'pathways.Step:' || step));
end $$;
-- Only who may see everybody in a step changes it: nothing is done about somebody whose record is shut.
create function pathways_whole_step(worker bigint, step bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
    if access_sight(worker) in ('all', 'none') then return access_sight(worker) = 'all'; end if;
    return not exists (select from pathways_stepperson p where p.step_id = step and not access_sees(worker, p.person_id, 'pathways.Step:' || step));
end $$;
alter function pathways_whole_step owner to kith_guard;
grant select on pathways_step, pathways_stepperson to kith_guard;
alter function pathways_opens_step owner to kith_guard;

call access_lock('pathways_step', 'pathways_opens_step((select access_worker()), id)', '(select access_sight(access_worker())) <> ''none''');
-- Made before the people in it are; so whoever made it in this moment sees it.
create policy as_it_is_made on pathways_step for select to kith_app using (made_by_id = (select access_worker()) and status = 'planned' and not exists (select from pathways_stepperson p where p.step_id = pathways_step.id));
call access_lock('pathways_stepperson', 'access_sees((select access_worker()), person_id, ''pathways.Step:'' || step_id)');
call access_lock('pathways_departure', 'access_sees((select access_worker()), person_id, ''pathways.Step:'' || step_id)');
-- What was written at sign-off is about the step as a whole: for who may see everybody in it.
call access_lock('pathways_signoff', 'pathways_whole_step((select access_worker()), step_id)');
call access_lock('pathways_episode', 'access_sees((select access_worker()), person_id)');
call access_lock('pathways_happening', 'access_sees((select access_worker()), person_id, coalesce(''pathways.Step:'' || step_id, source))');
call access_lock('pathways_runningclock', 'access_sees((select access_worker()), person_id, coalesce(''pathways.Step:'' || step_id, ''''))');
