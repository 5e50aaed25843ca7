-- What is kept of files and folders of instances where their provider has no place for it. An item
-- is named by the id that stays when it is moved.
create table item_notes (
  organization_id bigint not null references organizations (id),
  instance_id     bigint not null references instances (id) on delete cascade,
  item_id         text   not null,
  tags            text[] not null,
  description     text,
  properties      jsonb  not null,
  primary key (instance_id, item_id)
);

-- Links to a file's content that were made before are no longer followed.
create table content_link_ends (
  organization_id bigint      not null references organizations (id),
  instance_id     bigint      not null references instances (id) on delete cascade,
  item_id         text        not null,
  ended_at        timestamptz not null,
  primary key (instance_id, item_id)
);
