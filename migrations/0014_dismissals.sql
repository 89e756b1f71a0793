-- "Not for me": what somebody set aside, and why. Out of their matches until they take it back.
create table dismissals (
  person_id text not null references people(id),
  opportunity_id text not null references opportunities(id),
  reason text not null,
  note text not null,
  at integer not null,
  primary key (person_id, opportunity_id)
);
create index dismissals_opportunity on dismissals (opportunity_id, reason);

-- How many of the people who name skills name this one. Only what may be told: 5 people at least do, and 5 do not.
create table skill_counts (
  skill_id text primary key not null,
  people integer not null,
  out_of integer not null,
  counted_on text not null
);
