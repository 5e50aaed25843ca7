-- What became of the calls of traced instances, each by the id of its call. Sealed, since it holds
-- what people's applications have sent and received; kept for a day.
create table traces (
  organization_id bigint      not null references organizations (id),
  id              text        not null,
  instance_id     bigint      not null references instances (id) on delete cascade,
  element_id      bigint      not null,
  sealed          bytea       not null,
  created_at      timestamptz not null,
  primary key (organization_id, id)
);
create index traces_age on traces (created_at);
create index traces_of_organization on traces (organization_id, created_at);
create index traces_of_instance on traces (instance_id);
