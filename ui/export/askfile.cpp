// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/askfile.h"

#include <QFileDialog>
#include <QFileInfo>

namespace headscope::ui {

QString FileKinds::endingOf(const QString& filter)
{
    const auto at = filter.indexOf(QLatin1String("(*."));
    return at < 0 ? QString() : filter.mid(at + 3).chopped(1);
}

QString FileKinds::filterOf(const QString& fileEnding) const
{
    for (const QString& filter : filters)
        if (endingOf(filter) == fileEnding)
            return filter;
    return filters.value(0);
}

void askingForFile(QFileDialog& dialog, const QString& title, const QString& suggested,
                   const FileKinds& kinds)
{
    dialog.setWindowTitle(title);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.setNameFilters(kinds.filters);
    const QString filter = kinds.filterOf(kinds.ending);
    dialog.selectNameFilter(filter);
    dialog.setDefaultSuffix(FileKinds::endingOf(filter));
    const QFileInfo file(suggested);
    dialog.setDirectory(file.path());
    dialog.selectFile(file.fileName() + QLatin1Char('.') + FileKinds::endingOf(filter));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog,
                     [&dialog, kinds](const QString& chosen) {
                         const QString ending = FileKinds::endingOf(chosen);
                         dialog.setDefaultSuffix(ending);
                         const QString name = QFileInfo(dialog.selectedFiles().value(0)).fileName();
                         const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
                         for (const QString& each : kinds.filters)
                             if (dot > 0 && FileKinds::endingOf(each) == name.mid(dot + 1))
                                 dialog.selectFile(name.left(dot + 1) + ending);
                     });
}

QString askFile(QWidget* parent, const QString& title, const QString& suggested,
                const FileKinds& kinds)
{
    QFileDialog dialog(parent);
    askingForFile(dialog, title, suggested, kinds);
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

} // namespace headscope::ui
