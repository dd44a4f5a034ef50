-- Seals over runs of entries. Entries are sealed in the order of (writing transaction, id), and only those of transactions older than any
-- that still runs: nothing can come before a sealed entry any more. Each seal keeps a digest a row, so that the very row is named.
drop table ledger_seal;
create table ledger_seal (
    number bigint primary key,
    last_xid xid8 not null,
    last_id bigint not null,
    rows int not null check (rows > 0),
    previous bytea not null,
    row_digests bytea not null,
    digest bytea not null,
    sealed_at timestamptz not null default now(),
    check (octet_length(row_digests) = rows * 32)
);
create index ledger_entry_in_order on ledger_entry (xid, id);

create function ledger_row_digest(e ledger_entry) returns bytea language sql immutable parallel safe as $$
    select sha256(convert_to(jsonb_build_array(e.id, (extract(epoch from e.at) * 1000000)::bigint, e.xid::text, e.kind, e.event, e.worker_id,
        e.person_id, e.subject, e.reason, e.door, e.address, e.os_user)::text, 'UTF8'))
$$;

-- What a seal says of itself: its number, how many rows, the seal before, the rows.
create function ledger_seal_digest(number bigint, rows int, previous bytea, row_digests bytea) returns bytea language sql immutable parallel safe as $$
    select sha256(int8send(number) || int4send(rows) || previous || sha256(row_digests))
$$;

create function ledger_seal_next(most int) returns int language plpgsql as $$
declare
    before ledger_seal;
    made int;
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
    ), run as (
        select count(*)::int as rows, string_agg(digest, ''::bytea order by xid, id) as row_digests,
            (array_agg(xid order by xid desc, id desc))[1] as last_xid, (array_agg(id order by xid desc, id desc))[1] as last_id from batch
    )
    insert into ledger_seal (number, last_xid, last_id, rows, previous, row_digests, digest)
    select before.number + 1, last_xid, last_id, rows, before.digest, row_digests,
        ledger_seal_digest(before.number + 1, rows, before.digest, row_digests)
    from run where rows > 0;
    get diagnostics made = row_count;
    return coalesce((select rows from ledger_seal where made = 1 and number = before.number + 1), 0);
end $$;

create trigger ledger_seal_closed before update or delete on ledger_seal for each row execute function ledger_is_closed();
create trigger ledger_seal_not_emptied before truncate on ledger_seal for each statement execute function ledger_is_closed();
revoke update, delete, truncate on ledger_seal from kith_app;
