// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/streamview.h"

#include "app/selection.h"
#include "ui/delegates/plaindelegate.h"
#include "ui/models/roles.h"
#include "ui/models/streamtext.h"
#include "ui/theme/theme.h"
#include "ui/views/elidedlabel.h"
#include "ui/views/flowlayout.h"
#include "ui/views/panetable.h"
#include "ui/views/quietlabel.h"
#include "ui/views/streamlegend.h"
#include "ui/views/streampicture.h"
#include "ui/views/tableheader.h"
#include "ui/views/wordbox.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

#include <numeric>

namespace headscope::ui {

namespace {

constexpr int typingPause = 200; // ms

} // namespace

template<class Change>
void StreamView::changeRows(Change change)
{
    const QModelIndex current = m_table->currentIndex();
    const int part = currentPart();
    change();
    const int row = m_model->rowOf(part);
    if (row >= 0 && m_table->currentIndex().row() != row)
        m_table->moveTo(m_model->index(row, current.column()));
}

StreamView::StreamView(app::Selection* selection, QWidget* parent)
    : View(selection, parent),
      m_model(new StreamModel(this)),
      m_picture(new StreamPicture(this)),
      m_table(new PaneTable(this)),
      m_legend(new StreamLegend(this)),
      m_splitter(new QSplitter(Qt::Vertical, this)),
      m_length(new QComboBox(this)),
      m_word(new WordBox(this)),
      m_sum(new QLabel(this)),
      m_count(new QLabel(this)),
      m_filter(new QLineEdit(this)),
      m_kinds(new QComboBox(this)),
      m_contributors(new QPushButton(this)),
      m_chip(new QPushButton(this)),
      m_last(new QPushButton(this))
{
    setObjectName(QStringLiteral("streamView"));
    setAccessibleName(tr("Stream of one token"));
    buildTop();
    auto* bottom = new QWidget(m_splitter);
    buildBottom(bottom);
    auto* top = new QWidget(m_splitter);
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 4);
    column->setSpacing(4);
    auto* under = new QWidget(top);
    auto* line = new FlowLayout(14, under); // two lines where there is no room for one
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_legend);
    line->addWidget(m_sum);
    column->addWidget(m_picture, 1);
    column->addWidget(under);
    m_splitter->setObjectName(QStringLiteral("streamSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(8);
    m_splitter->addWidget(top);
    m_splitter->addWidget(bottom);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({600, 400});
    setContent(m_splitter);
    connectParts();
    refresh();
}

StreamView::~StreamView() = default;

void StreamView::buildTop()
{
    for (const StreamLength length :
         {StreamLength::Share, StreamLength::Effect, StreamLength::Size, StreamLength::Weight})
        m_length->addItem(streamLengthText(length), static_cast<int>(length));
    m_length->setObjectName(QStringLiteral("streamLength"));
    m_length->setAccessibleName(tr("What the length of a bar means"));
    m_word->setObjectName(QStringLiteral("streamWord"));
    m_word->setAccessibleName(tr("The word whose logit the effects are on"));
    m_word->setToolTip(tr("Effects are on the logit of this word: type one (␣ is its leading "
                          "space), or take one that the state says."));
    controls()->addWidget(quietLabel(tr("Length"), m_length, this));
    controls()->addWidget(m_length);
    controls()->addWidget(quietLabel(tr("Word"), m_word, this));
    controls()->addWidget(m_word);
    m_sum->setObjectName(QStringLiteral("streamSum"));
    m_sum->setProperty("quiet", true);
    m_sum->setFont(Theme::font(-1));
    m_sum->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sum->setToolTip(tr("All parts of the table added up, and how far that is from the state "
                         "that the model computed (of float rounding, relative to the state). "
                         "Where norms stand behind sub-layers or over sums, they are taken with "
                         "the scales that they had: then every part comes to something in the "
                         "state, and the parts add up."));
}

void StreamView::buildBottom(QWidget* parent)
{
    m_filter->setObjectName(QStringLiteral("streamFilter"));
    m_filter->setPlaceholderText(tr("Filter: 7.3, 7-1100, a token or a word"));
    m_filter->setAccessibleName(tr("Filter the rows by place, token or word"));
    m_filter->setProperty("field", true);
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(
        QFontMetrics(m_filter->font()).horizontalAdvance(m_filter->placeholderText()) + 40);
    m_kinds->setObjectName(QStringLiteral("streamKinds"));
    m_kinds->addItems({tr("all parts"), tr("messages"), tr("neurons"), tr("embedding, biases")});
    m_kinds->setAccessibleName(tr("Which kinds of parts are shown"));
    m_contributors->setObjectName(QStringLiteral("contributors"));
    m_contributors->setProperty("chip", true);
    m_contributors->setToolTip(tr("All parts, those first that raise the word's logit most"));
    m_last->setObjectName(QStringLiteral("lastState"));
    m_last->setProperty("chip", true);
    m_last->setToolTip(tr("Go on to the final state of the token"));
    m_last->hide();
    m_chip->setObjectName(QStringLiteral("placeChip"));
    m_chip->setProperty("chip", true);
    m_chip->setToolTip(tr("Show the parts of all bands again"));
    m_count->setProperty("quiet", true);
    m_count->setObjectName(QStringLiteral("streamCount"));
    auto* bar = new QWidget(parent);
    auto* line = new FlowLayout(7, bar);
    line->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_filter, m_kinds, m_contributors,
                                                           m_last, m_chip, m_count})
        line->addWidget(widget);

    m_table->setObjectName(QStringLiteral("streamTable"));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Everything that was added to the stream, a row each"));
    auto* plain = new PlainDelegate(false, m_table);
    auto* bold = new PlainDelegate(true, m_table);
    auto* words = new WordsDelegate(m_table);
    m_table->setItemDelegate(plain);
    m_table->setItemDelegateForColumn(StreamModel::Where, bold);
    m_table->setItemDelegateForColumn(StreamModel::Token, new TokenDelegate(m_table));
    m_table->setItemDelegateForColumn(StreamModel::Input, words);
    m_table->setItemDelegateForColumn(StreamModel::Output, words);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    TableHeader* titles = m_table->titles();
    titles->setSectionResizeMode(QHeaderView::Interactive);
    titles->setStretchLastSection(true);
    const QFontMetrics metrics(Theme::font());
    m_table->verticalHeader()->setDefaultSectionSize(metrics.height() + 10);
    titles->setSectionsMovable(true);
    titles->setFixedHeight(titles->neededHeight());
    m_table->installEventFilter(this);

    auto* layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(7);
    layout->addWidget(bar);
    layout->addWidget(m_table, 1);
    parent->setMinimumHeight(120);
}

