// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/labchanges.h"

#include "app/selection.h"
#include "ui/models/labtext.h"
#include "ui/theme/theme.h"
#include "ui/views/labeditor.h"
#include "ui/views/labrow.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QToolButton>
#include <QUndoCommand>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace headscope::ui {

namespace {

constexpr qint64 seriesPause = 1500; // ms between edits of a number that are undone together

} // namespace

/// From one list to another.
class LabChanges::Command final : public QUndoCommand
{
public:
    struct Step {
        LabEntries entries;
        int current = -1;
    };

    Command(LabChanges* changes, const QString& text, Step before, Step after, int mergeId)
        : QUndoCommand(text),
          m_changes(changes),
          m_before(std::move(before)),
          m_after(std::move(after)),
          m_id(mergeId)
    {}
    int id() const override { return m_id; }
    void undo() override { m_changes->show(m_before.entries, m_before.current); }
    void redo() override { m_changes->show(m_after.entries, m_after.current); }
    bool mergeWith(const QUndoCommand* next) override
    {
        m_after = static_cast<const Command*>(next)->m_after;
        return true;
    }

private:
    LabChanges* m_changes;
    Step m_before;
    Step m_after;
    int m_id;
};

LabChanges::LabChanges(app::Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_add(new QToolButton(this)),
      m_bar(new QWidget(this)),
      m_parts(new QBoxLayout(QBoxLayout::TopToBottom)),
      m_list(new QScrollArea(this)),
      m_lines(nullptr),
      m_empty(new QLabel(this)),
      m_notice(new QLabel(this)),
      m_editorBox(new QWidget(this)),
      m_editor(new LabEditor(m_editorBox))
{
    setObjectName(QStringLiteral("labChanges"));
    auto* lines = new QWidget;
    m_lines = new QVBoxLayout(lines);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(0);
    m_empty->setText(tr("The model is as it is. Add a change to see what becomes of its "
                        "predictions."));
    m_empty->setWordWrap(true);
    m_empty->setProperty("quiet", true);
    m_empty->setContentsMargins(10, 10, 10, 10);
    m_lines->addWidget(m_empty);
    m_lines->addStretch(1);
    m_list->setWidget(lines);
    m_list->setWidgetResizable(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::StyledPanel);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Changes"));
    m_notice->setObjectName(QStringLiteral("labNotice"));
    m_notice->setWordWrap(true);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->hide();

    auto* edit = new QVBoxLayout(m_editorBox);
    edit->setContentsMargins(0, 0, 0, 0);
    edit->addWidget(m_editor);
    edit->addStretch(1);
    m_parts->setContentsMargins(0, 0, 0, 0);
    m_parts->setSpacing(8);
    m_parts->addWidget(m_list, 1);
    m_parts->addWidget(m_editorBox);
    m_parts->addStretch(0);
    m_list->viewport()->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    fillBar();
    layout->addWidget(m_bar);
    layout->addWidget(m_notice);
    layout->addLayout(m_parts, 1);

    connect(m_editor, &LabEditor::edited, this,
            [this](const core::Intervention& intervention, bool typing) {
                replace(m_current, intervention, typing);
            });
    connect(&m_undo, &QUndoStack::indexChanged, this, &LabChanges::refresh);
    refresh();
}

LabChanges::~LabChanges()
{
    m_undo.disconnect(this);
}

QToolButton* LabChanges::barButton(const QString& sign, const QString& text, const char* objectName)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(objectName));
    button->setText(sign);
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setProperty("panel", true);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return button;
}

