#!/usr/bin/env bash
# The private PostgreSQL + PostGIS of this checkout: own data directory, unix socket only, never as root.
# Usage: database.sh start|stop|status|psql [ARGS]     (with DATABASE_URL set: start and stop do nothing)
source "$(dirname "${BASH_SOURCE[0]}")/says.sh"

if [[ -n "${DATABASE_URL:-}" ]]; then
    case "${1:-}" in start) step "Database: DATABASE_URL is set, nothing to start" ;; stop | status) ;; *) exec psql "${DATABASE_URL/postgis:/postgresql:}" "${@:2}" ;; esac
    exit 0
fi

# PostgreSQL refuses to run as root: root lends it the package's own account.
account="$(id -un)"
if ((EUID == 0)); then account="$(getent passwd postgres >/dev/null && echo postgres || echo nobody)"; fi
as_account() { if ((EUID == 0)); then (cd / && runuser -u "$account" -- "$@" 9>&-); else (cd / && "$@" 9>&-); fi; }

mark="$(printf '%s' "${CAUDUONG_LOCAL:-$ROOT}" | sha256sum | cut -c1-12)"
# Under .local, unless the account cannot get there (a checkout below /root, say).
home="$LOCAL/postgres"
as_account test -x "$LOCAL" || home="/var/tmp/cauduong-$mark"
data="$home/data"
socket="$home/socket"
log="$home/server.log"
# A socket's path has 107 bytes at most.
((${#socket} + 15 <= 107)) || socket="/tmp/cauduong-$mark"

bin=""
for candidate in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V); do
    [[ -f "/usr/share/postgresql/$(basename "$(dirname "$candidate")")/extension/postgis.control" ]] && bin="$candidate"
done
if [[ -f "$data/PG_VERSION" ]]; then # a cluster stays with the version that made it
    bin="/usr/lib/postgresql/$(as_account cat "$data/PG_VERSION")/bin"
fi
[[ -x "$bin/postgres" ]] || stop_with "no PostgreSQL server with PostGIS found" "make setup   installs it"

private_directory() {
    [[ ! -L "$1" ]] || stop_with "$1 is a link: someone else may have put it there"
    mkdir -p "$1"
    ((EUID != 0)) || [[ "$(stat -c %U "$1")" == "$account" ]] || chown "$account" "$1"
    chmod 700 "$1"
    [[ "$(stat -c %U "$1")" == "$account" ]] || stop_with "$1 belongs to someone else"
}
running() { as_account "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; }
superuser() { PGOPTIONS='-c client_min_messages=warning' "$bin/psql" -X -q -v ON_ERROR_STOP=1 -h "$socket" -U postgres "$@"; }

create_cluster() {
    step "Creating the private database cluster (PostgreSQL $(basename "$(dirname "$bin")"))"
    private_directory "$data"
    as_account "$bin/initdb" -D "$data" -U postgres -E UTF8 --locale=C.UTF-8 --auth-local=trust --auth-host=reject >/dev/null
    # Trust is safe here: nobody else can enter the socket's directory (mode 0700), and there is no TCP port.
    as_account tee -a "$data/postgresql.conf" >/dev/null <<CONF

# --- CầuĐường
include = 'cauduong.conf'
CONF
}

write_settings() {
    as_account tee "$data/cauduong.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$socket'
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = ${SHARED_BUFFERS:-256MB}
work_mem = 32MB
maintenance_work_mem = 256MB
random_page_cost = 1.1
jit = off
track_commit_timestamp = on
logging_collector = off
timezone = 'UTC'
CONF
}

# The application's role owns its databases but is no superuser; PostGIS is in template1, so that every
# database it creates (the tests' too) has it, with the right to add the VN-2000 systems PostGIS 3.3 lacks.
create_role_and_database() {
    superuser -d template1 <<'SQL'
CREATE EXTENSION IF NOT EXISTS postgis;
SELECT 'CREATE ROLE cauduong LOGIN CREATEDB' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cauduong') \gexec
GRANT INSERT, UPDATE, DELETE ON spatial_ref_sys TO cauduong;
SQL
    superuser -d postgres <<'SQL'
SELECT 'CREATE DATABASE cauduong OWNER cauduong' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'cauduong') \gexec
SQL
}

start() {
    one_at_a_time database
    private_directory "$home"
    private_directory "$socket"
    [[ -f "$data/PG_VERSION" ]] || create_cluster
    if running; then step "Database: already running"; else
        write_settings
        step "Database: starting"
        as_account "$bin/pg_ctl" -D "$data" -l "$log" -w -t 60 start >/dev/null ||
            { as_account tail -n 15 "$log" >&2; stop_with "the database did not start; log: $log"; }
    fi
    local cluster
    cluster="$socket $(as_account stat -c '%i %Y' "$data/PG_VERSION")"
    if ! is_fresh database-role "$cluster"; then
        create_role_and_database
        stamp database-role "$cluster"
    fi
    printf 'postgis://cauduong@/cauduong?host=%s' "$socket" >"$LOCAL/database_url"
}

stop() {
    if [[ ! -f "$data/PG_VERSION" ]] || ! running; then
        step "Database: not running"
        return
    fi
    as_account "$bin/pg_ctl" -D "$data" -m fast -w stop >/dev/null
    step "Database: stopped"
}

case "${1:-}" in
    start) start ;;
    stop) stop ;;
    status) if running; then echo running; else echo stopped; fi ;;
    psql) shift; exec "$bin/psql" -h "$socket" -U cauduong "${@:-cauduong}" ;;
    *) stop_with "usage: database.sh start|stop|status|psql" ;;
esac
