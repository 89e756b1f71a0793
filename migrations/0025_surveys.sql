-- What a group asks the people of a program, or of one cohort of it. `questions` holds them as they were asked.
create table surveys (
  id text primary key not null,
  group_id text not null references groups(id),
  program_id text not null references programs(id),
  cohort_id text references cohorts(id),
  template text not null,
  kind text not null,
  -- Whom it asks: those with this role in the cohort.
  role text not null,
  title text not null,
  questions text not null,
  opens_on text not null,
  closes_on text not null,
  opens_at integer not null,
  closes_at integer not null,
  created_by text not null,
  created_at integer not null,
  updated_at integer not null
);
create unique index surveys_one on surveys (program_id, coalesce(cohort_id, ''), template, opens_on);
create index surveys_group on surveys (group_id);
create index surveys_closing on surveys (closes_at);

-- Everybody whom a survey means, from when it opens: the base. `mailed_at` and `reminded_at` are when a mail was made.
create table survey_asks (
  survey_id text not null references surveys(id) on delete cascade,
  participant_id text not null references participants(id) on delete cascade,
  added_at integer not null,
  mailed_at integer,
  reminded_at integer,
  primary key (survey_id, participant_id)
);
create index survey_asks_participant on survey_asks (participant_id);

-- Raw answers, one row somebody: a later version takes the place of the one before.
create table survey_answers (
  survey_id text not null references surveys(id) on delete cascade,
  participant_id text not null references participants(id) on delete cascade,
  answers text not null,
  version integer not null default 1,
  answered_at integer not null,
  updated_at integer not null,
  primary key (survey_id, participant_id)
);
create index survey_answers_participant on survey_answers (participant_id);

-- When an address was last asked something by mail, over all groups: at most once a month. `act` is what claimed it.
create table asks (
  email_key text primary key not null,
  asked_at integer not null,
  act text not null
);

-- A figure as it was printed elsewhere, without the answers behind it. Its subject is a group or a program.
create table reported_figures (
  id text primary key not null,
  subject_id text not null,
  position integer not null,
  what text not null,
  value text not null,
  source text not null,
  note text not null default '',
  created_at integer not null
);
create index reported_figures_subject on reported_figures (subject_id, position);

-- Who objects, or is erased, stays in the base without an answer.
create trigger people_erased_survey_answers after update of objected_at, erased_at on participants
when (new.objected_at is not null and old.objected_at is null) or (new.erased_at is not null and old.erased_at is null)
begin
  delete from survey_answers where participant_id = new.id;
end;

create trigger people_erased_surveys after delete on people begin
  update surveys set created_by = 'erased' where created_by = old.id;
  delete from asks where email_key = old.email_key;
end;
