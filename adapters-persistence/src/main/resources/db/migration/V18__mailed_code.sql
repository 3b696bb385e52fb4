-- Codes that were mailed to accounts, by the kind of mail (ADR 44). Verification codes stay in email_verification.

create table mailed_code (
    account_id        uuid        not null,
    kind              text        not null,
    current_code_hash text,
    current_issued_at timestamptz,
    pending_code_hash text,
    pending_issued_at timestamptz,
    changed_at        timestamptz not null,
    constraint pk_mailed_code primary key (account_id, kind),
    constraint fk_mailed_code_account foreign key (account_id) references account (id) on delete cascade,
    constraint ck_mailed_code_kind check (kind <> ''),
    constraint ck_mailed_code_current check ((current_code_hash is null) = (current_issued_at is null)),
    constraint ck_mailed_code_pending check ((pending_code_hash is null) = (pending_issued_at is null)),
    -- Slow salted hashes only: a code of six digits must never be stored here.
    constraint ck_mailed_code_hashes check (current_code_hash like '$%' and pending_code_hash like '$%')
);

comment on table mailed_code is 'A row without codes: one is owed, and its mail was not sent yet.';
