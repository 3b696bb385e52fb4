-- Mails that were requested for an address, which need not have an account (ADR 44).

-- Without a foreign key, so that a request takes the same statement for each address. Resolved within seconds.
create table mail_request (
    address      text        collate "C" not null,
    kind         text        not null,
    language     text        not null,
    requested_at timestamptz not null,
    constraint pk_mail_request primary key (address, kind),
    constraint ck_mail_request_address check (octet_length(address) <= 254 and position('@' in address) > 1),
    constraint ck_mail_request_kind check (kind <> ''),
    constraint ck_mail_request_language check (language <> '')
);

create index ix_mail_request_requested on mail_request (requested_at);
