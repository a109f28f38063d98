// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/barsmodel.h"
#include "ui/models/headtableptr.h"

#include <QString>

#include <utility>
#include <vector>

namespace headscope::ui {

/// Everything about one cell, in words and numbers: of the head table, or of another view, whose
/// vectors then take the places of pattern (what reads) and message (what is written). Made once
/// per selection, painted as it is.
struct Inspection {
    struct Vector {
        QString title;
        QString note; ///< why there are no words, or what to keep in mind; may be empty
        std::vector<Bar> words;
        std::vector<std::pair<QString, QString>> facts; ///< name, number
    };
    QString title;       ///< rich text
    QString scoreTitle;  ///< rich text: who attends to whom
    QString formula;     ///< plain, fixed-width: from the pattern to the attention
    QString formulaNote; ///< plain: what its letters stand for, what else is shown
    Vector pattern;
    Vector gate; ///< of neurons that have one
    Vector message;
};

/// The words of a cell with their scores, as long as they are of the best one's.
std::vector<Bar> wordBars(const core::WordList& words, const core::LensCell& cell, bool showSpaces);

/// `context` and `query` within the table. Throws nothing.
Inspection inspect(const core::HeadTable& table, int context, int query, bool messageFirst,
                   bool showSpaces);

} // namespace headscope::ui
