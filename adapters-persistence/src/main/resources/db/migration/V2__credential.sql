-- How they prove it: one password hash for each account.

create table credential (
    account_id    uuid        not null,
    password_hash text        not null,
    chosen_at     timestamptz not null,
    constraint pk_credential primary key (account_id),
    constraint fk_credential_account foreign key (account_id) references account (id),
    -- PHC string format: a password in the clear cannot be kept by mistake.
    constraint ck_credential_password_hash check (password_hash like '$%')
);

comment on column credential.chosen_at is 'When the password was chosen; a new hash of the same password leaves it.';
