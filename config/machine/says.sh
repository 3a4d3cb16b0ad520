# Sourced by every script here: where the repository is, and how a step speaks.
# shellcheck shell=bash
set -euo pipefail
export LC_ALL=C.UTF-8 PYTHONUTF8=1

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"
LOCAL="${CAUDUONG_LOCAL:-$ROOT/.local}" # the bench keeps a cluster and a server of its own
# shellcheck disable=SC2034  # read by the scripts that source this one
VENV="$ROOT/.venv"
# shellcheck disable=SC2034
MACHINE="$ROOT/config/machine"
mkdir -p "$LOCAL"

step() { printf '==> %s\n' "$*"; }

stop_with() {
    printf 'STOPPED: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '         %s\n' "$line" >&2; done
    exit 1
}

# One set-up at a time in one repository. Children that outlive us are started with 9>&-.
one_at_a_time() {
    exec 9>"$LOCAL/$1.lock"
    flock 9
}

# fresh NAME FILE... : true when NAME was stamped with exactly these contents.
contents_of() { cat -- "$@" 2>/dev/null | sha256sum | cut -d' ' -f1; }
is_fresh() { [[ -f "$LOCAL/$1.stamp" && "$(<"$LOCAL/$1.stamp")" == "$2" ]]; }
stamp() { printf '%s' "$2" >"$LOCAL/$1.stamp"; }
