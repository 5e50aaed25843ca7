-- Until when calls of an instance are traced; null and the past mean that they are not.
alter table instances add column trace_until timestamptz;

create index instances_account on instances (organization_id, account_id, id);

-- The outcome of a request to create an instance, by the keyed hash of the key that its caller
-- chose. One without an instance is under way, or its process died.
create table idempotency_keys (
  organization_id bigint      not null references organizations (id),
  key_hash        bytea       not null,
  request_hash    bytea       not null,
  instance_id     bigint      references instances (id) on delete cascade,
  started_at      timestamptz not null default now(),
  primary key (organization_id, key_hash)
);
create index idempotency_keys_age on idempotency_keys (started_at);
