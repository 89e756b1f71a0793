create table versions (
  name text primary key not null,
  value integer not null
);
insert into versions (name, value) values ('board', 1);

create table organizations (
  id text primary key not null,
  name text not null,
  name_key text not null unique,
  website text,
  about_html text not null default '',
  aliases text not null default '[]',
  countries text not null default '[]',
  parent text,
  founded_on text,
  example integer not null default 0,
  created_at integer not null,
  updated_at integer not null
);

create table opportunities (
  seq integer primary key not null,
  id text not null unique,
  organization_id text not null references organizations(id),
  kind text not null,
  title text not null,
  summary text not null,
  body_html text not null,
  body_text text not null,
  terms text not null,
  apply_url text,
  work_groups text not null,
  sides text not null,
  professions text not null,
  skills text not null,
  teaches text not null,
  audiences text not null,
  languages text not null,
  commitment text not null,
  starts_on text,
  workplace text,
  places text not null,
  remote_regions text not null,
  zone_fence text,
  opens_on text,
  closes_on text,
  zone text,
  closes_at integer,
  rolling integer not null,
  approximate integer not null,
  pay text not null,
  relocation text not null,
  visa text not null,
  level text,
  degree text,
  seats integer,
  validation text,
  example integer not null default 0,
  published_at integer,
  listed_version integer not null default 0,
  changed_version integer not null default 0,
  reopened integer not null default 0,
  verified_on text,
  created_at integer not null,
  updated_at integer not null
);
create index opportunities_organization on opportunities (organization_id);
create index opportunities_published on opportunities (published_at);
create index opportunities_changed on opportunities (changed_version);

create table removals (
  version integer primary key not null,
  seq integer not null
);

create table closures (
  opportunity_id text primary key not null references opportunities(id),
  reason text not null,
  closed_by text not null,
  closed_at integer not null
);

create table imported (
  source text not null,
  external_id text not null,
  subject_id text not null,
  content_hash text not null,
  seen_at integer not null,
  primary key (source, external_id)
);
create index imported_subject on imported (subject_id);

create table events (
  id text primary key not null,
  name text not null,
  subject_id text not null,
  actor_id text not null,
  at integer not null
);

create virtual table opportunity_text using fts5(
  title, organization, summary, body, terms,
  tokenize = "unicode61 remove_diacritics 2"
);

-- Every change of what the board shows moves its version. An opportunity carries the version at which it was listed and the
-- one at which anything shown of it last changed; setting the latter is itself no change. What is deleted leaves a removal.
create trigger opportunities_insert after insert on opportunities begin
  update versions set value = value + 1 where name = 'board';
  update opportunities set changed_version = (select value from versions where name = 'board'),
    listed_version = case when new.published_at is not null
      then (select value from versions where name = 'board') else listed_version end
    where seq = new.seq;
  insert into opportunity_text (rowid, title, organization, summary, body, terms) values (
    new.seq, new.title, (select name from organizations where id = new.organization_id),
    new.summary, new.body_text, new.terms);
end;
create trigger opportunities_text after update of title, summary, body_text, terms, organization_id on opportunities begin
  update opportunity_text set title = new.title, summary = new.summary, body = new.body_text, terms = new.terms,
    organization = (select name from organizations where id = new.organization_id) where rowid = new.seq;
end;
create trigger opportunities_update after update on opportunities when new.changed_version = old.changed_version begin
  update versions set value = value + 1 where name = 'board';
  update opportunities set changed_version = (select value from versions where name = 'board'),
    listed_version = case when new.published_at is not null
      and (old.published_at is null or new.reopened <> old.reopened)
      then (select value from versions where name = 'board') else listed_version end
    where seq = new.seq;
end;
create trigger opportunities_delete after delete on opportunities begin
  update versions set value = value + 1 where name = 'board';
  insert into removals (version, seq) select value, old.seq from versions where name = 'board';
  delete from opportunity_text where rowid = old.seq;
end;
create trigger closures_insert after insert on closures begin
  update versions set value = value + 1 where name = 'board';
  update opportunities set changed_version = (select value from versions where name = 'board')
    where id = new.opportunity_id;
end;
create trigger closures_delete after delete on closures begin
  update opportunities set reopened = reopened + 1 where id = old.opportunity_id;
end;
create trigger organizations_insert after insert on organizations begin
  update versions set value = value + 1 where name = 'board';
end;
create trigger organizations_update after update on organizations begin
  update versions set value = value + 1 where name = 'board';
  update opportunities set changed_version = (select value from versions where name = 'board')
    where organization_id = new.id and (new.name <> old.name or new.website is not old.website);
  update opportunity_text set organization = new.name
    where new.name <> old.name and rowid in (select seq from opportunities where organization_id = new.id);
end;
