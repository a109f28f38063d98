// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figurefile.h"

#include "ui/export/timelesspdf.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QScreen>
#include <QSvgGenerator>

#include <cmath>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::FigureFile)
};

/// What Qt can keep in one image, and a gigabyte.
constexpr double mostPixels = 268e6;
constexpr int mostSide = 32767;

/// Dots per inch that the words were measured with.
int resolution()
{
    return static_cast<int>(std::lround(QGuiApplication::primaryScreen()->logicalDotsPerInchY()));
}

bool fits(const Figure& figure, double scale)
{
    const QSizeF size = QSizeF(figure.size) * scale;
    return size.width() <= mostSide && size.height() <= mostSide
           && size.width() * size.height() <= mostPixels;
}

QByteArray pngOf(const Figure& figure, double scale)
{
    const QImage image = pictureImage(figure, scale);
    if (image.isNull())
        return {};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return bytes;
}

QByteArray svgOf(const Figure& figure, const PictureText& text)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(resolution());
    generator.setSize(figure.size);
    generator.setViewBox(QRect(QPoint(), figure.size));
    generator.setTitle(text.title);
    generator.setDescription(text.description);
    QPainter painter(&generator);
    figure.paint(painter);
    painter.end();
    return bytes;
}

QByteArray pdfOf(const Figure& figure, const PictureText& text)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(resolution());
    writer.setPageSize(QPageSize(QSizeF(figure.size) * 72.0 / resolution(), QPageSize::Point, {},
                                 QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setTitle(text.title);
    writer.setCreator(QStringLiteral("Headscope"));
    QPainter painter(&writer);
    figure.paint(painter);
    painter.end();
    return withoutTime(bytes);
}

} // namespace

std::optional<PictureFormat> pictureFormat(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("png"))
        return PictureFormat::Png;
    if (suffix == QLatin1String("svg"))
        return PictureFormat::Svg;
    if (suffix == QLatin1String("pdf"))
        return PictureFormat::Pdf;
    return std::nullopt;
}

QImage pictureImage(const Figure& figure, double scale)
{
    if (!fits(figure, scale))
        return {};
    QImage image((QSizeF(figure.size) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return {};
    // A painter takes a ratio below 1 for 1.
    const double ratio = qMax(1.0, scale);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.scale(scale / ratio, scale / ratio);
    figure.paint(painter);
    painter.end();
    image.setDevicePixelRatio(1);
    return image;
}

QByteArray pictureBytes(const Figure& figure, PictureFormat format, double scale,
                        const PictureText& text)
{
    switch (format) {
    case PictureFormat::Png:
        return pngOf(figure, scale);
    case PictureFormat::Svg:
        return svgOf(figure, text);
    case PictureFormat::Pdf:
        return pdfOf(figure, text);
    }
    return {};
}

QString writePicture(const Figure& figure, const QString& path, double scale,
                     const PictureText& text)
{
    const auto format = pictureFormat(path);
    if (!format)
        return Text::tr("%1: the name must end in .png, .svg or .pdf.").arg(path);
    const QByteArray bytes = pictureBytes(figure, *format, scale, text);
    if (bytes.isEmpty())
        return Text::tr("%1: a picture of %2 × %3 pixels is too large; take a smaller scale, or "
                        "SVG or PDF.")
            .arg(path)
            .arg(std::lround(figure.size.width() * scale))
            .arg(std::lround(figure.size.height() * scale));
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return Text::tr("%1 could not be written: %2.").arg(path, file.errorString());
}

} // namespace headscope::ui
