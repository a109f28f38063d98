// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace headscope::ui {

/// What delegates ask of any model. Rows and header sections answer with an invalid QVariant where
/// a role has no meaning.
enum Role : int {
    WordsRole = Qt::UserRole + 1, ///< QStringList, best first
    HiddenRole,                   ///< bool: the words point along word frequency and are not shown
    ValueRole,                    ///< double; nothing where the cell is empty
    FractionRole,                 ///< double, 0..1: length of the cell's bar
    ValueTextRole,                ///< QString: the number as people read it
    PartRole,                     ///< QString: "1/3" where a token is part of a split character
    SubtitleRole,                 ///< QString, header: second line
    GroupRole,                    ///< QString, header: title over all columns that share it
    RotatedRole,                  ///< bool, header: text runs upwards
    ExportRole,                   ///< QString: the whole content, for copying
    MarkedRole,                   ///< int, bits: what a cell is marked for (GridModel::Mark)
    LinkRole,                     ///< bool: the cell does something when it is clicked
    TitleRole,                    ///< bool: the row is the title of those below it
    NoteRole,                     ///< bool: the row says why there are no others
    WarningRole,                  ///< bool: something is wrong with what the row stands for
    NumbersRole,                  ///< QStringList: a number for each of the words, as it is read
};

} // namespace headscope::ui
