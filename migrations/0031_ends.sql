-- When an opportunity ends, without its bodies: full text passes over what is over, a thousand times a search.
create index opportunities_ends on opportunities (seq, published_at, closes_at, id);
