-- Skills that profiles state in words of their own (`otherSkills`): one row a person and term, as long as it stands there.
create table term_proposals (
  person_id text not null references people(id),
  -- The term folded, and its side where one is said: what makes two spellings one.
  term_key text not null,
  term text not null,
  side text,
  proposed_at integer not null,
  primary key (person_id, term_key)
);
create index term_proposals_key on term_proposals (term_key);

-- What moderators made of a term. It outlives those who proposed it, and names none of them.
create table term_answers (
  id text primary key not null,
  term_key text not null unique,
  term text not null,
  verdict text not null,
  -- The skill that it was merged into.
  merged_into text,
  answered_by text not null,
  answered_at integer not null
);
