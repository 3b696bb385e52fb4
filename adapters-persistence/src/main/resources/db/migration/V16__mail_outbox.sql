-- One outbox for all kinds of mail, in place of verification_mail and notice_mail (ADR 35).

-- A completed mail stays for some days, so that mails which a stranger can trigger are sent once a day.
create table mail_outbox (
    account_id   uuid        not null,
    kind         text        not null,
    language     text        not null,
    attempts     integer     not null,
    enqueued_at  timestamptz not null,
    due_at       timestamptz,
    leased_until timestamptz,
    constraint pk_mail_outbox primary key (account_id, kind),
    constraint fk_mail_outbox_account foreign key (account_id) references account (id) on delete cascade,
    constraint ck_mail_outbox_kind check (kind <> ''),
    constraint ck_mail_outbox_language check (language <> ''),
    constraint ck_mail_outbox_attempts check (attempts >= 0)
);

comment on column mail_outbox.due_at is 'Null once the mail is completed.';
comment on column mail_outbox.leased_until is 'Null while no replica delivers the mail.';

-- With the kind, so that a backlog of one kind costs claims of the others no heap access.
create index ix_mail_outbox_due on mail_outbox (due_at, kind) where due_at is not null;
create index ix_mail_outbox_completed on mail_outbox (enqueued_at) where due_at is null;

-- During a rolling update, replicas of the previous version still write to the former tables and deliver from them. Those
-- of this version move what is due there into the new table; mails that are being delivered are not due. The next version
-- drops the function and both tables. Returns the number of rows that left the former tables.
create function adopt_mails(due_until timestamptz) returns bigint
    language sql
as
$$
with verification as (
    delete from verification_mail
        where account_id in (select account_id from verification_mail where due_at <= due_until
                             limit 100 for update skip locked)
        returning account_id, language, attempts, ordered_at, due_at),
notice as (
    delete from notice_mail
        where (account_id, notice) in (select account_id, notice from notice_mail where due_at <= due_until or due_at is null
                                       limit 100 for update skip locked)
        returning account_id, notice, language, attempts, ordered_at, due_at),
former as (
    select account_id, 'VERIFICATION_CODE' as kind, language, attempts, ordered_at, due_at from verification
    union all
    select account_id, notice, language, attempts, ordered_at, due_at from notice),
adopted as (
    insert into mail_outbox as mail (account_id, kind, language, attempts, enqueued_at, due_at)
    select account_id, kind, language, attempts, ordered_at, due_at from former
    -- Of two mails of one kind for one account, the later counts.
    on conflict on constraint pk_mail_outbox do update
    set language = excluded.language, attempts = excluded.attempts, enqueued_at = excluded.enqueued_at, due_at = excluded.due_at
    where mail.enqueued_at < excluded.enqueued_at)
select count(*) from former
$$;

do
$$
    begin
        while adopt_mails(now()) > 0 loop
        end loop;
    end
$$;
