-- The logins that audit events name, by a random alias, so that a deleted account leaves none behind (ADR 45).

-- Seals cover the alias in audit_event.login_hash, not this table: its rows can be deleted, and then the alias means
-- nothing. The alias is a hash over the salt and all that it stands for, so a changed row no longer matches its events.
create table audit_login (
    pseudonym uuid  not null,
    alias     text  not null,
    salt      bytea not null,
    masked    text  not null,
    used_on   date  not null,
    constraint pk_audit_login primary key (pseudonym),
    constraint uq_audit_login_alias unique (alias),
    constraint ck_audit_login_alias check (char_length(alias) = 32),
    constraint ck_audit_login_salt check (octet_length(salt) = 16)
) with (fillfactor = 80);

comment on column audit_login.pseudonym is 'A keyed hash of the login.';
comment on column audit_login.used_on is 'The day, in UTC, of the last event.';

create function audit_login_alias(pseudonym uuid, salt bytea, masked text) returns text
    language sql
    immutable
as
$$
select left(encode(sha256(salt || uuid_send(pseudonym) || convert_to(masked, 'UTF8')), 'hex'), 32)
$$;

comment on column audit_event.login_hash is 'The alias of the login in audit_login. In events of versions before V19, a keyed hash.';
comment on column audit_event.masked_login is 'Only in events of versions before V19; audit_login has it since then.';
