#!/usr/bin/env bash
# .venv with exactly the pinned packages. Usage: python_env.sh [run|test]
source "$(dirname "${BASH_SOURCE[0]}")/says.sh"
one_at_a_time python
wanted="$ROOT/requirements.txt"
[[ "${1:-run}" == test ]] && wanted="$ROOT/requirements-dev.txt"

version="$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop_with "Python 3.11 or newer is needed; python3 is $version"
key="$version $(contents_of "$ROOT/requirements.txt" "$ROOT/requirements-dev.txt")"

# What the tests need includes what a run needs.
if [[ -x "$VENV/bin/python" ]] && { is_fresh python-test "$key" || { [[ "${1:-run}" == run ]] && is_fresh python-run "$key"; }; }; then
    exit 0
fi
if ! "$VENV/bin/python" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" 2>/dev/null; then
    step "Python: creating .venv ($version)"
    python3 -m venv --clear "$VENV"
fi
step "Python: installing the packages of $(basename "$wanted")"
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input -r "$wanted" 2>"$LOCAL/pip.log" ||
    { tail -n 15 "$LOCAL/pip.log" >&2; stop_with "pip failed; full log: $LOCAL/pip.log"; }
stamp "python-${1:-run}" "$key"
