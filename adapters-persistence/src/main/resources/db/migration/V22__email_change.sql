-- Changes of e-mail addresses: those that wait for a code from the new mailbox, and those that the old mailbox can undo.

create table email_change (
    account_id        uuid        not null,
    id                uuid        not null,
    position          bigint      not null generated always as identity,
    session_id        uuid        not null,
    old_email         text        collate "C" not null,
    new_email         text        collate "C" not null,
    status            text        not null,
    since             timestamptz not null,
    owner_told        boolean     not null,
    cancellation      text        not null,
    current_code_hash text,
    current_issued_at timestamptz,
    pending_code_hash text,
    pending_issued_at timestamptz,
    tries             integer     not null,
    session_tries     integer     not null,
    last_try_at       timestamptz,
    constraint pk_email_change primary key (account_id, id),
    constraint fk_email_change_account foreign key (account_id) references account (id) on delete cascade,
    constraint ck_email_change_emails check (octet_length(old_email) <= 254 and octet_length(new_email) <= 254),
    constraint ck_email_change_status check (status in ('PENDING', 'CONFIRMED', 'CANCELED')),
    -- A digest only: the code itself must never be stored.
    constraint ck_email_change_cancellation check (cancellation ~ '^[0-9a-f]{64}$'),
    constraint ck_email_change_current check ((current_code_hash is null) = (current_issued_at is null)),
    constraint ck_email_change_pending check ((pending_code_hash is null) = (pending_issued_at is null)),
    constraint ck_email_change_hashes check (current_code_hash like '$%' and pending_code_hash like '$%'),
    constraint ck_email_change_tries check (tries >= 0 and session_tries >= 0)
);

comment on column email_change.position is 'The order of the changes of an account, whatever the clocks of the replicas say.';

create unique index uq_email_change_pending on email_change (account_id) where status = 'PENDING';
create index ix_email_change_cancellation on email_change (cancellation);
create index ix_email_change_since on email_change (since);
