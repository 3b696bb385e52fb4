-- What happened. Append-only: rows are added here and leave only with their whole partition.
--
-- No foreign keys: what happened stays true when an account is gone. Limits are those of the domain with room to spare:
-- an event that cannot be kept stops what it tells of.

create table audit_event (
    id             uuid        not null,
    occurred_at    timestamptz not null default clock_timestamp(),
    type           text        not null,
    outcome        text        not null,
    reason         text,
    account_id     uuid,
    session_id     uuid,
    masked_login   text,
    client_address text        not null,
    user_agent     text,
    request_id     text        not null,
    constraint pk_audit_event primary key (occurred_at, id),
    constraint ck_audit_event_type check (char_length(type) between 1 and 64),
    constraint ck_audit_event_outcome check (outcome in ('success', 'refused')),
    constraint ck_audit_event_reason check (char_length(reason) <= 64),
    constraint ck_audit_event_masked_login check (char_length(masked_login) <= 320),
    constraint ck_audit_event_client_address check (char_length(client_address) <= 64),
    constraint ck_audit_event_user_agent check (char_length(user_agent) <= 256),
    constraint ck_audit_event_request_id check (char_length(request_id) between 1 and 64)
) partition by range (occurred_at);

comment on column audit_event.occurred_at is 'By the clock of the database, the one that all replicas share.';
comment on column audit_event.masked_login is 'Enough for someone who knows the login to recognise it, no more.';

create table audit_event_default partition of audit_event default;

create index ix_audit_event_account on audit_event (account_id, occurred_at) where account_id is not null;
create index ix_audit_event_request on audit_event (request_id);

create function refuse_audit_event_change() returns trigger
    language plpgsql
as
$$
begin
    raise exception 'audit_event is append-only: % refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

-- PostgreSQL gives a row trigger of a partitioned table to each partition, also to those made later.
create trigger tr_audit_event_append_only
    before update or delete
    on audit_event
    for each row
execute function refuse_audit_event_change();

-- It does not do so with a statement trigger: whoever makes a partition gives it this one.
create trigger tr_audit_event_no_truncate
    before truncate
    on audit_event
execute function refuse_audit_event_change();

create trigger tr_audit_event_no_truncate
    before truncate
    on audit_event_default
execute function refuse_audit_event_change();
