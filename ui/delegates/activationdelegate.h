// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/delegates/rowdelegate.h"

#include <QStaticText>

#include <unordered_map>

namespace headscope::ui {

/// One activation (ValueRole): white at 0, green at 0.5, red at 1 and above, grey-blue below 0,
/// with the number where it fits and a dash where it is exactly 0.
class ActivationDelegate : public RowDelegate
{
    Q_OBJECT
public:
    explicit ActivationDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// As wide as "−0.17".
    static int neededWidth();

private:
    struct Number {
        QStaticText text;
        QSizeF size;
    };
    void forget();
    const Number& number(double value) const;

    QFont m_font;
    Number m_dash;
    mutable std::unordered_map<int, Number> m_numbers; ///< by hundredths: laid out once
};

/// A number, right-aligned, as people read it (ValueTextRole).
class NumberDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    mutable Words m_numbers{0, false};
};

} // namespace headscope::ui
