-- A seal's digest covers all that the seal says: also when it was made, and up to which row it goes. What was sealed before keeps the digest that
-- was anchored; which of the two a seal has is its version. To call a seal older than it is changes the digest that it should have.
alter table ledger_seal add version smallint not null default 1 check (version in (1, 2));

create function ledger_seal_digest(s ledger_seal) returns bytea language sql immutable parallel safe as $$
    select sha256(case s.version
        when 1 then int8send(s.number) || int4send(s.rows)
        else int2send(s.version) || int8send(s.number) || int4send(s.rows) || xid8send(s.last_xid) || int8send(s.last_id)
             || int8send((extract(epoch from s.sealed_at) * 1000000)::bigint)
        end || s.previous || sha256(s.row_digests))
$$;

create or replace function ledger_seal_next(most int) returns int language plpgsql security definer set search_path = public as $$
declare
    before ledger_seal;
    next ledger_seal;
begin
    perform pg_advisory_xact_lock(7268110001);  -- one sealer at a time
    select * into before from ledger_seal order by number desc limit 1;
    if before.number is null then
        before.number := 0; before.last_xid := '0'; before.last_id := 0; before.digest := '\x';
    end if;
    with batch as (
        select e.xid, e.id, ledger_row_digest(e) as digest from ledger_entry e
        where (e.xid, e.id) > (before.last_xid, before.last_id) and e.xid < pg_snapshot_xmin(pg_current_snapshot())
        order by e.xid, e.id limit most
    )
    select count(*)::int, string_agg(digest, ''::bytea order by xid, id), (array_agg(xid order by xid desc, id desc))[1],
        (array_agg(id order by xid desc, id desc))[1]
    into next.rows, next.row_digests, next.last_xid, next.last_id from batch;
    if next.rows = 0 then
        return 0;
    end if;
    next.version := 2; next.number := before.number + 1; next.previous := before.digest; next.sealed_at := now();
    next.digest := ledger_seal_digest(next);
    insert into ledger_seal select next.*;
    return next.rows;
end $$;
drop function ledger_seal_digest(bigint, int, bytea, bytea);
