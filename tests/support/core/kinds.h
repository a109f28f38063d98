// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/core/randommodel.h"

#include <QString>
#include <QTest>

namespace headscope::tests {

/// The rows of a test on a random model of each kind: a column "kind", its name.
inline void everyKind()
{
    QTest::addColumn<QString>("kind");
    for (const RandomKind& kind : randomKinds())
        QTest::newRow(kind.name) << QString::fromLatin1(kind.name);
}

inline const RandomKind& kindNamed(const QString& name)
{
    for (const RandomKind& kind : randomKinds())
        if (name == QLatin1String(kind.name))
            return kind;
    qFatal("there is no such kind of model");
}

} // namespace headscope::tests