void StreamView::connectParts()
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(m_length, &QComboBox::currentIndexChanged, this, [this] {
        m_picture->setLength(length());
        refresh();
    });
    connect(m_word, &WordBox::chosenChanged, this, &StreamView::wanted);
    const auto look = [this] {
        StreamModel::Look wanted = m_model->look();
        wanted.text = m_filter->text();
        wanted.kinds = static_cast<StreamModel::Kinds>(m_kinds->currentIndex());
        applyLook(wanted);
    };
    connect(&m_typing, &QTimer::timeout, this, look);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_filter, &QLineEdit::returnPressed, this, look);
    connect(m_kinds, &QComboBox::currentIndexChanged, this, look);
    connect(m_contributors, &QPushButton::clicked, this, [this] {
        StreamModel::Look wanted = m_model->look();
        wanted.place = {};
        wanted.column = StreamModel::Effect;
        wanted.order = StreamModel::Order::LargestFirst;
        applyLook(wanted);
        m_picture->setPlace({});
        m_table->scrollToTop();
    });
    connect(m_last, &QPushButton::clicked, this, [this] {
        if (m_stream)
            selection()->setState(core::LayerIndex(m_stream->modelLayers), m_stream->token);
    });
    connect(m_chip, &QPushButton::clicked, this, [this] {
        m_picture->setPlace({});
        showPlace({});
    });
    connect(m_picture, &StreamPicture::placeChosen, this, [this](const StreamPlace& place) {
        showPlace(place);
        select(place);
    });
    connect(m_picture, &StreamPicture::activated, this, [this] {
        if (m_model->rowCount() > 0) {
            m_table->setCurrentIndex(m_model->index(0, StreamModel::Where));
            m_table->setFocus(Qt::OtherFocusReason);
        }
    });
    connect(m_table->titles(), &QHeaderView::sectionClicked, this, [this](int column) {
        changeRows([&] { m_model->sortBy(column); });
        m_table->scrollToTop();
    });
    connect(m_table, &PaneTable::chosen, this, &StreamView::currentRowChanged);
    connect(m_table, &PaneTable::opened, this, &StreamView::open);
    connect(selection(), &app::Selection::tokenChanged, this, &StreamView::wanted);
    connect(selection(), &app::Selection::stateChanged, this, &StreamView::wanted);
    connect(selection(), &app::Selection::changed, this, &StreamView::follow);
    connect(&Theme::instance(), &Theme::changed, this, &StreamView::refresh);
}

