-- What someone wants mailed, and of what kind: a search needs no account, the others are of a person. Their subject is
-- the organization or group that they are about.
alter table subscriptions add column kind text not null default 'search';
alter table subscriptions add column person_id text references people(id);
alter table subscriptions add column subject_id text;
alter table subscriptions add column paused_until integer;

drop index subscriptions_search;
create unique index subscriptions_one on subscriptions (email_key, kind, coalesce(subject_id, ''), query) where ended_at is null;
create index subscriptions_person on subscriptions (person_id) where person_id is not null;

-- An item is an opportunity, or what else a kind of digest tells of.
alter table digest_items rename column opportunity_id to subject_id;
create index digest_items_subject on digest_items (subject_id);

-- How many digests a run made: always as many as are sent, skipped, failed, uncertain and open.
alter table digest_runs add column candidates integer not null default 0;
-- The circuit: too much of it was refused, and an operator looks before it goes on.
alter table digest_runs add column paused_at integer;
alter table digest_runs add column paused_for text;
alter table digest_runs add column resumed_at integer;

-- One call of a provider: whom it mails, in which order, under one key (its id) and with the same bytes at every try.
create table digest_calls (
  id text primary key not null,
  members text not null,
  tries integer not null default 0,
  -- Whether some try may have been accepted.
  doubt integer not null default 0,
  first_try_at integer not null,
  lease_until integer,
  next_try_at integer,
  cause text,
  created_at integer not null
);
create index digest_calls_due on digest_calls (next_try_at);

-- Until then the provider wants nothing.
create table mail_pauses (
  provider text primary key not null,
  until integer not null,
  cause text not null
);

-- The call that carries a digest, or carried it. `most` is how many may travel with it: fewer after a refusal.
alter table digests add column kind text not null default 'search';
alter table digests add column email_key text;
alter table digests add column call_id text;
alter table digests add column most integer;
-- What was on its way is settled as far as anybody can tell; the rest is composed anew.
update digests set state = 'uncertain', reason = 'on its way while the ledger changed', finished_at = created_at
  where state in ('pending', 'sending') and body_hash is not null and (doubt = 1 or state = 'sending');
update digests set state = 'pending', lease_until = null, subject = null, html = null, body_text = null, headers = null,
  body_hash = null where state in ('pending', 'sending');
update digests set email_key = (select email_key from subscriptions where id = subscription_id);
update digest_runs set candidates = (select count(*) from digests where run = digest_runs.period);
alter table digests drop column doubt;

drop index digests_open;
create index digests_open on digests (kind, subscription_id) where state in ('pending', 'sending');
create index digests_run on digests (kind, run, state);
create index digests_call on digests (call_id) where call_id is not null;
create index digests_provider on digests (provider_id) where provider_id is not null;
create index digests_kept on digests (finished_at) where html is not null;

-- A subscription goes with its owner. What its runs counted goes too, so that they still add up.
create trigger subscriptions_removed before delete on subscriptions begin
  update digest_runs set candidates = candidates - 1 where exists (
    select 1 from digests d where d.subscription_id = old.id and d.kind = digest_runs.kind and d.run = digest_runs.period);
  delete from digests where subscription_id = old.id;
end;

-- Whom an organization is told of may take it back until the mail is out: it is then composed anew without them.
create trigger talent_withdrawn after update of withdrawn_at on consents
when new.withdrawn_at is not null and new.purpose = 'organizations' begin
  update digests set subject = null, html = null, body_text = null, headers = null, body_hash = null
    where state in ('pending', 'sending') and (subscription_id, period) in (
      select subscription_id, period from digest_items where subject_id = new.person_id and occasion like 'talent %');
end;
create trigger talent_erased before delete on digest_items when old.occasion like 'talent %' begin
  update digests set subject = null, html = null, body_text = null, headers = null, body_hash = null
    where state in ('pending', 'sending') and subscription_id = old.subscription_id and period = old.period;
end;
