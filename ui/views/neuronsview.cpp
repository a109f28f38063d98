// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/neuronsview.h"

#include "app/selection.h"
#include "ui/models/neuronwordsmodel.h"
#include "ui/theme/theme.h"
#include "ui/views/colourlegend.h"
#include "ui/views/flowlayout.h"
#include "ui/views/look.h"
#include "ui/views/neurontable.h"
#include "ui/views/panetable.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace headscope::ui {

namespace {

// In the order of NeuronFilter::Fires and NeuronSort::Key.
constexpr std::array firesNames{"any", "first_only", "on_token", "ran"};
constexpr std::array sortNames{"place", "activation", "largest", "written"};

bool fits(const core::NeuronWords& words, const core::NeuronActivity& activity)
{
    if (static_cast<int>(words.in.size()) != activity.layers())
        return false;
    for (int l = 0; l < activity.layers(); ++l)
        if (static_cast<int>(words.in[static_cast<std::size_t>(l)].size())
            != activity.neurons(core::LayerIndex(l)))
            return false;
    return true;
}

} // namespace

NeuronsView::NeuronsView(app::Selection* selection, QWidget* parent) : View(selection, parent)
{
    auto* content = new QWidget(this);
    m_table = new NeuronTable(content);
    m_nothing = new QLabel(tr("No neuron passes these filters."), content);
    m_nothing->setObjectName(QStringLiteral("noNeurons"));
    m_nothing->setProperty("quiet", true);
    m_nothing->setWordWrap(true);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeBar());
    layout->addWidget(m_nothing);
    layout->addWidget(m_table, 1);
    setContent(content);
    connect(m_table, &NeuronTable::chosen, this, &NeuronsView::choose);
    connect(m_table, &NeuronTable::sortWanted, this, &NeuronsView::sortBy);
    connect(selection, &app::Selection::tokenChanged, this, &NeuronsView::tokenChanged);
    connect(selection, &app::Selection::neuronChanged, this, &NeuronsView::neuronChanged);
    refreshRows(true);
}

QPushButton* NeuronsView::chip(const QString& name, NeuronFilter::Fires fires)
{
    auto* button = new QPushButton(this);
    button->setObjectName(name);
    button->setCheckable(true);
    button->setProperty("chip", true);
    connect(button, &QPushButton::clicked, this, [this, fires] {
        NeuronFilter filter = m_filter;
        filter.fires = fires;
        setFilter(filter);
    });
    return button;
}

QWidget* NeuronsView::makeBar()
{
    auto* bar = new QWidget(this);
    m_any = chip(QStringLiteral("anyNeuron"), NeuronFilter::Fires::Any);
    m_firstOnly = chip(QStringLiteral("firstTokenNeurons"), NeuronFilter::Fires::FirstOnly);
    m_onToken = chip(QStringLiteral("neuronsOnToken"), NeuronFilter::Fires::OnToken);
    m_ran = chip(QStringLiteral("neuronsThatRan"), NeuronFilter::Fires::Ran);
    m_ran->setVisible(false);
    auto* group = new QButtonGroup(this);
    for (QPushButton* button : {m_any, m_firstOnly, m_onToken, m_ran})
        group->addButton(button);
    m_any->setText(tr("all neurons"));
    m_any->setChecked(true);

    m_threshold = new QDoubleSpinBox(this);
    m_threshold->setObjectName(QStringLiteral("firesAt"));
    m_threshold->setRange(0.01, 100);
    m_threshold->setSingleStep(0.1);
    m_threshold->setDecimals(2);
    m_threshold->setValue(m_filter.threshold);
    m_threshold->setKeyboardTracking(false);
    m_threshold->setAccessibleName(tr("Activation from which on a neuron fires"));
    m_threshold->setToolTip(tr("A neuron fires where its activation is at least this"));
    auto* firesAt = new QLabel(tr("fires at ≥"), this);
    firesAt->setProperty("quiet", true);
    auto* fires = new QWidget(this);
    auto* together = new QHBoxLayout(fires);
    together->setContentsMargins(0, 0, 0, 0);
    together->setSpacing(5);
    together->addWidget(firesAt);
    together->addWidget(m_threshold);

    m_layer = new QComboBox(this);
    m_layer->setObjectName(QStringLiteral("neuronLayer"));
    m_layer->setAccessibleName(tr("Layer"));
    m_layer->addItem(tr("all layers"));
    m_match = new QLineEdit(this);
    m_match->setObjectName(QStringLiteral("neuronWords"));
    m_match->setProperty("field", true);
    m_match->setClearButtonEnabled(true);
    m_match->setAccessibleName(tr("Only neurons that have this among their words"));
    m_match->setToolTip(tr("Only neurons that have this in one of their words"));
    m_match->setMinimumWidth(150);

    auto* line = new FlowLayout(7, bar);
    line->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_any, m_firstOnly, m_onToken, m_ran,
                                                           fires, m_layer, m_match})
        line->addWidget(widget);
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        NeuronFilter filter = m_filter;
        filter.threshold = static_cast<float>(value);
        setFilter(filter);
    });
    connect(m_layer, &QComboBox::activated, this, [this](int index) {
        NeuronFilter filter = m_filter;
        filter.layer = index > 0 ? std::optional(core::LayerIndex(index - 1)) : std::nullopt;
        setFilter(filter);
    });
    connect(m_match, &QLineEdit::textChanged, this, [this](const QString& text) {
        NeuronFilter filter = m_filter;
        filter.words = text.trimmed();
        setFilter(filter);
    });
    return bar;
}

