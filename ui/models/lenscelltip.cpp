// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lenscelltip.h"

#include "ui/models/wordtext.h"

#include <QCoreApplication>

namespace headscope::ui {

namespace {
struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::LensCellTip)
};
} // namespace

QString lensCellTip(const QString& title, const core::LensCell& cell, const QStringList& words,
                    double size)
{
    QString tip = title + QStringLiteral("<table cellspacing=\"0\">");
    for (qsizetype i = 0; i < words.size(); ++i)
        tip += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align=\"right\">%2</td></tr>")
                   .arg(words[i].toHtmlEscaped(),
                        numberText(cell.scores[static_cast<std::size_t>(i)], 3));
    tip += QStringLiteral("</table>");
    tip += Text::tr("size %1 · legibility %2 σ · ρ %3")
               .arg(numberText(size), numberText(cell.legibility, 1), numberText(cell.rho));
    if (cell.highBias)
        tip += QStringLiteral("<br>")
               + Text::tr("Points along word frequency, not at a meaning (high bias).");
    return tip;
}

} // namespace headscope::ui
