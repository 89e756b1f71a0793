-- Who had themselves erased: of the address only its keyed hash is kept. Lifted once its owner comes back by their own
-- mail; what is older than the erasure stays erased all the same, also when a backup brings it back.
create table erasures (
  email_key text primary key not null,
  erased_at integer not null,
  lifted_at integer
);

-- What somebody did for others stays; that it was them goes with them. One statement instead of one a column.
create trigger people_erased after delete on people begin
  update members set added_by = 'erased' where added_by = old.id;
  update invitations set invited_by = 'erased' where invited_by = old.id;
  update trusts set trusted_by = 'erased' where trusted_by = old.id;
  update merges set merged_by = 'erased' where merged_by = old.id;
  update renamings set asked_by = 'erased' where asked_by = old.id;
  update removed_members set removed_by = 'erased' where removed_by = old.id;
  update suspensions set suspended_by = 'erased' where suspended_by = old.id;
  update decisions set decided_by = 'erased' where decided_by = old.id;
  update retractions set retracted_by = 'erased' where retracted_by = old.id;
  update closures set closed_by = 'erased' where closed_by = old.id;
  update interests set answered_by = 'erased' where answered_by = old.id;
  update report_answers set answered_by = 'erased' where answered_by = old.id;
end;
