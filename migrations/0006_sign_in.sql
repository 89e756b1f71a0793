-- The first time somebody showed that the mailbox is theirs; until then nothing set up for it counts.
alter table people add column proven_at integer;

-- One request an address, the newest. The mailed token and code are made from `seed` with a secret key: neither is kept.
create table sign_in_requests (
  email_key text primary key not null,
  email text not null,
  seed text not null unique,
  token_hash text not null unique,
  nonce_hash text not null,
  tries integer not null default 0,
  next text not null,
  asked_at integer not null,
  session_id text
);
create index sign_in_requests_nonce on sign_in_requests (nonce_hash);

create table sessions (
  id text primary key not null,
  token_hash text not null unique,
  person_id text not null references people(id),
  agent text not null,
  passkey_at integer,
  created_at integer not null,
  seen_at integer not null,
  expires_at integer not null
);
create index sessions_person on sessions (person_id);

create table passkeys (
  id text primary key not null,
  person_id text not null references people(id),
  name text not null,
  public_key text not null,
  counter integer not null,
  transports text not null,
  created_at integer not null,
  used_at integer
);
create index passkeys_person on passkeys (person_id);

-- What a browser is asked to sign, once, within five minutes.
create table passkey_challenges (
  session_id text primary key not null,
  challenge text not null,
  asked_at integer not null
);

create table api_keys (
  id text primary key not null,
  token_hash text not null unique,
  name text not null,
  scope text not null,
  subject_id text not null,
  person_id text not null references people(id),
  created_at integer not null,
  used_at integer,
  revoked_at integer
);
create index api_keys_subject on api_keys (subject_id);

-- What a write answered under an Idempotency-Key, for a day.
create table kept_answers (
  key_id text not null,
  idempotency_key text not null,
  request_hash text not null,
  status integer,
  body text,
  at integer not null,
  primary key (key_id, idempotency_key)
);

-- A person or an organization that may do nothing for now.
create table suspensions (
  subject_id text primary key not null,
  reason text not null,
  suspended_by text not null,
  suspended_at integer not null
);
