-- Roles by their keys; those of an account hold for all its users.
alter table users add column roles text[] not null default '{}';
alter table accounts add column roles text[] not null default '{}';

-- Until now there was nobody but the first start's administrators.
update users set roles = '{org-admin}'
where id in (select min(id) from users group by organization_id);

alter table users
  add column city           text,
  add column country        text,
  add column phone          text,
  add column postal_code    text,
  add column state_province text,
  add column street1        text,
  add column street2        text,
  add column external_id    text;

create index instances_user on instances (user_id);
