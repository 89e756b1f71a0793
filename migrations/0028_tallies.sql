-- What a group's dashboard adds up, so that it is never counted by scanning. `participant_tallies` keeps what each part of
-- somebody's record comes to, and from which day on it comes to something else by itself; `group_tallies` is their sum.
-- Both are derived: the triggers below only note whom a change is of, and whatever is noted is counted live until it is
-- settled (src/outcomes/tallies). An amount is in ten-thousandths of an FTE.
create table group_tallies (
  group_id text not null,
  what text not null,
  a text not null,
  b text not null,
  n integer not null,
  amount integer not null,
  primary key (group_id, what, a, b)
) without rowid;
create index group_tallies_nothing on group_tallies (group_id) where n = 0 and amount = 0;

create table participant_tallies (
  participant_id text not null,
  part text not null,
  group_id text not null,
  next_on text,
  -- JSON: [what, a, b, n, amount] each.
  tallies text not null,
  primary key (participant_id, part)
) without rowid;
create index participant_tallies_next on participant_tallies (next_on) where next_on is not null;
create index participant_tallies_group on participant_tallies (group_id, next_on) where next_on is not null;

-- Whose part is not settled since it changed.
create table untallied (
  group_id text not null,
  participant_id text not null,
  part text not null,
  primary key (group_id, participant_id, part)
) without rowid;

create index group_landings_opportunity on group_landings (opportunity_id) where opportunity_id is not null;
-- What is open, by what it asks for, without its text.
create index opportunities_asking on opportunities (published_at, closes_at, work_groups, professions, seats, id)
  where published_at is not null;

-- Everybody on record so far.
insert into untallied (group_id, participant_id, part)
  select group_id, p.id, t.value from participants p
    join json_each('["record", "stages", "positions", "ways", "surveys"]') t;

-- `on conflict do nothing` and not `or ignore`: the policy of the statement outside would take the place of that.
create trigger untallied_participants_insert after insert on participants begin
  insert into untallied select p.group_id, p.id, 'record' from participants p where p.id = new.id on conflict do nothing;
end;
create trigger untallied_participants_claimed after insert on participants when new.person_id is not null begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways", "surveys"]') t
    where p.id = new.id on conflict do nothing;
end;
create trigger untallied_participants_update after update on participants begin
  insert into untallied select p.group_id, p.id, 'record' from participants p where p.id = new.id on conflict do nothing;
end;
create trigger untallied_participants_whose after update on participants
when new.person_id is not old.person_id or new.erased_at is not old.erased_at
  or new.objected_at is not old.objected_at or new.group_id <> old.group_id begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways", "surveys"]') t
    where p.id = new.id on conflict do nothing;
end;
create trigger untallied_participants_delete after delete on participants begin
  insert into untallied select old.group_id, old.id, t.value
    from json_each('["record", "stages", "positions", "ways", "surveys"]') t where true on conflict do nothing;
end;
create trigger untallied_participations_insert after insert on participations begin
  insert into untallied select p.group_id, p.id, 'ways' from participants p where p.id = new.participant_id on conflict do nothing;
end;
create trigger untallied_participations_update after update on participations begin
  insert into untallied select p.group_id, p.id, 'ways' from participants p where p.id in (old.participant_id, new.participant_id) on conflict do nothing;
end;
create trigger untallied_participations_delete after delete on participations begin
  insert into untallied select p.group_id, p.id, 'ways' from participants p where p.id = old.participant_id on conflict do nothing;
end;
create trigger untallied_stage_changes_insert after insert on stage_changes begin
  insert into untallied select p.group_id, p.id, 'stages' from participants p where p.id = new.participant_id on conflict do nothing;
end;
create trigger untallied_stage_changes_update after update on stage_changes begin
  insert into untallied select p.group_id, p.id, 'stages' from participants p where p.id in (old.participant_id, new.participant_id) on conflict do nothing;
end;
create trigger untallied_stage_changes_delete after delete on stage_changes begin
  insert into untallied select p.group_id, p.id, 'stages' from participants p where p.id = old.participant_id on conflict do nothing;
end;
create trigger untallied_engagement_changes_insert after insert on engagement_changes begin
  insert into untallied select p.group_id, p.id, 'stages' from participants p where p.id = new.participant_id on conflict do nothing;
end;
create trigger untallied_engagement_changes_update after update on engagement_changes begin
  insert into untallied select p.group_id, p.id, 'stages' from participants p where p.id in (old.participant_id, new.participant_id) on conflict do nothing;
end;
create trigger untallied_engagement_changes_delete after delete on engagement_changes begin
  insert into untallied select p.group_id, p.id, 'stages' from participants p where p.id = old.participant_id on conflict do nothing;
