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

-- A file comes into a group once at a time: of those that came twice the one that was started goes on.
update participant_imports set finished_at = started_at, forgotten_at = uploaded_at, worked_at = null
where finished_at is null and forgotten_at is null and id <> (
  select o.id from participant_imports o where o.group_id = participant_imports.group_id
    and o.content_hash = participant_imports.content_hash and o.finished_at is null and o.forgotten_at is null
  order by o.started_at is null, o.uploaded_at desc, o.id desc limit 1);
delete from participant_import_parts where import_id in (select id from participant_imports where forgotten_at is not null);
delete from participant_import_files where import_id in (select id from participant_imports where forgotten_at is not null);
create unique index participant_imports_under_way on participant_imports (group_id, content_hash)
where finished_at is null and forgotten_at is null;
