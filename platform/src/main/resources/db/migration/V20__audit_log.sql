-- Who did what, when and from where. It can only be added to: what it says of users, instances
-- and the like outlives them, and it holds no secrets.
create table audit_log (
  id              bigint      generated always as identity primary key,
  organization_id bigint      not null references organizations (id),
  at              timestamptz not null default clock_timestamp(),
  -- null where nobody was calling, such as when the operator rotates keys
  user_id         bigint,
  account_id      bigint,
  address         text,
  request_id      text,
  action          text        not null,
  subject_kind    text        not null,
  subject_id      text,
  succeeded       boolean     not null
);
create index audit_log_subject on audit_log (organization_id, subject_kind, subject_id, id);
create index audit_log_user on audit_log (organization_id, user_id, id);
create index audit_log_organization on audit_log (organization_id, id);

create function audit_log_stays() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log can only be added to.';
end
$$;
create trigger audit_log_rows_stay before update or delete on audit_log
  for each row execute function audit_log_stays();
create trigger audit_log_stays before truncate on audit_log
  for each statement execute function audit_log_stays();
