-- What everything else stands on: extensions, schemas, plain text for searching, public ids.

create extension if not exists postgis;
create extension if not exists btree_gist;   -- sections of a road must not overlap
create extension if not exists unaccent;     -- people type "cau ho phong"
create extension if not exists pg_trgm;

create schema if not exists lrs;             -- linear referencing
create schema if not exists history;         -- what happened
create schema if not exists fresh;           -- which tiles an edit touched

-- Text without accents and case, for comparing what people type.
create or replace function plain_text(t text) returns text language sql immutable strict parallel safe
as $$ select lower(public.unaccent('public.unaccent', normalize(t, NFC))) $$;

-- A code without accents, case and punctuation: 'QL.1', 'ql 1' and 'QL1' are one road.
create or replace function plain_code(t text) returns text language sql immutable strict parallel safe
as $$ select regexp_replace(public.plain_text(t), '[^a-z0-9]', '', 'g') $$;

create sequence if not exists public_id_r;
create sequence if not exists public_id_p;
create sequence if not exists public_id_s;
create sequence if not exists public_id_b;
create sequence if not exists public_id_c;

-- The next public id of a kind: new_public_id('B') -> 'B-000001'. Sequences never go back.
create or replace function new_public_id(prefix text) returns text language sql volatile as $$
  select prefix || '-' || repeat('0', greatest(0, 6 - length(n))) || n
    from nextval(('public.public_id_' || lower(prefix))::regclass) as drawn, lateral (select drawn::text as n) as shown
$$;

-- Every public id ever given, so that none is given twice, whoever inserts.
create table if not exists issued_public_id (
  public_id text primary key,
  kind text not null,
  row_id bigint not null
);
