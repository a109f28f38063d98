// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/filterbar.h"

#include "ui/views/flowlayout.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace headscope::ui {

namespace {

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

QLabel* quietLabel(QWidget* parent, const QString& text, QWidget* buddy)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("quiet", true);
    label->setBuddy(buddy);
    return label;
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
    m_rows->setAccessibleName(tr("Order of the rows"));
    m_rows->setToolTip(tr("Order of the rows; attention is that of the selected input token"));

    auto* layout = new FlowLayout(7, this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* pattern = quietLabel(this, tr("Pattern"), m_key);
    layout->addWidget(together(this, {pattern, m_key, m_query}));
    for (QPushButton* button : {m_centredPatterns, m_centredMessages, m_fragments})
        layout->addWidget(button);
    layout->addWidget(together(this, {m_highBias, m_rule, m_threshold}));
    layout->addWidget(m_metric);
    layout->addWidget(together(this, {quietLabel(this, tr("Rows"), m_rows), m_rows}));

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
    connect(m_rows, &QComboBox::activated, this, &FilterBar::rowSortChanged);
    setOptions({});
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
    m_threshold->setRange(0.0, rho ? 1.0 : 10.0);
    m_threshold->setSingleStep(rho ? 0.05 : 0.1);
    m_threshold->setValue(rho ? 0.5 : 2.0);
}

core::HeadTableOptions FilterBar::options() const
{
    core::HeadTableOptions options;
    options.side = m_query->isChecked() ? core::PatternSide::Query : core::PatternSide::Key;
    options.centredPatterns = m_centredPatterns->isChecked();
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

} // namespace headscope::ui
