// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/headnote.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace headscope::ui {

HeadNote::HeadNote(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_label(new QLineEdit(this)),
      m_note(new QPlainTextEdit(this))
{
    m_title->setFont(Theme::font(0, true));
    m_label->setObjectName(QStringLiteral("headLabel"));
    m_label->setProperty("field", true);
    m_label->setPlaceholderText(tr("a name: what it does"));
    m_label->setAccessibleName(tr("Label of the head"));
    m_label->setToolTip(
        tr("A few words that name the head; Patterns and Messages find it by them"));
    m_label->setMaxLength(200);
    m_note->setObjectName(QStringLiteral("headNote"));
    m_note->setPlaceholderText(tr("notes"));
    m_note->setAccessibleName(tr("Notes on the head"));
    m_note->setToolTip(tr("What there is to remember of the head"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(2 * m_note->fontMetrics().lineSpacing() + 14);
    m_note->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    layout->addWidget(m_title);
    layout->addWidget(m_label);
    layout->addWidget(m_note);
    connect(m_label, &QLineEdit::editingFinished, this, &HeadNote::commit);
    setHead(-1, -1, {}, {}, {});
}

void HeadNote::setHead(int layer, int head, const QString& name, const QString& label,
                       const QString& note)
{
    const bool same = layer == m_layer && head == m_head;
    if (!same)
        commit();
    else if (label == m_oldLabel && note == m_oldNote)
        return; // something else has changed; what is being typed stays
    m_layer = layer;
    m_head = head;
    m_oldLabel = label;
    m_oldNote = note;
    m_title->setText(layer < 0 ? tr("Label") : tr("Label of %1").arg(name));
    if (m_label->text() != label)
        m_label->setText(label);
    if (m_note->toPlainText() != note)
        m_note->setPlainText(note);
    setEnabled(layer >= 0);
}

void HeadNote::commit()
{
    const QString label = m_label->text().simplified();
    const QString note = m_note->toPlainText().trimmed();
    if (m_layer < 0 || (label == m_oldLabel && note == m_oldNote))
        return;
    m_oldLabel = label;
    m_oldNote = note;
    Q_EMIT edited(m_layer, m_head, label, note);
}

bool HeadNote::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_note && event->type() == QEvent::FocusOut)
        commit();
    return QWidget::eventFilter(watched, event);
}

} // namespace headscope::ui
