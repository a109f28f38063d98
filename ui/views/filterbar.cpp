// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/filterbar.h"

#include "ui/views/flowlayout.h"
#include "ui/views/quietlabel.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QSpinBox>
#include <QVBoxLayout>

namespace headscope::ui {

namespace {

constexpr int lineGap = 7;
constexpr int mostDistance = 131'071; // tokens; as many as the longest contexts have

/// Widgets that belong together and wrap as one.
QWidget* together(QWidget* parent, std::initializer_list<QWidget*> widgets)
{
    auto* group = new QWidget(parent);
    auto* layout = new QHBoxLayout(group);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    for (QWidget* widget : widgets)
        layout->addWidget(widget);
    return group;
}

} // namespace

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent),
      m_key(chip(
          tr("offered (key)"),
          tr("The pattern says what the token offers: the words that will come looking for it"),
          QStringLiteral("keySide"))),
      m_query(chip(tr("looked for (query)"), tr("The pattern says what the token looks for"),
                   QStringLiteral("querySide"))),
      m_centredPatterns(
          chip(tr("centred patterns"),
               tr("Subtract the mean pattern of tokens 1 and later. Attention cannot see the mean "
                  "of what tokens offer; of what they look for, this is only a contrast."),
               QStringLiteral("centredPatterns"))),
      m_distance(new QComboBox(this)),
      m_fixed(new QSpinBox(this)),
      m_centredMessages(
          chip(tr("centred messages"),
               tr("Subtract the mean message of tokens 1 and later: what the head always writes"),
               QStringLiteral("centredMessages"))),
      m_fragments(chip(tr("hide fragments"), tr("Leave out tokens that are only pieces of words"),
                       QStringLiteral("hideFragments"))),
      m_highBias(chip(tr("hide frequency"),
                      tr("Grey out cells that point along word frequency, not at a meaning"),
                      QStringLiteral("hideHighBias"))),
      m_rule(new QComboBox(this)),
      m_threshold(new QDoubleSpinBox(this)),
      m_metric(new QComboBox(this)),
      m_rows(new QComboBox(this))
{
    auto* sides = new QButtonGroup(this);
    sides->addButton(m_key);
    sides->addButton(m_query);
    m_key->setChecked(true);
    m_rule->addItems({tr("|ρ| ≥"), tr("|b| ≥")});
    m_rule->setItemData(0, tr("Correlation of the vector's scores with the word bias"),
                        Qt::ToolTipRole);
    m_rule->setItemData(1, tr("The posts' rule: mean bias of the words shown"), Qt::ToolTipRole);
    m_rule->setAccessibleName(tr("Rule for high bias"));
    m_threshold->setDecimals(2);
    m_threshold->setAccessibleName(tr("Threshold for high bias"));
    m_threshold->setKeyboardTracking(false);
    m_metric->addItems({tr("cosine"), tr("dot product")});
    m_metric->setAccessibleName(tr("How words are compared"));
    m_metric->setToolTip(tr("How words are compared with patterns and messages"));
    m_rows->addItems(
        {tr("prompt order"), tr("attention"), tr("pattern legibility"), tr("message size")});
    m_rows->setObjectName(QStringLiteral("headRowOrder"));
    m_rows->setAccessibleName(tr("Order of the rows"));
    m_rows->setToolTip(tr("Order of the rows; attention is that of the selected input token"));

    buildDistance();
    buildLayout();

    const auto tell = [this] {
        if (!m_setting)
            Q_EMIT optionsChanged();
    };
    for (QPushButton* button :
         {m_centredPatterns, m_centredMessages, m_fragments, m_highBias, m_key})
        connect(button, &QPushButton::toggled, this, tell);
    connect(m_rule, &QComboBox::activated, this, [this, tell](int index) {
        m_setting = true;
        showRule(index == 0 ? core::BiasRule::Rho : core::BiasRule::Posts);
        m_setting = false;
        tell();
    });
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, tell);
    connect(m_metric, &QComboBox::activated, this, tell);
    connect(m_distance, &QComboBox::activated, this, [this, tell] {
        m_fixed->setVisible(isFixed());
        fit();
        tell();
    });
    connect(m_fixed, &QSpinBox::valueChanged, this, tell);
    connect(m_rows, &QComboBox::activated, this, &FilterBar::rowSortChanged);
    setOptions({});
}

