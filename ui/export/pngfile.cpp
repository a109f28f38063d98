// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/pngfile.h"

#include <QCoreApplication>
#include <QImageWriter>
#include <QSaveFile>

namespace headscope::ui {

namespace {
struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::PngFile)
};
} // namespace

QString writePng(const QImage& image, const QString& path)
{
    QSaveFile file(path);
    QImageWriter writer(&file, "png");
    if (file.open(QIODevice::WriteOnly) && writer.write(image) && file.commit())
        return {};
    // The file knows the system's reason; the writer only that there was one.
    const bool ofFile = file.error() != QFileDevice::NoError;
    return Text::tr("%1 could not be written: %2.")
        .arg(path, ofFile ? file.errorString() : writer.errorString());
}

} // namespace headscope::ui
