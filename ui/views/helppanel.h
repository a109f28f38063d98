// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/helptext.h"

#include <QWidget>

class QComboBox;
class QTextBrowser;
class QToolButton;

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

/// The pages of help, one at a time. While it is visible it goes along with the view in front; any
/// other page can be chosen. Follows no links, nothing fails. GUI thread.
class HelpPanel : public QWidget
{
    Q_OBJECT
public:
    /// `selection` outlives the panel.
    explicit HelpPanel(app::Selection* selection, QWidget* parent = nullptr);

    HelpTopic topic() const { return m_topic; }
    void setTopic(HelpTopic topic);
    /// The page of the view in front.
    void followView();
    QTextBrowser* page() const { return m_page; }
    QComboBox* topics() const { return m_topics; }
    QToolButton* closeButton() const { return m_close; }
    QSize sizeHint() const override { return {350, 400}; }
    QSize minimumSizeHint() const override { return {260, 200}; }

Q_SIGNALS:
    /// By the button or Escape.
    void closeRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showPage();

    app::Selection* m_selection;
    QComboBox* m_topics;
    QToolButton* m_close;
    QTextBrowser* m_page;
    HelpTopic m_topic = HelpTopic::Head;
};

} // namespace headscope::ui
