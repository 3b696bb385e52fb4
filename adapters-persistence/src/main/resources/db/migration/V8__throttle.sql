-- Who called how often, and who guessed how often. Names are keyed hashes: nobody is told by these tables.

-- Token buckets, each as the time at which it is full again. Unlogged: nothing waits for the disk, and after a crash of
-- the database, or on a standby that takes over, all buckets are full, which is a minute of leniency.
create unlogged table rate_bucket (
    id      uuid        not null,
    full_at timestamptz not null,
    constraint pk_rate_bucket primary key (id)
) with (fillfactor = 80);

-- Wrong passwords since the last right one, from wherever they came. Logged: a crash forgets none of them.
create table login_guess (
    login   uuid    not null,
    guesses integer not null,
    last_at timestamptz,
    constraint pk_login_guess primary key (login),
    constraint ck_login_guess_guesses check (guesses >= 0)
) with (fillfactor = 80);

-- Where the password of a login was right not long ago, and the wrong ones from there.
create table known_network (
    login    uuid    not null,
    network  uuid    not null,
    guesses  integer not null,
    last_at  timestamptz,
    right_on date    not null,
    constraint pk_known_network primary key (login, network),
    constraint ck_known_network_guesses check (guesses >= 0)
) with (fillfactor = 80);

-- A day, not a moment: most sign-ins leave the index alone.
create index ix_known_network_right_on on known_network (right_on);
