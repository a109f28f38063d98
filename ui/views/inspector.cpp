// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/inspector.h"

#include "app/selection.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"
#include "ui/views/barlist.h"

#include <QFocusEvent>
#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace headscope::ui {

Inspector::Inspector(app::Selection* selection, QWidget* parent)
    : QScrollArea(parent),
      m_selection(selection),
      m_body(new QWidget(this)),
      m_layout(new QVBoxLayout(m_body)),
      m_title(new QLabel(m_body)),
      m_empty(new QLabel(tr("Select a cell of the table to look inside it."), m_body)),
      m_score(new QLabel(m_body)),
      m_formula(new QLabel(m_body)),
      m_formulaNote(new QLabel(m_body)),
      m_pattern(makePart(QStringLiteral("patternWords"))),
      m_gate(makePart(QStringLiteral("gateWords"))),
      m_message(makePart(QStringLiteral("messageWords")))
{
    setObjectName(QStringLiteral("inspector"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    m_title->setTextFormat(Qt::RichText);
    m_title->setWordWrap(true);
    m_title->setFont(Theme::font(1));
    m_empty->setWordWrap(true);
    m_empty->setProperty("quiet", true);
    m_score->setTextFormat(Qt::RichText);
    m_score->setWordWrap(true);
    m_formula->setObjectName(QStringLiteral("formula"));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(Theme::font(-1).pointSizeF());
    m_formula->setFont(fixed);
    m_formula->setTextFormat(Qt::PlainText);
    m_formula->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_formula->setWordWrap(true);
    m_formulaNote->setObjectName(QStringLiteral("formulaNote"));
    m_formulaNote->setTextFormat(Qt::PlainText);
    m_formulaNote->setWordWrap(true);
    m_formulaNote->setProperty("quiet", true);
    m_formulaNote->setTextInteractionFlags(Qt::TextSelectableByMouse);

    m_layout->setContentsMargins(12, 4, 12, 12);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_empty);
    m_layout->addWidget(m_pattern.box);
    m_layout->addWidget(m_gate.box);
    m_layout->addWidget(m_score);
    m_layout->addWidget(m_formula);
    m_layout->addWidget(m_formulaNote);
    m_layout->addWidget(m_message.box);
    m_layout->addStretch(1);
    setWidget(m_body);
    connect(selection, &app::Selection::tokenChanged, this, &Inspector::refresh);
    refresh();
}

Inspector::Part Inspector::makePart(const QString& name)
{
    Part part{new QWidget(m_body), nullptr, nullptr, nullptr, nullptr, nullptr};
    part.title = new QLabel(part.box);
    part.title->setProperty("quiet", true);
    part.title->setWordWrap(true);
    part.note = new QLabel(part.box);
    part.note->setWordWrap(true);
    part.note->setProperty("quiet", true);
    part.words = new BarList(0.42, part.box);
    part.words->setObjectName(name);
    part.model = new BarsModel(part.words);
    part.words->setBars(part.model);
    part.words->setWhole(true);
    part.words->installEventFilter(this);
    part.facts = new QGridLayout;
    part.facts->setHorizontalSpacing(10);
    part.facts->setVerticalSpacing(3);
    part.facts->setContentsMargins(6, 0, 6, 0);
    part.facts->setColumnStretch(1, 1);
    auto* layout = new QVBoxLayout(part.box);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->setSpacing(4);
    layout->addWidget(part.title);
    layout->addWidget(part.note);
    layout->addWidget(part.words);
    layout->addLayout(part.facts);
    return part;
}

bool Inspector::eventFilter(QObject* watched, QEvent* event)
{
    // A list without the focus has no line marked.
    if (event->type() == QEvent::FocusOut) {
        if (auto* list = qobject_cast<BarList*>(watched); list && list->selectionModel())
            list->clearSelection();
    }
    // Who comes by the keyboard sees where he is.
    if (event->type() == QEvent::FocusIn
        && static_cast<QFocusEvent*>(event)->reason() != Qt::MouseFocusReason) {
        if (auto* list = qobject_cast<BarList*>(watched))
            ensureWidgetVisible(list, 0, list->height() > viewport()->height() ? 0 : 8);
    }
    return QScrollArea::eventFilter(watched, event);
}

void Inspector::setTable(HeadTablePtr table, bool showSpaces)
{
    m_table = std::move(table);
    m_showSpaces = showSpaces;
    refresh();
}

void Inspector::setOther(std::optional<Inspection> other)
{
    if (!other && !m_other)
        return;
    m_other = std::move(other);
    refresh();
}

void Inspector::fill(Part& part, const Inspection::Vector& vector)
{
    part.title->setText(vector.title);
    part.note->setText(vector.note);
    part.note->setVisible(!vector.note.isEmpty());
    part.words->setAccessibleName(vector.title);
    part.model->setBars(vector.words);
    part.words->setVisible(!vector.words.empty());
    while (QLayoutItem* item = part.facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const auto& [name, number] : vector.facts) {
        auto* label = new QLabel(name, part.box);
        label->setProperty("quiet", true);
        auto* value = new QLabel(number, part.box);
        value->setFont(Theme::font(0, true));
        value->setAlignment(Qt::AlignRight);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        part.facts->addWidget(label, row, 0, Qt::AlignTop);
        part.facts->addWidget(value, row, 1, Qt::AlignTop);
        ++row;
    }
}

void Inspector::refresh()
{
    const int context = m_selection->context().value;
    const int query = m_selection->query().value;
    const int contexts = m_table ? static_cast<int>(m_table->tokens.size()) : 0;
    const int inputs = m_table ? static_cast<int>(m_table->inputTokens.size()) : 0;
    const bool any = m_other
                     || (context >= 0 && context < contexts && query >= 0 && query < inputs);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_title), m_pattern.box, m_gate.box, static_cast<QWidget*>(m_score),
          static_cast<QWidget*>(m_formula), static_cast<QWidget*>(m_formulaNote), m_message.box})
        widget->setVisible(any);
    m_empty->setVisible(!any);
    if (!any) {
        m_inspection = {};
        return;
    }
    const bool messageFirst = !m_other && m_selection->focus() == app::Selection::Focus::Message;
    m_inspection = m_other ? *m_other
                           : inspect(*m_table, context, query, messageFirst, m_showSpaces);
    show(messageFirst);
}

