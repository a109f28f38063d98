// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/helppanel.h"

#include "app/selection.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

namespace headscope::ui {

static_assert(static_cast<int>(HelpTopic::Head) == static_cast<int>(app::Selection::View::Head)
                  && static_cast<int>(HelpTopic::Lab) == static_cast<int>(app::Selection::View::Lab)
                  && static_cast<int>(HelpTopic::Lab) + 1 == app::Selection::viewCount,
              "topics begin with the views, in their order");

HelpPanel::HelpPanel(app::Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_topics(new QComboBox(this)),
      m_close(new QToolButton(this)),
      m_page(new QTextBrowser(this))
{
    setObjectName(QStringLiteral("helpPanel"));
    for (int i = 0; i < helpTopicCount; ++i)
        m_topics->addItem(helpTitle(static_cast<HelpTopic>(i)));
    m_topics->insertSeparator(app::Selection::viewCount);
    for (int i = 0; i < helpTopicCount; ++i)
        m_topics->setItemData(i < app::Selection::viewCount ? i : i + 1, i);
    m_topics->setObjectName(QStringLiteral("helpTopics"));
    m_topics->setAccessibleName(tr("Help about"));
    m_topics->setMaxVisibleItems(helpTopicCount + 1);
    m_close->setText(QStringLiteral("×"));
    m_close->setProperty("panel", true);
    m_close->setToolTip(tr("Close (Esc, F1)"));
    m_close->setAccessibleName(tr("Close the help"));
    m_page->setObjectName(QStringLiteral("helpPage"));
    m_page->setFrameShape(QFrame::NoFrame);
    m_page->setOpenLinks(false);
    m_page->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_page->document()->setDocumentMargin(0);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 10, 8, 6);
    head->setSpacing(6);
    auto* label = new QLabel(tr("Help"), this);
    label->setFont(Theme::font(0, true));
    head->addWidget(label);
    head->addWidget(m_topics, 1);
    head->addWidget(m_close);
    auto* body = new QHBoxLayout;
    body->setContentsMargins(12, 0, 10, 6);
    body->addWidget(m_page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addLayout(body, 1);

    for (QWidget* widget : {static_cast<QWidget*>(m_topics), static_cast<QWidget*>(m_close),
                            static_cast<QWidget*>(m_page)})
        widget->installEventFilter(this);
    connect(m_topics, &QComboBox::activated, this, [this](int index) {
        setTopic(static_cast<HelpTopic>(m_topics->itemData(index).toInt()));
    });
    connect(m_close, &QToolButton::clicked, this, &HelpPanel::closeRequested);
    connect(selection, &app::Selection::viewChanged, this, [this] {
        if (isVisible())
            followView();
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        const int at = m_page->verticalScrollBar()->value();
        showPage();
        m_page->verticalScrollBar()->setValue(at);
    });
    followView();
    showPage();
}

void HelpPanel::followView()
{
    setTopic(static_cast<HelpTopic>(static_cast<int>(m_selection->view())));
}

void HelpPanel::setTopic(HelpTopic topic)
{
    m_topics->setCurrentIndex(m_topics->findData(static_cast<int>(topic)));
    if (topic == m_topic)
        return;
    m_topic = topic;
    showPage();
}

void HelpPanel::showPage()
{
    const Colours& c = Theme::instance().colours();
    const double points = Theme::font().pointSizeF();
    m_page->document()->setDefaultStyleSheet(
        QStringLiteral("body { color: %1; } p { margin: 0 0 8px 0; line-height: 125%; }"
                       "h4 { margin: 10px 0 3px 0; color: %2; font-size: %6pt; font-weight: bold; }"
                       "ul { margin: 0 0 4px 0; -qt-list-indent: 0; } li { margin: 0 0 4px 14px; "
                       "line-height: 125%; }"
                       ".formula { background-color: %3; margin: 5px 0 6px 0; }"
                       ".formula td { color: %1; font-size: %5pt; line-height: 140%; }"
                       ".where { color: %2; } .keys td { padding-right: 12px; }"
                       "i { color: %4; }")
            .arg(c.text.name(), c.muted.name(), c.field.name(), c.text.name())
            .arg(points * 1.06, 0, 'f', 1)
            .arg(points, 0, 'f', 1));
    m_page->setHtml(QStringLiteral("<body>%1</body>").arg(helpText(m_topic)));
    m_page->setAccessibleName(tr("Help: %1").arg(helpTitle(m_topic)));
}

bool HelpPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape && key->modifiers() == Qt::NoModifier) {
            event->accept(); // else it would stop what is running
            if (event->type() == QEvent::KeyPress)
                Q_EMIT closeRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void HelpPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        showPage();
    QWidget::changeEvent(event);
}

} // namespace headscope::ui