end;
create trigger untallied_group_landings_insert after insert on group_landings begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways"]') t
    where p.id = new.participant_id on conflict do nothing;
end;
create trigger untallied_group_landings_update after update on group_landings begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways"]') t
    where p.id in (old.participant_id, new.participant_id) on conflict do nothing;
end;
create trigger untallied_group_landings_delete after delete on group_landings begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways"]') t
    where p.id = old.participant_id on conflict do nothing;
end;
create trigger untallied_outcomes_insert after insert on outcomes begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways"]') t
    where p.id = new.participant_id on conflict do nothing;
end;
create trigger untallied_outcomes_update after update on outcomes begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways"]') t
    where p.id in (old.participant_id, new.participant_id) on conflict do nothing;
end;
create trigger untallied_outcomes_delete after delete on outcomes begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways"]') t
    where p.id = old.participant_id on conflict do nothing;
end;
create trigger untallied_survey_asks_insert after insert on survey_asks begin
  insert into untallied select p.group_id, p.id, 'surveys' from participants p where p.id = new.participant_id on conflict do nothing;
end;
create trigger untallied_survey_asks_update after update on survey_asks begin
  insert into untallied select p.group_id, p.id, 'surveys' from participants p where p.id in (old.participant_id, new.participant_id) on conflict do nothing;
end;
create trigger untallied_survey_asks_delete after delete on survey_asks begin
  insert into untallied select p.group_id, p.id, 'surveys' from participants p where p.id = old.participant_id on conflict do nothing;
end;
create trigger untallied_survey_answers_insert after insert on survey_answers begin
  insert into untallied select p.group_id, p.id, 'surveys' from participants p where p.id = new.participant_id on conflict do nothing;
end;
create trigger untallied_survey_answers_update after update on survey_answers begin
  insert into untallied select p.group_id, p.id, 'surveys' from participants p where p.id in (old.participant_id, new.participant_id) on conflict do nothing;
end;
create trigger untallied_survey_answers_delete after delete on survey_answers begin
  insert into untallied select p.group_id, p.id, 'surveys' from participants p where p.id = old.participant_id on conflict do nothing;
end;
-- What is a person's own, of whom groups hold records.
create trigger untallied_landings_insert after insert on landings when new.person_id is not null begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways"]') t
    where p.person_id = new.person_id on conflict do nothing;
end;
create trigger untallied_landings_update after update on landings begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways"]') t
    where p.person_id in (old.person_id, new.person_id) on conflict do nothing;
end;
create trigger untallied_landings_delete after delete on landings when old.person_id is not null begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways"]') t
    where p.person_id = old.person_id on conflict do nothing;
end;
create trigger untallied_consents_insert after insert on consents when new.person_id is not null begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways", "surveys"]') t
    where p.person_id = new.person_id on conflict do nothing;
end;
create trigger untallied_consents_update after update on consents begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways", "surveys"]') t
    where p.person_id in (old.person_id, new.person_id) on conflict do nothing;
end;
create trigger untallied_consents_delete after delete on consents when old.person_id is not null begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways", "surveys"]') t
    where p.person_id = old.person_id on conflict do nothing;
end;
create trigger untallied_profiles_insert after insert on profiles when new.person_id is not null begin
  insert into untallied select p.group_id, p.id, 'ways' from participants p where p.person_id = new.person_id on conflict do nothing;
end;
create trigger untallied_profiles_update after update on profiles begin
  insert into untallied select p.group_id, p.id, 'ways' from participants p where p.person_id in (old.person_id, new.person_id) on conflict do nothing;
end;
create trigger untallied_profiles_delete after delete on profiles when old.person_id is not null begin
  insert into untallied select p.group_id, p.id, 'ways' from participants p where p.person_id = old.person_id on conflict do nothing;
end;
create trigger untallied_cohorts_update after update of starts_on, ends_on, program_id on cohorts begin
  insert into untallied select p.group_id, p.id, 'ways' from participants p where p.id in (select participant_id from participations where cohort_id = new.id) on conflict do nothing;
end;
create trigger untallied_opportunities_update after update of work_groups on opportunities when new.work_groups <> old.work_groups begin
  insert into untallied select p.group_id, p.id, t.value from participants p join json_each('["positions", "ways"]') t
    where p.id in (
    select participant_id from group_landings where opportunity_id = new.id
    union select x.id from landings l join participants x on x.person_id = l.person_id where l.opportunity_id = new.id) on conflict do nothing;
end;
