-- Words that belong to an event. They can be erased: the chain holds only their salted hash.
create table event_details (
  event_id text primary key not null,
  salt text not null,
  detail text not null
);

-- Each event once, chained: `hash` covers the hash before it, the event, and `detail_hash`.
create table seals (
  position integer primary key not null,
  event_id text not null unique,
  detail_hash text,
  hash text not null
);
create index events_subject on events (subject_id);
