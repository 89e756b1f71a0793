-- What somebody keeps of their way to an opportunity. `state` is the one of the last step; `version` settles two tabs.
create table applications (
  id text primary key not null,
  person_id text not null references people(id),
  opportunity_id text not null references opportunities(id),
  state text not null,
  version integer not null,
  notes text not null,
  due_on text,
  referral_id text,
  -- When its owner last said how it stands, or that nothing is new.
  checked_at integer not null,
  created_at integer not null,
  updated_at integer not null
);
create unique index applications_tracked on applications (person_id, opportunity_id);
create index applications_opportunity on applications (opportunity_id);
create index applications_checked on applications (state, checked_at);
create index applications_due on applications (due_on) where due_on is not null;

-- How it went, in the order it was said; the day is when it happened, and can be changed.
create table application_steps (
  application_id text not null references applications(id),
  number integer not null,
  state text not null,
  happened_on text not null,
  at integer not null,
  via text not null,
  primary key (application_id, number)
);

-- Somebody takes up a position. Without a person it is a count. No reference to applications: those can be removed.
create table landings (
  id text primary key not null,
  person_id text references people(id),
  opportunity_id text references opportunities(id),
  application_id text,
  organization_id text references organizations(id),
  organization_name text not null,
  title text not null,
  kind text not null,
  commitment text not null,
  fte_active real,
  fte_year real,
  starts_on text not null,
  ended_on text,
  evidence_url text,
  referral_id text,
  created_at integer not null,
  updated_at integer not null
);
create index landings_person on landings (person_id);
create index landings_opportunity on landings (opportunity_id);
create unique index landings_current on landings (application_id) where ended_on is null;

-- How somebody wants to be reminded and asked, in which zone, and the hash of their calendar's link.
create table tracker_settings (
  person_id text primary key not null references people(id),
  reminders integer not null default 1,
  check_ins integer not null default 1,
  zone text,
  looking text,
  looking_at integer,
  feed_hash text,
  feed_made_at integer
);
create unique index tracker_settings_feed on tracker_settings (feed_hash) where feed_hash is not null;

create index profiles_updated on profiles (updated_at);
