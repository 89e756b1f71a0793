-- What somebody writes to an organization that has no place to apply, and its one answer. Neither sees the other's address.
create table interests (
  id text primary key not null,
  opportunity_id text not null references opportunities(id),
  person_id text not null references people(id),
  name text not null,
  message text not null,
  sent_at integer not null,
  answer text,
  answered_by text,
  answered_at integer
);
create unique index interests_open on interests (opportunity_id, person_id) where answered_at is null;
create index interests_person on interests (person_id, sent_at);

-- Sending a notice: when it may be tried (again), since when, whether a try may have arrived, and why it was given up.
alter table notices add column next_try_at integer;
alter table notices add column first_try_at integer;
alter table notices add column doubt integer not null default 0;
alter table notices add column fault text;

-- A reader's report asks earlier, once.
alter table open_checks add column hastened_at integer;

create index opportunities_closing on opportunities (closes_at) where closes_at is not null;
create index digest_items_opportunity on digest_items (opportunity_id, email_key);
