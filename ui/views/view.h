// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/picturesource.h"

#include <QVariantMap>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QStackedLayout;
class QVBoxLayout;

namespace headscope::app {
class Selection;
}

namespace headscope::ui {

class ElidedLabel;

/// What all views in the middle of the window have in common: a header line (title, what sums it
/// up, a few switches), the content, and a sentence in its place while there is none. Shows the
/// last result it was given; never asks for one itself. GUI thread.
class View : public QWidget, public PictureSource
{
    Q_OBJECT
public:
    /// Empty: nothing to show yet. Running: it is being made. Failed: it cannot be had.
    enum class State { Empty, Running, Failed, Ready };

    explicit View(app::Selection* selection, QWidget* parent = nullptr);
    ~View() override;

    State state() const { return m_state; }
    /// What stands in place of the content unless Ready; the state is told to assistive technology
    /// by the sentence alone.
    void setState(State state, const QString& sentence = {});
    QString sentence() const;
    QString titleText() const;  ///< as shown, rich text
    QString factsText() const;  ///< as shown
    QString natureText() const; ///< as shown

    /// Selected cells as tab-separated text; empty where nothing is selected.
    virtual QString selectedText() const { return {}; }
    /// Moves to the next place (or the one before) that has `text`; false where there is none.
    virtual bool find(const QString& /*text*/, bool /*backwards*/) { return false; }
    /// Whether find() means something here.
    virtual bool canFind() const { return false; }
    /// All of it, as an image.
    QImage picture(int maxWidth) const { return figure(FigurePart::Whole, maxWidth).image(); }
    QString pictureTitle() const override { return titleText(); }
    QString pictureFacts() const override { return factsText(); }
    /// The switches that views of words share, under the header; taken from the view that had them.
    void setFilterBar(QWidget* bar);
    /// Where the keyboard goes when the view comes to the front.
    virtual QWidget* focusTarget() { return this; }
    /// How somebody has set up this view, beside what all views share: flags, numbers and texts by
    /// names that stay the same, for session files. Names that begin with "scroll" say only what
    /// is in sight. What no one has touched need not be in it.
    virtual QVariantMap look() const { return {}; }
    /// The same look again; what is not named is as at first, what cannot be is passed over. May
    /// come before the results that it is about.
    virtual void setLook(const QVariantMap& /*look*/) {}

Q_SIGNALS:
    /// The options that the view's result is made with have changed.
    void wanted();

protected:
    app::Selection* selection() const { return m_selection; }
    virtual QString title() const = 0; ///< rich text
    virtual QString facts() const { return {}; }
    virtual QString factsTip() const { return {}; }
    /// What is particular to the thing itself, whatever the prompt; a line of its own.
    virtual QString nature() const { return {}; }
    virtual QString natureTip() const { return {}; }
    void setContent(QWidget* content);
    /// Switches without which there would be no content: under the header, there in every state.
    void setTopBar(QWidget* bar);
    /// Where a view puts its switches: the right end of the header line.
    QHBoxLayout* controls() const { return m_controls; }
    /// Shows title(), facts() and nature() as they are now; call it once they can be told.
    void refreshHeader();
    void changeEvent(QEvent* event) override;

private:
    app::Selection* m_selection;
    State m_state = State::Empty;
    QLabel* m_title;
    ElidedLabel* m_facts;
    ElidedLabel* m_nature; ///< hidden where there is none
    QHBoxLayout* m_controls;
    QWidget* m_topBar = nullptr;
    QLabel* m_sentence;
    QStackedLayout* m_stack;
    QVBoxLayout* m_layout;
};

} // namespace headscope::ui
