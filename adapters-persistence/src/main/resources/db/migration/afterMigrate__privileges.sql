-- After each migration: what the roles of deploy/postgresql/roles.sql may do with what there is now, where these roles
-- are. Nothing is given twice, so that a start which migrates nothing writes nothing.

do
$$
    declare
        object record;
    begin
        if (select count(*) from pg_roles where rolname in ('portcullis_service', 'portcullis_auditor')) < 2 then
            return;
        end if;
        -- Replicas that start together would be in each other's way.
        perform pg_advisory_xact_lock(hashtextextended('portcullis.privileges', 0));

        -- Months are reached by their table alone. No privilege is given to what is made later, lest a month be changed.
        for object in
            select oid::regclass as name, relname like 'audit\_%' as is_audit, relname = 'audit_login' as is_mutable
            from pg_class
            where relnamespace = current_schema()::regnamespace
              and relkind in ('r', 'p')
              and not relispartition
              and relname <> 'flyway_schema_history'
              and not (has_table_privilege('portcullis_service', oid, 'insert')
                  and has_table_privilege('portcullis_auditor', oid, 'select') = (relname like 'audit\_%'))
            loop
                execute format('revoke all on table %s from public, portcullis_service, portcullis_auditor', object.name);
                if object.is_audit then
                    execute format('grant select, insert on table %s to portcullis_service', object.name);
                    if object.is_mutable then
                        execute format('grant update, delete on table %s to portcullis_service', object.name);
                    end if;
                    execute format('grant select on table %s to portcullis_auditor', object.name);
                else
                    execute format('grant select, insert, update, delete on table %s to portcullis_service', object.name);
                end if;
            end loop;

        for object in
            select oid::regprocedure as name
            from pg_proc
            where pronamespace = current_schema()::regnamespace
              and proname in ('make_audit_months', 'audit_months_droppable_until', 'drop_audit_months',
                              'count_audit_events_without_month')
              and not has_function_privilege('portcullis_service', oid, 'execute')
            loop
                execute format('grant execute on function %s to portcullis_service', object.name);
            end loop;
    end
$$;

-- The retention of the audit log: the portcullis.audit.retention of the process that migrates. A migration by a role that
-- does not own the function leaves it as it is.
do
$$
    declare
        wanted constant interval := ${audit_retention};
        owner           oid;
        is_other        boolean;
    begin
        select proowner into owner
        from pg_proc
        where pronamespace = current_schema()::regnamespace and proname = 'audit_retention';
        if owner is null or not pg_has_role(owner, 'member') then
            return;
        end if;
        if audit_retention() is distinct from wanted then
            -- Replicas that start concurrently would conflict.
            perform pg_advisory_xact_lock(hashtextextended('portcullis.privileges', 0));
            select audit_retention() is distinct from wanted into is_other;
            if is_other then
                execute format('create or replace function audit_retention() returns interval language sql stable as %L',
                               format('select %L::interval', wanted));
            end if;
        end if;
    end
$$;

-- What a drop of months requires besides the retention.
do
$$
    declare
        -- Its seal: a verification would take a drop without it for tampering.
        wanted constant text :=
            'select exists (select from audit_seal where kind = ''retention'' and ends_at = boundary)';
    begin
        if exists (select
                   from pg_proc
                   where pronamespace = current_schema()::regnamespace
                     and proname = 'audit_drop_is_recorded'
                     and pg_has_role(proowner, 'member')
                     and prosrc <> wanted) then
            perform pg_advisory_xact_lock(hashtextextended('portcullis.privileges', 0));
            execute format('create or replace function audit_drop_is_recorded(boundary timestamptz) returns boolean'
                               ' language sql stable as %L', wanted);
        end if;
    end
$$;
