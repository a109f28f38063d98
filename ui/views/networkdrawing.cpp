// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/networkdrawing.h"

#include "ui/delegates/wordsgeometry.h"
#include "ui/views/figure.h"

#include <QHelpEvent>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextDocument>
#include <QToolTip>

#include <cmath>
#include <cstring>

namespace headscope::ui {

namespace {

constexpr int between = 28; ///< the two networks
constexpr int turn = 8;     ///< where the line to a circle leaves the others
constexpr int narrow = 700; ///< below this width one stands above the other
constexpr int leastRowsStacked = 6;
constexpr int leastRows = 3;
constexpr int mostTokens = 24; ///< rows of a head, the one of the others not counted

int middleTop(const QRect& rect, const TextCache& text)
{
    return rect.top() + (rect.height() - text.height()) / 2;
}

QPen writtenPen(const NetworkSide::Row& row, double width)
{
    const Colours& colours = Theme::instance().colours();
    QColor colour = row.key < 0 ? colours.faint : row.against ? colours.barAgainst : colours.bar;
    colour.setAlphaF(0.75F);
    return {colour, qMax(0.6, width), Qt::SolidLine, Qt::FlatCap};
}

double bendOf(const NetworkGeometry& g)
{
    return qMin(10.0, g.rowHeight() * 0.5);
}

/// From an activation to where its line goes straight up at x.
QPainterPath writtenBend(const NetworkGeometry& g, const QRect& lane, int k, double x)
{
    const double bend = bendOf(g);
    const double y = g.circleCentre(k).y();
    QPainterPath path(QPointF(lane.left(), y));
    path.lineTo(qMax<double>(g.laneLeft(), x - bend), y);
    path.quadTo(x, y, x, y - bend);
    return path;
}

std::vector<double> writtenWidths(const NetworkSide& side, const NetworkGeometry& g)
{
    std::vector<double> fractions;
    for (const auto& row : side.rows)
        fractions.push_back(row.fraction);
    return g.written(fractions);
}

/// The lines as shapes.
void paintWritten(QPainter& painter, const NetworkSide& side, const NetworkGeometry& g,
                  const QRect& lane)
{
    const std::vector<double> widths = writtenWidths(side, g);
    painter.save();
    painter.setBrush(Qt::NoBrush);
    for (int k = g.rows - 1; k >= 0; --k) {
        const auto at = static_cast<std::size_t>(k);
        if (widths[at] <= 0)
            continue;
        const double x = g.writtenX(widths, k);
        QPainterPath path = writtenBend(g, lane, k, x);
        path.lineTo(x, lane.top());
        painter.setPen(writtenPen(side.rows[at], widths[at]));
        painter.drawPath(path);
    }
    painter.restore();
}

/// The lines from the activations up to the output. They do not cross, so that between two bends
/// every pixel row is the same: painted once and copied, as it takes Qt long to paint upright
/// lines.
QImage writtenLines(const NetworkSide& side, const NetworkGeometry& g, const QRect& lane,
                    double ratio)
{
    const std::vector<double> widths = writtenWidths(side, g);
    const double bend = bendOf(g);
    QImage image(lane.size() * ratio, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QImage upright(image.width(), 1, image.format());
    upright.fill(Qt::transparent);
    QPainter bends(&image);
    QPainter lines(&upright);
    for (QPainter* painter : {&bends, &lines}) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->scale(ratio, ratio);
        painter->translate(-lane.topLeft());
    }
    // The first pixel row, from the top, that the bend of row k reaches.
    const auto bendTop = [&](int k) {
        const double y = g.circleCentre(k).y() - bend - lane.top();
        return qBound(0, static_cast<int>(std::floor(y * ratio)), image.height());
    };
    for (int k = g.rows - 1; k >= 0; --k) {
        const NetworkSide::Row& row = side.rows[static_cast<std::size_t>(k)];
        const double width = widths[static_cast<std::size_t>(k)];
        const double x = g.writtenX(widths, k);
        if (width > 0) {
            const QPen pen = writtenPen(row, width);
            lines.setPen(pen);
            lines.drawLine(QPointF(x, lane.top()), QPointF(x, lane.top() + 1));
            QPainterPath path = writtenBend(g, lane, k, x);
            path.lineTo(x, lane.top() + bendTop(k) / ratio);
            bends.setPen(pen);
            bends.drawPath(path);
        }
        const int end = bendTop(k);
        for (int y = k > 0 ? bendTop(k - 1) : 0; y < end; ++y)
            std::memcpy(image.scanLine(y), upright.constScanLine(0),
                        static_cast<std::size_t>(upright.bytesPerLine()));
    }
    bends.end();
    image.setDevicePixelRatio(ratio);
    return image;
}

} // namespace

NetworkDrawing::NetworkDrawing(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("networkDrawing"));
    setFocusPolicy(Qt::StrongFocus);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

NetworkDrawing::Fonts& NetworkDrawing::fonts() const
{
    if (!m_fonts)
        m_fonts = std::make_unique<Fonts>();
    return *m_fonts;
}

void NetworkDrawing::setSides(NetworkSide head, NetworkSide feedForward)
{
    m_sides = {std::move(head), std::move(feedForward)};
    update();
}

bool NetworkDrawing::stacked() const
{
    return width() < narrow;
}

NetworkGeometry NetworkDrawing::geometryOf(Which which) const
{
    const NetworkSide& side = m_sides[which];
    Fonts& f = fonts();
    NetworkGeometry g;
    g.rows = static_cast<int>(side.rows.size());
    g.lineHeight = f.text.height();
    g.valueWidth = f.text.width(QStringLiteral("100.0 %")) + 6;
    g.nameWidth = 40;
    for (const auto& row : side.rows) {
        g.nameWidth = qMax(g.nameWidth, f.bold.width(row.label) + 6);
        if (!row.score.isEmpty())
            g.scoreWidth = qMax(g.scoreWidth, f.small.width(row.score) + 8);
    }
    const bool second = which == FeedForward;
    if (stacked()) {
        const int half = (height() - between) / 2;
        g.area = QRect(2, second ? half + between : 0, width() - 4, half);
    } else {
        const int half = (width() - 4 - between) / 2;
        g.area = QRect(second ? 2 + half + between : 2, 0, half, height());
    }
    return g;
}

int NetworkDrawing::capacity() const
{
    return qMin(geometryOf(Head).capacity(), mostTokens + 1);
}

QSize NetworkDrawing::minimumSizeHint() const
{
    NetworkGeometry g;
    g.lineHeight = fonts().text.height();
    const int one = g.fixedHeight() + leastRows * g.leastRow();
    if (!stacked())
        return {300, one};
    return {300, 2 * (g.fixedHeight() + leastRowsStacked * g.leastRow()) + between};
}

void NetworkDrawing::resizeEvent(QResizeEvent*)
{
    updateGeometry();
    const int now = capacity();
    if (now == m_capacity)
        return;
    m_capacity = now;
    Q_EMIT capacityChanged();
}

void NetworkDrawing::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        m_fonts.reset();
    QWidget::changeEvent(event);
}

