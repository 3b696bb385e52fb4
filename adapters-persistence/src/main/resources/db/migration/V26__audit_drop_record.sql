-- Which record a drop of months requires, in a function of its own: the owner of the tables sets it with each migration, as
-- it sets the retention (afterMigrate__privileges.sql).

create function audit_drop_is_recorded(boundary timestamptz) returns boolean
    language sql
    stable
as
$$
select false
$$;

comment on function audit_drop_is_recorded(timestamptz) is 'Months are dropped until this time only if this is true.';

-- As in V11, but with that function.
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
    if not audit_drop_is_recorded(boundary) then
        raise exception 'no record of the drop' using errcode = 'insufficient_privilege';
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

revoke all on function audit_drop_is_recorded(timestamptz) from public;

-- A replaced function keeps its owner and its privileges, but not its settings.
do
$$
    begin
        execute format('alter function drop_audit_months(timestamptz) set search_path = %I, pg_temp', current_schema());
    end
$$;
