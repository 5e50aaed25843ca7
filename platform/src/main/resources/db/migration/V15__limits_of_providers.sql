-- The nodes that call providers, and when each of them last said that it lives.
create table provider_nodes (
  node    uuid primary key,
  seen_at timestamptz not null
);

-- How many of the calls of a limit a node may have under way or just behind it. The scope is an app
-- or an account of it, by numbers and a hash.
create table provider_slots (
  scope  text not null,
  budget text not null,
  node   uuid not null references provider_nodes (node) on delete cascade,
  slots  int  not null check (slots >= 0),
  primary key (scope, budget, node)
);
create index on provider_slots (node);

-- Windows that are used up, as providers have announced them.
create table provider_windows (
  scope   text        not null,
  family  text        not null,
  calls   bigint      not null,
  renews  boolean     not null,
  ends_at timestamptz not null,
  primary key (scope, family)
);
