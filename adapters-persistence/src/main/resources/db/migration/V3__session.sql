-- What a proof buys.

-- Every refresh updates one row. The room left on each page keeps the new version beside the old one, and no index names
-- what a refresh changes, so none has to be touched (heap-only tuples).
create table session (
    id            uuid        not null,
    account_id    uuid        not null,
    counter       bigint      not null,
    lost_cycles   integer     not null,
    lost_in_cycle boolean     not null,
    created_at    timestamptz not null,
    advanced_at   timestamptz not null,
    expires_at    timestamptz not null,
    ended_at      timestamptz,
    end_reason    text,
    constraint pk_session primary key (id),
    constraint fk_session_account foreign key (account_id) references account (id),
    constraint ck_session_counter check (counter >= 1),
    constraint ck_session_lost_cycles check (lost_cycles >= 0),
    constraint ck_session_end check ((ended_at is null) = (end_reason is null))
) with (fillfactor = 80);

create index ix_session_account_live on session (account_id) where ended_at is null;

-- The pairs of keys that sign access tokens; the private parts are encrypted before they come here.
create table signing_key (
    id                 text        not null,
    public_key         bytea       not null,
    sealed_private_key bytea       not null,
    created_at         timestamptz not null,
    constraint pk_signing_key primary key (id),
    constraint ck_signing_key_id check (id <> '')
);
