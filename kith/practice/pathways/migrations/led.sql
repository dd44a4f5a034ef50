-- With whom work goes on although nobody is allocated: asked for at any time, of a council of any size, so that the answer is kept and not
-- sought. By the database, because every way to allocate, to load and to merge must keep it, and a child that is missing from the list is
-- nobody's. What follows runs as the owner, and only as triggers.
create function pathways_episode_is_led() returns trigger language plpgsql security definer set search_path = public as $$
begin
    -- Locked, so that an allocation which ends in this moment is waited for, and then no longer counts.
    perform from work_allocation a where a.person_id = new.person_id and a.role = 'lead' and a.ends_on is null for share;
    new.is_led := found;
    return new;
end $$;

create function pathways_follow_leads() returns trigger language plpgsql security definer set search_path = public as $$
begin
    update pathways_episode e set is_led = not e.is_led
    from (select distinct changed.person_id from changed) c
    where e.person_id = c.person_id and e.ended_on is null
      and e.is_led <> exists (select from work_allocation a where a.person_id = e.person_id and a.role = 'lead' and a.ends_on is null);
    return null;
end $$;

create function pathways_follow_moved_leads() returns trigger language plpgsql security definer set search_path = public as $$
begin
    update pathways_episode e set is_led = not e.is_led
    from (select person_id from was union select person_id from changed) c
    where e.person_id = c.person_id and e.ended_on is null
      and e.is_led <> exists (select from work_allocation a where a.person_id = e.person_id and a.role = 'lead' and a.ends_on is null);
    return null;
end $$;

revoke execute on function pathways_episode_is_led, pathways_follow_leads, pathways_follow_moved_leads from public;
create trigger episode_is_led before insert or update of person_id, ended_on on pathways_episode for each row
    when (new.ended_on is null) execute function pathways_episode_is_led();
create trigger led_from_now after insert on work_allocation referencing new table as changed
    for each statement execute function pathways_follow_leads();
create trigger led_no_longer after delete on work_allocation referencing old table as changed
    for each statement execute function pathways_follow_leads();
create trigger led_by_another after update on work_allocation referencing old table as was new table as changed
    for each statement execute function pathways_follow_moved_leads();

update pathways_episode e set is_led = true where e.ended_on is null
    and exists (select from work_allocation a where a.person_id = e.person_id and a.role = 'lead' and a.ends_on is null);
