// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selection.h"
#include "tests/support/ui/labsamples.h"
#include "ui/views/labview.h"

#include <QComboBox>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace headscope::test {

constexpr int labPatience = 5000; // ms

/// The view as a window has it, and what it tells.
struct LabWindow {
    app::Selection selection;
    ui::LabView view{&selection};
    QSignalSpy wanted{&view, &ui::LabView::changeWanted};

    explicit LabWindow(const ui::LabModelShape& shape = smallShape, QSize size = {1100, 760})
    {
        selection.setBounds(shape.layers, shape.headsPerLayer, 13, 100);
        view.resize(size);
        view.setShape(shape);
        view.show();
        view.activateWindow();
        if (!QTest::qWaitForWindowActive(&view))
            qWarning("the view's window did not become active");
    }
    template<class Widget>
    Widget* part(const char* objectName) const
    {
        return view.findChild<Widget*>(QString::fromLatin1(objectName));
    }
    core::Change told()
    {
        if (wanted.isEmpty())
            wanted.wait(labPatience);
        return wanted.isEmpty() ? core::Change() : wanted.takeLast().at(0).value<core::Change>();
    }
    void add(ui::LabKind kind) const
    {
        part<QToolButton>("labAdd")->menu()->actions().at(static_cast<int>(kind))->trigger();
    }
    /// As if chosen from the list of a box.
    void choose(const char* box, int index) const
    {
        auto* combo = part<QComboBox>(box);
        combo->setCurrentIndex(index);
        Q_EMIT combo->activated(index);
    }
};

} // namespace headscope::test
