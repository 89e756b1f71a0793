-- A mail that asked one address where its owner is now: one for all programs that may ask. Without an address once its
-- owner is erased.
create table check_ins (
  id text primary key not null,
  email_key text not null,
  asked_at integer not null,
  closes_at integer not null
);
create index check_ins_email on check_ins (email_key, asked_at);

-- For which cohort, and how many months after its end, a record was asked: each once.
create table check_in_asks (
  participant_id text not null references participants(id) on delete cascade,
  cohort_id text not null references cohorts(id) on delete cascade,
  horizon integer not null check (horizon in (6, 12, 24)),
  check_in_id text not null references check_ins(id) on delete cascade,
  primary key (participant_id, cohort_id, horizon)
);
create index check_in_asks_check_in on check_in_asks (check_in_id);
create index check_in_asks_cohort on check_in_asks (cohort_id, horizon);

-- What somebody answered to one group, and the landing that it became, if any. `act` is what wrote it last.
create table check_in_answers (
  check_in_id text not null references check_ins(id) on delete cascade,
  participant_id text not null references participants(id) on delete cascade,
  answer text not null,
  landing_id text not null,
  act text not null,
  version integer not null default 1,
  answered_at integer not null,
  updated_at integer not null,
  primary key (check_in_id, participant_id)
);
create index check_in_answers_participant on check_in_answers (participant_id);

-- Programs that ask nobody. Without a row a program asks.
create table check_in_stops (
  program_id text primary key not null references programs(id) on delete cascade,
  stopped_by text not null,
  stopped_at integer not null
);

-- The check-in that an outcome was said by; null where the group recorded it.
alter table outcomes add column check_in_id text;
create index outcomes_check_in on outcomes (check_in_id) where check_in_id is not null;

create index cohorts_ended on cohorts (ends_on);

-- Who objects, is erased, or allows no questions any more stays in the base without an answer. A landing that the group
-- has changed since is its own record: no outcome of the check-in that made it stands on it.
create trigger check_ins_let_go after update of objected_at, erased_at on participants
when (new.objected_at is not null and old.objected_at is null) or (new.erased_at is not null and old.erased_at is null)
begin
  delete from group_landings where id in (select a.landing_id from check_in_answers a
    join outcomes o on o.landing_id = a.landing_id and o.check_in_id = a.check_in_id where a.participant_id = new.id);
  delete from outcomes where participant_id = new.id and check_in_id is not null;
  delete from check_in_answers where participant_id = new.id;
end;

create trigger check_ins_withdrawn after update of withdrawn_at on consents
when new.withdrawn_at is not null and old.withdrawn_at is null and new.purpose = 'surveys'
begin
  delete from group_landings where id in (select a.landing_id from check_in_answers a
    join outcomes o on o.landing_id = a.landing_id and o.check_in_id = a.check_in_id
    join participants p on p.id = a.participant_id where p.person_id = new.person_id);
  delete from outcomes where check_in_id is not null
    and participant_id in (select id from participants where person_id = new.person_id);
  delete from check_in_answers where participant_id in (select id from participants where person_id = new.person_id);
end;

-- Whom no mail reached was not asked, nor about what was to come with it. What may have arrived was.
create trigger check_ins_unsent after update of sent_at on notices
when new.occasion = 'outcome' and new.sent_at is not null and new.fault is not null and new.fault not like 'uncertain%'
begin
  delete from check_in_asks where check_in_id = new.subject_id and not exists (select 1 from check_in_answers
    where check_in_id = check_in_asks.check_in_id and participant_id = check_in_asks.participant_id);
  delete from notices where occasion >= 'check-in ' and occasion < 'check-in!'
    and created_at = new.created_at and sent_at = new.created_at and recipient_id in (
      select w.id from people w join check_ins k on k.email_key = w.email_key where k.id = new.subject_id);
end;

-- Nothing tells whose a mailbox was once no record is left that knows it.
create trigger check_ins_forgotten after update of erased_at on participants
when new.erased_at is not null and old.erased_at is null and old.email_key is not null
begin
  update check_ins set email_key = '' where email_key = old.email_key
    and not exists (select 1 from participants where email_key = old.email_key and erased_at is null);
end;

create trigger people_erased_check_ins after delete on people begin
  update check_ins set email_key = '' where email_key = old.email_key;
  update check_in_stops set stopped_by = 'erased' where stopped_by = old.id;
end;
