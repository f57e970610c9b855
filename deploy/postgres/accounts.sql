-- One database, one role and one schema per service, and no way from one to the other.
-- As administrator, as often as you like: psql -v ON_ERROR_STOP=1 -f accounts.sql
-- ("accounts" are the people who may sign in to the portal; they are kept like any other service.)
-- Passwords are set apart (passwords.sh, or \password), or clients sign in with certificates.

select 'create database ssip template template0 encoding ''UTF8'''
where not exists (select from pg_database where datname = 'ssip') \gexec
revoke all on database ssip from public;
\connect ssip

revoke all on schema public from public;

-- What the constraints need (no overlapping periods, search by likeness) lives apart and belongs to nobody.
create schema if not exists extensions;
create extension if not exists btree_gist with schema extensions;
create extension if not exists pg_trgm with schema extensions;
grant usage on schema extensions to public;

create temporary table part (name text);
insert into part values
    ('registration'), ('placements'), ('casework'), ('billing'), ('notifications'), ('steering'), ('accounts');

select format('create role ssip_%s login nosuperuser nocreatedb nocreaterole noinherit connection limit 60', name)
from part where not exists (select from pg_roles where rolname = 'ssip_' || name) \gexec

select format('grant connect, temporary on database ssip to ssip_%s', name) from part \gexec
select format('create schema if not exists ssip_%1$s authorization ssip_%1$s', name) from part \gexec
select format('revoke all on schema ssip_%s from public', name) from part \gexec

-- The code names no schema: each role simply finds itself at home.
select format('alter role ssip_%1$s in database ssip set search_path = ssip_%1$s, extensions', name) from part \gexec
select format('alter role ssip_%s in database ssip set timezone = ''UTC''', name) from part \gexec
-- The last net under the time-outs the program sets itself.
select format('alter role ssip_%s in database ssip set lock_timeout = ''5s''', name) from part \gexec
select format('alter role ssip_%s in database ssip set idle_in_transaction_session_timeout = ''60s''', name)
from part \gexec

drop table part;