bool StreamView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::Resize)
        fitColumns();
    return View::eventFilter(watched, event);
}

void StreamView::fitColumns()
{
    if (m_table->titles()->arranged())
        return;
    // In digits. Words are what one looks for: the numbers make room for them.
    constexpr int wide[] = {12, 15, 12, 11, 13, 11, 16};
    constexpr int narrow[] = {11, 9, 9, 9, 9, 10, 11};
    constexpr int leastWords = 28;
    const int digit = QFontMetrics(Theme::font()).horizontalAdvance(QLatin1Char('0'));
    // The viewport has its size of before when the table gets a new one.
    const int room = (m_table->width() - m_table->verticalScrollBar()->sizeHint().width()) / digit;
    const bool fits = room >= std::accumulate(std::begin(wide), std::end(wide), 0) + 2 * leastWords;
    int left = room;
    for (int column = 0; column < StreamModel::Input; ++column) {
        const int width = fits ? wide[column] : narrow[column];
        left -= width;
        m_table->setColumnWidth(column, width * digit);
    }
    for (const int column : {StreamModel::Input, StreamModel::Output})
        m_table->setColumnWidth(column, qMax(left / 2, 12) * digit);
}

StreamLength StreamView::length() const
{
    return static_cast<StreamLength>(m_length->currentData().toInt());
}

QString StreamView::sumText() const
{
    return m_sum->text();
}

core::StreamOptions StreamView::options() const
{
    core::StreamOptions options;
    options.token = selection()->query();
    if (selection()->state().value < selection()->layers())
        options.state = selection()->state();
    options.word = m_word->chosen();
    return options;
}

void StreamView::setStream(TokenStreamPtr stream)
{
    m_stream = std::move(stream);
    m_model->setStream(m_stream);
    m_picture->setStream(m_stream);
    // A band that this stream does not reach is no filter any more.
    const StreamPlace place = m_model->look().place;
    if (m_stream && place.band > 2 * m_stream->layers) {
        m_picture->setPlace({});
        showPlace({});
    }
    setState(m_stream ? State::Ready : State::Empty, sentence());
    refresh();
    follow();
}

int StreamView::selectedPart() const
{
    using Focus = app::Selection::Focus;
    const app::Selection::Place& at = selection()->place();
    if (!m_stream || at.layer.value >= m_stream->layers)
        return -1;
    if (at.focus == Focus::Neuron && at.neuron.value < m_stream->neuronsOf(at.layer))
        return m_stream->neuron(at.layer, at.neuron);
    if (at.head.value < m_stream->headsPerLayer()
        && at.context.value < m_stream->contextsOf(at.head))
        return m_stream->message(at.layer, at.head, at.context);
    return -1;
}

