#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What somebody new meets on a clean machine, with the seconds of each step: a bare Debian 12 of its own, a clone of the
# last commit there, the README's first command (which installs, builds, draws the window and writes its tables), and
# the package, built there, and whether it is the one that packaging/deb.sh has made here: of the same commit the two
# are the same byte for byte, and have nothing in common but the sources. Needs root, debootstrap and a mirror, as
# packaging/packing.sh says; pictures and tables are left in build/firstrun.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ $# -eq 0 ] || { echo "firstrun.sh: takes no arguments" >&2; exit 2; }
. packaging/packing.sh

began=$SECONDS
step() {
    local what=$1 from=$SECONDS
    shift
    "$@" >"$bare.log" 2>&1 || { tail -40 "$bare.log" >&2; echo "firstrun.sh: $what failed" >&2; exit 1; }
    printf '%5d s  %s\n' $((SECONDS - from)) "$what"
}
make_bare_debian git ca-certificates
printf '%5d s  bare Debian with git\n' $((SECONDS - began))
in_bare_debian apt-get -qq update
began=$SECONDS
step "git clone" git clone -q --no-hardlinks . "$bare/root/headscope"
there() { in_bare_debian sh -c "cd /root/headscope && $1"; }
step "its libraries and compiler (packaging/install-deps.sh, which packaging/run.sh calls first)" there packaging/install-deps.sh
step "packaging/run.sh: build, pictures, tables" there packaging/run.sh
[ -s "$bare/root/headscope/headscope-out/head-0.2.csv" ]
echo "From clone to the first table: $((SECONDS - began)) s on $(nproc) processors"
step "packaging/run.sh again" there packaging/run.sh
mkdir -p build/firstrun
cp -r "$bare/root/headscope/headscope-out/." build/firstrun/
step "packaging/deb.sh" there packaging/deb.sh
package=$(ls "$bare"/root/headscope/build/release/headscope_*.deb)
echo "Its package: $(stat -c %s "$package") bytes, SHA-256 $(sha256sum "$package" | cut -d' ' -f1)"
for here in build/*/"${package##*/}"; do
    [ -e "$here" ] || continue
    if cmp "$here" "$package"; then echo "$here is the same, byte for byte"; else echo "$here is another one"; fi
done