void Inspector::show(bool messageFirst)
{
    m_title->setText(m_inspection.title);
    m_score->setText(m_inspection.scoreTitle);
    m_formula->setText(m_inspection.formula);
    m_formulaNote->setText(m_inspection.formulaNote);
    fill(m_pattern, m_inspection.pattern);
    fill(m_gate, m_inspection.gate);
    fill(m_message, m_inspection.message);
    // The title of the whole names the vector that comes first.
    m_pattern.title->setVisible(m_other ? !m_inspection.pattern.title.isEmpty() : messageFirst);
    m_message.title->setVisible(m_other || !messageFirst);
    const auto isEmpty = [](const Inspection::Vector& vector) {
        return vector.words.empty() && vector.facts.empty() && vector.note.isEmpty();
    };
    m_pattern.box->setVisible(!isEmpty(m_inspection.pattern));
    m_gate.box->setVisible(!isEmpty(m_inspection.gate));
    m_message.box->setVisible(!isEmpty(m_inspection.message));
    m_score->setVisible(!m_inspection.scoreTitle.isEmpty());
    m_formula->setVisible(!m_inspection.formula.isEmpty());
    m_formulaNote->setVisible(!m_inspection.formulaNote.isEmpty());
    // The selected vector comes first.
    m_layout->removeWidget(m_message.box);
    m_layout->removeWidget(m_pattern.box);
    m_layout->insertWidget(2, messageFirst ? m_message.box : m_pattern.box);
    m_layout->insertWidget(7, messageFirst ? m_pattern.box : m_message.box);
}

QString Inspector::selectedText() const
{
    for (const Part* part : {&m_pattern, &m_gate, &m_message}) {
        if (!part->words->hasFocus())
            continue;
        QString text;
        for (int row = 0; row < part->model->rowCount(); ++row)
            text += part->model->index(row, BarsModel::Label).data(ExportRole).toString()
                    + QLatin1Char('\t')
                    + part->model->index(row, BarsModel::Value).data(ExportRole).toString()
                    + QLatin1Char('\n');
        return text;
    }
    return {};
}

} // namespace headscope::ui
