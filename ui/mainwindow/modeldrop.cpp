// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/modeldrop.h"

#include "app/savedsession.h"
#include "ui/mainwindow/modelopening.h"
#include "ui/views/drophint.h"

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include <algorithm>

namespace headscope::ui {

namespace {

bool hasFiles(const QMimeData& data)
{
    const auto urls = data.urls();
    return std::any_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); });
}

/// A file that lies in a model folder and says so by its name.
bool isPartOfModel(const QString& file)
{
    return file == QLatin1String("config.json") || file.endsWith(QLatin1String(".safetensors"))
           || file.endsWith(QLatin1String(".safetensors.index.json"));
}

} // namespace

ModelDrop::ModelDrop(QWidget* window)
    : QObject(window), m_window(window), m_hint(new DropHint(window))
{
    window->setAcceptDrops(true);
    m_hide.setSingleShot(true);
    m_hide.setInterval(0);
    connect(&m_hide, &QTimer::timeout, m_hint, &QWidget::hide);
    QCoreApplication::instance()->installEventFilter(this);
}

ModelDrop::Dropped ModelDrop::look(const QMimeData& data)
{
    Dropped result;
    QString first;
    for (const QUrl& url : data.urls()) {
        if (!url.isLocalFile())
            continue;
        if (first.isEmpty())
            first = url.toLocalFile();
        else
            ++result.others;
    }
    const QFileInfo info(first);
    const QString name = info.fileName();
    if (!info.exists())
        result.refusal = tr("There is no file or folder %1.").arg(first);
    else if (info.isDir() && QFileInfo::exists(QDir(first).filePath(QStringLiteral("config.json"))))
        result.path = QDir::cleanPath(first);
    else if (info.isDir())
        result.refusal = tr("%1 is not a model folder: it has no config.json.").arg(first);
    else if (isPartOfModel(name))
        result.path = info.path();
    else if (name.endsWith(QLatin1String(app::SavedSession::ending)))
        result = {info.filePath(), true, {}, result.others};
    else
        result.refusal = tr("%1 is neither a model nor a session: drop a model folder, config.json "
                            "or a .safetensors file in it, or a .headscope file.")
                             .arg(name);
    return result;
}

bool ModelDrop::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::Drop
        && type != QEvent::DragLeave)
        return QObject::eventFilter(watched, event);
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget->window() != m_window)
        return QObject::eventFilter(watched, event);
    if (type == QEvent::DragLeave) {
        m_hide.start();
        return false;
    }
    auto* drop = static_cast<QDropEvent*>(event);
    if (!hasFiles(*drop->mimeData()))
        return QObject::eventFilter(watched, event);
    const Dropped what = look(*drop->mimeData());
    // Accepted either way: what is refused is told why when it is dropped.
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (type == QEvent::Drop) {
        m_hide.stop();
        m_hint->hide();
        if (what.refusal.isEmpty() && what.session)
            Q_EMIT sessionDropped(what.path);
        else if (what.refusal.isEmpty())
            Q_EMIT dropped(what.path, what.others);
        else
            Q_EMIT refused(what.refusal);
        return true;
    }
    m_hide.stop();
    const QString name = what.session ? QFileInfo(what.path).fileName()
                                      : ModelOpening::nameOf(what.path);
    m_hint->say(!what.refusal.isEmpty() ? what.refusal
                : what.session          ? tr("Drop to open the session %1").arg(name)
                : what.others > 0       ? tr("Drop to open %1, the first of these").arg(name)
                                        : tr("Drop to open the model %1").arg(name),
                !what.refusal.isEmpty());
    return true;
}

} // namespace headscope::ui
