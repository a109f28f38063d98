# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# For scripts to source: what making and trying packages have in common. A bare Debian 12 lies in a new folder, and is
# removed when the script ends.
#
#     make_bare_debian [PACKAGE...]   makes it, with apt as here; $bare is its folder. Needs root, debootstrap and a
#                                     mirror of Debian: DEBIAN_MIRROR, or where apt has this system's packages from
#     in_bare_debian COMMAND...       runs a command in it as root, with none of the environment of here
#     date_of_source                  sets SOURCE_DATE_EPOCH

bare=

remove_bare_debian() {
    [ -n "$bare" ] || return 0
    for mounted in proc dev; do
        ! mountpoint -q "$bare/$mounted" || umount -l "$bare/$mounted"
    done
    rm -rf --one-file-system "$bare" "$bare.log"
}

make_bare_debian() {
    local mirror missing="" file
    mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Release: bookworm' 2>/dev/null | head -1)}
    [ "$(id -u)" -eq 0 ] || missing=" root"
    command -v debootstrap >/dev/null || missing="$missing debootstrap"
    [ -n "$mirror" ] || missing="$missing a mirror of Debian 12 (DEBIAN_MIRROR)"
    if [ -n "$missing" ]; then
        echo "${0##*/}: no bare Debian can be made here; missing:$missing" >&2
        return 1
    fi
    bare=$(mktemp -d)
    chmod 755 "$bare" # apt reads it as another user
    trap remove_bare_debian EXIT
    echo "A bare Debian from $mirror"
    local include=$*
    debootstrap --variant=minbase --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
        ${include:+--include="${include// /,}"} ${DEBOOTSTRAP_OPTIONS:-} bookworm "$bare" "$mirror" >"$bare.log" 2>&1 ||
        { tail -20 "$bare.log" >&2; return 1; }
    rm -f "$bare/etc/apt/sources.list"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/resolv.conf /etc/hosts; do
        [ ! -e "$file" ] || cp -rL "$file" "$bare$(dirname "$file")/"
    done
    mount -t proc proc "$bare/proc"
    mount --bind /dev "$bare/dev"
}

in_bare_debian() {
    chroot "$bare" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

# Times in what is packed are those of the last change, not of the build.
date_of_source() {
    if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
        SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)
    fi
    export SOURCE_DATE_EPOCH
}
