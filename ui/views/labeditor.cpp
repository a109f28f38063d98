// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/labeditor.h"

#include "ui/models/labtext.h"
#include "ui/views/flowlayout.h"
#include "ui/views/quietlabel.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

using core::DropMessages;
using core::HeadOff;

QDoubleSpinBox* thresholdBox(double low, double high, double step, const char* objectName,
                             QWidget* parent)
{
    auto* box = new QDoubleSpinBox(parent);
    box->setObjectName(QString::fromLatin1(objectName));
    box->setRange(low, high);
    box->setSingleStep(step);
    box->setDecimals(3);
    return box;
}

/// Shows a value with no more digits than it has, unless that is what is being typed.
void setNumber(QDoubleSpinBox* box, double value)
{
    if (std::abs(box->value() - value) > 1e-9)
        box->setValue(value);
}

} // namespace

LabEditor::LabEditor(QWidget* parent)
    : QWidget(parent),
      m_kind(new QComboBox(this)),
      m_scope(new QComboBox(this)),
      m_layer(new QSpinBox(this)),
      m_head(new QComboBox(this)),
      m_rank(new QSpinBox(this)),
      m_share(thresholdBox(0, 1000, 5, "labShare", this)),
      m_bias(thresholdBox(0, 1, 0.05, "labBias", this)),
      m_cosine(thresholdBox(-1, 1, 0.05, "labCosine", this)),
      m_offMode(new QComboBox(this)),
      m_dropMode(new QComboBox(this))
{
    setObjectName(QStringLiteral("labEditor"));
    makeParts();
    // Layer and head stay side by side.
    auto* place = new QWidget(this);
    auto* both = new QHBoxLayout(place);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(6);
    both->addWidget(part(tr("layer"), m_layer));
    both->addWidget(part(tr("head"), m_head));
    m_place = place;
    auto* flow = new FlowLayout(6, this);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->addWidget(m_kind);
    flow->addWidget(part(tr("at"), m_scope));
    flow->addWidget(place);
    flow->addWidget(part(tr("to rank"), m_rank));
    flow->addWidget(part(tr("below"), m_share));
    flow->addWidget(part(tr("|ρ| from"), m_bias));
    flow->addWidget(part(tr("below cosine"), m_cosine));
    flow->addWidget(m_offMode);
    flow->addWidget(m_dropMode);
    connectParts();
}

void LabEditor::makeParts()
{
    m_kind->setObjectName(QStringLiteral("labKind"));
    m_kind->setAccessibleName(tr("What is changed"));
    for (int kind = 0; kind < labKindCount; ++kind)
        m_kind->addItem(kindName(static_cast<LabKind>(kind)));
    m_scope->setObjectName(QStringLiteral("labScope"));
    m_scope->setAccessibleName(tr("At which heads"));
    m_scope->addItems({tr("all heads"), tr("a layer"), tr("a head"), tr("a head per layer")});
    m_layer->setObjectName(QStringLiteral("labLayer"));
    m_layer->setAccessibleName(tr("Layer"));
    m_head->setObjectName(QStringLiteral("labHead"));
    m_head->setAccessibleName(tr("Head"));
    m_rank->setObjectName(QStringLiteral("labRank"));
    m_rank->setAccessibleName(tr("Rank"));
    m_rank->setMinimum(1);
    m_share->setDecimals(1);
    m_share->setSuffix(tr(" % of the median"));
    m_share->setAccessibleName(tr("Share of the median of the head's messages, in percent"));
    m_share->setToolTip(tr("Messages are dropped that are smaller than this share of the median "
                           "size of the head's messages"));
    m_bias->setAccessibleName(tr("Correlation with the word bias"));
    m_bias->setToolTip(tr("Messages are dropped whose words follow the word bias this closely"));
    m_cosine->setAccessibleName(tr("Cosine with the mean pattern of the head"));
    m_cosine->setToolTip(tr("Queries pass the head by whose cosine with the mean of its patterns "
                            "is below this"));
    m_offMode->setObjectName(QStringLiteral("labOffMode"));
    m_offMode->setAccessibleName(tr("What the heads write instead"));
    m_offMode->addItems({tr("write nothing"), tr("write their mean")});
    m_offMode->setToolTip(tr("Nothing, or for every token the mean of what they write over the "
                             "prompt"));
    m_dropMode->setObjectName(QStringLiteral("labDropMode"));
    m_dropMode->setAccessibleName(tr("What becomes of the attention"));
    m_dropMode->addItems({tr("softmax over the rest"), tr("attention of the rest kept")});
    m_dropMode->setToolTip(tr("Whether queries share out all of their attention among the tokens "
                              "that are left, or lose what went to those that are not"));
    for (QComboBox* box : {m_kind, m_scope, m_head, m_offMode, m_dropMode})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
}

QWidget* LabEditor::part(const QString& label, QWidget* widget)
{
    auto* group = new QWidget(this);
    auto* layout = new QHBoxLayout(group);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    layout->addWidget(quietLabel(label, widget, group));
    layout->addWidget(widget);
    return group;
}

void LabEditor::connectParts()
{
    connect(m_kind, &QComboBox::activated, this, [this](int kind) {
        take(asKind(m_intervention, static_cast<LabKind>(kind), m_shape), false);
    });
    connect(m_scope, &QComboBox::activated, this, &LabEditor::takeScope);
    connect(m_head, &QComboBox::activated, this, &LabEditor::takeScope);
    connect(m_layer, &QSpinBox::valueChanged, this, &LabEditor::takeScope);
    for (QComboBox* box : {m_offMode, m_dropMode})
        connect(box, &QComboBox::activated, this, [this] { take(withNumbers(), false); });
    connect(m_rank, &QSpinBox::valueChanged, this, [this] { take(withNumbers(), true); });
    for (QDoubleSpinBox* box : {m_share, m_bias, m_cosine})
        connect(box, &QDoubleSpinBox::valueChanged, this, [this] { take(withNumbers(), true); });
    // Undo means the last edit of the list, not of the digits of one number.
    for (QAbstractSpinBox* box :
         std::initializer_list<QAbstractSpinBox*>{m_layer, m_rank, m_share, m_bias, m_cosine}) {
        box->installEventFilter(this);
        box->findChild<QLineEdit*>()->installEventFilter(this);
    }
}

