// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/headname.h"

#include <QCoreApplication>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::HeadName)
};

bool isCross(core::HeadIndex head, int ownHeads)
{
    return head.value >= ownHeads;
}

} // namespace

QString headNumber(core::LayerIndex layer, core::HeadIndex head, int ownHeads)
{
    return isCross(head, ownHeads)
               ? QStringLiteral("%1.c%2").arg(layer.value).arg(head.value - ownHeads)
               : QStringLiteral("%1.%2").arg(layer.value).arg(head.value);
}

QString headName(core::LayerIndex layer, core::HeadIndex head, int ownHeads)
{
    return isCross(head, ownHeads) ? Text::tr("Layer %1, cross head %2 (looks at the encoder)")
                                         .arg(layer.value)
                                         .arg(head.value - ownHeads)
                                   : Text::tr("Layer %1, head %2").arg(layer.value).arg(head.value);
}

QString headTitle(core::LayerIndex layer, core::HeadIndex head, int ownHeads)
{
    return isCross(head, ownHeads)
               ? Text::tr("Layer %1 · Cross head %2 (looks at the encoder)")
                     .arg(layer.value)
                     .arg(head.value - ownHeads)
               : Text::tr("Layer %1 · Head %2").arg(layer.value).arg(head.value);
}

} // namespace headscope::ui