void LabChanges::fillBar()
{
    auto* caption = new QLabel(tr("Changes"), m_bar);
    caption->setFont(Theme::font(0, true));
    m_add->setObjectName(QStringLiteral("labAdd"));
    m_add->setText(tr("+ Add"));
    m_add->setAccessibleName(tr("Add a change"));
    m_add->setToolTip(tr("Add a change: it takes effect at once"));
    m_add->setProperty("field", true);
    m_add->setPopupMode(QToolButton::InstantPopup);
    // Room for the text beside the arrow, which styles do not ask for.
    m_add->setMinimumWidth(m_add->fontMetrics().horizontalAdvance(m_add->text()) + 48);
    auto* menu = new QMenu(m_add);
    menu->setToolTipsVisible(true);
    for (int kind = 0; kind < labKindCount; ++kind) {
        QAction* action = menu->addAction(kindName(static_cast<LabKind>(kind)));
        action->setToolTip(
            interventionTip(newIntervention(static_cast<LabKind>(kind), {}, LabModelShape())));
        connect(action, &QAction::triggered, this,
                [this, kind] { add(static_cast<LabKind>(kind)); });
        m_kinds[static_cast<std::size_t>(kind)] = action;
    }
    m_add->setMenu(menu);
    m_undoButton = barButton(QStringLiteral("↶"), tr("Undo"), "labUndo");
    m_redoButton = barButton(QStringLiteral("↷"), tr("Redo"), "labRedo");
    m_clear = barButton(tr("Clear"), tr("Remove all changes"), "labClear");
    for (QToolButton* button : {m_undoButton, m_redoButton})
        button->setFixedWidth(QFontMetrics(Theme::font()).height() * 5 / 3);
    connect(m_undoButton, &QToolButton::clicked, this, &LabChanges::undo);
    connect(m_redoButton, &QToolButton::clicked, this, &LabChanges::redo);
    connect(m_clear, &QToolButton::clicked, this, &LabChanges::clear);
    auto* line = new QHBoxLayout(m_bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(caption);
    line->addStretch(1);
    line->addWidget(m_undoButton);
    line->addWidget(m_redoButton);
    line->addWidget(m_clear);
    line->addSpacing(4);
    line->addWidget(m_add);
}

QSize LabChanges::minimumSizeHint() const
{
    return {std::max(256, m_bar->minimumSizeHint().width()), 130};
}

void LabChanges::setWide(bool wide)
{
    m_parts->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_parts->setStretch(0, 1);
    m_parts->setStretch(1, wide ? 1 : 0);
    m_wide = wide;
    fitList();
}

/// As high as its rows, so that the parts of a change stand right under them.
void LabChanges::fitList()
{
    const int width = m_list->viewport()->width();
    const int rows = std::max(m_lines->totalHeightForWidth(width),
                              m_lines->totalMinimumSize().height());
    m_list->setMaximumHeight(m_wide ? QWIDGETSIZE_MAX : rows + 2 * m_list->frameWidth());
}

bool LabChanges::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list->viewport() && event->type() == QEvent::Resize)
        fitList();
    return QWidget::eventFilter(watched, event);
}

void LabChanges::setShape(const LabModelShape& shape)
{
    if (shape == m_shape)
        return;
    m_shape = shape;
    m_editor->setShape(shape);
    LabEntries left;
    QStringList gone;
    for (const LabEntry& entry : m_entries) {
        if (shape.empty() || fits(entry.intervention, shape))
            left.push_back(entry);
        else
            gone << interventionText(entry.intervention, shape.ownHeads);
    }
    const core::Change before = changeOf(m_entries);
    // What can be undone is of the other model.
    m_undo.clear();
    show(left, std::min(m_current, static_cast<int>(left.size()) - 1));
    showNotice(gone.isEmpty() ? QString()
                              : tr("Left out, since this model has no such heads or ranks: %1.")
                                    .arg(gone.join(QStringLiteral("; "))));
    if (changeOf(m_entries) != before)
        Q_EMIT edited(false);
}

void LabChanges::setEntries(const LabEntries& entries)
{
    m_undo.clear();
    showNotice({});
    show(entries, entries.empty() ? -1 : 0);
    // What the model cannot have is not kept from another one's session.
    if (!m_shape.empty()) {
        const LabModelShape shape = std::exchange(m_shape, {});
        setShape(shape);
    }
}

void LabChanges::add(LabKind kind)
{
    if (m_shape.empty())
        return;
    const core::ChangeScope place{
        core::LayerIndex(std::clamp(m_selection->layer().value, 0, m_shape.layers - 1)),
        core::HeadIndex(std::clamp(m_selection->head().value, 0, m_shape.headsPerLayer - 1))};
    LabEntries entries = m_entries;
    entries.push_back({newIntervention(kind, place, m_shape), true});
    const int row = static_cast<int>(entries.size()) - 1;
    push(std::move(entries), tr("add a change"), row);
    m_rows[static_cast<std::size_t>(row)]->setFocus(Qt::OtherFocusReason);
}

void LabChanges::replace(int row, const core::Intervention& intervention, bool typing)
{
    if (row < 0 || row >= std::ssize(m_entries))
        return;
    LabEntries entries = m_entries;
    entries[static_cast<std::size_t>(row)].intervention = intervention;
    if (!typing || !m_sinceTyped.isValid() || m_sinceTyped.elapsed() > seriesPause)
        ++m_series;
    m_sinceTyped.start();
    constexpr int rows = 1024;
    push(std::move(entries), tr("edit a change"), row, typing ? m_series * rows + row : -1);
}

void LabChanges::setOn(int row, bool on)
{
    LabEntries entries = m_entries;
    entries[static_cast<std::size_t>(row)].on = on;
    push(std::move(entries), on ? tr("switch a change on") : tr("switch a change off"), row);
}

