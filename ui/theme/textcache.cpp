// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/textcache.h"

#include <QFontMetrics>
#include <QPainter>

#include <memory>

namespace headscope::ui {

TextCache::TextCache(const QFont& font, int words)
    : m_font(font), m_height(QFontMetrics(font).height()), m_words(words), m_elided(words)
{}

TextCache::Word& TextCache::word(const QString& text)
{
    if (Word* known = m_words.object(text))
        return *known;
    auto made = std::make_unique<Word>();
    made->text.setTextFormat(Qt::PlainText);
    made->text.setText(text);
    made->text.setPerformanceHint(QStaticText::AggressiveCaching);
    made->text.prepare(QTransform(), m_font);
    made->width = QFontMetrics(m_font).horizontalAdvance(text);
    Word* word = made.get();
    m_words.insert(text, made.release());
    return *word;
}

int TextCache::width(const QString& text)
{
    return word(text).width;
}

QString TextCache::elided(const QString& text, int room, Qt::TextElideMode mode)
{
    if (width(text) <= room)
        return text;
    const std::pair key(text, mode == Qt::ElideLeft ? -room : room);
    if (const QString* known = m_elided.object(key))
        return *known;
    QString cut = QFontMetrics(m_font).elidedText(text, mode, room);
    m_elided.insert(key, new QString(cut));
    return cut;
}

void TextCache::draw(QPainter* painter, int x, int y, const QString& text)
{
    painter->setFont(m_font);
    painter->drawStaticText(x, y, word(text).text);
}

} // namespace headscope::ui
