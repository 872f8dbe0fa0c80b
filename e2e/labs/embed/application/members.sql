create table members (
  member_no bigint primary key generated always as identity (start with 9000000000),
  mail text not null unique,
  full_name text not null,
  state text not null default 'here',
  secret text,
  passwords bigint not null default 1
);
create index members_canonical on members (lower(mail));
alter table resets add foreign key (user_id) references members on delete cascade;
