// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/headpicture.h"

#include "ui/theme/theme.h"
#include "ui/views/headtableview.h"

#include <QPainter>

#include <cmath>

namespace headscope::ui {

namespace {
constexpr double mostPixels = 80e6;
constexpr int margin = 20;
} // namespace

QImage headPicture(const HeadView& view, const QString& caption, double scale)
{
    const auto whole = view.wholeTable(420);
    if (!whole)
        return {};
    const QSize size = whole->size();
    const Colours& colours = Theme::instance().colours();
    const QFontMetrics title(Theme::font(4, true));
    const QFontMetrics text(Theme::font());
    const int top = margin + title.height() + 4 + text.height() + 12;
    const QSize page(qMax(size.width(), 420) + 2 * margin,
                     top + size.height() + 10 + text.height() + margin);
    const double pixels = static_cast<double>(page.width()) * page.height();
    const double factor = qMin(qBound(1.0, scale, 4.0), std::sqrt(mostPixels / pixels));
    QImage image((QSizeF(page) * factor).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return {};
    image.fill(colours.window);
    QPainter painter(&image);
    painter.scale(factor, factor);
    painter.setFont(Theme::font(4, true));
    painter.setPen(colours.text);
    painter.drawText(margin, margin + title.ascent(), view.titleText());
    painter.setFont(Theme::font());
    painter.setPen(colours.muted);
    const int width = page.width() - 2 * margin;
    painter.drawText(margin, margin + title.height() + 4 + text.ascent(),
                     text.elidedText(caption, Qt::ElideRight, width));
    whole->render(&painter, QPoint(margin, top), QRegion(), QWidget::DrawChildren);
    painter.drawText(
        margin, top + size.height() + 10 + text.ascent(),
        text.elidedText(
            HeadView::tr("Percent of each input token's attention; each column adds up to "
                         "100 %. The line under a message is its size."),
            Qt::ElideRight, width));
    return image;
}

} // namespace headscope::ui
