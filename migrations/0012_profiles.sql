-- What a person states of themselves, whole: `src/profiles/schema.ts`. `version` settles two tabs that save at once.
create table profiles (
  person_id text primary key not null references people(id),
  content text not null,
  version integer not null,
  -- When it, or what its owner allows, last changed, in the numbers of `versions`.
  changed_version integer not null default 0,
  created_at integer not null,
  updated_at integer not null
);
create index profiles_changed on profiles (changed_version);

-- What somebody agreed to, purpose by purpose. Withdrawn rows stay: what was allowed when.
create table consents (
  id text primary key not null,
  person_id text not null references people(id),
  purpose text not null,
  -- Of the words that were agreed to.
  words_version integer not null,
  given_at integer not null,
  withdrawn_at integer
);
create unique index consents_given on consents (person_id, purpose) where withdrawn_at is null;

-- `people` counts changes of profiles and of what may be done with them, `people_removed` those that leave nothing to stamp.
insert into versions (name, value) values ('people', 1), ('people_removed', 1);

create trigger profiles_insert after insert on profiles begin
  update versions set value = value + 1 where name = 'people';
  update profiles set changed_version = (select value from versions where name = 'people') where person_id = new.person_id;
end;
create trigger profiles_update after update of content on profiles begin
  update versions set value = value + 1 where name = 'people';
  update profiles set changed_version = (select value from versions where name = 'people') where person_id = new.person_id;
end;
create trigger profiles_delete after delete on profiles begin
  update versions set value = value + 1 where name in ('people', 'people_removed');
end;
create trigger consents_insert after insert on consents begin
  update versions set value = value + 1 where name = 'people';
  update profiles set changed_version = (select value from versions where name = 'people') where person_id = new.person_id;
end;
create trigger consents_update after update on consents begin
  update versions set value = value + 1 where name = 'people';
  update profiles set changed_version = (select value from versions where name = 'people') where person_id = new.person_id;
end;
create trigger suspensions_people_insert after insert on suspensions begin
  update versions set value = value + 1 where name = 'people';
  update profiles set changed_version = (select value from versions where name = 'people') where person_id = new.subject_id;
end;
create trigger suspensions_people_delete after delete on suspensions begin
  update versions set value = value + 1 where name = 'people';
  update profiles set changed_version = (select value from versions where name = 'people') where person_id = old.subject_id;
end;
