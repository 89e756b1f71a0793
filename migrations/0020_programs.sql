alter table groups add column about text not null default '';
alter table groups add column website text;
alter table groups add column country text;
alter table groups add column updated_at integer;

-- An activity of a group, such as its bootcamp.
create table programs (
  id text primary key not null,
  group_id text not null references groups(id),
  name text not null,
  activity text not null,
  about text not null,
  about_html text not null,
  website text,
  country text,
  city text,
  languages text not null,
  audiences text not null,
  -- The program it was copied from, for another country.
  copied_from text references programs(id),
  -- Where it accepts people: what stands for it on the board.
  opportunity_id text references opportunities(id),
  published_at integer,
  example integer not null default 0,
  created_at integer not null,
  updated_at integer not null
);
create index programs_group on programs (group_id);
create index programs_public on programs (published_at) where published_at is not null;
create index programs_opportunity on programs (opportunity_id) where opportunity_id is not null;

-- One occurrence of a program. `number` counts within it.
create table cohorts (
  id text primary key not null,
  program_id text not null references programs(id),
  number integer not null,
  name text not null,
  starts_on text not null,
  ends_on text not null,
  country text,
  city text,
  language text,
  capacity integer,
  -- What it cost in all, in whole units of the currency.
  cost integer,
  currency text,
  created_at integer not null,
  updated_at integer not null,
  unique (program_id, number)
);

-- A person as one group knows them: the group's own record. Without address and name once they are erased, and still
-- counted.
create table participants (
  id text primary key not null,
  group_id text not null references groups(id),
  -- The account of who claimed the record.
  person_id text references people(id),
  name text not null,
  email text,
  email_key text,
  -- How the group's own list calls them.
  external_id text,
  -- On which ground the group holds this, who said so and when.
  basis text not null,
  basis_by text not null,
  basis_at integer not null,
  -- When they were first told about it, when they objected to it, and when they were erased.
  told_at integer,
  objected_at integer,
  erased_at integer,
  version integer not null default 1,
  created_at integer not null,
  updated_at integer not null
);
create unique index participants_mailbox on participants (group_id, email_key) where email_key is not null;
create unique index participants_external on participants (group_id, external_id) where external_id is not null;
create index participants_email on participants (email_key) where email_key is not null;
create index participants_person on participants (person_id) where person_id is not null;

-- Somebody took part in a cohort.
create table participations (
  id text primary key not null,
  participant_id text not null references participants(id),
  cohort_id text not null references cohorts(id),
  role text not null check (role in ('participant', 'mentor', 'organizer')),
  -- Null while it goes on, or where they left before the end.
  finished_on text,
  left_on text,
  import_id text,
  created_at integer not null,
  updated_at integer not null,
  unique (participant_id, cohort_id, role)
);
create index participations_cohort on participations (cohort_id);
create index participations_import on participations (import_id) where import_id is not null;

-- Dated history of where somebody stands: never a field. `act` ties together what was done at once and is undone at once.
create table stage_changes (
  id text primary key not null,
  participant_id text not null references participants(id),
  happened_on text not null,
  source text not null,
  evidence_url text,
  recorded_by text not null,
  act text not null,
  at integer not null,
  stage text not null check (stage in ('exposure', 'technical_upskilling', 'research', 'alignment'))
);
create index stage_changes_participant on stage_changes (participant_id, happened_on);
create index stage_changes_act on stage_changes (act);

create table engagement_changes (
  id text primary key not null,
  participant_id text not null references participants(id),
  happened_on text not null,
  source text not null,
  evidence_url text,
  recorded_by text not null,
  act text not null,
  at integer not null,
  engagement text not null check (engagement in ('engaged', 'paused', 'left', 'returned'))
);
create index engagement_changes_participant on engagement_changes (participant_id, happened_on);
create index engagement_changes_act on engagement_changes (act);

-- What somebody recorded about others stays; that it was them goes with them. What groups recorded about them is left
-- as a count.
create trigger people_erased_programs after delete on people begin
  update participants set basis_by = 'erased' where basis_by = old.id;
  update stage_changes set recorded_by = 'erased' where recorded_by = old.id;
  update engagement_changes set recorded_by = 'erased' where recorded_by = old.id;
  update stage_changes set source = '', evidence_url = null where participant_id in (
    select id from participants where person_id = old.id or email_key = old.email_key);
  update engagement_changes set source = '', evidence_url = null where participant_id in (
    select id from participants where person_id = old.id or email_key = old.email_key);
  update participants set name = '', email = null, email_key = null, external_id = null, person_id = null,
    erased_at = coalesce((select erased_at from erasures where email_key = old.email_key), updated_at)
    where person_id = old.id or email_key = old.email_key;
end;
