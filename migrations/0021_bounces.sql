-- What providers and mail servers reported of mail, and was acted on: each report once. Ids only.
create table mail_events (
  id text primary key not null,
  kind text not null,
  at integer not null
);
create index mail_events_at on mail_events (at);

-- Mailboxes, as keyed hashes, that lately did not take a mail: one for each, halved after 30 days without.
create table bounce_scores (
  email_key text primary key not null,
  score real not null,
  at integer not null
);

-- That an address wants no mail stays; that it was out of reach for a while goes.
create trigger people_erased_bounces after delete on people begin
  delete from bounce_scores where email_key = old.email_key;
end;
