-- An invitation to a group by mail; without an answer it is open, one a group and address.
create table group_invitations (
  id text primary key not null,
  group_id text not null references groups(id),
  -- Empty once it is answered.
  email text not null,
  email_key text not null,
  role text not null,
  invited_by text not null,
  invited_at integer not null,
  answer text,
  answered_at integer
);
create index group_invitations_group on group_invitations (group_id);
create unique index group_invitations_open on group_invitations (group_id, email_key) where answer is null;

-- When the first of it was held, as far as it is known: no cohort begins before.
alter table programs add column began_on text;
-- What the directory searches, folded.
alter table programs add column words text not null default '';

-- What outsiders may read of a program's people: so many of so many, in whole fives, told anew once a month. Without a
-- cohort it is of all of them. Without a count there is nothing to tell, and that month is done.
create table program_figures (
  program_id text not null references programs(id),
  cohort_id text not null,
  figure text not null,
  month text not null,
  count integer,
  out_of integer,
  told_at integer not null,
  primary key (program_id, cohort_id, figure)
);

-- Public pages are kept until the board's version moves.
create trigger programs_insert after insert on programs when new.published_at is not null begin
  update versions set value = value + 1 where name = 'board';
end;
create trigger programs_update after update on programs
  when new.published_at is not null or old.published_at is not null begin
  update versions set value = value + 1 where name = 'board';
end;
create trigger programs_delete after delete on programs when old.published_at is not null begin
  update versions set value = value + 1 where name = 'board';
end;
create trigger cohorts_insert after insert on cohorts
  when exists (select 1 from programs where id = new.program_id and published_at is not null) begin
  update versions set value = value + 1 where name = 'board';
end;
create trigger cohorts_update after update on cohorts
  when exists (select 1 from programs where id = new.program_id and published_at is not null) begin
  update versions set value = value + 1 where name = 'board';
end;
create trigger cohorts_delete after delete on cohorts
  when exists (select 1 from programs where id = old.program_id and published_at is not null) begin
  update versions set value = value + 1 where name = 'board';
end;
create trigger groups_update after update on groups
  when exists (select 1 from programs where group_id = new.id and published_at is not null) begin
  update versions set value = value + 1 where name = 'board';
end;
create trigger program_figures_insert after insert on program_figures when new.count is not null begin
  update versions set value = value + 1 where name = 'board';
end;
create trigger program_figures_delete after delete on program_figures when old.count is not null begin
  update versions set value = value + 1 where name = 'board';
end;

create trigger people_erased_groups after delete on people begin
  delete from group_invitations where email_key = old.email_key;
  update group_invitations set invited_by = 'erased' where invited_by = old.id;
end;
