#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes a folder with Headscope and all libraries that it needs, for systems that have no package of it, and packs it:
# as AppImage where appimagetool is installed, else as .tar.xz, whose AppRun starts the program. Everything comes from the
# same tree and the libraries of this system, so it runs where the C library is at least as new as here. --try then
# starts it in a bare Debian (debootstrap, root) that has none of the libraries. HEADSCOPE_PRESET is the preset that is
# built (default: release).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${HEADSCOPE_PRESET:-release}
case ${1:-} in
    "" | --try) ;;
    *) echo "appimage.sh: unknown argument $1 (usage: appimage.sh [--try])" >&2; exit 2 ;;
esac
build=$PWD/build/$preset
version=$(sed -n 's/^project(headscope VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
machine=$(uname -m)
app=$build/headscope-$version-$machine.AppDir
. packaging/packing.sh
date_of_source
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" --target headscope headscope-cli man
rm -rf "$app"
DESTDIR=$app cmake --install "$build" --prefix /usr --strip >/dev/null

# What Qt loads by itself: displays, pictures, https.
plugins=$(qtpaths6 --query QT_INSTALL_PLUGINS 2>/dev/null || /usr/lib/qt6/bin/qmake6 -query QT_INSTALL_PLUGINS)
mkdir -p "$app/usr/lib/qt6/plugins" "$app/usr/lib/fallback" "$app/usr/share/qt6/translations"
for kind in platforms xcbglintegrations platforminputcontexts imageformats iconengines tls wayland-shell-integration \
    wayland-decoration-client wayland-graphics-integration-client; do
    [ ! -d "$plugins/$kind" ] || cp -rL "$plugins/$kind" "$app/usr/lib/qt6/plugins/"
done
rm -f "$app"/usr/lib/qt6/plugins/platforms/libq{eglfs,linuxfb,minimal,minimalegl,vkkhrdisplay,vnc}.so
translations=$(qtpaths6 --query QT_INSTALL_TRANSLATIONS 2>/dev/null || echo /usr/share/qt6/translations)
for file in resources/translations/headscope_*.ts; do
    code=${file##*_}
    cp "$translations/qtbase_${code%.ts}.qm" "$app/usr/share/qt6/translations/" 2>/dev/null || true
done
printf '[Paths]\nPrefix = ..\nPlugins = lib/qt6/plugins\nTranslations = share/qt6/translations\n' >"$app/usr/bin/qt.conf"

# The libraries of all these, but for those of the C library, which must be the system's. The drivers' entry points
# (libGL and its like) are for systems without any.
find "$app/usr/bin" "$app/usr/lib" -type f \( -name '*.so*' -o -perm -u+x \) -exec ldd {} + 2>/dev/null |
    awk '/=> \//{ print $3 }' | sort -u | while read -r library; do
    case ${library##*/} in
        ld-linux* | libc.so.* | libm.so.* | libdl.so.* | librt.so.* | libpthread.so.* | libresolv.so.* | libutil.so.*) ;;
        libGL* | libEGL* | libOpenGL* | libdrm*) cp -L "$library" "$app/usr/lib/fallback/" ;;
        *) cp -L "$library" "$app/usr/lib/" ;;
    esac
done
cat >"$app/AppRun" <<'RUN'
#!/bin/sh
# Starts Headscope with the libraries beside it; called as headscope-cli, or with that as first argument, the command line.
here=$(dirname "$(readlink -f "$0")")
libraries=$here/usr/lib
PATH=$PATH:/usr/sbin:/sbin
ldconfig -p 2>/dev/null | grep -q 'libEGL\.so\.1' || libraries=$libraries:$here/usr/lib/fallback
export LD_LIBRARY_PATH="$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
program=headscope
case ${ARGV0:-$0} in */headscope-cli | headscope-cli) program=headscope-cli ;; esac
if [ "${1:-}" = headscope-cli ]; then
    program=headscope-cli
    shift
fi
exec "$here/usr/bin/$program" "$@"
RUN
chmod +x "$app/AppRun"
cp "$app/usr/share/applications/headscope.desktop" "$app/usr/share/icons/hicolor/scalable/apps/headscope.svg" "$app/"
ln -s headscope.svg "$app/.DirIcon"
find "$app" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
if command -v appimagetool >/dev/null; then
    packed=${app%.AppDir}.AppImage
    ARCH=$machine appimagetool "$app" "$packed"
else
    packed=${app%.AppDir}.tar.xz
    tar --sort=name --owner=0 --group=0 --numeric-owner -C "$build" -cJf "$packed" "${app##*/}"
    echo "appimagetool is not installed: packed as .tar.xz, to be started by AppRun in it"
fi
echo "$packed: $(stat -c %s "$packed") bytes"
[ "${1:-}" = --try ] || exit 0

# A font and where fonts are: the two things that every desktop has.
make_bare_debian fonts-dejavu-core fontconfig-config
cp -a "$app" "$bare/opt/"
run() { in_bare_debian "/opt/${app##*/}/AppRun" "$@"; }
run --version
run --shots /tmp/pictures --size 1280x800 --prompt "The captain of the ship"
run headscope-cli table --view head --layer 0 --head 2 --prompt "The captain of the ship" --format csv --out /tmp/head.csv
[ "$(find "$bare/tmp/pictures" -name '*.png' | wc -l)" -ge 20 ] && [ -s "$bare/tmp/head.csv" ]
echo "Started in a bare Debian without any of its libraries, made its pictures and a table: $packed"
