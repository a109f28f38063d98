#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs the packages that Headscope is built from, on Debian 12 and its relatives; only what is
# missing, and nothing at all where all is there. With --package also what packaging/deb.sh needs,
# with --ci what the checks need, with --bench what the benchmarks and their peers need.
set -euo pipefail

packages=(
    # compiler and build
    g++ cmake ninja-build pkg-config git ca-certificates
    # the window, and the platform plug-ins it runs on
    qt6-base-dev qt6-svg-dev libgl-dev qt6-qpa-plugins libqcustomplot-dev libqcustomplot2.1-qt6
    # its texts in other languages
    qt6-tools-dev qt6-l10n-tools qt6-translations-l10n
    # the core
    libeigen3-dev libopenblas-openmp-dev nlohmann-json3-dev libpcre2-dev libicu-dev libxxhash-dev
    libcsv-dev libsentencepiece-dev libxlsxwriter-dev zlib1g-dev
    # the command line
    libcli11-dev
    # a font to draw with, where no desktop brought one
    fonts-dejavu-core
)
case ${1:-} in
    "") ;;
    --package) packages+=(dpkg-dev file) ;;
    --ci)
        packages+=(ccache clang-format clang-tidy libbenchmark-dev clang libclang-rt-14-dev doxygen)
        # packages and pictures: made, tried and compared
        packages+=(dpkg-dev file debootstrap desktop-file-utils appstream shared-mime-info groff imagemagick)
        # what the tests open exported pictures, tables and batches with
        packages+=(librsvg2-bin poppler-utils qpdf libreoffice-calc chromium r-base-core r-cran-jsonlite
            python3-numpy parallel)
        ;;
    --bench) packages+=(libbenchmark-dev python3-torch python3-faiss python3-numpy) ;;
    *) echo "install-deps.sh: unknown option $1 (usage: install-deps.sh [--package | --ci | --bench])" >&2; exit 2 ;;
esac

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "install-deps.sh: no apt here; install what these Debian packages hold: ${packages[*]}" >&2
    exit 1
fi

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) || status=none
    [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "install-deps.sh: needs root or sudo to install: ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi

echo "Installing ${missing[*]}" >&2
apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null >/dev/null
}
# The list of packages may be absent or old; where it cannot be renewed, the old one may still do.
apt update || echo "install-deps.sh: the list of packages could not be renewed; trying with the old one" >&2
if ! apt install --yes --no-install-recommends "${missing[@]}"; then
    echo "install-deps.sh: could not install ${missing[*]}" >&2
    exit 1
fi
