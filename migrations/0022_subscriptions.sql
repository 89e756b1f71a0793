-- Somebody asked to be reached at another address: the newest request of each. Nothing changes before they show that the
-- new mailbox is theirs.
create table address_changes (
  person_id text primary key not null references people(id),
  email text not null,
  email_key text not null,
  seed text not null unique,
  token_hash text not null unique,
  asked_at integer not null,
  used_at integer
);

create trigger people_erased_addresses after delete on people begin
  delete from address_changes where person_id = old.id;
end;