void StreamView::follow()
{
    if (!m_stream)
        return;
    const int part = selectedPart();
    const int row = part >= 0 ? m_model->rowOf(part) : m_table->currentIndex().isValid() ? -1 : 0;
    if (row < 0 || row >= m_model->rowCount() || row == m_table->currentIndex().row())
        return;
    // What somebody chose elsewhere is brought into sight; else the largest parts are.
    const auto focus = selection()->focus();
    m_table->setAutoScroll(focus == app::Selection::Focus::Message
                           || focus == app::Selection::Focus::Neuron);
    m_table->moveTo(m_model->index(row, StreamModel::Where));
    m_table->setAutoScroll(true);
    Q_EMIT currentPartChanged();
}

void StreamView::setWords(std::shared_ptr<const core::HeadGrid> grid,
                          std::shared_ptr<const core::NeuronWords> neurons)
{
    bool changed = false;
    changeRows([&] { changed = m_model->setWords(std::move(grid), std::move(neurons)); });
    if (changed)
        refresh();
}

void StreamView::setShowSpaces(bool show)
{
    m_showSpaces = show;
    changeRows([&] { m_model->setShowSpaces(show); });
    m_picture->setShowSpaces(show);
    refresh();
}

void StreamView::refresh()
{
    refreshHeader();
    m_sum->setText(m_stream ? streamSumText(*m_stream, length()) : QString());
    m_contributors->setText(tr("top contributors to “%1”").arg(m_model->wordOfEffect()));
    const StreamPlace& place = m_model->look().place;
    m_last->setVisible(m_stream && m_stream->layers < m_stream->modelLayers);
    if (m_stream)
        m_last->setText(tr("up to state %1  ✕").arg(m_stream->layers));
    m_chip->setVisible(place.isValid());
    if (place.isValid() && m_stream)
        m_chip->setText(tr("only %1  ✕").arg(streamPlaceText(*m_stream, place, m_showSpaces)));
    m_count->setText(tr("%1 of %2 parts")
                         .arg(QLocale().toString(m_model->rowCount()),
                              QLocale().toString(m_stream ? m_stream->count() : 0)));
    if (m_stream)
        m_word->setWords(m_stream->words, m_stream->predicted,
                         m_stream->readings.back().legible.ids);
    else
        m_word->setWords(nullptr, 0, {});
}

void StreamView::showPlace(const StreamPlace& place)
{
    StreamModel::Look look = m_model->look();
    // A single neuron is found among those of its band.
    look.place = place.neuron >= 0 ? StreamPlace{place.band} : place;
    look.place.context = -1;
    applyLook(look);
    if (!m_stream || (place.neuron < 0 && place.context < 0))
        return;
    const int part = place.neuron >= 0
                         ? m_stream->neuron(place.layer(), core::NeuronIndex(place.neuron))
                         : m_stream->message(place.layer(), core::HeadIndex(place.head),
                                             core::Position(place.context));
    const int row = m_model->rowOf(part);
    if (row >= 0) {
        m_table->moveTo(m_model->index(row, StreamModel::Where));
        Q_EMIT currentPartChanged();
    }
}

void StreamView::applyLook(const StreamModel::Look& look)
{
    m_typing.stop();
    changeRows([&] { m_model->setLook(look); });
    refresh();
}

int StreamView::currentPart() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() && m_stream ? m_model->partOf(index.row()) : -1;
}

void StreamView::currentRowChanged(const QModelIndex& index)
{
    if (!m_stream)
        return;
    const StreamPlace place = m_model->placeOf(m_model->partOf(index.row()));
    if (m_picture->open() == place.band)
        m_picture->setPlace(place);
    select(place);
    Q_EMIT currentPartChanged();
}

