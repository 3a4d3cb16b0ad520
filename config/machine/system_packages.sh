#!/usr/bin/env bash
# Debian 12 and Ubuntu 24.04 packages that pip and npm cannot bring. Usage: system_packages.sh [run|test|bench]
# Installs only what is missing, and only as root or with password-less sudo; otherwise prints the exact command.
source "$(dirname "${BASH_SOURCE[0]}")/says.sh"
purpose="${1:-run}"

newest_server_with_postgis() {
    local bin found=""
    for bin in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V); do
        [[ -x "$bin/initdb" ]] || continue
        [[ -f "/usr/share/postgresql/$(basename "$(dirname "$bin")")/extension/postgis.control" ]] && found="$bin"
    done
    [[ -n "$found" ]]
}

# The version of an installed server when apt has PostGIS for it, else the newest that apt has.
postgis_package() {
    local offered installed version
    offered="$(apt-cache search --names-only '^postgresql-[0-9]+-postgis-3$' | cut -d' ' -f1 | sort -V)"
    installed="$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -rV)"
    for path in $installed; do
        version="$(cut -d/ -f5 <<<"$path")"
        grep -qx "postgresql-$version-postgis-3" <<<"$offered" && { echo "postgresql-$version-postgis-3"; return; }
    done
    tail -n 1 <<<"$offered"
}

has_library() { python3 -c "import ctypes.util, sys; sys.exit(ctypes.util.find_library('$1') is None)"; }
has_chromium() { [[ -n "${CHROMIUM:-}" ]] || command -v chromium-headless-shell chromium chromium-browser google-chrome >/dev/null; }

list_missing() {
    command -v python3 >/dev/null || echo python3
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    [[ -n "${DATABASE_URL:-}" ]] || newest_server_with_postgis || echo postgresql-server
    { has_library gdal && has_library geos_c && command -v ogr2ogr; } >/dev/null 2>&1 || echo gdal-bin
    if [[ "$purpose" == test ]]; then
        has_chromium || echo chromium-headless-shell # the same engine without a window: a third less work a page
        /usr/bin/python3 -c "import qgis.core" 2>/dev/null || echo python3-qgis # reads the API as its users do
        has_library atomic || echo libatomic1 # the browser driver's own Node needs it
        [[ -d /usr/share/fonts/truetype/noto ]] || echo fonts-noto-core
    fi
    if [[ "$purpose" == bench ]]; then
        command -v gcc >/dev/null || printf '%s\n' gcc libc6-dev # the load generators
        [[ -x /usr/lib/cgi-bin/mapserv ]] || echo cgi-mapserver
        [[ -x /usr/sbin/nginx ]] || echo nginx-light
    fi
}

mapfile -t missing < <(list_missing)
((${#missing[@]})) || exit 0

os="$(. /etc/os-release 2>/dev/null && echo "${ID:-unknown} ${VERSION_ID:-}" || echo unknown)"
case "$os" in
    "debian 12" | "ubuntu 24.04") ;;
    *) stop_with "missing: ${missing[*]}; this script knows Debian 12 and Ubuntu 24.04 only (here: $os)." \
        "Install PostgreSQL >= 14 with PostGIS 3, GDAL, python3-venv (and Chromium for the tests) and start again." ;;
esac
if [[ "$os" == ubuntu* && " ${missing[*]} " == *" chromium-headless-shell "* ]]; then
    stop_with "the browser tests need Chromium, which Ubuntu ships only as a snap." \
        "sudo snap install chromium      or name any installed Chromium: CHROMIUM=/path/to/chrome make test"
fi

as_root=()
if ((EUID != 0)); then
    if sudo -n true 2>/dev/null; then as_root=(sudo -n); else as_root=(refused); fi
fi

if [[ "${as_root[0]:-}" != refused ]] && ! apt-cache show gdal-bin >/dev/null 2>&1; then
    step "Refreshing the package lists (apt-get update)"
    "${as_root[@]}" apt-get update -qq
fi
packages=()
for name in "${missing[@]}"; do
    if [[ "$name" == postgresql-server ]]; then
        found="$(postgis_package)"
        found="${found:-postgresql-$([[ "$os" == debian* ]] && echo 15 || echo 16)-postgis-3}"
        packages+=("${found%-postgis-3}" "$found")
    else
        packages+=("$name")
    fi
done
if [[ "${as_root[0]:-}" == refused ]]; then
    stop_with "these system packages are missing and may not be installed from here. Run:" \
        "sudo apt-get update && sudo apt-get install --no-install-recommends ${packages[*]}"
fi

step "Installing system packages: ${packages[*]}"
# Our cluster is private: ask Debian's package not to create and start one of its own on port 5432.
no_main=/etc/postgresql-common/createcluster.d/cauduong-setup.conf
if [[ " ${packages[*]} " == *" postgresql-"* ]]; then
    "${as_root[@]}" mkdir -p "$(dirname "$no_main")"
    echo 'create_main_cluster = false' | "${as_root[@]}" tee "$no_main" >/dev/null
fi
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}")
log="$LOCAL/apt.log"
if ! "${install[@]}" >"$log" 2>&1; then
    "${as_root[@]}" apt-get update -qq # lists may be older than the mirror
    "${install[@]}" >"$log" 2>&1 || { tail -n 20 "$log" >&2; "${as_root[@]}" rm -f "$no_main"; stop_with "apt-get failed; full log: $log"; }
fi
"${as_root[@]}" rm -f "$no_main"
