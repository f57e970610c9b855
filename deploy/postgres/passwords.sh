#!/bin/sh
# Gives the roles of accounts.sql the passwords of a pgpass file (host:port:database:role:password, one a line).
# Inside the PostgreSQL container this runs once by itself; elsewhere: passwords.sh PGPASS_FILE, as administrator.
set -eu
file=${1:-/run/postgres/pgpass}
# The passwords travel by standard input: a command line can be read by everybody on the machine.
cut -d: -f4,5 "$file" | psql -q -v ON_ERROR_STOP=1 -d ssip \
    -c "create temporary table given (role text, password text)" \
    -c "\\copy given from pstdin with (delimiter ':')" \
    -c 'do $$ declare one record; begin
            for one in select * from given loop
                execute format($q$alter role %I password %L$q$, one.role, one.password);
            end loop;
        end $$'
