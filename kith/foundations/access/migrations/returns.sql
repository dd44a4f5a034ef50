-- While returns are made their maker sees all; only who holds the ability may begin, and it ends with the transaction.
create function access_begin_returns(worker bigint) returns boolean
language plpgsql volatile security definer set search_path = public as $$
begin
    if worker is distinct from access_worker() or not access_holds(worker, '{returns}') then return false; end if;
    perform set_config('kith.sight_of', worker::text, true), set_config('kith.sight', 'all', true);
    return true;
end $$;
alter function access_begin_returns owner to kith_guard;

-- Does somebody stand in a dashboard's counts? The hidden and the sealed do not, whoever looks: a count that differs from reader to reader tells
-- of them. Beneath it the policies leave out whoever is shut to the reader.
create function access_counts(person bigint) returns boolean
language plpgsql stable security definer set search_path = public as $$
begin
    return not exists (
        select from access_restriction r
        where r.person_id = person and r.lifted_at is null and r.subject = '' and r.against_worker_id is null and r.level in ('hidden', 'sealed'));
end $$;
alter function access_counts owner to kith_guard;
