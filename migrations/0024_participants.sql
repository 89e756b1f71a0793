-- The name as it is compared and sorted; empty once the person is erased.
alter table participants add column name_key text not null default '';
create index participants_name on participants (group_id, name_key, id);

-- A file of people on its way into a group. Without a mapping it waits for one; the rest of its state is derived from
-- what stands here and from its outcomes.
create table participant_imports (
  id text primary key not null,
  group_id text not null references groups(id),
  file_name text not null,
  content_hash text not null,
  -- The header with examples of each column, for the page that maps them.
  columns text not null,
  row_count integer not null,
  mapping text,
  part_count integer not null default 0,
  uploaded_by text not null,
  uploaded_at integer not null,
  started_at integer,
  finished_at integer,
  -- The file is forgotten once it is imported, or when nobody went on with it.
  forgotten_at integer,
  undo_asked_at integer,
  undone_at integer,
  -- When a part of it was last done: what rests is taken up again.
  worked_at integer
);
create index participant_imports_group on participant_imports (group_id, uploaded_at);
create index participant_imports_working on participant_imports (worked_at) where worked_at is not null;
create index participant_imports_kept on participant_imports (uploaded_at) where forgotten_at is null;

-- The rows of the file as they came.
create table participant_import_files (
  import_id text not null references participant_imports(id),
  number integer not null,
  rows text not null,
  primary key (import_id, number)
);

-- The rows as the mapping reads them: all rows of a person in one part, of at most 500 rows.
create table participant_import_parts (
  import_id text not null references participant_imports(id),
  number integer not null,
  rows text not null,
  primary key (import_id, number)
);

-- What became of a part, tried and real: a part is done once, whoever does it.
create table participant_import_outcomes (
  import_id text not null references participant_imports(id),
  run text not null check (run in ('dry', 'real')),
  number integer not null,
  outcome text not null,
  primary key (import_id, run, number)
);

-- Whom an import changed, what they were before, and the version it left them at: how it is undone.
create table participant_import_changes (
  import_id text not null references participant_imports(id),
  participant_id text not null,
  created integer not null,
  before text,
  version integer not null,
  -- Why undoing left it as it is.
  kept text,
  primary key (import_id, participant_id)
);

-- Who asked a group not to be held, as keyed hashes.
create table objections (
  group_id text not null references groups(id),
  email_key text not null,
  objected_at integer not null,
  primary key (group_id, email_key)
);

-- By what else a group's lists know somebody, such as what they were called before two records became one.
create table participant_aliases (
  group_id text not null references groups(id),
  kind text not null check (kind in ('external', 'email', 'name')),
  value text not null,
  participant_id text not null references participants(id),
  primary key (group_id, kind, value)
);
create index participant_aliases_participant on participant_aliases (participant_id);

-- Two records that look alike and are not the same person.
create table participant_differences (
  participant_id text not null references participants(id),
  other_id text not null references participants(id),
  primary key (participant_id, other_id)
);

-- Whoever is let go is known by nothing any more.
create trigger participants_let_go after update of erased_at, objected_at on participants
when new.erased_at is not null or new.objected_at is not null begin
  update participants set name_key = '' where id = new.id;
  update participant_import_changes set before = null where participant_id = new.id;
  delete from participant_aliases where participant_id = new.id;
end;

-- A file that names whom the service erased is forgotten.
create trigger people_erased_participants after delete on people begin
  update participant_imports set uploaded_by = 'erased', file_name = '' where uploaded_by = old.id;
  delete from objections where email_key = old.email_key;
  delete from participant_aliases where value = old.email_key and kind = 'email';
  update participant_imports set forgotten_at = old.created_at where forgotten_at is null and id in (
    select import_id from participant_import_files where instr(lower(rows), lower(old.email)) > 0);
  delete from participant_import_parts where import_id in (
    select id from participant_imports where forgotten_at is not null);
  delete from participant_import_files where import_id in (
    select id from participant_imports where forgotten_at is not null);
end;
