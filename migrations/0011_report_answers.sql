-- What a moderator said of the reports on a subject that had come until then; a later one opens it again.
create table report_answers (
  subject_id text not null,
  until_at integer not null,
  note text not null,
  answered_by text not null,
  answered_at integer not null,
  primary key (subject_id, until_at)
);

-- The last seal, kept apart from the chain: without it the chain's end could be cut off unseen.
create table seal_head (
  id integer primary key not null check (id = 1),
  position integer not null,
  hash text not null
);
create index events_actor on events (actor_id);

-- Duplicates are found by the place where one applies.
create index opportunities_apply_url on opportunities (apply_url) where apply_url is not null;
