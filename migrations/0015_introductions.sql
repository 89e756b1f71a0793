-- An organization asks somebody, whom it knows only by a card without a name, to be introduced; and their one answer.
create table introductions (
  id text primary key not null,
  opportunity_id text not null references opportunities(id),
  organization_id text not null references organizations(id),
  person_id text not null references people(id),
  asked_by text not null,
  message text not null,
  asked_at integer not null,
  answer text,
  answered_at integer,
  -- How the person may be reached, in their own words: for the organization's members, once it is accepted.
  note text
);
create unique index introductions_open on introductions (person_id, organization_id) where answer is null;
create index introductions_opportunity on introductions (opportunity_id, person_id);
create index introductions_organization on introductions (organization_id, asked_at);
create index introductions_person on introductions (person_id, asked_at);

-- "This may be for you". Without a person where the address was nobody's: it counts all the same, so that nobody learns whose is known.
create table suggestions (
  id text primary key not null,
  opportunity_id text not null references opportunities(id),
  person_id text references people(id),
  suggested_by text not null,
  note text not null,
  suggested_at integer not null,
  dismissed_at integer
);
create unique index suggestions_once on suggestions (opportunity_id, person_id, suggested_by) where person_id is not null;
create index suggestions_person on suggestions (person_id, suggested_at);
create index suggestions_by on suggestions (suggested_by, suggested_at);

-- A link of somebody's own to pass an opportunity on. Without person and token once they are erased.
create table referrals (
  id text primary key not null,
  token text,
  opportunity_id text not null references opportunities(id),
  person_id text references people(id),
  created_at integer not null
);
create unique index referrals_token on referrals (token) where token is not null;
create unique index referrals_once on referrals (opportunity_id, person_id) where person_id is not null;
create index referrals_person on referrals (person_id, created_at);
