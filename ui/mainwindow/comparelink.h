// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/comparing.h"
#include "app/selection.h"

#include <QObject>

#include <optional>

namespace headscope::ui {

class CompareView;

/// Between what makes comparisons and the view of them: what B is goes one way, rows and sentences
/// the other. Owned by the views' parent, GUI thread.
class CompareLink : public QObject
{
    Q_OBJECT
public:
    /// All outlive this.
    CompareLink(app::Session* a, app::Comparing* comparing, CompareView* view);

    /// The view of A that has a table; nothing for the measures of all heads, which are there
    /// anyway.
    static std::optional<app::Selection::View> viewOf(core::ComparedTable table);
    /// What is looked at in A, of which the view's table is compared; nullopt: the view is not in
    /// front.
    void want(std::optional<app::ComparedView> view);

Q_SIGNALS:
    void changed();

private:
    void show();
    void showNames();
    void chooseFolder();

    app::Session* m_a;
    app::Comparing* m_comparing;
    CompareView* m_view;
};

} // namespace headscope::ui
