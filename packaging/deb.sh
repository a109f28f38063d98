#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes the Debian package in build/<preset> and says where it is: packaging/deb.sh. With --try it is then installed in
# a bare Debian of its own (debootstrap, in a new folder), started there without a display to make its pictures and a
# table, and removed, after which nothing of it may be left; that needs root, debootstrap and a mirror of Debian:
# DEBIAN_MIRROR, or where apt has this system's packages from. HEADSCOPE_PRESET is the preset that is
# built (default: release). The package is the same byte for byte for the same source, compiler and libraries, in
# whatever folder: --twice builds it again in another one, without the compiler's cache, and compares.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${HEADSCOPE_PRESET:-release}
case ${1:-} in
    "" | --try | --twice) ;;
    *) echo "deb.sh: unknown argument $1 (usage: deb.sh [--try | --twice])" >&2; exit 2 ;;
esac
build=build/$preset

. packaging/packing.sh
date_of_source
umask 022
packaging/install-deps.sh --package
cmake --preset "$preset"
cmake --build --preset "$preset" --target headscope headscope-cli man
rm -f "$build"/headscope_*.deb
(cd "$build" && cpack -G DEB)
package=$(ls "$build"/headscope_*.deb)
dpkg-deb --info "$package"

if [ "${1:-}" = --twice ]; then
    again=$(mktemp -d)
    trap 'rm -rf "$again"' EXIT
    git ls-files -z | xargs -0 cp -a --parents -t "$again"
    (
        cd "$again"
        export CCACHE_DISABLE=1
        cmake --preset "$preset" >/dev/null
        cmake --build --preset "$preset" --target headscope headscope-cli man
        cd "$build" && cpack -G DEB >/dev/null
    )
    cmp "$package" "$again/$build/${package##*/}"
    echo "Built twice, in two folders: the same $(stat -c %s "$package") bytes, SHA-256 $(sha256sum "$package" | cut -d' ' -f1)"
    exit 0
fi
[ -n "${1:-}" ] || exit 0

make_bare_debian
run() { in_bare_debian "$@"; }
cp "$package" "$bare/tmp/headscope.deb"
run apt-get -qq update
run apt-get -qq install --yes --no-install-recommends /tmp/headscope.deb >"$bare.log" 2>&1 || { tail -20 "$bare.log" >&2; exit 1; }
run headscope --version
run env QT_QPA_PLATFORM=offscreen headscope --shots /tmp/pictures --size 1280x800 --prompt "The captain of the ship"
run headscope-cli table --view head --layer 0 --head 2 --prompt "The captain of the ship" --format csv \
    --out /tmp/head.csv
run headscope-cli lab --prompt "The captain of the ship" --off 0.4 | tail -3
[ "$(find "$bare/tmp/pictures" -name '*.png' | wc -l)" -ge 20 ] && [ -s "$bare/tmp/head.csv" ]
mkdir -p "$build/tried" && cp "$bare"/tmp/pictures/head-window-light-*.png "$bare/tmp/head.csv" "$build/tried/"
run apt-get -qq purge --yes headscope >/dev/null
run dpkg --verify
if run find / -xdev -not -path '/proc/*' -not -path '/tmp/*' -not -path '/root/*' -iname '*headscope*' | grep .; then
    echo "deb.sh: the package left these behind" >&2
    exit 1
fi
echo "Installed, started, made its pictures (as $build/tried), and removed without a trace: $package"
