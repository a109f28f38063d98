// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/loadingstrip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace headscope::ui {

LoadingStrip::LoadingStrip(QWidget* parent)
    : QFrame(parent),
      m_label(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(QStringLiteral("loadingStrip"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_label->setMinimumWidth(80);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(140);
    m_progress->setAccessibleName(tr("How far loading is"));
    m_cancel->setProperty("quiet", true);
    m_cancel->setAccessibleName(tr("Cancel loading the model"));
    m_cancel->setToolTip(tr("Stop loading and keep the model that is open (Esc)"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    m_shown.setSingleShot(true);
    m_shown.setInterval(delay);
    connect(&m_shown, &QTimer::timeout, this, &QWidget::show);
    connect(m_cancel, &QPushButton::clicked, this, &LoadingStrip::cancelRequested);
    hide();
}

void LoadingStrip::begin(const QString& model)
{
    m_model = model;
    setStep({}, 0, 0);
    if (isHidden())
        m_shown.start();
}

void LoadingStrip::setStep(const QString& step, int done, int total)
{
    // A bar without a range runs to and fro.
    m_progress->setRange(0, total > 0 ? 1000 : 0);
    if (total > 0)
        m_progress->setValue(static_cast<int>(1000.0 * done / total));
    const int whole = percent();
    if (step.isEmpty())
        m_label->setText(tr("Loading %1…").arg(m_model));
    else if (whole < 0)
        m_label->setText(tr("Loading %1: %2…").arg(m_model, step));
    else
        m_label->setText(tr("Loading %1: %2, %3\u00a0%").arg(m_model, step).arg(whole));
    m_label->setToolTip(m_label->text());
}

void LoadingStrip::end()
{
    m_shown.stop();
    hide();
}

QString LoadingStrip::text() const
{
    return m_label->text();
}

int LoadingStrip::percent() const
{
    return m_progress->maximum() == 0 ? -1 : m_progress->value() / 10;
}

} // namespace headscope::ui