void LabChanges::remove(int row)
{
    LabEntries entries = m_entries;
    entries.erase(entries.begin() + row);
    const int next = std::min(row, static_cast<int>(entries.size()) - 1);
    push(std::move(entries), tr("remove a change"), next);
    focusTarget()->setFocus(Qt::OtherFocusReason);
}

void LabChanges::clear()
{
    if (!m_entries.empty())
        push({}, tr("remove all changes"), -1);
    m_add->setFocus(Qt::OtherFocusReason);
}

void LabChanges::undo()
{
    if (!m_undo.canUndo())
        return;
    m_undo.undo();
    Q_EMIT edited(false);
}

void LabChanges::redo()
{
    if (!m_undo.canRedo())
        return;
    m_undo.redo();
    Q_EMIT edited(false);
}

void LabChanges::push(LabEntries entries, const QString& text, int current, int mergeId)
{
    showNotice({});
    m_undo.push(
        new Command(this, text, {m_entries, m_current}, {std::move(entries), current}, mergeId));
    Q_EMIT edited(mergeId >= 0);
}

LabRow* LabChanges::makeRow()
{
    auto* row = new LabRow(m_list->widget());
    const auto place = [this, row] {
        return static_cast<int>(std::find(m_rows.begin(), m_rows.end(), row) - m_rows.begin());
    };
    connect(row, &LabRow::chosen, this, [this, place] { setCurrent(place()); });
    connect(row, &LabRow::opened, this, [this, place] {
        setCurrent(place());
        m_editor->focusFirst();
    });
    connect(row, &LabRow::switched, this, [this, place](bool on) { setOn(place(), on); });
    // Not from within the row that goes.
    connect(
        row, &LabRow::removeWanted, this, [this, place] { remove(place()); }, Qt::QueuedConnection);
    connect(row, &LabRow::moveWanted, this, [this, place](int rows) {
        const int to = place() + rows;
        if (to >= 0 && to < std::ssize(m_rows))
            m_rows[static_cast<std::size_t>(to)]->setFocus(Qt::OtherFocusReason);
    });
    return row;
}

void LabChanges::show(const LabEntries& entries, int current)
{
    m_entries = entries;
    while (m_rows.size() > entries.size()) {
        m_rows.back()->hide();
        m_rows.back()->deleteLater();
        m_rows.pop_back();
    }
    while (m_rows.size() < entries.size()) {
        LabRow* row = makeRow();
        m_lines->insertWidget(static_cast<int>(m_rows.size()), row);
        row->show();
        m_rows.push_back(row);
    }
    for (std::size_t i = 0; i < entries.size(); ++i)
        m_rows[i]->setEntry(textOf(static_cast<int>(i)), interventionTip(entries[i].intervention),
                            entries[i].on);
    setCurrent(current);
    refresh();
}

void LabChanges::setCurrent(int row)
{
    m_current = row >= 0 && row < std::ssize(m_entries) ? row : -1;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rows[i]->setCurrent(static_cast<int>(i) == m_current);
    m_editorBox->setVisible(m_current >= 0);
    if (m_current < 0)
        return;
    const core::Intervention& shown = m_entries[static_cast<std::size_t>(m_current)].intervention;
    if (shown != m_editor->intervention())
        m_editor->setIntervention(shown);
    m_list->ensureWidgetVisible(m_rows[static_cast<std::size_t>(m_current)], 0, 4);
}

QString LabChanges::textOf(int row) const
{
    return interventionText(m_entries[static_cast<std::size_t>(row)].intervention,
                            m_shape.empty() ? m_selection->ownHeads() : m_shape.ownHeads);
}

void LabChanges::showNotice(const QString& text)
{
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
}

QString LabChanges::notice() const
{
    return m_notice->text();
}

QWidget* LabChanges::focusTarget() const
{
    return m_current >= 0 ? static_cast<QWidget*>(m_rows[static_cast<std::size_t>(m_current)])
                          : m_add;
}

void LabChanges::refresh()
{
    m_empty->setVisible(m_entries.empty());
    fitList();
    m_undoButton->setEnabled(m_undo.canUndo());
    m_redoButton->setEnabled(m_undo.canRedo());
    m_undoButton->setToolTip(m_undo.canUndo() ? tr("Undo: %1 (Ctrl+Z)").arg(m_undo.undoText())
                                              : tr("Nothing to undo"));
    m_redoButton->setToolTip(m_undo.canRedo() ? tr("Redo: %1 (Ctrl+Shift+Z)").arg(m_undo.redoText())
                                              : tr("Nothing to redo"));
    m_clear->setEnabled(!m_entries.empty());
    m_add->setEnabled(!m_shape.empty());
}

} // namespace headscope::ui
