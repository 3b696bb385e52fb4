-- Wrong codes count against the sign-up that sent them, too, so that a stranger's sign-up uses up only its own share.

-- The constant default rewrites nothing, and lets replicas of the version before go on until they are replaced.
alter table email_verification
    add column sign_up_tries integer not null default 0,
    add constraint ck_email_verification_sign_up_tries check (sign_up_tries >= 0);

comment on column email_verification.sign_up_tries is 'Those of the tries that the newest sign-up has made.';
