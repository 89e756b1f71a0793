-- What is being written: fields as typed, under the id that the opportunity has or will have. Nobody else reads it.
create table drafts (
  opportunity_id text primary key not null,
  organization_id text,
  author_id text,
  -- Until a poster without an account has confirmed: whose press confirms it.
  email text,
  email_key text,
  -- Random, new with every asking: only the link mailed for that one confirms it.
  seed text,
  -- The opportunity it was copied from, if any: erased with it.
  copied_from text,
  typed text not null,
  version integer not null,
  created_at integer not null,
  updated_at integer not null
);
create index drafts_author on drafts (author_id);
create index drafts_organization on drafts (organization_id);
create index drafts_email on drafts (email_key);

-- What was submitted, and as typed, so that it can be edited again. Without a decision it waits; erased, it has no content.
create table revisions (
  id text primary key not null,
  opportunity_id text not null,
  organization_id text not null references organizations(id),
  author_id text not null,
  by_member integer not null default 0,
  content text,
  typed text not null,
  submitted_at integer not null
);
create index revisions_opportunity on revisions (opportunity_id);
create index revisions_organization on revisions (organization_id, submitted_at);
create index revisions_author on revisions (author_id, submitted_at);

-- One a revision. `before` is what it changed of what the public saw, for undoing; null where the public saw nothing.
create table decisions (
  revision_id text primary key not null references revisions(id),
  opportunity_id text not null,
  verdict text not null,
  reason text not null,
  before text,
  decided_by text not null,
  decided_at integer not null
);
create index decisions_opportunity on decisions (opportunity_id, decided_at);

create table retractions (
  opportunity_id text primary key not null references opportunities(id),
  reason text not null,
  note text not null,
  retracted_by text not null,
  retracted_at integer not null
);
create trigger retractions_insert after insert on retractions begin
  update versions set value = value + 1 where name = 'board';
  update opportunities set changed_version = (select value from versions where name = 'board')
    where id = new.opportunity_id;
end;
create trigger retractions_delete after delete on retractions begin
  update opportunities set reopened = reopened + 1 where id = old.opportunity_id;
end;

-- The two questions at closing; nobody has to answer.
alter table closures add column filled_through text;
alter table closures add column applicants integer;

-- "Still open?" for what has no deadline: when it was last asked, and after how many days it is asked again.
create table open_checks (
  opportunity_id text primary key not null references opportunities(id),
  interval_days integer not null,
  asked_at integer,
  due_at integer not null
);
create index open_checks_due on open_checks (due_at);

-- Mail that is due once for a subject and occasion, such as the reminder five days before a deadline.
create table notices (
  subject_id text not null,
  occasion text not null,
  recipient_id text not null,
  created_at integer not null,
  sent_at integer,
  primary key (subject_id, occasion, recipient_id)
);
create index notices_unsent on notices (created_at) where sent_at is null;

-- How often something happened on a day: views, presses on the link to apply.
create table counters (
  subject_id text not null,
  name text not null,
  day text not null,
  count integer not null,
  primary key (subject_id, name, day)
);