void FilterBar::buildDistance()
{
    m_distance->setObjectName(QStringLiteral("distance"));
    m_distance->addItems({tr("of the pair"), tr("fixed")});
    m_distance->setItemData(
        0,
        tr("Each pattern at the distance of its token and the selected input token; 1 where the "
           "one cannot look at the other"),
        Qt::ToolTipRole);
    m_distance->setItemData(1, tr("All patterns at one distance, whatever the pair"),
                            Qt::ToolTipRole);
    m_distance->setAccessibleName(tr("Distance that patterns are taken at"));
    m_distance->setToolTip(
        tr("Positions turn keys and queries, so that a pattern depends on how many tokens the one "
           "who looks is behind the one looked at. Of the pair: as it is for the selected input "
           "token. Patterns of all heads are at the fixed distance, or at 1."));
    m_fixed->setObjectName(QStringLiteral("fixedDistance"));
    m_fixed->setRange(0, mostDistance);
    m_fixed->setValue(1);
    m_fixed->setKeyboardTracking(false);
    m_fixed->setAccessibleName(tr("Distance, in tokens"));
    m_fixed->setToolTip(tr("How many tokens the one who looks is behind the one looked at"));
    m_fixed->hide();
}

bool FilterBar::isFixed() const
{
    return m_distance->currentIndex() == 1;
}

void FilterBar::showDistance(const core::PatternDistance& distance)
{
    m_distance->setCurrentIndex(distance.fixed ? 1 : 0);
    if (distance.fixed)
        m_fixed->setValue(*distance.fixed);
    m_fixed->setVisible(isFixed());
    fit();
}

void FilterBar::setByDistance(bool byDistance)
{
    if (byDistance == m_byDistance)
        return;
    m_byDistance = byDistance;
    m_distance->parentWidget()->setVisible(inScope(m_distance->parentWidget()));
    fit();
    if (byDistance && !isFixed())
        Q_EMIT optionsChanged();
}

void FilterBar::setInputToken(core::Position token)
{
    if (token == m_inputToken)
        return;
    m_inputToken = token;
    if (m_byDistance && !isFixed())
        Q_EMIT optionsChanged();
}

void FilterBar::buildLayout()
{
    m_always = {together(this, {quietLabel(tr("Pattern"), m_key, this), m_key, m_query}),
                together(this, {quietLabel(tr("Distance"), m_distance, this), m_distance, m_fixed}),
                m_centredPatterns};
    m_extras = {m_centredMessages, m_fragments, together(this, {m_highBias, m_rule, m_threshold}),
                m_metric, together(this, {quietLabel(tr("Rows"), m_rows, this), m_rows})};
    m_display = new QPushButton(tr("Display ▾"), this);
    m_display->setObjectName(QStringLiteral("displayButton"));
    m_display->setProperty("chip", true);
    m_display->setToolTip(tr("Centred messages, what is hidden, how words are compared, order of "
                             "the rows"));
    m_panel = new QFrame(this, Qt::Popup);
    m_panel->setObjectName(QStringLiteral("displayPopup"));
    // The click that closes the panel shall not open it again.
    m_panel->setAttribute(Qt::WA_NoMouseReplay);
    m_panelLines = new QVBoxLayout(m_panel);
    m_panelLines->setContentsMargins(12, 12, 12, 12);
    m_panelLines->setSpacing(8);
    m_line = new FlowLayout(lineGap, this);
    m_line->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : m_always + m_extras)
        m_line->addWidget(widget);
    m_line->addWidget(m_display);
    m_display->hide();
    m_distance->parentWidget()->hide();
    connect(m_display, &QPushButton::clicked, this, &FilterBar::showPanel);
}

bool FilterBar::inScope(const QWidget* widget) const
{
    if (widget == m_distance->parentWidget())
        return m_byDistance && (m_scope == Scope::Head || m_scope == Scope::Patterns);
    switch (m_scope) {
    case Scope::Head:
        return true;
    case Scope::Patterns:
        return widget != m_rows->parentWidget() && widget != m_centredMessages;
    case Scope::Messages:
        return widget != m_rows->parentWidget() && widget != m_centredPatterns
               && widget != m_key->parentWidget();
    case Scope::Stream:
        return widget != m_rows->parentWidget();
    case Scope::States:
        return widget == m_fragments;
    case Scope::Directions:
        return widget != m_rows->parentWidget() && widget != m_centredPatterns
               && widget != m_centredMessages && widget != m_key->parentWidget();
    }
    return true;
}

void FilterBar::setScope(Scope scope)
{
    if (scope == m_scope)
        return;
    m_scope = scope;
    for (QWidget* widget : m_always + m_extras)
        widget->setVisible(inScope(widget));
    fit();
}