void NeuronsView::setActivity(NeuronActivityPtr activity)
{
    const bool otherModel = !m_activity || !activity || activity->words != m_activity->words;
    m_activity = std::move(activity);
    if (otherModel)
        m_words.reset();
    if (m_activity) {
        const bool sameModel = !m_filterOf || m_filterOf == m_activity->words;
        if (!sameModel || (m_filter.layer && m_filter.layer->value >= m_activity->layers()))
            m_filter.layer.reset();
        m_filterOf = m_activity->words;
    }
    if (m_words && m_activity && !fits(*m_words, *m_activity))
        m_words.reset();
    if (m_filter.fires == NeuronFilter::Fires::Ran && m_activity && !m_activity->hasExperts()) {
        m_filter.fires = NeuronFilter::Fires::Any;
        m_any->setChecked(true);
    }
    makeLabels();
    fillLayers();
    m_token = 0;
    if (m_activity)
        m_token = qBound(
            0, std::exchange(m_tokenWanted, std::nullopt).value_or(selection()->query().value),
            m_activity->tokenCount() - 1);
    if (m_activity)
        setState(State::Ready);
    refreshRows(true);
    // A neuron that is looked at from prompt to prompt stays in sight.
    if (m_activity)
        m_table->reveal(selectedPlace(), selection()->query().value);
}

void NeuronsView::setWords(NeuronWordsPtr words)
{
    // Of a model whose activity is not here yet.
    if (words && m_activity && !fits(*words, *m_activity))
        words.reset();
    m_words = std::move(words);
    if (!m_filter.words.isEmpty())
        refreshRows(true);
    else
        m_table->setWords(m_words);
    refreshBar();
    refreshHeader();
}

void NeuronsView::setShowSpaces(bool show)
{
    if (show == m_showSpaces)
        return;
    m_showSpaces = show;
    makeLabels();
    refreshRows(false);
}

void NeuronsView::makeLabels()
{
    m_labels = m_activity ? tokenLabels(m_activity->tokens, m_showSpaces)
                          : std::vector<TokenLabel>();
}

QVariantMap NeuronsView::look() const
{
    QVariantMap all{
        {QStringLiteral("fires"), nameOfChoice(firesNames, static_cast<int>(m_filter.fires))},
        {QStringLiteral("fires_at"), m_threshold->value()},
        {QStringLiteral("words"), m_filter.words},
        {QStringLiteral("sort"), nameOfChoice(sortNames, static_cast<int>(m_sort.key))},
        {QStringLiteral("descending"), m_sort.descending}};
    if (m_filter.layer)
        all.insert(QStringLiteral("layer"), m_filter.layer->value);
    // The selected token's, unless somebody selected another one within the table.
    const int token = m_tokenWanted.value_or(m_activity ? m_token : selection()->query().value);
    if (token != selection()->query().value)
        all.insert(QStringLiteral("token"), token);
    return all;
}

void NeuronsView::setLook(const QVariantMap& look)
{
    constexpr int most = 100'000'000; // a bound, not a token
    const LookReader from(look);
    m_filter.fires = static_cast<NeuronFilter::Fires>(from.choice("fires", firesNames));
    const std::array<QPushButton*, firesNames.size()> chips{m_any, m_firstOnly, m_onToken, m_ran};
    chips.at(static_cast<std::size_t>(m_filter.fires))->setChecked(true);
    m_filter.words = from.text("words").trimmed();
    {
        const QSignalBlocker quietThreshold(m_threshold);
        const QSignalBlocker quietMatch(m_match);
        m_threshold->setValue(from.number("fires_at", m_threshold->minimum(),
                                          m_threshold->maximum(), NeuronFilter().threshold));
        m_match->setText(m_filter.words);
    }
    m_filter.threshold = static_cast<float>(m_threshold->value());
    m_filter.layer.reset();
    if (from.has("layer"))
        m_filter.layer = core::LayerIndex(from.integer("layer", 0, most, 0));
    m_filterOf.reset();
    m_sort.key = static_cast<NeuronSort::Key>(
        from.choice("sort", sortNames, static_cast<int>(NeuronSort().key)));
    m_sort.descending = from.flag("descending", true);
    m_tokenWanted.reset();
    if (from.has("token"))
        m_tokenWanted = from.integer("token", 0, most, 0);
    if (m_activity)
        setActivity(m_activity);
}

