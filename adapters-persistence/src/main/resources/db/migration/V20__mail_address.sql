-- Mails to an address without an account: a deleted account's owner is told of the deletion (ADR 45).

-- A mail with an address of its own survives its account; it is deleted when it is completed. All others go with the account.
alter table mail_outbox
    add column address  text collate "C",
    add column owner_id uuid generated always as (case when address is null then account_id end) stored,
    drop constraint fk_mail_outbox_account,
    add constraint fk_mail_outbox_account foreign key (owner_id) references account (id) on delete cascade,
    add constraint ck_mail_outbox_address check (octet_length(address) <= 254 and position('@' in address) > 1);

create index ix_mail_outbox_owner on mail_outbox (owner_id) where owner_id is not null;

comment on column mail_outbox.address is 'Null for the address of the account.';
comment on column mail_outbox.account_id is 'With an address, the id of an account that may be deleted.';
