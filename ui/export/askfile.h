// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QFileDialog;
class QWidget;

namespace headscope::ui {

/// Kinds of files, each "Name (*.ending)", and the one that is written without another choice.
struct FileKinds {
    QStringList filters;
    QString ending;

    static QString endingOf(const QString& filter);
    QString filterOf(const QString& fileEnding) const; ///< the first one where it is of none
};

/// Makes a dialog that asks where to save: the name that is suggested follows the kind of file that
/// is chosen, and a name without an ending gets that kind's before it is asked whether a file that
/// is there shall be replaced.
void askingForFile(QFileDialog& dialog, const QString& title, const QString& suggested,
                   const FileKinds& kinds);
/// Shows it; empty where nothing was chosen. `suggested` is without an ending.
QString askFile(QWidget* parent, const QString& title, const QString& suggested,
                const FileKinds& kinds);

} // namespace headscope::ui