void NeuronsView::fillLayers()
{
    const int layers = m_activity ? m_activity->layers() : 0;
    if (m_layer->count() != layers + 1) {
        m_layer->clear();
        m_layer->addItem(tr("all layers"));
        for (int layer = 0; layer < layers; ++layer)
            m_layer->addItem(tr("layer %1").arg(layer));
    }
    const int shown = m_filter.layer ? m_filter.layer->value + 1 : 0;
    m_layer->setCurrentIndex(shown < m_layer->count() ? shown : 0);
}

void NeuronsView::setFilter(const NeuronFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    refreshRows(true);
}

void NeuronsView::sortBy(NeuronSort::Key key, int token)
{
    const bool again = key == m_sort.key && (token < 0 || token == m_token);
    // Numbers largest first, places as they stand in the model.
    m_sort.descending = again ? !m_sort.descending : key != NeuronSort::Key::Place;
    m_sort.key = key;
    if (token >= 0) {
        m_token = token;
        m_choosing = true;
        selection()->setQuery(core::Position(token));
        m_choosing = false;
    }
    refreshRows(true);
}

void NeuronsView::choose(int place, int token)
{
    m_choosing = true;
    if (token >= 0)
        selection()->setQuery(core::Position(token));
    selection()->setNeuron(m_activity->layerOf(place), m_activity->neuronOf(place));
    m_choosing = false;
    mark();
}

void NeuronsView::tokenChanged()
{
    if (!m_activity)
        return;
    const int query = qBound(0, selection()->query().value, m_activity->tokenCount() - 1);
    if (m_choosing || query == m_token) {
        mark();
        return;
    }
    m_token = query;
    refreshRows(m_sort.key == NeuronSort::Key::Activation || m_sort.key == NeuronSort::Key::Written
                || m_filter.fires == NeuronFilter::Fires::OnToken
                || m_filter.fires == NeuronFilter::Fires::Ran);
}

void NeuronsView::neuronChanged()
{
    mark();
    if (!m_choosing && m_activity)
        m_table->reveal(selectedPlace(), selection()->query().value);
}

void NeuronsView::refreshRows(bool top)
{
    m_table->setRows(m_activity, m_words,
                     m_activity ? neuronRows(*m_activity, m_words.get(), m_filter, m_sort, m_token)
                                : std::vector<int>(),
                     m_token, m_sort, m_showSpaces);
    if (top)
        m_table->scrollToTop();
    const bool none = m_activity && m_table->wordsModel()->rowCount() == 0;
    m_nothing->setVisible(none);
    m_nothing->setText(none && !m_filter.words.isEmpty() && !m_words
                           ? tr("The words of all neurons are being looked up. Rows appear as "
                                "soon as they are there.")
                           : tr("No neuron passes these filters."));
    refreshBar();
    refreshHeader();
    mark();
}

void NeuronsView::refreshBar()
{
    const QLocale locale;
    const int found = m_activity ? firstTokenNeurons(*m_activity, m_filter.threshold) : 0;
    m_firstOnly->setText(tr("only on the first token (%1)").arg(locale.toString(found)));
    m_firstOnly->setToolTip(m_activity && m_activity->tokenCount() < 2
                                ? tr("The prompt has one token only: nothing can be told from it.")
                                : tr("Neurons that fire on the first token and on no later one"));
    m_firstOnly->setEnabled(!m_activity || m_activity->tokenCount() > 1
                            || m_filter.fires == NeuronFilter::Fires::FirstOnly);
    m_onToken->setText(tr("fires on %1").arg(tokenName(m_token)));
    m_onToken->setToolTip(tr("Neurons that fire on the token one looks at"));
    m_ran->setVisible(m_activity && m_activity->hasExperts());
    m_ran->setText(tr("ran for %1").arg(tokenName(m_token)));
    m_ran->setToolTip(tr("Neurons of the experts that ran for the token one looks at, and those "
                         "that run for every token"));
    m_match->setPlaceholderText(m_words || !m_activity ? tr("words with…")
                                                       : tr("words are looked up…"));
}

void NeuronsView::mark()
{
    if (m_activity)
        m_table->mark(selectedPlace(), selection()->query().value);
}

int NeuronsView::selectedPlace() const
{
    if (!m_activity || selection()->focus() != app::Selection::Focus::Neuron
        || selection()->layer().value >= m_activity->layers()
        || selection()->neuron().value >= m_activity->neurons(selection()->layer()))
        return -1;
    return m_activity->place(selection()->layer(), selection()->neuron());
}

