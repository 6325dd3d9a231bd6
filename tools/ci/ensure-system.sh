#!/usr/bin/env bash
# System packages that neither npm nor PyPI brings. On other systems than Debian and its kin the set-up says what it misses.
set -euo pipefail

packages=()
python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3 python3-venv)
# Tests open pages in a real browser.
if [ "$(node tools/setup/find-chromium.mjs)" = none ]; then packages+=(chromium); fi
# The tests of publishing push to a registry of their own.
if [ "${1:-}" = containers ] && [ ! -x /usr/bin/docker-registry ]; then packages+=(docker-registry); fi
if [ "${#packages[@]}" -eq 0 ] || ! command -v apt-get >/dev/null; then exit 0; fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
echo "system: installing ${packages[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
