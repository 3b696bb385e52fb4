-- The rest of an account's life: disabled accounts, notices to their holders, and what is removed in time.

-- A constant default rewrites nothing.
alter table account
    add column disabled boolean not null default false;

alter table account
    alter column disabled drop default;

-- What holders are told of by mail. A row stays after its mail, so that what a stranger can bring about is told once a day.
create table notice_mail (
    account_id uuid        not null,
    notice     text        not null,
    language   text        not null,
    attempts   integer     not null,
    ordered_at timestamptz not null,
    due_at     timestamptz,
    constraint pk_notice_mail primary key (account_id, notice),
    constraint fk_notice_mail_account foreign key (account_id) references account (id) on delete cascade,
    constraint ck_notice_mail_notice check (notice <> ''),
    constraint ck_notice_mail_language check (language <> ''),
    constraint ck_notice_mail_attempts check (attempts >= 0)
);

comment on column notice_mail.due_at is 'Null once nothing more is to be sent.';

create index ix_notice_mail_due on notice_mail (due_at) where due_at is not null;
create index ix_notice_mail_settled on notice_mail (ordered_at) where due_at is null;

-- By which what is over is found. No refresh changes these columns, so it still touches no index.
create index ix_session_ended on session (ended_at) where ended_at is not null;
create index ix_session_expires on session (expires_at);
create index ix_account_unverified on account (created_at) where not email_verified;

-- What belongs to an account goes with it. To validate by itself locks nobody out.
do
$$
    declare
        child text;
    begin
        foreach child in array array ['email_verification', 'verification_mail', 'credential', 'session']
            loop
                execute format('alter table %1$I drop constraint fk_%1$s_account,'
                                   ' add constraint fk_%1$s_account foreign key (account_id) references account (id)'
                                   ' on delete cascade not valid', child);
                execute format('alter table %1$I validate constraint fk_%1$s_account', child);
            end loop;
    end
$$;

create index ix_session_account on session (account_id);