QString NeuronsView::tokenName(int token) const
{
    const auto at = static_cast<std::size_t>(token);
    return at < m_labels.size() ? m_labels[at].whole() : tr("the token");
}

QString NeuronsView::title() const
{
    return tr("<b>Neurons</b>");
}

QString NeuronsView::facts() const
{
    if (!m_activity)
        return {};
    const QLocale locale;
    const int rows = m_table->wordsModel()->rowCount();
    QStringList facts{
        tr("%1 of %2 neurons").arg(locale.toString(rows), locale.toString(m_activity->count()))};
    switch (m_sort.key) {
    case NeuronSort::Key::Place:
        facts.append(tr("by layer"));
        break;
    case NeuronSort::Key::Activation:
        facts.append(tr("by activation on %1").arg(tokenName(m_token)));
        break;
    case NeuronSort::Key::Largest:
        facts.append(tr("by largest activation"));
        break;
    case NeuronSort::Key::Written:
        facts.append(tr("by what they write on %1").arg(tokenName(m_token)));
        break;
    }
    if (!m_words)
        facts.append(tr("words are being looked up"));
    return facts.join(QStringLiteral("  ·  "));
}

QString NeuronsView::factsTip() const
{
    return tr("Every neuron k of a layer is f = gelu(LN2(x) · w_in + b_in) on the token whose "
              "stream is x, and adds f w_out to it.");
}

QString NeuronsView::selectedText() const
{
    return m_table->selectedText();
}

QWidget* NeuronsView::focusTarget()
{
    return m_table->wordsPane();
}

bool NeuronsView::find(const QString& text, bool backwards)
{
    if (!m_activity || !m_words || text.isEmpty())
        return false;
    NeuronFilter all;
    all.words = text;
    std::vector<char> found(static_cast<std::size_t>(m_activity->count()), 0);
    for (const int place : neuronRows(*m_activity, m_words.get(), all, m_sort, m_token))
        found[static_cast<std::size_t>(place)] = 1;
    const auto& rows = m_table->wordsModel()->rows();
    const int count = static_cast<int>(rows.size());
    const int start = m_table->wordsModel()->rowOf(selectedPlace());
    for (int step = 1; step <= count; ++step) {
        const int row = backwards ? ((start < 0 ? count : start) - step + count) % count
                                  : (start + step) % count;
        const int place = rows[static_cast<std::size_t>(row)];
        if (found[static_cast<std::size_t>(place)] == 0)
            continue;
        choose(place, -1);
        m_table->reveal(place, selection()->query().value);
        return true;
    }
    return false;
}

Figure NeuronsView::legend(FigurePart, int) const
{
    return ColourLegend::figure(ColourLegend::Map::Activation, tr("active 0"), tr("1 and above"),
                                legendWidth);
}

Figure NeuronsView::figure(FigurePart part, int maxWidth) const
{
    if (!m_activity)
        return {};
    const auto& rows = m_table->wordsModel()->rows();
    const bool all = part == FigurePart::Whole;
    const QRect seen = m_table->cellsInSight();
    const auto first = all ? 0 : static_cast<std::ptrdiff_t>(seen.top());
    const auto end = all ? std::min<std::ptrdiff_t>(std::ssize(rows), pictureRows)
                         : static_cast<std::ptrdiff_t>(seen.bottom()) + 1;
    const auto table = std::make_shared<NeuronTable>();
    table->setAttribute(Qt::WA_DontShowOnScreen);
    table->setRows(m_activity, m_words, {rows.begin() + first, rows.begin() + end}, m_token, m_sort,
                   m_showSpaces);
    if (!all)
        table->keepTokens(seen.left(), seen.right());
    table->resize(table->wholeSize(maxWidth));
    table->ensurePolished();
    table->show(); // places its parts; WA_DontShowOnScreen keeps it off the screen
    const QLocale locale;
    const QString line = tr("The first %1 of %2 neurons; the exported table has all of them.")
                             .arg(locale.toString(static_cast<int>(end)),
                                  locale.toString(static_cast<int>(rows.size())));
    const QFont font = Theme::font(-1);
    const bool cut = all && end < std::ssize(rows);
    const int foot = cut ? QFontMetrics(font).height() + 8 : 0;
    return {table->size() + QSize(0, foot), [table, line, font, foot](QPainter& painter) {
                table->render(&painter);
                if (foot == 0)
                    return;
                painter.setFont(font);
                painter.setPen(Theme::instance().colours().muted);
                painter.drawText(QRect(4, table->height(), table->width() - 8, foot),
                                 Qt::AlignLeft | Qt::AlignVCenter, line);
            }};
}

} // namespace headscope::ui
