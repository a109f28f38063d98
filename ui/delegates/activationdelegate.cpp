// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/activationdelegate.h"

#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QLocale>
#include <QPainter>

#include <cmath>

namespace headscope::ui {

namespace {

constexpr int mostNumbers = 4096; // laid out; more begin anew

QString shortNumber(double value)
{
    // A cell has room for four figures.
    const int decimals = std::abs(value) < 9.995 ? 2 : std::abs(value) < 99.95 ? 1 : 0;
    QString text = QLocale().toString(value, 'f', decimals);
    text.replace(QLatin1Char('-'), QChar(0x2212));
    return text;
}

} // namespace

ActivationDelegate::ActivationDelegate(QObject* parent) : RowDelegate(parent)
{
    forget();
    connect(&Theme::instance(), &Theme::changed, this, &ActivationDelegate::forget);
}

int ActivationDelegate::neededWidth()
{
    return QFontMetrics(Theme::font(-1)).horizontalAdvance(shortNumber(-0.88)) + 6;
}

void ActivationDelegate::forget()
{
    m_font = Theme::font(-1);
    m_numbers.clear();
    m_dash.text = QStaticText(QStringLiteral("–"));
    m_dash.text.prepare(QTransform(), m_font);
    m_dash.size = m_dash.text.size();
}

const ActivationDelegate::Number& ActivationDelegate::number(double value) const
{
    const int hundredths = static_cast<int>(std::lround(qBound(-1e6, value, 1e6) * 100.0));
    const auto found = m_numbers.find(hundredths);
    if (found != m_numbers.end())
        return found->second;
    if (m_numbers.size() >= mostNumbers)
        m_numbers.clear();
    Number made;
    made.text = QStaticText(shortNumber(hundredths / 100.0));
    made.text.setTextFormat(Qt::PlainText);
    made.text.prepare(QTransform(), m_font);
    made.size = made.text.size();
    return m_numbers.emplace(hundredths, std::move(made)).first->second;
}

void ActivationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Colours& colours = theme.colours();
    const QRect rect = option.rect;
    const double value = index.data(ValueRole).toDouble();
    const QRgb back = theme.activationColour(value);
    painter->fillRect(rect, QColor::fromRgb(back));
    const Number& shown = value == 0.0 || !std::isfinite(value) ? m_dash : number(value);
    if (shown.size.width() + 2 <= rect.width()) {
        painter->setFont(m_font);
        painter->setPen(value == 0.0 ? colours.faint : theme.activationInk(value));
        painter->drawStaticText(
            QPointF(rect.left() + std::round((rect.width() - shown.size.width()) / 2),
                    rect.top() + std::round((rect.height() - shown.size.height()) / 2)),
            shown.text);
    }
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.grid);
    painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colours.grid);
    if (isMarkedColumn(index)) {
        painter->fillRect(QRect(rect.left() - 1, rect.top(), 1, rect.height()), colours.accent);
        painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colours.accent);
    }
    if (isMarkedRow(index)) {
        painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), colours.accent);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.accent);
    }
    paintSelection(painter, option);
}

void NumberDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const Colours& colours = Theme::instance().colours();
    paintBackground(painter, option, index);
    painter->fillRect(QRect(option.rect.left(), option.rect.top(), 1, option.rect.height()),
                      colours.grid);
    TextCache& numbers = m_numbers.cache();
    const QString text = index.data(ValueTextRole).toString();
    painter->setPen(colours.text);
    numbers.draw(painter, option.rect.right() - padding + 2 - numbers.width(text),
                 option.rect.top() + (option.rect.height() - numbers.height()) / 2, text);
    paintSelection(painter, option);
}

} // namespace headscope::ui
