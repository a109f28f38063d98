// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rowfilter.h"

#include <QRegularExpression>

#include <limits>
#include <utility>

namespace headscope::ui {

RowFilter RowFilter::parse(const QString& text, int ownHeads)
{
    static const QRegularExpression dash(QStringLiteral("\\s*[-\u2013]\\s*"));
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    static const QRegularExpression range(
        QStringLiteral("^(\\d{1,4})(?:\\.(c?\\d{1,4}))?(?:-(\\d{1,4})(?:\\.(c?\\d{1,4}))?)?$"),
        QRegularExpression::CaseInsensitiveOption);
    const auto headOf = [ownHeads](const QString& number) {
        const bool cross = number.startsWith(QLatin1Char('c'), Qt::CaseInsensitive);
        return cross ? ownHeads + number.mid(1).toInt() : number.toInt();
    };
    RowFilter filter;
    QString plain = text.trimmed();
    if (plain.isEmpty())
        return filter;
    if (plain.size() > 2 && plain.startsWith(QLatin1Char('"'))
        && plain.endsWith(QLatin1Char('"'))) {
        filter.word = plain.mid(1, plain.size() - 2).trimmed();
        return filter;
    }
    QString parts = plain;
    parts.replace(dash, QStringLiteral("-"));
    for (const QString& part : parts.split(between, Qt::SkipEmptyParts)) {
        const auto match = range.match(part);
        if (!match.hasMatch())
            return {{}, plain};
        Range one;
        one.fromLayer.value = match.captured(1).toInt();
        one.fromHead.value = headOf(match.captured(2)); // 0 without
        const bool both = !match.captured(3).isEmpty();
        one.toLayer.value = both ? match.captured(3).toInt() : one.fromLayer.value;
        const QString last = both ? match.captured(4) : match.captured(2);
        one.toHead.value = last.isEmpty() ? std::numeric_limits<int>::max() : headOf(last);
        filter.ranges.push_back(one);
    }
    return filter;
}

bool RowFilter::has(core::LayerIndex layer, core::HeadIndex head) const
{
    const std::pair at(layer.value, head.value);
    for (const Range& range : ranges)
        if (at >= std::pair(range.fromLayer.value, range.fromHead.value)
            && at <= std::pair(range.toLayer.value, range.toHead.value))
            return true;
    return ranges.empty();
}

} // namespace headscope::ui
