-- How many people an opportunity matched when that was counted: a number, never who. `version` is the board's when what
-- was counted had last changed.
create table opportunity_reach (
  opportunity_id text primary key not null,
  people integer not null,
  counted_at integer not null,
  version integer not null
);
create index opportunity_reach_counted on opportunity_reach (counted_at);
create index opportunity_reach_version on opportunity_reach (version);

create trigger opportunity_reach_delete after delete on opportunities begin
  delete from opportunity_reach where opportunity_id = old.id;
end;
