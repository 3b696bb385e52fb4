-- What tells that the log is as it was: seals of closed ranges of time, each tied to the one before, and the hashes of
-- the events one by one. Events themselves are not touched by that, nor does whoever writes them do anything for it.

create table audit_seal (
    number    bigint      not null,
    kind      text        not null,
    starts_at timestamptz not null,
    ends_at   timestamptz not null,
    events    bigint      not null,
    digest    bytea       not null,
    previous  bytea       not null,
    key_id    text        not null,
    signature bytea       not null,
    constraint pk_audit_seal primary key (number),
    constraint ck_audit_seal_number check (number >= 1),
    constraint ck_audit_seal_kind check (kind in ('events', 'retention')),
    constraint ck_audit_seal_range check (starts_at < ends_at),
    constraint ck_audit_seal_events check (events >= 0),
    constraint ck_audit_seal_digest check (octet_length(digest) = 32),
    constraint ck_audit_seal_previous check (octet_length(previous) = 32),
    constraint ck_audit_seal_key_id check (char_length(key_id) between 1 and 64),
    constraint ck_audit_seal_signature check (octet_length(signature) between 1 and 512)
);

comment on table audit_seal is 'Stays for ever, also when what it tells of was dropped.';
comment on column audit_seal.previous is 'The hash of the seal with the number before.';

create index ix_audit_seal_kind on audit_seal (kind, number);

-- One row a seal: all leaves in the order of the log, which leave with the month of their events.
create table audit_leaf (
    occurred_at timestamptz not null,
    seal_number bigint      not null,
    leaves      bytea       not null,
    constraint pk_audit_leaf primary key (occurred_at, seal_number),
    constraint ck_audit_leaf_leaves check (octet_length(leaves) > 0)
) partition by range (occurred_at);

comment on column audit_leaf.occurred_at is 'That of the first event; all events of a seal are of one month.';
comment on column audit_leaf.leaves is 'For each event microseconds since 1970 (8 bytes), id (16) and SHA-256 (32).';

-- Hashes cannot be made smaller.
alter table audit_leaf
    alter column leaves set storage external;

create table audit_leaf_default partition of audit_leaf default;

create trigger tr_audit_seal_append_only
    before update or delete
    on audit_seal
    for each row
execute function refuse_audit_change();

create trigger tr_audit_seal_no_truncate
    before truncate
    on audit_seal
execute function refuse_audit_change();

create trigger tr_audit_leaf_append_only
    before update or delete
    on audit_leaf
    for each row
execute function refuse_audit_change();

create trigger tr_audit_leaf_no_truncate
    before truncate
    on audit_leaf
execute function refuse_audit_change();

create trigger tr_audit_leaf_no_truncate
    before truncate
    on audit_leaf_default
execute function refuse_audit_change();

-- The months there are, each by the partition of a table.
create function audit_months() returns table (parent text, partition text, ends_at timestamptz)
    language sql
    stable
as
$$
select tables.name, months.partition, (months.first_day + interval '1 month') at time zone 'UTC'
from audit_tables() as tables (name)
         cross join lateral (
    select child.relname::text as partition,
           -- Whatever is evaluated first, nothing but the name of a month is read as one.
           case
               when child.relname ~ ('^' || tables.name || '_[0-9]{4}_[0-9]{2}$')
                   then to_date(right(child.relname, 7), 'YYYY_MM')
               end as first_day
    from pg_inherits
             join pg_class child on child.oid = inhrelid
    where inhparent = (quote_ident(current_schema()) || '.' || tables.name)::regclass) months
where months.first_day is not null
$$;

-- Up to which start of a month everything can be dropped in whole partitions, none of it younger than wanted; null when
-- there is nothing to drop. Events that came before there was a month for them hold it back until all such are old.
create function audit_months_droppable_until(wanted timestamptz) returns timestamptz
    language plpgsql
    stable
    security definer
as
$$
declare
    boundary timestamptz := date_trunc('month', wanted at time zone 'UTC') at time zone 'UTC';
    bounded  timestamptz;
    parent   text;
    oldest   timestamptz;
    newest   timestamptz;
    is_any   boolean     := false;
begin
    loop
        bounded := boundary;
        for parent in select * from audit_tables()
        loop
            execute format('select min(occurred_at), max(occurred_at) from %I', parent || '_default') into oldest, newest;
            if oldest < boundary and newest >= boundary then
                boundary := date_trunc('month', oldest at time zone 'UTC') at time zone 'UTC';
            end if;
            is_any := is_any or coalesce(newest < boundary, false);
        end loop;
        exit when boundary = bounded;
        is_any := false;
    end loop;
    if is_any or exists (select from audit_months() months where months.ends_at <= boundary) then
        return boundary;
    end if;
    return null;
end
$$;

-- Drops what audit_months_droppable_until allows, and tells the months of the events. A seal must tell of it first, or a
-- verification would take it for a removal. A drop waits for readers, and writers wait behind it: not for long.
create function drop_audit_months(boundary timestamptz) returns setof date
    language plpgsql
    security definer
    set lock_timeout = '1s'
as
$$
declare
    parent  text;
    month   record;
    newest  timestamptz;
begin
    if boundary > now() - interval '30 days' then
        raise exception 'months of the audit log are kept for 30 days at least' using errcode = 'insufficient_privilege';
    end if;
    if not exists (select from audit_seal where kind = 'retention' and ends_at = boundary) then
        raise exception 'no seal tells of the drop' using errcode = 'insufficient_privilege';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('portcullis.audit_months', 0));
    for month in select * from audit_months() months where months.ends_at <= boundary order by months.partition
    loop
        execute format('drop table %I', month.partition);
        if month.parent = 'audit_event' then
            return next to_date(right(month.partition, 7), 'YYYY_MM');
        end if;
    end loop;
    for parent in select * from audit_tables()
    loop
        execute format('select max(occurred_at) from %I', parent || '_default') into newest;
        if newest < boundary then
            if parent = 'audit_event' then
                return query select distinct date_trunc('month', occurred_at at time zone 'UTC')::date
                             from audit_event_default
                             order by 1;
            end if;
            execute format('drop table %I', parent || '_default');
            execute format('create table %I partition of %I default', parent || '_default', parent);
            execute format('create trigger tr_%s_no_truncate before truncate on %I execute function refuse_audit_change()',
                           parent, parent || '_default');
        end if;
    end loop;
end
$$;

revoke all on function audit_months_droppable_until(timestamptz) from public;
revoke all on function drop_audit_months(timestamptz) from public;

do
$$
    begin
        execute format('alter function audit_months_droppable_until(timestamptz) set search_path = %I, pg_temp',
                       current_schema());
        execute format('alter function drop_audit_months(timestamptz) set search_path = %I, pg_temp', current_schema());
    end
$$;

do
$$
    begin
        perform make_audit_months(2);
    end
$$;
