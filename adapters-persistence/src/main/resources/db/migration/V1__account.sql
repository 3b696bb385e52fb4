-- Who may sign in.

create table account (
    id             uuid        not null,
    -- Compared byte by byte: the domain has put it into its one form, and no locale's rules move the index.
    email          text        collate "C" not null,
    display_name   text        not null,
    email_verified boolean     not null,
    groups         text[]      not null,
    registration   integer     not null,
    created_at     timestamptz not null,
    constraint pk_account primary key (id),
    constraint uq_account_email unique (email),
    constraint ck_account_email check (octet_length(email) <= 254 and position('@' in email) > 1),
    constraint ck_account_display_name check (char_length(display_name) between 1 and 100),
    constraint ck_account_groups check (array_position(groups, null) is null),
    constraint ck_account_registration check (registration >= 1)
);

comment on column account.registration is 'Counts the sign-ups; what was handed out for an earlier one is void.';

-- What an unverified account still has to prove.
create table email_verification (
    account_id        uuid        not null,
    current_code_hash text,
    current_issued_at timestamptz,
    pending_code_hash text,
    pending_issued_at timestamptz,
    tries             integer     not null,
    last_try_at       timestamptz,
    constraint pk_email_verification primary key (account_id),
    constraint fk_email_verification_account foreign key (account_id) references account (id),
    constraint ck_email_verification_current check ((current_code_hash is null) = (current_issued_at is null)),
    constraint ck_email_verification_pending check ((pending_code_hash is null) = (pending_issued_at is null)),
    -- Slow salted hashes only: a code of six digits must never stand here.
    constraint ck_email_verification_hashes check (current_code_hash like '$%' and pending_code_hash like '$%'),
    constraint ck_email_verification_tries check (tries >= 0)
);

-- The mails that are still to be sent.
create table verification_mail (
    account_id   uuid        not null,
    registration integer     not null,
    language     text        not null,
    attempts     integer     not null,
    ordered_at   timestamptz not null,
    due_at       timestamptz not null,
    constraint pk_verification_mail primary key (account_id),
    constraint fk_verification_mail_account foreign key (account_id) references account (id),
    constraint ck_verification_mail_registration check (registration >= 1),
    constraint ck_verification_mail_language check (language <> ''),
    constraint ck_verification_mail_attempts check (attempts >= 0)
);

create index ix_verification_mail_due on verification_mail (due_at);
