// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/viewpicture.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextDocumentFragment>

namespace headscope::ui {

namespace {
constexpr int margin = 20;
constexpr int mostWidth = 2400;
} // namespace

QImage viewPicture(const View& view, const QString& caption)
{
    const QImage content = view.picture(mostWidth);
    if (content.isNull())
        return {};
    const double scale = content.devicePixelRatio();
    const QSize size = (QSizeF(content.size()) / scale).toSize();
    const Colours& colours = Theme::instance().colours();
    const QFont titleFont = Theme::font(4, true);
    const QFontMetrics title(titleFont);
    const QFontMetrics text(Theme::font());
    const int line = text.height() + 4;
    const int top = margin + title.height() + 4 + 2 * line + 8;
    const QString note = view.pictureNote();
    const int bottom = note.isEmpty() ? 0 : 10 + text.height();
    const QSize page(qMax(size.width(), 420) + 2 * margin, top + size.height() + bottom + margin);
    QImage image((QSizeF(page) * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return {};
    image.setDevicePixelRatio(scale);
    image.fill(colours.window);
    QPainter painter(&image);
    const int width = page.width() - 2 * margin;
    painter.setFont(titleFont);
    painter.setPen(colours.text);
    painter.drawText(margin, margin + title.ascent(),
                     QTextDocumentFragment::fromHtml(view.titleText()).toPlainText());
    painter.setFont(Theme::font());
    painter.setPen(colours.muted);
    int y = margin + title.height() + 4 + text.ascent();
    for (const QString& words : {caption, view.factsText()}) {
        painter.drawText(margin, y, text.elidedText(words, Qt::ElideRight, width));
        y += line;
    }
    painter.drawImage(QPoint(margin, top), content);
    if (!note.isEmpty())
        painter.drawText(margin, top + size.height() + 10 + text.ascent(),
                         text.elidedText(note, Qt::ElideRight, width));
    return image;
}

} // namespace headscope::ui
