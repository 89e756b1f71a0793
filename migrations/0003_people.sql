create table people (
  id text primary key not null,
  name text not null,
  email text not null,
  email_key text not null unique,
  role text not null,
  example integer not null default 0,
  created_at integer not null
);
