-- Parts that many mails share, as HTML and as text, by a hash of both: kept once, never rendered again. `subject_id` is
-- the opportunity that a part tells of; null where it is of the mail's frame. A layout is kept as one of them: the hashes
-- of the parts that mails have in common, in their order, and numbers where each has words of its own.
create table mail_pieces (
  hash text primary key not null,
  subject_id text,
  html text not null,
  body_text text not null,
  layout text,
  used_at integer not null
);
create index mail_pieces_subject on mail_pieces (subject_id) where subject_id is not null;
create index mail_pieces_used on mail_pieces (used_at);

-- A mail is the hash of its layout and its own words as [HTML, text]; without a layout these alone, in their order.
alter table digests add column body text;
update digests set body = json_array(json_array(html, body_text)) where html is not null;
drop index digests_kept;
create index digests_kept on digests (finished_at) where body is not null;
drop trigger talent_withdrawn;
drop trigger talent_erased;
alter table digests drop column html;
alter table digests drop column body_text;

-- What was mailed, in one tree and one index instead of five, for it is most of what mailing writes: what a digest told
-- is found by its reader.
create table digest_items_new (
  email_key text not null,
  subject_id text not null,
  occasion text not null,
  subscription_id text not null,
  period text not null,
  primary key (email_key, subject_id, occasion)
) without rowid;
insert into digest_items_new select email_key, subject_id, occasion, subscription_id, period from digest_items;
drop table digest_items;
alter table digest_items_new rename to digest_items;
create index digest_items_subject on digest_items (subject_id);

-- Whom an organization is told of may take it back until the mail is out: it is then composed anew without them.
create trigger talent_withdrawn after update of withdrawn_at on consents
when new.withdrawn_at is not null and new.purpose = 'organizations' begin
  update digests set subject = null, body = null, headers = null, body_hash = null
    where state in ('pending', 'sending') and (subscription_id, period) in (
      select subscription_id, period from digest_items where subject_id = new.person_id and occasion like 'talent %');
end;
create trigger talent_erased before delete on digest_items when old.occasion like 'talent %' begin
  update digests set subject = null, body = null, headers = null, body_hash = null
    where state in ('pending', 'sending') and subscription_id = old.subscription_id and period = old.period;
end;

-- What the circuit looks at, counted as it happens: since the run began, or since an operator let it go on.
alter table digest_runs add column arrived integer not null default 0;
alter table digest_runs add column refused integer not null default 0;
update digest_runs set
  arrived = (select count(*) from digests d where d.kind = digest_runs.kind and d.run = digest_runs.period
    and d.state = 'sent' and d.finished_at > coalesce(digest_runs.resumed_at, 0)),
  refused = (select count(*) from digests d where d.kind = digest_runs.kind and d.run = digest_runs.period
    and d.state = 'failed' and d.finished_at > coalesce(digest_runs.resumed_at, 0) and d.reason like 'refused: %');

-- Each time the provider asked to wait: until then it wants nothing.
drop table mail_pauses;
create table mail_pauses (
  until integer primary key not null,
  cause text not null
);
