-- The retention of the audit log, enforced by the database.
--
-- The service may drop old months, and so may an attacker who controls it. So the limit must not be one that the service
-- names itself: the owner of the tables sets it with each migration (afterMigrate__privileges.sql), to the value of
-- portcullis.audit.retention. It is a function and not a row, since only the owner can replace a function.

create function audit_retention() returns interval
    language sql
    stable
as
$$
select interval '30 days'
$$;

comment on function audit_retention() is 'No event younger than this is dropped; null if none ever is.';

-- As in V7, but bounded by the retention.
create or replace function audit_months_droppable_until(wanted timestamptz) returns timestamptz
    language plpgsql
    stable
    security definer
as
$$
declare
    boundary timestamptz := date_trunc('month', least(wanted, now() - audit_retention()) at time zone 'UTC')
                            at time zone 'UTC';
    bounded  timestamptz;
    parent   text;
    oldest   timestamptz;
    newest   timestamptz;
    is_any   boolean     := false;
begin
    -- The function least() ignores null.
    if audit_retention() is null then
        return null;
    end if;
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

-- As in V7, but it refuses what the retention keeps.
create or replace function drop_audit_months(boundary timestamptz) returns setof date
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
    if boundary > now() - audit_retention() or audit_retention() is null then
        raise exception 'the retention of the audit log keeps this month' using errcode = 'insufficient_privilege';
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

revoke all on function audit_retention() from public;

-- A replaced function keeps its owner and its privileges, but not its settings.
do
$$
    begin
        execute format('alter function audit_months_droppable_until(timestamptz) set search_path = %I, pg_temp',
                       current_schema());
        execute format('alter function drop_audit_months(timestamptz) set search_path = %I, pg_temp', current_schema());
    end
$$;
