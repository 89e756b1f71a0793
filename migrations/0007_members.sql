-- What `about_html` was made of, to be edited again; null where the text came from elsewhere.
alter table organizations add column about_markdown text;

create table members (
  organization_id text not null references organizations(id),
  person_id text not null references people(id),
  role text not null,
  added_by text not null,
  added_at integer not null,
  primary key (organization_id, person_id)
);
create index members_person on members (person_id);

create table invitations (
  id text primary key not null,
  organization_id text not null references organizations(id),
  email text not null,
  email_key text not null,
  role text not null,
  invited_by text not null,
  invited_at integer not null,
  answer text,
  answered_at integer
);
create index invitations_organization on invitations (organization_id);
create unique index invitations_open on invitations (organization_id, email_key) where answer is null;

-- Somebody there has a mailbox at the domain of the organization's site.
create table verifications (
  organization_id text primary key not null references organizations(id),
  domain text not null,
  person_id text not null,
  verified_at integer not null
);

-- The badge is shown on public pages, which are kept until the board's version moves.
create trigger verifications_insert after insert on verifications begin
  update versions set value = value + 1 where name = 'board';
end;
create trigger verifications_delete after delete on verifications begin
  update versions set value = value + 1 where name = 'board';
end;

-- What a trusted organization submits is published at once.
create table trusts (
  organization_id text primary key not null references organizations(id),
  trusted_by text not null,
  trusted_at integer not null
);

-- Where a duplicate went: its old address leads there.
create table merges (
  organization_id text primary key not null,
  into_id text not null references organizations(id),
  merged_by text not null,
  merged_at integer not null
);

-- A new name of an organization that readers know: a moderator looks at it first.
create table renamings (
  organization_id text primary key not null references organizations(id),
  name text not null,
  asked_by text not null,
  asked_at integer not null
);

-- Who was removed comes back by invitation only.
create table removed_members (
  organization_id text not null references organizations(id),
  person_id text not null references people(id),
  removed_by text not null,
  removed_at integer not null,
  primary key (organization_id, person_id)
);

create table groups (
  id text primary key not null,
  name text not null,
  name_key text not null unique,
  example integer not null default 0,
  created_at integer not null
);

create table group_members (
  group_id text not null references groups(id),
  person_id text not null references people(id),
  role text not null,
  added_at integer not null,
  primary key (group_id, person_id)
);
create index group_members_person on group_members (person_id);