void NetworkDrawing::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Which which : {Head, FeedForward})
        paintSide(painter, m_sides[which], geometryOf(which));
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(Theme::instance().colours().accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void NetworkDrawing::paintSide(QPainter& painter, const NetworkSide& side,
                               const NetworkGeometry& g) const
{
    if (side.title.isEmpty())
        return;
    const Colours& colours = Theme::instance().colours();
    Fonts& f = fonts();
    QTextDocument title;
    title.setDefaultFont(Theme::font());
    title.setDocumentMargin(0);
    title.setHtml(
        QStringLiteral("<span style=\"color:%1\">%2</span>").arg(colours.text.name(), side.title));
    painter.save();
    painter.translate(g.title().left() + 6, g.title().top() + 4);
    title.drawContents(&painter, QRectF(0, 0, g.title().width() - 6, g.title().height()));
    painter.restore();

    for (int k = 0; k < g.rows; ++k) {
        const QRect row = g.row(k);
        if (side.rows[static_cast<std::size_t>(k)].isNew)
            painter.fillRect(row, colours.accentSoft);
        painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), colours.grid);
    }
    paintLines(painter, side, g);
    for (int k = 0; k < g.rows; ++k)
        paintRow(painter, side.rows[static_cast<std::size_t>(k)], g, k);
    const QRect titles = g.columnTitles();
    painter.setPen(colours.muted);
    if (g.rows > 0) {
        const int in = g.inWords(0).left();
        const int inRoom = g.readX() - in;
        f.small.draw(&painter, in, middleTop(titles, f.small),
                     f.small.elided(side.inTitle, inRoom));
        const QRect out = g.outWords(0);
        f.small.draw(&painter, out.left(), middleTop(titles, f.small),
                     f.small.elided(side.outTitle, out.width()));
        const QString value = tr("activation");
        const QRect bar = g.barRect(0);
        const int room = g.value(0).right() - bar.left();
        f.small.draw(&painter, bar.left(), middleTop(titles, f.small), f.small.elided(value, room));
        if (g.scores() > 0 && g.scores() >= f.small.width(tr("score")))
            f.small.draw(&painter, g.score(0).left(), middleTop(titles, f.small), tr("score"));
    }
    paintNodes(painter, side, g);
}

