-- Signing keys take turns. What each is for follows from these times, so that all replicas agree; see docs/keys.md.

alter table signing_key
    add column signs_from timestamptz,
    add column gone_at    timestamptz;

-- The one key there can be until now.
update signing_key
set signs_from = created_at;

-- The default is for replicas of the version before, which may still make the first key.
alter table signing_key
    alter column signs_from set default now(),
    alter column signs_from set not null,
    add constraint uq_signing_key_public_key unique (public_key);

comment on column signing_key.created_at is 'Published from then on.';
comment on column signing_key.signs_from is 'The key with the latest of these times that is past signs.';
comment on column signing_key.gone_at is 'Neither published nor believed from then on; null while it has no successor.';
