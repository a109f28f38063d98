// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/networkpanel.h"

#include "app/selection.h"
#include "ui/theme/theme.h"
#include "ui/views/networkdrawing.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace headscope::ui {

namespace {
constexpr int playMilliseconds = 1400; // time to read a step's sentence
} // namespace

NetworkPanel::NetworkPanel(app::Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_place(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_drawing(new NetworkDrawing(this)),
      m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("networkPanel"));
    m_place->setProperty("quiet", true);
    m_sentence->setObjectName(QStringLiteral("stepSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->setFocusPolicy(Qt::NoFocus);
    m_drawing->setAccessibleName(tr("The head as a network, and the FFN of its layer"));
    m_drawing->installEventFilter(this);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_drawing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeButtons());
    layout->addWidget(m_sentence);
    layout->addWidget(scroll, 1);
    setFocusProxy(m_drawing);

    m_timer->setInterval(playMilliseconds);
    connect(m_timer, &QTimer::timeout, this, [this] {
        if (steps().numberOf(m_step) + 1 >= steps().count())
            setPlaying(false);
        else
            goBy(1);
    });
    connect(m_drawing, &NetworkDrawing::capacityChanged, this, &NetworkPanel::refresh);
    connect(m_drawing, &NetworkDrawing::rowClicked, this,
            [this](NetworkDrawing::Which which, int key) {
                if (which == NetworkDrawing::Head)
                    m_selection->setContext(core::Position(key), app::Selection::Focus::Message);
                else if (m_table)
                    m_selection->setNeuron(m_table->layer, core::NeuronIndex(key));
            });
    connect(selection, &app::Selection::tokenChanged, this, &NetworkPanel::selectionChanged);
    connect(selection, &app::Selection::headChanged, this, &NetworkPanel::selectionChanged);
    refresh();
}

QPushButton* NetworkPanel::button(const QString& text, const QString& name, const QString& tip)
{
    auto* made = new QPushButton(text, this);
    made->setObjectName(name);
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    return made;
}

QWidget* NetworkPanel::makeButtons()
{
    auto* line = new QWidget(this);
    m_first = button(QStringLiteral("|◀"), QStringLiteral("networkFirst"),
                     tr("To the first token (Home)"));
    m_back = button(QStringLiteral("◀"), QStringLiteral("networkBack"), tr("One step back (Left)"));
    m_grow = button(tr("Grow"), QStringLiteral("networkGrow"),
                    tr("The next token joins as a neuron"));
    m_evaluate = button(tr("Evaluate"), QStringLiteral("networkEvaluate"),
                        tr("All neurons read the token (Right goes to the next step)"));
    m_last = button(QStringLiteral("▶|"), QStringLiteral("networkLast"),
                    tr("To the last token (End)"));
    m_play = button(tr("Play"), QStringLiteral("networkPlay"),
                    tr("Step by step to the last token (Space)"));
    m_play->setCheckable(true);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (QPushButton* each : {m_first, m_back, m_grow, m_evaluate, m_last, m_play})
        layout->addWidget(each);
    layout->addSpacing(8);
    layout->addWidget(m_place);
    layout->addStretch(1);
    connect(m_first, &QPushButton::clicked, this, [this] { goTo(steps().first()); });
    connect(m_back, &QPushButton::clicked, this, [this] { goBy(-1); });
    connect(m_grow, &QPushButton::clicked, this, [this] { goTo({m_step.token + 1, false}); });
    connect(m_evaluate, &QPushButton::clicked, this, [this] {
        goTo({steps().grows ? m_step.token : m_step.token + 1, true});
    });
    connect(m_last, &QPushButton::clicked, this, [this] { goTo(steps().last()); });
    connect(m_play, &QPushButton::clicked, this, &NetworkPanel::setPlaying);
    return line;
}

NetworkSteps NetworkPanel::steps() const
{
    return m_table ? NetworkSteps::of(*m_table) : NetworkSteps();
}

const core::HeadNetwork* NetworkPanel::current() const
{
    if (!m_network || !m_table || m_step.token >= steps().tokens)
        return nullptr;
    const core::KeyRange& seen = m_table->seen[static_cast<std::size_t>(m_step.token)];
    const bool fits = m_network->options.layer == m_table->layer
                      && m_network->options.head == m_table->head
                      && m_network->options.query.value == m_step.token
                      && m_network->options.lens == m_table->options.lens
                      && m_network->firstContext.value == seen.first
                      && static_cast<Eigen::Index>(m_network->tokens.size()) == seen.count()
                      && m_network->words == m_table->words;
    return fits ? m_network.get() : nullptr;
}

std::optional<core::HeadNetworkOptions> NetworkPanel::options() const
{
    if (!isVisible() || !m_table)
        return std::nullopt;
    return core::HeadNetworkOptions{m_table->layer, m_table->head, core::Position(m_step.token),
                                    m_table->options.lens};
}

void NetworkPanel::setTable(HeadTablePtr table, bool showSpaces)
{
    m_table = std::move(table);
    m_showSpaces = showSpaces;
    m_step.token = qBound(0, m_selection->query().value, qMax(0, steps().tokens - 1));
    if (!steps().grows)
        m_step.evaluated = true;
    refresh();
    Q_EMIT wanted();
}

void NetworkPanel::setNetwork(HeadNetworkPtr network)
{
    m_network = std::move(network);
    refresh();
}

void NetworkPanel::setNeuronWords(NeuronWordsPtr words)
{
    m_words = std::move(words);
    refresh();
}

QString NetworkPanel::sentence() const
{
    return m_sentence->text();
}

void NetworkPanel::goBy(int steps)
{
    const NetworkSteps all = this->steps();
    if (all.count() > 0)
        goTo(all.at(qBound(0, all.numberOf(m_step) + steps, all.count() - 1)));
}

void NetworkPanel::goTo(NetworkStep step)
{
    if (!m_table || step.token < 0 || step.token >= steps().tokens || step == m_step)
        return;
    const bool other = step.token != m_step.token;
    m_step = step;
    m_stepping = true;
    m_selection->setQuery(core::Position(step.token));
    m_stepping = false;
    refresh();
    if (other)
        Q_EMIT wanted();
}

void NetworkPanel::setEvaluated(bool evaluated)
{
    m_step.evaluated = evaluated || (m_table && !steps().grows);
    refresh();
}

void NetworkPanel::setPlaying(bool playing)
{
    playing = playing && steps().count() > 0;
    if (playing && steps().numberOf(m_step) + 1 >= steps().count())
        goTo(steps().first());
    if (playing)
        m_timer->start();
    else
        m_timer->stop();
    m_play->setChecked(playing);
    m_play->setText(playing ? tr("Pause") : tr("Play"));
}

void NetworkPanel::selectionChanged()
{
    if (m_stepping || !m_table)
        return;
    const int query = qBound(0, m_selection->query().value, qMax(0, steps().tokens - 1));
    if (query == m_step.token)
        return;
    m_step = {query, true}; // somebody looks at another token: all there is about it
    refresh();
    Q_EMIT wanted();
}

void NetworkPanel::refresh()
{
    const NetworkSteps all = steps();
    const bool any = all.count() > 0;
    const int number = all.numberOf(m_step);
    const bool more = any && m_step.token + 1 < all.tokens;
    for (QPushButton* each : {m_first, m_back})
        each->setEnabled(any && number > 0);
    m_grow->setVisible(all.grows);
    m_grow->setEnabled(more);
    m_evaluate->setEnabled(all.grows ? any && !m_step.evaluated : more);
    m_evaluate->setToolTip(
        all.grows ? tr("All neurons read the token (Right goes to the next step)")
                  : tr("All neurons, which are there from the start, read the next token (Right)"));
    m_last->setEnabled(any && number + 1 < all.count());
    m_play->setEnabled(any && all.count() > (all.grows ? 2 : 1));
    if (!any) {
        m_place->clear();
        m_sentence->setText(tr("Run a prompt to see a head as a network."));
        m_drawing->setSides({}, {});
        return;
    }
    const QLocale locale;
    m_place->setText(
        tr("token %1 of %2").arg(locale.toString(m_step.token + 1), locale.toString(all.tokens)));
    m_sentence->setText(stepSentence(*m_table, current(), m_step, m_showSpaces));
    m_drawing->setAccessibleDescription(m_sentence->text());
    const int limit = m_drawing->capacity();
    m_drawing->setSides(
        headSide(*m_table, current(), m_step, limit, m_showSpaces),
        feedForwardSide(*m_table, current(), m_words.get(), m_step, limit, m_showSpaces));
}

bool NetworkPanel::handleKey(QKeyEvent* event)
{
    if (event->modifiers() != Qt::NoModifier)
        return false;
    switch (event->key()) {
    case Qt::Key_Left:
        goBy(-1);
        return true;
    case Qt::Key_Right:
        goBy(1);
        return true;
    case Qt::Key_Home:
        goTo(steps().first());
        return true;
    case Qt::Key_End:
        goTo(steps().last());
        return true;
    case Qt::Key_Space:
        setPlaying(!m_timer->isActive());
        return true;
    default:
        return false;
    }
}

void NetworkPanel::keyPressEvent(QKeyEvent* event)
{
    if (!handleKey(event))
        QWidget::keyPressEvent(event);
}

bool NetworkPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_drawing && event->type() == QEvent::KeyPress
        && handleKey(static_cast<QKeyEvent*>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

void NetworkPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    selectionChanged();
    Q_EMIT wanted();
}

void NetworkPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    setPlaying(false);
    Q_EMIT wanted();
}

Figure NetworkPanel::figure(int width) const
{
    if (!m_table)
        return {};
    const auto drawing = std::make_shared<NetworkDrawing>();
    drawing->setAttribute(Qt::WA_DontShowOnScreen);
    drawing->resize(width, m_drawing->height());
    const int limit = drawing->capacity();
    drawing->setSides(
        headSide(*m_table, current(), m_step, limit, m_showSpaces),
        feedForwardSide(*m_table, current(), m_words.get(), m_step, limit, m_showSpaces));
    return {drawing->size(), [drawing](QPainter& painter) {
                drawing->render(&painter, {}, {}, QWidget::DrawChildren);
            }};
}

} // namespace headscope::ui
