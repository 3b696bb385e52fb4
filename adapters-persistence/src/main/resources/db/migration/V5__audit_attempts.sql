-- What an event is part of, and attempts whose outcome is decided elsewhere.
--
-- Columns that are added with a constant default rewrite nothing and wait for nobody but for the blink of a lock.

alter table audit_event
    add column action      text not null default 'unknown',
    add column login_hash  text,
    add column trace_id    text,
    add column replica     text not null default 'unknown',
    add column attempt_id  uuid,
    drop constraint ck_audit_event_outcome,
    add constraint ck_audit_event_outcome check (outcome in ('success', 'refused', 'failed', 'unknown')),
    add constraint ck_audit_event_action check (char_length(action) between 1 and 64),
    add constraint ck_audit_event_login_hash check (char_length(login_hash) <= 64),
    add constraint ck_audit_event_trace_id check (char_length(trace_id) = 32),
    add constraint ck_audit_event_replica check (char_length(replica) between 1 and 64);

alter table audit_event
    alter column action drop default,
    alter column replica drop default;

comment on column audit_event.login_hash is 'A keyed hash, where no account is known: attempts on one login can be counted.';
comment on column audit_event.replica is 'Which process wrote the event.';
comment on column audit_event.attempt_id is 'The announced attempt, of outcome unknown, that this event completes.';

create index ix_audit_event_attempt on audit_event (attempt_id) where attempt_id is not null;