void FilterBar::fit()
{
    QList<int> widths;
    for (const QWidget* widget : m_always + m_extras)
        if (inScope(widget))
            widths.append(widget->sizeHint().width());
    // Views with more switches of their own leave one line to these.
    const int mostLines = m_scope == Scope::Head ? 2 : 1;
    const bool compact = FlowLayout::lines(widths, lineGap, width()) > mostLines;
    if (compact == m_compact)
        return;
    m_compact = compact;
    m_panel->hide();
    m_line->removeWidget(m_display);
    for (QWidget* widget : m_extras) {
        if (compact) {
            m_line->removeWidget(widget);
            m_panelLines->addWidget(widget, 0, Qt::AlignLeft);
        } else {
            m_panelLines->removeWidget(widget);
            m_line->addWidget(widget);
        }
        widget->setVisible(inScope(widget));
    }
    m_line->addWidget(m_display);
    m_display->setVisible(compact);
    updateGeometry();
}

void FilterBar::showPanel()
{
    m_panel->adjustSize();
    QPoint place = m_display->mapToGlobal(QPoint(0, m_display->height() + 4));
    const QRect screen = m_display->screen()->availableGeometry();
    place.setX(qBound(screen.left(), place.x(), screen.right() - m_panel->width()));
    m_panel->move(place);
    m_panel->show();
}

void FilterBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

QPushButton* FilterBar::chip(const QString& text, const QString& tip, const QString& name)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setCheckable(true);
    button->setProperty("chip", true);
    button->setToolTip(tip);
    return button;
}

void FilterBar::showRule(core::BiasRule rule)
{
    const bool rho = rule == core::BiasRule::Rho;
    m_rule->setCurrentIndex(rho ? 0 : 1);
    const QString tip =
        rho ? tr("|ρ|: correlation, over the whole vocabulary, of a vector's scores with the word "
                 "bias, which is near a word's frequency. From this size on, the vector points "
                 "along frequency, not at a meaning.")
            : tr("|b|: mean bias of the words shown, in standard deviations over the vocabulary. "
                 "From this size on, the words are merely frequent or rare ones (the posts' "
                 "rule).");
    m_rule->setToolTip(tip);
    m_threshold->setToolTip(tip);
    m_threshold->setRange(0.0, rho ? 1.0 : 10.0);
    m_threshold->setSingleStep(rho ? 0.05 : 0.1);
    m_threshold->setValue(rho ? 0.5 : 2.0);
}

core::HeadTableOptions FilterBar::options() const
{
    core::HeadTableOptions options;
    options.side = m_query->isChecked() ? core::PatternSide::Query : core::PatternSide::Key;
    options.centredPatterns = m_centredPatterns->isChecked();
    if (isFixed())
        options.distance.fixed = m_fixed->value();
    else if (m_byDistance)
        options.distance.other = m_inputToken;
    options.centredMessages = m_centredMessages->isChecked();
    options.lens.hideFragments = m_fragments->isChecked();
    options.lens.hideHighBias = m_highBias->isChecked();
    options.lens.biasRule = m_rule->currentIndex() == 0 ? core::BiasRule::Rho
                                                        : core::BiasRule::Posts;
    options.lens.biasThreshold = m_threshold->value();
    options.lens.metric = m_metric->currentIndex() == 0 ? core::Metric::Cosine : core::Metric::Dot;
    return options;
}

void FilterBar::setOptions(const core::HeadTableOptions& options)
{
    m_setting = true;
    m_key->setChecked(options.side == core::PatternSide::Key);
    m_query->setChecked(options.side == core::PatternSide::Query);
    m_centredPatterns->setChecked(options.centredPatterns);
    showDistance(options.distance);
    m_centredMessages->setChecked(options.centredMessages);
    m_fragments->setChecked(options.lens.hideFragments);
    m_highBias->setChecked(options.lens.hideHighBias);
    showRule(options.lens.biasRule);
    if (options.lens.biasThreshold)
        m_threshold->setValue(*options.lens.biasThreshold);
    m_metric->setCurrentIndex(options.lens.metric == core::Metric::Dot ? 1 : 0);
    m_setting = false;
}

RowSort FilterBar::rowSort() const
{
    return static_cast<RowSort>(m_rows->currentIndex());
}

void FilterBar::setRowSort(RowSort sort)
{
    m_rows->setCurrentIndex(static_cast<int>(sort));
}

} // namespace headscope::ui
