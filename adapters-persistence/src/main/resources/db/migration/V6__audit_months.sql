-- The log by months, in UTC: each has a partition of its own, made ahead of time, and leaves as a whole.
--
-- Whoever runs the service needs to own nothing for that: what makes and drops partitions runs as the owner of the
-- tables. Such functions trust no schema but this one; nobody's temporary table can take the place of one of ours.

create function refuse_audit_change() returns trigger
    language plpgsql
as
$$
begin
    raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end
$$;

-- The tables that are kept by months. Each has a default partition beside, and the column occurred_at.
create function audit_tables() returns setof text
    language sql
    stable
as
$$
select relname::text
from pg_class
where relnamespace = current_schema()::regnamespace
  and relkind = 'p'
  and relname in ('audit_event', 'audit_leaf')
order by relname
$$;

-- Makes one month of one table. Attaching a partition lets writers go on, creating one in place would not.
-- Returns whether it was made ('made'), was there ('there'), or cannot be since rows of that month came before it and
-- lie in the default partition ('skipped').
create function make_audit_month(parent text, month date) returns text
    language plpgsql
as
$$
declare
    partition constant text        := parent || to_char(month, '_YYYY_MM');
    starts_at constant timestamptz := month::timestamp at time zone 'UTC';
    ends_at constant   timestamptz := (month + interval '1 month') at time zone 'UTC';
    is_late            boolean     := false;
begin
    if to_regclass(quote_ident(current_schema()) || '.' || quote_ident(partition)) is not null then
        return 'there';
    end if;
    if to_regclass(quote_ident(current_schema()) || '.' || quote_ident(parent || '_default')) is not null then
        execute format('select exists (select from %I where occurred_at >= $1 and occurred_at < $2)', parent || '_default')
            into is_late using starts_at, ends_at;
    end if;
    if is_late then
        return 'skipped';
    end if;
    execute format('create table %I (like %I including all)', partition, parent);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, partition, starts_at, ends_at);
    -- Triggers for rows come with the table it is attached to; those for statements do not.
    execute format('create trigger tr_%s_no_truncate before truncate on %I execute function refuse_audit_change()',
                   parent, partition);
    return 'made';
end
$$;

-- Makes the current month and those that follow, where they are missing; tells which were made and which were skipped.
-- Waits for long readers no longer than writers can wait behind it.
create function make_audit_months(ahead integer) returns table (month date, made boolean)
    language plpgsql
    security definer
    set lock_timeout = '1s'
as
$$
declare
    parent text;
    state  text;
begin
    perform pg_advisory_xact_lock(hashtextextended('portcullis.audit_months', 0));
    for month in
        select generate_series(date_trunc('month', now() at time zone 'UTC'),
                               date_trunc('month', now() at time zone 'UTC') + make_interval(months => ahead),
                               interval '1 month')::date
    loop
        for parent in select * from audit_tables()
        loop
            state := make_audit_month(parent, month);
            if parent = 'audit_event' and state <> 'there' then
                made := state = 'made';
                return next;
            end if;
        end loop;
    end loop;
end
$$;

-- How many events came before there was a month for them.
create function count_audit_events_without_month() returns bigint
    language sql
    stable
    security definer
as
$$
select count(*)
from audit_event_default
$$;

revoke all on function make_audit_month(text, date) from public;
revoke all on function make_audit_months(integer) from public;
revoke all on function count_audit_events_without_month() from public;

do
$$
    begin
        execute format('alter function make_audit_months(integer) set search_path = %I, pg_temp', current_schema());
        execute format('alter function count_audit_events_without_month() set search_path = %I, pg_temp', current_schema());
    end
$$;

-- What there is already goes to its months.
alter table audit_event
    detach partition audit_event_default;

alter table audit_event_default
    rename to audit_event_before_months;

do
$$
    begin
        perform make_audit_month('audit_event', month)
        from (select distinct date_trunc('month', occurred_at at time zone 'UTC')::date as month
              from audit_event_before_months) months;
    end
$$;

insert into audit_event
select *
from audit_event_before_months;

drop table audit_event_before_months;

create table audit_event_default partition of audit_event default;

create trigger tr_audit_event_no_truncate
    before truncate
    on audit_event_default
execute function refuse_audit_change();

do
$$
    begin
        perform make_audit_months(2);
    end
$$;
