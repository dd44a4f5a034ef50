-- Row security of plans. A person's part follows the person; the part of the family as a whole is for who may see everybody in the plan. The
-- plan's own row says what it is called and when it was made: open to who may see any of the people in it.
create function plans_opens_plan(worker bigint, plan bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
    if access_sight(worker) in ('all', 'none') then return access_sight(worker) = 'all'; end if;
    return exists (select from plans_planperson p where p.plan_id = plan and access_sees(worker, p.person_id));
end $$;
create function plans_whole_plan(worker bigint, plan bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
    if access_sight(worker) in ('all', 'none') then return access_sight(worker) = 'all'; end if;
    return not exists (select from plans_planperson p where p.plan_id = plan and not access_sees(worker, p.person_id));
end $$;
alter function plans_opens_plan owner to kith_guard;
alter function plans_whole_plan owner to kith_guard;
grant select on plans_plan, plans_planperson to kith_guard;

call access_lock('plans_plan', 'plans_opens_plan((select access_worker()), id)', '(select access_sight(access_worker())) <> ''none''');
-- Made before the people in it are; so whoever made it in this moment sees it.
create policy as_it_is_made on plans_plan for select to kith_app using (made_by_id = (select access_worker()) and not exists (select from plans_planperson p where p.plan_id = plans_plan.id));
call access_lock('plans_planperson', 'access_sees((select access_worker()), person_id)');
do $$
declare one text;
begin
    foreach one in array '{need,action,progress}'::text[] loop
        call access_lock(('plans_' || one)::regclass, 'case when person_id is null then plans_whole_plan((select access_worker()), plan_id) else access_sees((select access_worker()), person_id) end');
    end loop;
    foreach one in array '{plan,planperson,need,action,progress}'::text[] loop call access_part(('plans_' || one)::regclass, 'plans'); end loop;
end $$;
