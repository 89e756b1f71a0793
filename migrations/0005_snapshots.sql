-- The index of the board as cron stored it, so that a new isolate need not read every row. One snapshot is several parts,
-- complete when there are as many as `parts` says; what is short stands first, for finding it reads none of the text.
create table snapshots (
  id text not null,
  part integer not null,
  parts integer not null,
  format text not null,
  version integer not null,
  built_for integer not null,
  columns text not null,
  primary key (id, part)
);
