// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

class QMimeData;
class QWidget;

namespace headscope::ui {

class DropHint;

/// Files dragged over the window: says by a hint what dropping them would do, and tells which model
/// or session was dropped. Files are taken wherever in the window they are, also over fields that
/// take text; what is no file is left to the widget under it. Owned by the main window.
class ModelDrop : public QObject
{
    Q_OBJECT
public:
    explicit ModelDrop(QWidget* window);

    DropHint* hint() const { return m_hint; }

    /// What files that are dragged stand for.
    struct Dropped {
        QString path; ///< the model's folder, or the session's file; empty where there is none
        bool session = false;
        QString refusal; ///< then one sentence that says why
        int others = 0;  ///< how many more there are than one
    };
    static Dropped look(const QMimeData& data);

Q_SIGNALS:
    void dropped(const QString& path, int others);
    void sessionDropped(const QString& path);
    void refused(const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_window;
    DropHint* m_hint;
    QTimer m_hide; ///< from one part of the window to the next is no leaving
};

} // namespace headscope::ui
