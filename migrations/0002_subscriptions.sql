create table subscriptions (
  id text primary key not null,
  email text not null,
  email_key text not null,
  query text not null,
  cadence text not null,
  weekday integer not null,
  hour integer not null,
  zone text not null,
  confirmed_at integer,
  known_version integer,
  ended_at integer,
  asked text,
  asked_at integer,
  next_period text,
  next_due_at integer,
  created_at integer not null,
  updated_at integer not null
);
create index subscriptions_due on subscriptions (next_due_at) where ended_at is null and confirmed_at is not null;
create unique index subscriptions_search on subscriptions (email_key, query) where ended_at is null;
create index subscriptions_unmailed on subscriptions (asked_at) where asked is not null;

-- An address that must not be written to again; only its keyed hash is kept.
create table suppressions (
  email_key text primary key not null,
  reason text not null,
  at integer not null
);

-- Counts mails asked for by strangers, per address, network and in total.
create table mail_requests (
  scope text not null,
  at integer not null
);
create index mail_requests_scope on mail_requests (scope, at);

create table digest_runs (
  kind text not null,
  period text not null,
  started_at integer not null,
  primary key (kind, period)
);

create table digests (
  subscription_id text not null references subscriptions(id),
  period text not null,
  run text not null,
  state text not null check (state in ('pending', 'sending', 'sent', 'skipped', 'failed', 'uncertain')),
  reason text,
  tries integer not null default 0,
  doubt integer not null default 0,
  first_try_at integer,
  lease_until integer,
  next_try_at integer,
  subject text,
  html text,
  body_text text,
  headers text,
  body_hash text,
  provider_id text,
  created_at integer not null,
  finished_at integer,
  primary key (subscription_id, period)
);
create index digests_open on digests (created_at) where state in ('pending', 'sending');
create index digests_faults on digests (state, finished_at) where state in ('failed', 'uncertain');

create table digest_items (
  email_key text not null,
  opportunity_id text not null,
  occasion text not null,
  subscription_id text not null,
  period text not null,
  primary key (email_key, opportunity_id, occasion)
);
create index digest_items_digest on digest_items (subscription_id, period);

create table outbox (
  id text primary key not null,
  idempotency_key text not null unique,
  sender text not null,
  recipient text not null,
  subject text not null,
  html text not null,
  body_text text not null,
  headers text not null,
  sent_at integer not null
);
create index outbox_sent on outbox (sent_at);
