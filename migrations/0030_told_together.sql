-- Who is counted together in what outsiders read of a program: at least 5 people who stay together in every figure of
-- every month. Without a cohort they count in all cohorts together only. A member is
-- [id of what is counted, id of whose it is].
create table told_crowds (
  program_id text not null references programs(id),
  figure text not null,
  number integer not null,
  cohort_id text not null,
  kind text not null,
  members text not null,
  primary key (program_id, figure, number)
);

-- How many of those counted gave an answer, where that is another thing than the count.
alter table program_figures add column answered integer;

-- Estimates of records that are there no more, removed or made one with another, until when they counted: what those
-- outside were shown of past months is added up from the estimates of these. `subject` is the id of a record that is gone.
create table former_estimates (
  id text not null,
  subject text not null,
  group_id text not null,
  program_id text not null references programs(id) on delete cascade,
  effect text not null,
  version integer not null,
  net integer not null,
  low integer not null,
  high integer not null,
  created_at integer not null,
  withdrawn_at integer not null,
  primary key (subject, id)
) without rowid;
create index former_estimates_group on former_estimates (group_id);
create index former_estimates_program on former_estimates (program_id);

-- Since when it is of this record, where it was of another before.
alter table estimates add column merged_at integer;
