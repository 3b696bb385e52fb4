-- Roles with minimal privileges, for a database that Portcullis does not own alone.
--
--   portcullis_owner    owns the tables and migrates them
--   portcullis_service  runs the service; it can insert into the audit log, but neither update nor delete, except the
--                       logins that its events stand for (audit_login)
--   portcullis_auditor  can read the audit log, and nothing else
--
-- Run this script once as an administrator, in the service's database, with the service's schema first in the search
-- path, preferably before the first start:
--
--   psql -v ON_ERROR_STOP=1 -f roles.sql postgresql://admin@host/portcullis
--
-- Each migration grants the privileges (afterMigrate__privileges.sql). The script sets no passwords; set them with
-- \password.

begin;

do
$$
    declare
        role   text;
        object record;
    begin
        foreach role in array array ['portcullis_owner', 'portcullis_service', 'portcullis_auditor']
            loop
                if not exists (select from pg_roles where rolname = role) then
                    execute format('create role %I login', role);
                end if;
                execute format('grant connect on database %I to %I', current_database(), role);
            end loop;

        -- Only a member of a role can transfer ownership to it.
        if not (select rolsuper from pg_roles where rolname = current_user) then
            execute format('grant portcullis_owner to %I', current_user);
        end if;

        execute format('revoke create on schema %I from public', current_schema());
        execute format('grant usage, create on schema %I to portcullis_owner', current_schema());
        execute format('grant usage on schema %I to portcullis_service, portcullis_auditor', current_schema());

        -- Tables and functions that another role created in earlier migrations.
        for object in
            select oid::regclass as name
            from pg_class
            where relnamespace = current_schema()::regnamespace
              and relkind in ('r', 'p')
              and relowner <> 'portcullis_owner'::regrole
              and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
            loop
                execute format('alter table %s owner to portcullis_owner', object.name);
            end loop;
        for object in
            select oid::regprocedure as name
            from pg_proc
            where pronamespace = current_schema()::regnamespace
              and proowner <> 'portcullis_owner'::regrole
              and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
            loop
                execute format('alter function %s owner to portcullis_owner', object.name);
            end loop;
    end
$$;

alter role portcullis_auditor set default_transaction_read_only = on;

-- As the service asks for itself when it connects; a pooler in between may not pass that on (docs/operations.md).
alter role portcullis_service set statement_timeout = '8s';
alter role portcullis_service set lock_timeout = '5s';

commit;
