#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Whether what is installed beside the programs is as desktops and man want it: check.sh BUILD_FOLDER. It installs into a
# folder of its own, and starts the installed programs there. Checks whose program is missing are left out, saying so.
set -euo pipefail
build=$1
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
failures=0
fail() {
    echo "check.sh: $1" >&2
    failures=$((failures + 1))
}
# with PROGRAM COMMAND...: what COMMAND says on failure; left out where PROGRAM is missing.
with() {
    local said
    if ! command -v "$1" >/dev/null; then
        echo "left out, since $1 is missing: ${*:2}"
        return
    fi
    said=$("${@:2}" 2>&1) || fail "${*:2}: $said"
}

DESTDIR=$root cmake --install "$build" --prefix /usr >"$root/log" 2>&1 || { cat "$root/log" >&2; exit 1; }
share=$root/usr/share
for file in bin/headscope bin/headscope-cli share/applications/headscope.desktop share/mime/packages/headscope.xml \
    share/metainfo/org.headscope.headscope.metainfo.xml share/icons/hicolor/scalable/apps/headscope.svg \
    share/icons/hicolor/16x16/apps/headscope.svg \
    share/icons/hicolor/scalable/mimetypes/application-x-headscope-session.svg share/man/man1/headscope.1.gz \
    share/man/man1/headscope-cli.1.gz share/headscope/models/bookshelf-20m/model.safetensors share/doc/headscope/copyright \
    share/doc/headscope/docs/guide.md share/doc/headscope/docs/examples/guide-01-rest.headscope; do
    [ -s "$root/usr/$file" ] || fail "$file is not installed"
done
with desktop-file-validate desktop-file-validate "$share/applications/headscope.desktop"
with appstreamcli appstreamcli validate --no-net "$share/metainfo/org.headscope.headscope.metainfo.xml"
with update-mime-database update-mime-database "$share/mime"
grep -q headscope "$share/mime/globs2" 2>/dev/null || ! command -v update-mime-database >/dev/null ||
    fail "the file type .headscope is not known after update-mime-database"
for page in headscope headscope-cli; do
    gzip -d <"$share/man/man1/$page.1.gz" >"$root/$page.1"
    if command -v groff >/dev/null; then
        said=$(groff -man -Tutf8 -ww -z "$root/$page.1" 2>&1) || said="groff failed: $said"
        [ -z "$said" ] || fail "$page.1: $said"
    else
        echo "left out, since groff is missing: $page.1"
    fi
    # Every option of the help is in the page.
    for option in $(QT_QPA_PLATFORM=offscreen "$root/usr/bin/$page" --help | grep -oE '^ +(-[a-z], )?--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
        tr -d '\\' <"$root/$page.1" | grep -q -- "$option" || fail "$page.1 says nothing of $option"
    done
done

# One version everywhere.
version=$(sed -n 's/^project(headscope VERSION \([0-9.]*\).*/\1/p' "$top/CMakeLists.txt")
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "the version \"$version\" is not MAJOR.MINOR.PATCH"
for program in headscope headscope-cli; do
    said=$(QT_QPA_PLATFORM=offscreen "$root/usr/bin/$program" --version)
    [ "$said" = "$program $version" ] || fail "$program --version says \"$said\", not \"$program $version\""
done
grep -q "version=\"$version\"" "$share/metainfo/org.headscope.headscope.metainfo.xml" || fail "the metainfo has another version"
first=$(grep -m1 -oE '^## \[[0-9.]+\]' "$top/CHANGELOG.md" | tr -d '#[] ')
[ "$first" = "$version" ] || fail "CHANGELOG.md begins with \"$first\", the version is $version"

# The installed programs find the models that are installed beside them.
unset HEADSCOPE_MODELS
export HOME=$root/home XDG_CONFIG_HOME=$root/home/c XDG_CACHE_HOME=$root/home/k XDG_DATA_HOME=$root/home/d
said=$("$root/usr/bin/headscope-cli" info 2>&1) || fail "headscope-cli info: $said"
grep -q bookshelf-20m <<<"$said" || fail "headscope-cli info says nothing of the installed model: $said"
mv "$root/usr/share/headscope/models" "$root/elsewhere"
if said=$("$root/usr/bin/headscope-cli" info 2>&1); then
    fail "headscope-cli found a model that is not installed beside it: $said"
fi
[ "$failures" -eq 0 ] || exit 1
echo "check.sh: what is installed is as it should be"
