// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/banner.h"

#include "ui/models/sentence.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

namespace headscope::ui {

Banner::Banner(QWidget* parent)
    : QFrame(parent),
      m_label(new QLabel(this)),
      m_action(new QPushButton(this)),
      m_close(new QPushButton(tr("Close"), this))
{
    setObjectName(QStringLiteral("banner"));
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_label->setFocusPolicy(Qt::NoFocus);
    m_close->setProperty("quiet", true);
    m_close->setAccessibleName(tr("Close this message"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 7, 8, 7);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_action, 0, Qt::AlignVCenter);
    layout->addWidget(m_close, 0, Qt::AlignVCenter);
    m_action->setObjectName(QStringLiteral("bannerAction"));
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    connect(m_close, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed(!m_failure);
    });
    hide();
}

QString Banner::text() const
{
    return m_label->text();
}

void Banner::showFailure(const QString& sentence)
{
    present(asSentence(sentence), {}, true);
}

void Banner::showHint(const QString& sentence, const QString& action)
{
    present(sentence, action, false);
}

void Banner::present(const QString& sentence, const QString& action, bool failure)
{
    m_failure = failure;
    m_label->setText(sentence);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_close->setText(failure ? tr("Close") : tr("Got it"));
    setProperty("kind", failure ? QStringLiteral("failure") : QStringLiteral("hint"));
    setAccessibleName(sentence);
    style()->unpolish(this);
    style()->polish(this);
    m_label->style()->unpolish(m_label);
    m_label->style()->polish(m_label);
    show();
}

} // namespace headscope::ui
