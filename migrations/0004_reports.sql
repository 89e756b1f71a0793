-- What readers say of something shown; one report a network and subject. A report alone changes nothing.
create table reports (
  id text primary key not null,
  subject_id text not null,
  reason text not null,
  network_key text not null,
  at integer not null,
  unique (subject_id, network_key)
);
create index reports_network on reports (network_key, at);
