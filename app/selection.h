// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/indices.h"

#include <QObject>

namespace headscope::app {

/// What every view looks at: one layer, head, query token and context token. Owned by the main
/// window, GUI thread. The views read and set it; it tells each change once, after all parts of the
/// change are made.
class Selection : public QObject
{
    Q_OBJECT
public:
    /// Which vector of the selected context token is inspected.
    enum class Focus { Pattern, Message, Score };

    explicit Selection(QObject* parent = nullptr);

    core::LayerIndex layer() const { return m_layer; }
    core::HeadIndex head() const { return m_head; }
    core::Position query() const { return m_query; }
    core::Position context() const { return m_context; }
    Focus focus() const { return m_focus; }

    /// The bounds that setters clamp to; keeps the selection where it still fits.
    void setBounds(int layers, int heads, int tokens);
    int layers() const { return m_layers; }
    int heads() const { return m_heads; }
    int tokens() const { return m_tokens; }

    void setHead(core::LayerIndex layer, core::HeadIndex head);
    void setQuery(core::Position query);
    void setContext(core::Position context, Focus focus);
    void setCell(core::Position context, core::Position query);

Q_SIGNALS:
    void headChanged();  ///< layer or head
    void tokenChanged(); ///< query, context or focus

private:
    core::LayerIndex m_layer;
    core::HeadIndex m_head;
    core::Position m_query;
    core::Position m_context;
    Focus m_focus = Focus::Pattern;
    int m_layers = 0;
    int m_heads = 0;
    int m_tokens = 0;
};

} // namespace headscope::app
