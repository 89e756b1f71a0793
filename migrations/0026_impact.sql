-- What somebody holds that a program changed, of one participant or of the activity as a whole: a dated opinion, never
-- edited; a later version of the same counts instead, and a withdrawn one counts no more. In thousandths of an FTE.
create table estimates (
  id text primary key not null,
  group_id text not null references groups(id),
  program_id text not null references programs(id),
  -- Null where it is of the activity as a whole.
  participant_id text references participants(id),
  effect text not null check (effect in ('kickstarting', 'upskilling', 'both')),
  version integer not null,
  with_fte integer not null,
  without_fte integer not null,
  low integer not null,
  high integer not null,
  method text not null check (method in ('interview', 'survey', 'group', 'model', 'comparison', 'other')),
  note text not null,
  -- The period in which the FTE are counted, and the day of the estimate.
  starts_on text not null,
  ends_on text not null,
  estimated_on text not null,
  estimated_by text not null,
  created_at integer not null,
  withdrawn_by text,
  withdrawn_at integer
);
create unique index estimates_version on estimates (program_id, coalesce(participant_id, ''), effect, version);
create index estimates_group on estimates (group_id, id);
create index estimates_participant on estimates (participant_id) where participant_id is not null;

-- Figures as they were printed elsewhere, kept to the letter; a printed total is one more line of its source.
create table reported_rows (
  id text primary key not null,
  group_id text not null references groups(id),
  position integer not null,
  activity text not null,
  total integer not null,
  -- JSON: of each figure how it is printed.
  figures text not null,
  currency text,
  source text not null,
  source_url text,
  note text not null,
  recorded_by text not null,
  created_at integer not null,
  updated_at integer not null
);
create index reported_rows_group on reported_rows (group_id, source, position);
create unique index reported_rows_total on reported_rows (group_id, source) where total = 1;

-- What no number holds: credibility, bonds.
create table impact_notes (
  group_id text primary key not null references groups(id),
  instrumental text not null,
  notes text not null,
  version integer not null,
  written_by text not null,
  updated_at integer not null
);

-- Links by which those outside read a group's report.
create table report_links (
  id text primary key not null,
  group_id text not null references groups(id),
  name text not null,
  made_by text not null,
  created_at integer not null,
  expires_at integer not null,
  revoked_by text,
  revoked_at integer
);
create index report_links_group on report_links (group_id);

-- A landing as a group knows it. Where it stands on one of the person's own that they share, and says nothing itself,
-- what it is stays theirs: then `title` and what follows is null.
create table group_landings (
  id text primary key not null,
  group_id text not null references groups(id),
  participant_id text not null references participants(id),
  landing_id text references landings(id) on delete set null,
  opportunity_id text references opportunities(id),
  organization_name text,
  title text,
  commitment text,
  fte_active real,
  fte_year real,
  starts_on text,
  ended_on text,
  evidence_url text,
  recorded_by text not null,
  verified_by text,
  verified_at integer,
  version integer not null,
  created_at integer not null,
  updated_at integer not null
);
create index group_landings_group on group_landings (group_id, starts_on);
create index group_landings_participant on group_landings (participant_id);
create unique index group_landings_own on group_landings (group_id, landing_id) where landing_id is not null;

-- Which of the group's programs a landing is credited to, in hundredths: together at most 1, whoever writes at once.
create table landing_credits (
  landing_id text not null references group_landings(id) on delete cascade,
  program_id text not null references programs(id),
  share integer not null check (share between 1 and 100),
  primary key (landing_id, program_id)
);
create index landing_credits_program on landing_credits (program_id);
create trigger landing_credits_most_added after insert on landing_credits
  when (select sum(share) from landing_credits where landing_id = new.landing_id) > 100
begin
  select raise(abort, 'credit over 1');
end;
create trigger landing_credits_most_changed after update on landing_credits
  when (select sum(share) from landing_credits where landing_id = new.landing_id) > 100
begin
  select raise(abort, 'credit over 1');
end;

-- What became of a participant, as dated history. Who has none is counted as "no answer".
create table outcomes (
  id text primary key not null,
  participant_id text not null references participants(id),
  outcome text not null check (outcome in ('full_time', 'fixed_term', 'fractional', 'funded_independent',
    'unfunded_independent', 'own_venture', 'further_study', 'outside', 'looking', 'not_looking', 'no_answer')),
  happened_on text not null,
  -- The landing that it says; it goes with it.
  landing_id text references group_landings(id) on delete cascade,
  recorded_by text not null,
  act text not null,
  at integer not null
);
create index outcomes_participant on outcomes (participant_id, happened_on);
create index outcomes_landing on outcomes (landing_id) where landing_id is not null;

-- Before the row goes: participants forget whose they were with it. Figures stay, without who they are of and by.
create trigger people_erased_impact before delete on people begin
  update estimates set estimated_by = 'erased' where estimated_by = old.id;
  update estimates set withdrawn_by = 'erased' where withdrawn_by = old.id;
  update reported_rows set recorded_by = 'erased' where recorded_by = old.id;
  update impact_notes set written_by = 'erased' where written_by = old.id;
  update report_links set made_by = 'erased' where made_by = old.id;
  update report_links set revoked_by = 'erased' where revoked_by = old.id;
  update group_landings set recorded_by = 'erased' where recorded_by = old.id;
  update group_landings set verified_by = 'erased' where verified_by = old.id;
  update outcomes set recorded_by = 'erased' where recorded_by = old.id;
  update estimates set note = '' where participant_id in (
    select id from participants where person_id = old.id or email_key = old.email_key);
  update group_landings set title = '', organization_name = '', evidence_url = null, landing_id = null
    where participant_id in (select id from participants where person_id = old.id or email_key = old.email_key);
end;
