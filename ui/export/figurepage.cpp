// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figurepage.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextDocumentFragment>

#include <vector>

namespace headscope::ui {

namespace {

constexpr int margin = 20;
constexpr int leastWidth = 420;
constexpr int mostWidth = 2400; ///< of the content, where it can be narrower
constexpr int gap = 10;

/// Lines of text that break where they have to.
struct Paragraph {
    QString text;
    QFont font;
    bool muted = true;

    int height(int width) const
    {
        return QFontMetrics(font)
            .boundingRect(QRect(0, 0, width, 1 << 20), Qt::TextWordWrap, text)
            .height();
    }
    void paint(QPainter& painter, const QRect& area) const
    {
        const Colours& colours = Theme::instance().colours();
        painter.setFont(font);
        painter.setPen(muted ? colours.muted : colours.text);
        painter.drawText(area, Qt::TextWordWrap, text);
    }
};

std::vector<Paragraph> above(const PictureSource& source, const QString& caption,
                             const PictureOptions& options)
{
    std::vector<Paragraph> lines;
    const auto add = [&lines](bool wanted, const QString& text, const QFont& font, bool muted) {
        if (wanted && !text.isEmpty())
            lines.push_back({text, font, muted});
    };
    add(options.title, QTextDocumentFragment::fromHtml(source.pictureTitle()).toPlainText(),
        Theme::font(4, true), false);
    add(options.caption, caption, Theme::font(), true);
    add(options.title, source.pictureFacts(), Theme::font(), true);
    return lines;
}

} // namespace

Figure figurePage(const PictureSource& source, const QString& caption,
                  const PictureOptions& options)
{
    const Figure content = source.figure(options.part, mostWidth);
    if (content.isNull())
        return {};
    const Figure legend = options.legend ? source.legend(options.part, mostWidth) : Figure();
    const Paragraph note{options.legend ? source.pictureNote() : QString(), Theme::font(-1), true};
    const auto head = above(source, caption, options);
    const bool bare = head.empty() && legend.isNull() && note.text.isEmpty();
    const int border = bare ? 0 : margin;
    const int width = bare ? content.size.width() : qMax(content.size.width(), leastWidth);
    int top = border;
    for (const Paragraph& line : head)
        top += line.height(width) + 4;
    top += head.empty() ? 0 : gap - 4;
    const int below = top + content.size.height() + gap;
    const int noteLeft = legend.isNull() ? 0 : legend.size.width() + 2 * gap;
    const int noteHeight = note.text.isEmpty() ? 0 : note.height(width - noteLeft);
    const int foot = qMax(legend.isNull() ? 0 : legend.size.height(), noteHeight);
    const QSize page(width + 2 * border,
                     top + content.size.height() + (foot > 0 ? gap + foot : 0) + border);
    return {page, [=](QPainter& painter) {
                painter.fillRect(QRect(QPoint(), page), Theme::instance().colours().surface);
                int y = border;
                for (const Paragraph& line : head) {
                    const int height = line.height(width);
                    line.paint(painter, QRect(border, y, width, height));
                    y += height + 4;
                }
                painter.save();
                painter.translate(border, top);
                content.paint(painter);
                painter.restore();
                painter.save();
                painter.translate(border, below);
                if (!legend.isNull())
                    legend.paint(painter);
                if (noteHeight > 0)
                    note.paint(painter, QRect(noteLeft, 0, width - noteLeft, noteHeight));
                painter.restore();
            }};
}

PictureTheme::PictureTheme(const PictureOptions& options)
{
    Theme& theme = Theme::instance();
    m_choice = static_cast<int>(theme.choice());
    const bool dark = options.colours == PictureOptions::Colours::Dark;
    m_switched = options.colours != PictureOptions::Colours::AsWindow && theme.dark() != dark;
    if (m_switched)
        theme.setChoice(dark ? Theme::Choice::Dark : Theme::Choice::Light);
    theme.setTransparent(options.transparent);
}

PictureTheme::~PictureTheme()
{
    Theme& theme = Theme::instance();
    theme.setTransparent(false);
    if (m_switched)
        theme.setChoice(static_cast<Theme::Choice>(m_choice));
}

} // namespace headscope::ui