void StreamView::open(const QModelIndex& index)
{
    const StreamPlace place = m_model->placeOf(m_model->partOf(index.row()));
    select(place);
    if (place.neuron >= 0)
        selection()->setView(app::Selection::View::Neurons);
    else if (place.head >= 0)
        selection()->setView(app::Selection::View::Head);
}

void StreamView::select(const StreamPlace& place)
{
    if (!m_stream || place.band <= 0)
        return;
    app::Selection::Place to = selection()->place();
    to.layer = place.layer();
    if (place.neuron >= 0) {
        to.neuron = core::NeuronIndex(place.neuron);
        to.focus = app::Selection::Focus::Neuron;
    } else if (place.head >= 0) {
        to.head = core::HeadIndex(place.head);
        if (place.context >= 0) {
            to.context = core::Position(place.context);
            to.focus = app::Selection::Focus::Message;
        }
    } else {
        return;
    }
    selection()->setPlace(to);
}

QString StreamView::name(const QString& word) const
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>")
        .arg(Theme::instance().colours().accent.name(), word.toHtmlEscaped());
}

QString StreamView::title() const
{
    if (!m_stream)
        return tr("<b>Stream</b>");
    const auto labels = tokenLabels(m_stream->tokens, m_showSpaces);
    return tr("<b>Stream of %1</b>")
        .arg(name(labels[static_cast<std::size_t>(m_stream->token.value)].whole()));
}

QString StreamView::facts() const
{
    if (!m_stream)
        return {};
    const QString says = streamSays(*m_stream, 2 * m_stream->layers, m_showSpaces);
    const QString position = QLocale().toString(m_stream->token.value);
    if (m_stream->layers == m_stream->modelLayers)
        return tr("position %1  ·  final state says “%2”").arg(position, says);
    return tr("position %1  ·  up to state %2 of %3, which says “%4”")
        .arg(position)
        .arg(m_stream->layers)
        .arg(m_stream->modelLayers)
        .arg(says);
}

QString StreamView::factsTip() const
{
    return tr("The state is a sum: embedding, position, and what every head and every neuron of "
              "every layer adds. The bars begin at the embedding at the bottom.");
}

QString StreamView::selectedText() const
{
    return m_table->selectedText();
}

bool StreamView::find(const QString& text, bool backwards)
{
    const int rows = m_model->rowCount();
    const int current = m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
    for (int k = 1; k <= rows; ++k) {
        const int step = backwards ? -k : k;
        const int from = current < 0 && backwards ? 0 : current;
        const int row = ((from + step) % rows + rows) % rows;
        if (!m_model->rowHas(row, text))
            continue;
        m_table->setCurrentIndex(m_model->index(row, StreamModel::Output));
        return true;
    }
    return false;
}

Figure StreamView::figure(FigurePart part, int maxWidth) const
{
    if (!m_stream)
        return {};
    const int width = qMin(maxWidth, 1100);
    const Figure stack = m_picture->figure(part, width);
    const int line = QFontMetrics(Theme::font()).height() + 8;
    return {QSize(width, stack.size.height() + 3 * line), [=, this](QPainter& painter) {
                painter.save();
                painter.fillRect(QRect(0, 0, width, stack.size.height() + 3 * line),
                                 Theme::instance().colours().surface);
                painter.setPen(Theme::instance().colours().text);
                painter.setFont(Theme::font(-1));
                painter.drawText(QRect(8, 0, width - 16, line), Qt::AlignRight | Qt::AlignVCenter,
                                 tr("length: %1").arg(m_length->currentText()));
                painter.translate(0, line);
                stack.paint(painter);
                painter.translate(8, stack.size.height() + 4);
                m_legend->draw(painter);
                painter.drawText(QRect(0, line, width - 16, line),
                                 Qt::AlignRight | Qt::AlignVCenter, m_sum->text());
                painter.restore();
            }};
}

QWidget* StreamView::focusTarget()
{
    return m_picture;
}

} // namespace headscope::ui
