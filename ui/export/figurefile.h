// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/figure.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <optional>

namespace headscope::ui {

enum class PictureFormat { Png, Svg, Pdf };

/// By the ending of a file's name, whatever its case.
std::optional<PictureFormat> pictureFormat(const QString& path);

/// What a picture's file says beside the picture.
struct PictureText {
    QString title;
    QString description;
};

/// The bytes of a picture, the same for the same figure. SVG and PDF have text as text and cells as
/// shapes; `scale` is of PNG. Empty where there is no memory for so many pixels.
QByteArray pictureBytes(const Figure& figure, PictureFormat format, double scale,
                        const PictureText& text = {});

/// The pixels of a picture; null where there is no memory for so many.
QImage pictureImage(const Figure& figure, double scale);

/// Writes a file whole or not at all. Empty when done, else one sentence.
QString writePicture(const Figure& figure, const QString& path, double scale,
                     const PictureText& text = {});

} // namespace headscope::ui