bool LabEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void LabEditor::setShape(const LabModelShape& shape)
{
    m_shape = shape;
    const QScopedValueRollback showing(m_showing, true);
    m_layer->setRange(0, std::max(0, shape.layers - 1));
    fillHeads();
    show(m_intervention);
}

void LabEditor::fillHeads()
{
    m_head->clear();
    for (int head = 0; head < m_shape.headsPerLayer; ++head)
        m_head->addItem(head < m_shape.ownHeads ? locale().toString(head)
                                                : tr("c%1").arg(head - m_shape.ownHeads));
}

void LabEditor::setIntervention(const core::Intervention& intervention)
{
    show(intervention);
}

void LabEditor::show(const core::Intervention& intervention)
{
    const QScopedValueRollback showing(m_showing, true);
    m_intervention = intervention;
    m_kind->setCurrentIndex(static_cast<int>(kindOf(intervention)));
    setToolTip(interventionTip(intervention));
    showScope();
    showWhat();
    updateGeometry();
}

void LabEditor::showScope()
{
    const core::ChangeScope& scope = m_intervention.scope;
    m_scope->setCurrentIndex(static_cast<int>(scope.layer  ? scope.head ? Scope::Head : Scope::Layer
                                              : scope.head ? Scope::EveryLayer
                                                           : Scope::All));
    if (scope.layer)
        m_layer->setValue(scope.layer->value);
    if (scope.head)
        m_head->setCurrentIndex(scope.head->value);
    m_layer->parentWidget()->setVisible(scope.layer.has_value());
    m_head->parentWidget()->setVisible(scope.head.has_value());
    m_place->setVisible(scope.layer || scope.head);
}

void LabEditor::showWhat()
{
    const auto* off = std::get_if<HeadOff>(&m_intervention.what);
    const auto* cut = std::get_if<core::RankCut>(&m_intervention.what);
    const auto* drop = std::get_if<DropMessages>(&m_intervention.what);
    const auto* route = std::get_if<core::RouteQueries>(&m_intervention.what);
    const bool small = drop != nullptr && drop->rule == DropMessages::Rule::Small;
    m_offMode->setVisible(off != nullptr);
    m_rank->parentWidget()->setVisible(cut != nullptr);
    m_share->parentWidget()->setVisible(small);
    m_bias->parentWidget()->setVisible(drop != nullptr && !small);
    m_dropMode->setVisible(drop != nullptr);
    m_cosine->parentWidget()->setVisible(route != nullptr);
    if (off != nullptr)
        m_offMode->setCurrentIndex(off->mode == HeadOff::Mode::Zero ? 0 : 1);
    if (cut != nullptr) {
        m_rank->setMaximum(largestRank(m_shape, cut->matrix));
        m_rank->setToolTip(tr("1 to %1, the size of the heads").arg(m_rank->maximum()));
        m_rank->setValue(cut->rank);
    }
    if (drop != nullptr) {
        setNumber(small ? m_share : m_bias, small ? drop->threshold * 100.0 : drop->threshold);
        m_dropMode->setCurrentIndex(drop->mode == DropMessages::Mode::Renormalise ? 0 : 1);
    }
    if (route != nullptr)
        setNumber(m_cosine, route->threshold);
}

void LabEditor::focusFirst()
{
    QWidget* target = m_scope;
    for (QWidget* number : std::initializer_list<QWidget*>{m_rank, m_share, m_bias, m_cosine})
        if (!number->parentWidget()->isHidden())
            target = number;
    target->setFocus(Qt::OtherFocusReason);
}

core::Intervention LabEditor::withNumbers() const
{
    core::Intervention made = m_intervention;
    if (auto* off = std::get_if<HeadOff>(&made.what)) {
        off->mode = m_offMode->currentIndex() == 0 ? HeadOff::Mode::Zero : HeadOff::Mode::Mean;
    } else if (auto* cut = std::get_if<core::RankCut>(&made.what)) {
        cut->rank = m_rank->value();
    } else if (auto* drop = std::get_if<DropMessages>(&made.what)) {
        drop->threshold = drop->rule == DropMessages::Rule::Small ? m_share->value() / 100.0
                                                                  : m_bias->value();
        drop->mode = m_dropMode->currentIndex() == 0 ? DropMessages::Mode::Renormalise
                                                     : DropMessages::Mode::Silence;
    } else if (auto* route = std::get_if<core::RouteQueries>(&made.what)) {
        route->threshold = m_cosine->value();
    }
    return made;
}

void LabEditor::takeScope()
{
    if (m_showing)
        return;
    core::Intervention made = m_intervention;
    const auto scope = static_cast<Scope>(m_scope->currentIndex());
    made.scope = {};
    if (scope == Scope::Layer || scope == Scope::Head)
        made.scope.layer = core::LayerIndex(m_layer->value());
    if (scope == Scope::Head || scope == Scope::EveryLayer)
        made.scope.head = core::HeadIndex(std::max(0, m_head->currentIndex()));
    take(made, sender() == m_layer);
}

void LabEditor::take(const core::Intervention& intervention, bool typing)
{
    if (m_showing || intervention == m_intervention)
        return;
    show(intervention);
    Q_EMIT edited(intervention, typing);
}

} // namespace headscope::ui
