-- How many requests an event tells of, where several that are alike were counted into one.

-- A column without a default rewrites nothing. Months that are made later get it from the table they are made like.
alter table audit_event
    add column count bigint,
    add constraint ck_audit_event_count check (count >= 1);

comment on column audit_event.count is 'How many requests the event tells of; null for exactly one.';
