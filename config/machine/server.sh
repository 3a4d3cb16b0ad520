#!/usr/bin/env bash
# Migrate, load the sample when the database is empty, serve in the background. Usage: server.sh start|stop
source "$(dirname "${BASH_SOURCE[0]}")/says.sh"
port="${PORT:-8000}"
address="http://127.0.0.1:$port"
pid_file="$LOCAL/server.pid"
log="$LOCAL/server.log"
python="$VENV/bin/python"
cd "$ROOT"

ours() { # the process named by our pid file, and still the server we started
    local pid
    [[ -f "$pid_file" ]] && pid="$(<"$pid_file")" && [[ -r "/proc/$pid/cmdline" ]] &&
        tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q 'config.serve'
}
answers() { "$python" "$MACHINE/answers.py" "$address/"; }

stop() {
    if ! ours; then rm -f "$pid_file"; step "Server: not running"; return; fi
    local pid; pid="$(<"$pid_file")"
    kill "$pid"
    for _ in $(seq 100); do [[ -d "/proc/$pid" ]] || break; sleep 0.1; done
    [[ ! -d "/proc/$pid" ]] || kill -9 "$pid"
    rm -f "$pid_file"
    step "Server: stopped"
}

# What the running server was started with: Python sources, front end, port.
running_key() {
    find config infra gisapi maps -path '*/node_modules' -prune -o -type f \
        \( -name '*.py' -o -name '*.sql' -o -name '*.html' -o -path 'maps/static/*' \) -print | sort |
        xargs -d '\n' cat | cat - requirements.txt <(echo "$port ${DATABASE_URL:-}") | sha256sum | cut -d' ' -f1
}

start() {
    one_at_a_time server
    step "Database: migrating"
    "$python" manage.py migrate --verbosity 0
    "$python" manage.py check --database default --fail-level ERROR >/dev/null # history whole, VN-2000 official
    step "Sample province: loading when the database is empty"
    local sample # what it says, the sign-ins among it, is shown under the address
    # Published passwords go into the private database only; into a database of yours when you ask: CAUDUONG_DEMO=1.
    [[ -n "${DATABASE_URL:-}" ]] || export CAUDUONG_DEMO=1
    local demo=()
    [[ "${CAUDUONG_DEMO:-0}" != 1 ]] || demo=(--demo-users)
    sample="$("$python" manage.py load_sample --if-empty "${demo[@]}")"

    local key; key="$(running_key)"
    if ours && is_fresh server "$key" && answers; then
        step "Server: already running"
    else
        if ours; then stop; fi
        if answers; then stop_with "another server already answers at $address" "PORT=8001 make run   takes another port"; fi
        step "Server: starting"
        # Children must not hold our lock: 9>&-
        nohup "$python" -m config.serve 127.0.0.1 "$port" >"$log" 2>&1 </dev/null 9>&- &
        echo $! >"$pid_file"
        for _ in $(seq 60); do
            answers && break
            ours || { tail -n 20 "$log" >&2; stop_with "the server ended (is port $port taken? PORT=8001 make run); log: $log"; }
            sleep 0.3
        done
        answers || { tail -n 20 "$log" >&2; stop_with "the server does not answer at $address; log: $log"; }
        stamp server "$key"
    fi
    step "Ready: $address"
    while IFS= read -r line; do printf '    %s\n' "$line"; done <<<"$sample"
    echo "    make stop   ends it"
}

case "${1:-}" in
    start) start ;;
    stop) stop ;;
    *) stop_with "usage: server.sh start|stop" ;;
esac
