// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QFont>
#include <QStaticText>
#include <QString>

#include <utility>

class QPainter;

namespace headscope::ui {

/// Words of one font, laid out once and painted many times: shaping a word takes longer than
/// drawing it, and a full table has hundreds of them that come back with every repaint. Holds the
/// words seen last. GUI thread; owned by whoever paints.
class TextCache
{
public:
    explicit TextCache(const QFont& font, int words = 8192);

    const QFont& font() const { return m_font; }
    int height() const { return m_height; }
    int width(const QString& word);
    /// The word, or what fits of it and an ellipsis.
    QString elided(const QString& word, int room, Qt::TextElideMode mode = Qt::ElideRight);
    /// With the painter's pen; `x`, `y`: the top left corner. Sets the painter's font.
    void draw(QPainter* painter, int x, int y, const QString& word);

private:
    struct Word {
        QStaticText text;
        int width = 0;
    };
    Word& word(const QString& text);

    QFont m_font;
    int m_height;
    QCache<QString, Word> m_words;
    QCache<std::pair<QString, int>, QString> m_elided; ///< word and room, < 0 where the start goes
};

} // namespace headscope::ui
