#!/usr/bin/env bash
# Every check, one stage after the other; the first failure ends it. Usage: checks.sh all|lint
source "$(dirname "${BASH_SOURCE[0]}")/says.sh"
cd "$ROOT"
began=$SECONDS

stage() {
    local name="$1" start=$SECONDS
    shift
    printf -- '--- %s\n' "$name"
    if ! "$@"; then
        printf '\nFAILED: %s (%d s). To repeat this stage alone: %s\n' "$name" $((SECONDS - start)) "$*" >&2
        exit 1
    fi
    printf '    ok: %s, %d s\n' "$name" $((SECONDS - start))
}

"$MACHINE/system_packages.sh" test
"$MACHINE/python_env.sh" test
export PATH="$VENV/bin:$PATH"

front_end() {
    stage "front end: build" "$MACHINE/front_end.sh" build
    stage "front end: types and lint" "$MACHINE/front_end.sh" check
    stage "front end: vitest" "$MACHINE/front_end.sh" test
}
if [[ "${1:-all}" == all ]]; then # beside what waits for Python
    front_end >"$LOCAL/front-end-checks.log" 2>&1 &
    beside=$!
    trap 'kill "$beside" 2>/dev/null || true' EXIT
fi

stage "ruff: lint" ruff check --quiet .
stage "ruff: format" ruff format --check --quiet .
stage "mypy: types" mypy --no-error-summary
stage "import-linter: who may import whom" lint-imports --no-logo
stage "shellcheck: scripts" shellcheck -x -P config/machine config/machine/*.sh .ci/run
stage "hadolint: Dockerfile" hadolint Dockerfile
[[ "${1:-all}" == lint ]] && exit 0

stage "database: private PostGIS" "$MACHINE/database.sh" start
stage "django: system check" python manage.py check --fail-level WARNING
stage "django: no migration is missing" python manage.py makemigrations --check --dry-run
front_end_failed=0
wait "$beside" || front_end_failed=1
cat "$LOCAL/front-end-checks.log"
((front_end_failed == 0)) || exit 1
printf -- '--- pytest (all before it: %d s)\n' $((SECONDS - began))
side_by_side=(python -m pytest -n auto --maxprocesses 4 --dist worksteal)
failed=0
"${side_by_side[@]}" --emptying never --create-db --reuse-db || failed=1
"${side_by_side[@]}" --emptying only --reuse-db || failed=1 # told in one run, whatever the first has found
exit "$failed"
