// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/labresultptr.h"
#include "ui/views/view.h"

#include <QTimer>

class QBoxLayout;
class QCheckBox;
class QPushButton;
class QSplitter;
class QTabBar;

namespace headscope::ui {

class LabChanges;
class LabHeads;
class LabSweep;
class LabTokens;

/// The Lab: what is changed in the model, what that does to the prompt's predictions, and how it
/// depends on a parameter. Keeps the list of changes; what it shows of them it is given. Owned by
/// its parent, GUI thread, nothing fails.
class LabView : public View
{
    Q_OBJECT
public:
    explicit LabView(app::Selection* selection, QWidget* parent = nullptr);
    ~LabView() override;

    /// Of the loaded model. Changes that it cannot have leave the list, and a line says which.
    void setShape(const LabModelShape& shape);
    /// Those that are checked.
    core::Change change() const;
    /// Replaces the list, where it comes to something else; tells nobody.
    void setChange(const core::Change& change);
    /// Null: none yet. One of another change than change() stays until that one's comes.
    void setResult(LabResultPtr result);
    const LabResultPtr& result() const { return m_result; }
    /// Why there is no result of change(), in one sentence; until the next result or change.
    void setFailure(const QString& sentence);
    /// `over`: "this prompt", or a file's name.
    void setSweep(std::optional<core::SweepParameter> parameter, SweepPointsPtr points,
                  const QString& over);
    void setSweepRunning(bool running, int done, int total);
    /// Why a sweep has no result; until the next one begins.
    void setSweepFailure(const QString& sentence);
    /// Answers promptsFileWanted() and promptsOfFileWanted(). Without prompts the sweep stays with
    /// what it had.
    void setPrompts(const QString& path, const QStringList& prompts);
    void setEverywhere(bool everywhere);
    bool everywhere() const;
    /// Whether change() stands beside the original in Compare, so that look() can say it.
    void setCompared(bool compared) { m_compared = compared; }
    void setShowSpaces(bool show);

    LabChanges* changes() const { return m_changes; }
    LabTokens* tokens() const { return m_tokens; }
    LabHeads* heads() const { return m_heads; }
    LabSweep* sweep() const { return m_sweep; }

    enum class Page { Tokens, Heads, Sweep };
    Page page() const;
    void setPage(Page page);

    QString selectedText() const override;
    bool find(const QString& text, bool backwards) override;
    bool canFind() const override { return true; }
    Figure figure(FigurePart part, int maxWidth) const override;
    Figure legend(FigurePart part, int maxWidth) const override;
    QString pictureFacts() const override;
    QString pictureNote() const override;
    QWidget* focusTarget() override;
    QVariantMap look() const override;
    void setLook(const QVariantMap& look) override;

Q_SIGNALS:
    /// change() is another one; while somebody types, after a short pause.
    void changeWanted(const headscope::core::Change& change);
    void everywhereWanted(bool everywhere);
    void compareWanted();
    /// A look says whether change() stands beside the original.
    void comparedWanted(bool compared);
    /// `prompts`: empty for the prompt of the window.
    void sweepWanted(const headscope::core::SweepOptions& options, const QStringList& prompts);
    void sweepCancelled();
    /// setPrompts() answers.
    void promptsFileWanted();
    void promptsOfFileWanted(const QString& path);

protected:
    QString title() const override;
    QString facts() const override;
    QString factsTip() const override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeHeader();
    QWidget* makePages();
    void connectParts();
    void edited(int pause);
    void tell();
    void refresh();
    void refreshSentence();
    void arrange();

    LabModelShape m_shape;
    LabResultPtr m_result;
    QString m_failure;
    core::Change m_told; ///< the change that was told last
    bool m_showSpaces = false;
    bool m_compared = false;
    bool m_partsFit = true; ///< until somebody moves the handle
    QTimer m_pause;
    QCheckBox* m_everywhere;
    QPushButton* m_compare;
    QSplitter* m_splitter;
    LabChanges* m_changes;
    QTabBar* m_tabs;
    LabTokens* m_tokens;
    LabHeads* m_heads;
    LabSweep* m_sweep;
    QWidget* m_pages;
};

} // namespace headscope::ui