void NetworkDrawing::paintLines(QPainter& painter, const NetworkSide& side,
                                const NetworkGeometry& g) const
{
    if (g.rows == 0)
        return;
    const Colours& colours = Theme::instance().colours();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.border, 1.5));
    // One line for all, from which each turns off: long paths take long.
    painter.drawLine(QPointF(g.readX(), g.input().top()),
                     QPointF(g.readX(), g.circleCentre(0).y() + turn));
    for (int k = 0; k < g.rows; ++k) {
        const QPoint to = g.circleCentre(k);
        QPainterPath path(QPointF(g.readX(), to.y() + turn));
        path.quadTo(g.readX(), to.y(), to.x() - NetworkGeometry::circle / 2.0, to.y());
        painter.drawPath(path);
    }
    const QRect lane(QPoint(g.value(0).right() + 1, g.output().bottom()),
                     QPoint(g.outWords(0).left() - 1, g.row(g.rows - 1).bottom()));
    if (isVector(painter))
        paintWritten(painter, side, g, lane);
    else
        painter.drawImage(lane.topLeft(),
                          writtenLines(side, g, lane, painter.device()->devicePixelRatioF()));
}

void NetworkDrawing::paintWords(QPainter& painter, const QRect& rect, const QStringList& words,
                                const QString& note) const
{
    const Colours& colours = Theme::instance().colours();
    TextCache& text = fonts().text;
    const int y = middleTop(rect, text);
    if (words.isEmpty()) {
        painter.setPen(colours.faint);
        text.draw(&painter, rect.left(), y, text.elided(note, rect.width()));
        return;
    }
    std::vector<int> widths;
    for (const QString& word : words)
        widths.push_back(text.width(word));
    const WordsGeometry geometry{8, rect.width(), 0};
    const int count = geometry.shown(widths);
    int x = rect.left();
    for (int i = 0; i < count; ++i) {
        const double fade = words.size() > 1
                                ? static_cast<double>(i) / static_cast<double>(words.size() - 1)
                                : 0.0;
        painter.setPen(Theme::mix(colours.text, colours.faint, fade));
        const int room = rect.right() + 1 - x;
        text.draw(&painter, x, y, text.elided(words[i], room));
        x += widths[static_cast<std::size_t>(i)] + 8;
    }
}

