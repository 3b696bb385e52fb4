-- Cleanups and deletions find their rows by an index, however large the table is.

create index ix_login_guess_last_at on login_guess (coalesce(last_at, '-infinity'::timestamptz));

-- The seals of a range of time, when months are dropped.
create index ix_audit_seal_ends_at on audit_seal (ends_at);

create index ix_mailed_code_changed_at on mailed_code (changed_at);

-- Accounts with groups are few.
create index ix_account_grouped on account (id) where groups <> '{}';
