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

# Times in the package are those of the last change, not of the build.
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)
fi
export SOURCE_DATE_EPOCH
umask 022
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

mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Release: bookworm' 2>/dev/null | head -1)}
missing=
[ "$(id -u)" -eq 0 ] || missing="root"
command -v debootstrap >/dev/null || missing="$missing debootstrap"
[ -n "$mirror" ] || missing="$missing a mirror of Debian 12 (DEBIAN_MIRROR)"
if [ -n "$missing" ]; then
    echo "deb.sh: the package cannot be tried in a bare Debian here; missing: $missing" >&2
    exit 1
fi
root=$(mktemp -d)
cleanup() {
    for mounted in proc dev; do
        mountpoint -q "$root/$mounted" && umount -l "$root/$mounted"
    done
    rm -rf --one-file-system "$root"
}
trap cleanup EXIT
echo "A bare Debian from $mirror"
debootstrap --variant=minbase --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
    ${DEBOOTSTRAP_OPTIONS:-} bookworm "$root" "$mirror" >"$root.log" 2>&1 || { tail -20 "$root.log" >&2; exit 1; }
rm -f "$root/etc/apt/sources.list"
for file in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/resolv.conf /etc/hosts; do
    [ ! -e "$file" ] || cp -rL "$file" "$root$(dirname "$file")/"
done
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp "$package" "$root/tmp/headscope.deb"
run() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}
run apt-get -qq update
run apt-get -qq install --yes --no-install-recommends /tmp/headscope.deb >"$root.log" 2>&1 || { tail -20 "$root.log" >&2; exit 1; }
run headscope --version
run env QT_QPA_PLATFORM=offscreen headscope --shots /tmp/pictures --size 1280x800 --prompt "The captain of the ship"
run headscope-cli table --view head --layer 0 --head 2 --prompt "The captain of the ship" --format csv \
    --out /tmp/head.csv
run headscope-cli lab --prompt "The captain of the ship" --off 0.4 | tail -3
[ "$(find "$root/tmp/pictures" -name '*.png' | wc -l)" -ge 20 ] && [ -s "$root/tmp/head.csv" ]
mkdir -p "$build/tried" && cp "$root"/tmp/pictures/head-window-light-*.png "$root/tmp/head.csv" "$build/tried/"
run apt-get -qq purge --yes headscope >/dev/null
run dpkg --verify
if run find / -xdev -not -path '/proc/*' -not -path '/tmp/*' -not -path '/root/*' -iname '*headscope*' | grep .; then
    echo "deb.sh: the package left these behind" >&2
    exit 1
fi
echo "Installed, started, made its pictures (as $build/tried), and removed without a trace: $package"
