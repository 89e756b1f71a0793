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
