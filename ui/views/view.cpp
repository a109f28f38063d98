// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/view.h"

#include "app/selection.h"
#include "ui/theme/theme.h"
#include "ui/views/elidedlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace headscope::ui {

View::View(app::Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_title(new QLabel(this)),
      m_facts(new ElidedLabel(this)),
      m_nature(new ElidedLabel(this)),
      m_controls(new QHBoxLayout),
      m_sentence(new QLabel(this)),
      m_stack(new QStackedLayout),
      m_layout(new QVBoxLayout(this))
{
    m_title->setObjectName(QStringLiteral("viewTitle"));
    m_title->setTextFormat(Qt::RichText);
    m_facts->setProperty("quiet", true);
    m_nature->setObjectName(QStringLiteral("viewNature"));
    m_nature->setProperty("quiet", true);
    m_nature->hide();
    m_sentence->setObjectName(QStringLiteral("emptyText"));
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setProperty("quiet", true);
    m_controls->setSpacing(8);
    auto* header = new QHBoxLayout;
    header->setSpacing(14);
    header->addWidget(m_title, 0, Qt::AlignBaseline);
    header->addWidget(m_facts, 1, Qt::AlignBaseline);
    header->addLayout(m_controls);
    m_stack->addWidget(m_sentence);
    m_layout->setContentsMargins(14, 10, 14, 12);
    m_layout->setSpacing(9);
    m_layout->addLayout(header);
    m_layout->addWidget(m_nature);
    m_layout->addLayout(m_stack, 1);
    setFocusPolicy(Qt::NoFocus);
    m_title->setFont(Theme::font(4));
    m_sentence->setFont(Theme::font(1));
}

View::~View() = default;

void View::setFilterBar(QWidget* bar)
{
    m_layout->insertWidget(m_topBar != nullptr ? 3 : 2, bar);
    bar->show();
}

void View::setTopBar(QWidget* bar)
{
    m_topBar = bar;
    m_layout->insertWidget(2, bar);
}

void View::setContent(QWidget* content)
{
    m_stack->addWidget(content);
    setState(m_state, sentence());
}

void View::setState(State state, const QString& sentence)
{
    m_state = state;
    m_sentence->setText(sentence);
    m_stack->setCurrentIndex(state == State::Ready && m_stack->count() > 1 ? 1 : 0);
}

QString View::sentence() const
{
    return m_sentence->text();
}

QString View::titleText() const
{
    return m_title->text();
}

QString View::factsText() const
{
    return m_facts->whole();
}

QString View::natureText() const
{
    return m_nature->isHidden() ? QString() : m_nature->whole();
}

void View::refreshHeader()
{
    m_title->setText(title());
    m_facts->setWhole(facts(), factsTip());
    const QString particular = nature();
    m_nature->setWhole(particular, natureTip());
    m_nature->setVisible(!particular.isEmpty());
}

void View::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange) {
        m_title->setFont(Theme::font(4));
        m_sentence->setFont(Theme::font(1));
    }
    QWidget::changeEvent(event);
}

} // namespace headscope::ui
