-- A sealed identity is shut to auditors too: on the ledger, and among restrictions, the two identities of an adopted person would meet by the
-- second in which both were written.
create function access_is_sealed_to(worker bigint, person bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
    r access_restriction;
begin
    if access_sight(worker) = 'all' then return false; end if;
    for r in select * from access_restriction x where x.person_id = person and x.lifted_at is null and x.subject = '' and x.level = 'sealed' loop
        if not access_passes(worker, r) then return true; end if;
    end loop;
    return false;
end $$;
alter function access_is_sealed_to owner to kith_guard;

drop policy the_second_lock on access_restriction;
drop policy reports on access_restriction;
create policy the_second_lock on access_restriction to kith_app
    using (placed_by = (select access_worker()) or against_worker_id = (select access_worker())
           or (level <> 'sealed' and (select access_holds(access_worker(), '{audit}')))
           or access_sees((select access_worker()), person_id, subject))
    with check ((select access_sight(access_worker())) <> 'none');
create policy reports on access_restriction for select to kith_reporting
    using ((level <> 'sealed' and (select access_holds(access_worker(), '{audit}'))) or access_sees((select access_worker()), person_id, subject));

drop policy the_second_lock on ledger_entry;
drop policy reports on ledger_entry;
create policy the_second_lock on ledger_entry to kith_app
    using (person_id is null or ((select access_holds(access_worker(), '{audit}')) and not access_is_sealed_to((select access_worker()), person_id))
           or access_sees((select access_worker()), person_id))
    with check (true);
create policy reports on ledger_entry for select to kith_reporting
    using (person_id is null or ((select access_holds(access_worker(), '{audit}')) and not access_is_sealed_to((select access_worker()), person_id))
           or access_sees((select access_worker()), person_id));

drop policy the_second_lock on access_givenreason;
drop policy reports on access_givenreason;
create policy the_second_lock on access_givenreason to kith_app
    using (worker_id = (select access_worker()) or (select access_sight(access_worker())) = 'all'
           or ((select access_holds(access_worker(), '{audit}')) and not access_is_sealed_to((select access_worker()), person_id)));
create policy reports on access_givenreason for select to kith_reporting
    using (worker_id = (select access_worker()) or (select access_sight(access_worker())) = 'all'
           or ((select access_holds(access_worker(), '{audit}')) and not access_is_sealed_to((select access_worker()), person_id)));