void NetworkDrawing::paintRow(QPainter& painter, const NetworkSide::Row& row,
                              const NetworkGeometry& g, int k) const
{
    const Colours& colours = Theme::instance().colours();
    Fonts& f = fonts();
    const QRect name = g.nameRect(k).adjusted(6, 0, 0, 0);
    TextCache& names = row.key < 0 ? f.small : f.bold;
    painter.setPen(row.key < 0 ? colours.muted : colours.text);
    // "1,524 others" has no input words beside it.
    const int nameRoom = row.key < 0 ? g.inWords(k).right() - name.left() : name.width();
    names.draw(&painter, name.left(), middleTop(name, names), names.elided(row.label, nameRoom));
    if (row.key >= 0)
        paintWords(painter, g.inWords(k), row.inWords, row.inNote);
    paintWords(painter, g.outWords(k), row.outWords, row.outNote);

    const QPoint centre = g.circleCentre(k);
    const QColor ink = row.against ? colours.barAgainst : colours.bar;
    painter.setPen(QPen(row.value.isEmpty() ? colours.faint : ink, 1.5));
    painter.setBrush(Theme::mix(colours.surface, ink, row.fraction));
    painter.drawEllipse(QPointF(centre), NetworkGeometry::circle / 2.0,
                        NetworkGeometry::circle / 2.0);
    if (row.value.isEmpty())
        return;
    const QRect bar = g.barRect(k);
    painter.fillRect(
        QRectF(bar.left(), bar.center().y() - 4, qMax(1.0, row.fraction * (bar.width() - 6)), 9),
        row.key < 0 ? colours.faint : ink);
    const QRect value = g.value(k);
    painter.setPen(colours.text);
    f.text.draw(&painter, value.right() - 4 - f.text.width(row.value), middleTop(value, f.text),
                row.value);
    if (g.scores() > 0) {
        painter.setPen(colours.muted);
        f.small.draw(&painter, g.score(k).left(), middleTop(g.score(k), f.small), row.score);
    }
}

void NetworkDrawing::paintNodes(QPainter& painter, const NetworkSide& side,
                                const NetworkGeometry& g) const
{
    const Colours& colours = Theme::instance().colours();
    Fonts& f = fonts();
    const QRect output = g.output();
    painter.setPen(QPen(colours.border, 1));
    painter.setBrush(colours.field);
    painter.drawRoundedRect(QRectF(output).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setPen(colours.muted);
    f.small.draw(&painter, output.left() + 9, middleTop(output, f.small), side.outputTitle);
    const int left = output.left() + 9 + f.small.width(side.outputTitle) + 10;
    paintWords(painter, QRect(left, output.top(), output.right() - 8 - left, output.height()),
               side.output, side.outputNote);

    if (g.rows == 0)
        return;
    const QString reads = tr("read: %1").arg(side.input);
    const int width = qMin(g.area.width(), f.bold.width(reads) + 24);
    const int x = qBound(g.area.left(), g.readX() - width / 2, g.area.right() + 1 - width);
    const QRect input(x, g.input().top(), width, g.input().height());
    painter.setPen(QPen(colours.border, 1));
    painter.setBrush(colours.field);
    painter.drawRoundedRect(QRectF(input).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setPen(colours.text);
    f.bold.draw(&painter, input.left() + 12, middleTop(input, f.bold),
                f.bold.elided(reads, width - 20));
}

void NetworkDrawing::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    for (const Which which : {Head, FeedForward}) {
        const int k = geometryOf(which).rowAt(event->pos());
        if (k >= 0 && m_sides[which].rows[static_cast<std::size_t>(k)].key >= 0)
            Q_EMIT rowClicked(which, m_sides[which].rows[static_cast<std::size_t>(k)].key);
    }
}

bool NetworkDrawing::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QString tip;
        for (const Which which : {Head, FeedForward}) {
            const int k = geometryOf(which).rowAt(help->pos());
            if (k >= 0)
                tip = m_sides[which].rows[static_cast<std::size_t>(k)].tip;
        }
        QToolTip::showText(help->globalPos(), tip, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace headscope::ui
