// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/savedsession.h"

#include "core/base/atomicfile.h"
#include "core/base/error.h"
#include "core/files/base64.h"
#include "core/files/jsonvalue.h"
#include "core/files/quote.h"
#include "core/files/textfile.h"

#include <QFile>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace headscope::app {

namespace {

using core::JsonValue;
using Json = nlohmann::ordered_json;
using Focus = Selection::Focus;

constexpr const char* format = "headscope session";
constexpr int mostIndex = 100'000'000; // of layers, heads, tokens; a bound, not a model
constexpr int mostPixels = 32'767;
constexpr int mostDistance = 131'071;
constexpr std::size_t longestText = std::size_t(8) << 20; // bytes of a prompt
constexpr std::size_t longestName = 32'768;               // bytes of a path, a key, a switch
constexpr std::size_t mostViews = 100;
constexpr std::size_t mostSwitches = 200; // of a view
constexpr std::size_t mostLabels = 200'000;
// The file's own depth is 4; views may get deeper ones that this program passes over.
constexpr core::JsonLimits limits{.depth = 16, .values = 2'000'000};

template<class E, std::size_t N>
using Spelling = std::array<std::pair<const char*, E>, N>;

constexpr Spelling<Focus, 5> focusSpelling{{{"pattern", Focus::Pattern},
                                            {"message", Focus::Message},
                                            {"score", Focus::Score},
                                            {"neuron", Focus::Neuron},
                                            {"state", Focus::State}}};
constexpr Spelling<core::PatternSide, 2> sideSpelling{
    {{"key", core::PatternSide::Key}, {"query", core::PatternSide::Query}}};
constexpr Spelling<core::BiasRule, 2> ruleSpelling{
    {{"rho", core::BiasRule::Rho}, {"posts", core::BiasRule::Posts}}};
constexpr Spelling<core::Metric, 2> metricSpelling{
    {{"cosine", core::Metric::Cosine}, {"dot", core::Metric::Dot}}};
constexpr Spelling<bool, 2> partSpelling{{{"decoder", false}, {"encoder", true}}};

template<class E, std::size_t N>
const char* spelled(const Spelling<E, N>& spelling, E value)
{
    for (const auto& [name, each] : spelling)
        if (each == value)
            return name;
    return spelling.front().first;
}

// ---- reading -----------------------------------------------------------------------------------

/// A value of the file, or that there is none, and where it stands.
class Node
{
public:
    Node(const QString& file, std::string where, const JsonValue* value)
        : m_file(file), m_where(std::move(where)), m_value(value)
    {}

    bool exists() const { return m_value != nullptr; }
    Node at(const char* key) const
    {
        return {m_file, m_where.empty() ? key : m_where + "." + key, m_value->find(key)};
    }
    /// One of the members that are called as somebody likes.
    Node member(const core::JsonMember& member) const
    {
        return {m_file, m_where + "." + core::quote(member.key), &member.value};
    }
    /// A part of the file, which may be left out: then everything in it is.
    Node section(const char* key) const
    {
        static const JsonValue empty{JsonValue::Object{}};
        Node node = at(key);
        if (node.m_value == nullptr)
            node.m_value = &empty;
        else if (node.m_value->object() == nullptr)
            node.failType("an object");
        return node;
    }
    const JsonValue::Object& members(std::size_t most) const
    {
        static const JsonValue::Object none;
        if (m_value == nullptr)
            return none;
        if (m_value->object() == nullptr)
            failType("an object");
        checkCount(m_value->object()->size(), most);
        return *m_value->object();
    }
    const JsonValue::Array& items(std::size_t most) const
    {
        static const JsonValue::Array none;
        if (m_value == nullptr)
            return none;
        if (m_value->array() == nullptr)
            failType("a list");
        checkCount(m_value->array()->size(), most);
        return *m_value->array();
    }

    QString text(std::size_t longest = longestName) const
    {
        if (m_value == nullptr)
            return {};
        const std::string* const found = m_value->text();
        if (found == nullptr)
            failType("a text");
        if (found->size() > longest)
            fail("has " + std::to_string(found->size()) + " bytes, more than the "
                 + std::to_string(longest) + " it may have");
        return QString::fromUtf8(found->data(), static_cast<qsizetype>(found->size()));
    }
    bool flag(bool initial) const
    {
        if (m_value == nullptr)
            return initial;
        if (m_value->boolean() == nullptr)
            failType("true or false");
        return *m_value->boolean();
    }
    int integer(int low, int high, int initial) const
    {
        if (m_value == nullptr)
            return initial;
        const std::int64_t* const found = m_value->integer();
        if (found == nullptr || *found < low || *found > high)
            failType("a whole number from " + std::to_string(low) + " to " + std::to_string(high));
        return static_cast<int>(*found);
    }
    double number(double low, double high, double initial) const
    {
        if (m_value == nullptr)
            return initial;
        const double found = m_value->real()      ? *m_value->real()
                             : m_value->integer() ? static_cast<double>(*m_value->integer())
                                                  : std::nan("");
        if (!(found >= low && found <= high))
            failType("a number from " + Json(low).dump() + " to " + Json(high).dump());
        return found;
    }
    template<class E, std::size_t N>
    E choice(const Spelling<E, N>& spelling, E initial) const
    {
        if (m_value == nullptr)
            return initial;
        std::string names;
        for (const auto& [name, value] : spelling) {
            if (m_value->text() != nullptr && *m_value->text() == name)
                return value;
            names += (names.empty() ? "" : " or ") + core::quote(name);
        }
        failType(names);
    }
    QByteArray bytes() const
    {
        if (m_value == nullptr)
            return {};
        const auto decoded = m_value->text() != nullptr ? core::decodeBase64(*m_value->text())
                                                        : std::nullopt;
        if (!decoded)
            fail("is not bytes in Base64");
        return QByteArray::fromStdString(*decoded);
    }
    /// A view's switches, or an object among them.
    QVariantMap switches() const
    {
        QVariantMap map;
        for (const core::JsonMember& each : members(mostSwitches))
            if (const QVariant value = member(each).plain(); value.isValid())
                map.insert(QString::fromStdString(each.key), value);
        return map;
    }
    /// A switch: a value, or a list or an object of such; invalid for null, which is none.
    QVariant plain() const
    {
        if (m_value->object() != nullptr)
            return switches();
        if (m_value->array() != nullptr) {
            QVariantList list;
            for (const JsonValue& item : items(mostSwitches))
                list.append(
                    Node(m_file, m_where + "[" + std::to_string(list.size()) + "]", &item).plain());
            return list;
        }
        if (const bool* const flag = m_value->boolean())
            return *flag;
        if (const std::int64_t* const integer = m_value->integer())
            return static_cast<qlonglong>(*integer);
        if (const double* const real = m_value->real())
            return *real;
        return m_value->text() != nullptr ? QVariant(text()) : QVariant();
    }

    [[noreturn]] void fail(const std::string& fault) const
    {
        throw core::Error(core::ErrorKind::FileDamaged,
                          m_file.toStdString() + ": " + m_where + " " + fault);
    }
    [[noreturn]] void failType(const std::string& wanted) const
    {
        fail("is " + core::describe(*m_value) + " but must be " + wanted);
    }

private:
    void checkCount(std::size_t count, std::size_t most) const
    {
        if (count > most)
            fail("holds " + std::to_string(count) + " things, more than the " + std::to_string(most)
                 + " it may hold");
    }

    QString m_file;
    std::string m_where; ///< "selection.layer"
    const JsonValue* m_value;
};

void checkFormat(const Node& root, const JsonValue& value, const QString& path)
{
    const std::string name = path.toStdString();
    const JsonValue* const found = value.find("format");
    if (value.object() == nullptr || found == nullptr || found->text() == nullptr
        || *found->text() != format)
        throw core::Error(core::ErrorKind::FileDamaged,
                          name + " is not a session of Headscope: it does not say \"format\": \""
                              + format + "\"");
    if (!root.at("version").exists())
        root.at("version").fail("is missing");
    const int version = root.at("version").integer(1, mostIndex, 0);
    if (version > SavedSession::newest)
        throw core::Error(core::ErrorKind::Unsupported,
                          name + " is a session of version " + std::to_string(version)
                              + ", made by a newer Headscope; this one reads versions up to "
                              + std::to_string(SavedSession::newest));
}

SavedSession::Model readModel(const Node& node)
{
    SavedSession::Model model;
    model.name = node.at("name").text();
    model.folder = node.at("folder").text();
    model.hubId = node.at("hub_id").text();
    model.revision = node.at("revision").text();
    model.embedded = node.at("embedded").text();
    model.weights = node.at("weights").text();
    if (model.folder.isEmpty() && model.hubId.isEmpty() && model.embedded.isEmpty())
        node.fail("names neither folder, hub_id nor embedded, so nothing says where the model is");
    return model;
}

Selection::Place readPlace(const Node& node)
{
    const auto index = [&node](const char* key) { return node.at(key).integer(0, mostIndex, 0); };
    Selection::Place place;
    place.layer = core::LayerIndex(index("layer"));
    place.head = core::HeadIndex(index("head"));
    place.query = core::Position(index("query"));
    place.context = core::Position(index("context"));
    place.neuron = core::NeuronIndex(index("neuron"));
    place.state = core::LayerIndex(node.at("state").integer(0, mostIndex, mostIndex)); // the last
    place.focus = node.at("focus").choice(focusSpelling, Focus::Pattern);
    return place;
}

core::HeadTableOptions readFilters(const Node& node)
{
    core::HeadTableOptions filters;
    filters.side = node.at("pattern_side").choice(sideSpelling, core::PatternSide::Key);
    filters.centredPatterns = node.at("centred_patterns").flag(true);
    filters.centredMessages = node.at("centred_messages").flag(false);
    if (const Node distance = node.at("distance"); distance.exists())
        filters.distance.fixed = distance.integer(0, mostDistance, 1);
    filters.lens.hideFragments = node.at("hide_fragments").flag(true);
    filters.lens.hideHighBias = node.at("hide_high_bias").flag(true);
    filters.lens.biasRule = node.at("bias_rule").choice(ruleSpelling, core::BiasRule::Rho);
    if (const Node threshold = node.at("bias_threshold"); threshold.exists())
        filters.lens.biasThreshold = threshold.number(0, 10, 0.5);
    filters.lens.metric = node.at("metric").choice(metricSpelling, core::Metric::Cosine);
    return filters;
}

QMap<QString, QVariantMap> readViews(const Node& node)
{
    QMap<QString, QVariantMap> views;
    for (const core::JsonMember& view : node.members(mostViews))
        views.insert(QString::fromStdString(view.key), node.member(view).switches());
    return views;
}

std::vector<core::HeadLabel> readLabels(const Node& root, const QString& path)
{
    std::vector<core::HeadLabel> labels;
    std::set<std::pair<int, int>> known;
    const Node list = root.at("labels");
    int number = 0;
    for (const JsonValue& item : list.items(mostLabels)) {
        const Node node(path, "labels[" + std::to_string(number++) + "]", &item);
        if (item.object() == nullptr)
            node.failType("an object");
        for (const char* const key : {"layer", "head"})
            if (!node.at(key).exists())
                node.fail(std::string("says no ") + key);
        const int layer = node.at("layer").integer(0, mostIndex, 0);
        const int head = node.at("head").integer(0, mostIndex, 0);
        if (!known.insert({layer, head}).second)
            node.fail("is about head " + std::to_string(layer) + "." + std::to_string(head)
                      + ", as one before it is");
        labels.push_back(
            {core::LayerIndex(layer), core::HeadIndex(head),
             node.at("label").text(core::HeadLabel::longestLabel).simplified().toStdString(),
             node.at("note").text(core::HeadLabel::longestNote).toStdString()});
    }
    std::erase_if(labels, [](const auto& each) { return each.label.empty() && each.note.empty(); });
    std::sort(labels.begin(), labels.end(), [](const auto& a, const auto& b) {
        return std::pair(a.layer.value, a.head.value) < std::pair(b.layer.value, b.head.value);
    });
    return labels;
}

SavedSession::Window readWindow(const Node& node)
{
    SavedSession::Window window;
    if (node.at("width").exists() && node.at("height").exists())
        window.size = {node.at("width").integer(1, mostPixels, 1),
                       node.at("height").integer(1, mostPixels, 1)};
    window.docks = node.at("docks").bytes();
    for (const JsonValue& item : node.at("hidden").items(mostSwitches)) {
        if (item.text() == nullptr)
            node.at("hidden").fail("has the item " + core::describe(item)
                                   + " but must be a list of texts");
        window.hidden.append(QString::fromStdString(*item.text()));
    }
    window.views = node.at("views").bytes();
    return window;
}

// ---- writing -----------------------------------------------------------------------------------

Json json(const QString& text)
{
    return text.toUtf8().toStdString(); // never anything but valid UTF-8
}

Json json(const QByteArray& bytes)
{
    return bytes.toBase64().toStdString();
}

Json json(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::Int:
    case QMetaType::LongLong:
        return static_cast<std::int64_t>(value.toLongLong());
    case QMetaType::Double:
        return value.toDouble();
    case QMetaType::QVariantList: {
        Json list = Json::array();
        for (const QVariant& each : value.toList())
            list.push_back(json(each));
        return list;
    }
    case QMetaType::QVariantMap: {
        const QVariantMap map = value.toMap();
        Json object = Json::object();
        for (auto each = map.begin(); each != map.end(); ++each)
            object[each.key().toStdString()] = json(each.value());
        return object;
    }
    default:
        return value.isValid() ? json(value.toString()) : Json();
    }
}

Json modelJson(const SavedSession::Model& model)
{
    Json out{{"name", json(model.name)}, {"folder", json(model.folder)}};
    if (!model.hubId.isEmpty()) {
        out["hub_id"] = json(model.hubId);
        out["revision"] = json(model.revision);
    }
    if (!model.embedded.isEmpty())
        out["embedded"] = json(model.embedded);
    out["weights"] = json(model.weights);
    return out;
}

Json filtersJson(const core::HeadTableOptions& filters)
{
    Json out{{"pattern_side", spelled(sideSpelling, filters.side)},
             {"centred_patterns", filters.centredPatterns},
             {"centred_messages", filters.centredMessages}};
    if (filters.distance.fixed)
        out["distance"] = *filters.distance.fixed;
    out["hide_fragments"] = filters.lens.hideFragments;
    out["hide_high_bias"] = filters.lens.hideHighBias;
    out["bias_rule"] = spelled(ruleSpelling, filters.lens.biasRule);
    if (filters.lens.biasThreshold)
        out["bias_threshold"] = *filters.lens.biasThreshold;
    out["metric"] = spelled(metricSpelling, filters.lens.metric.value_or(core::Metric::Cosine));
    return out;
}

Json viewsJson(const QMap<QString, QVariantMap>& views)
{
    Json out = Json::object();
    for (auto view = views.begin(); view != views.end(); ++view)
        out[view.key().toStdString()] = json(QVariant(view.value()));
    return out;
}

Json labelsJson(const std::vector<core::HeadLabel>& labels)
{
    Json out = Json::array();
    for (const core::HeadLabel& each : labels)
        out.push_back({{"layer", each.layer.value},
                       {"head", each.head.value},
                       {"label", json(QString::fromStdString(each.label))},
                       {"note", json(QString::fromStdString(each.note))}});
    return out;
}

Json windowJson(const SavedSession::Window& window)
{
    Json out = Json::object();
    if (window.size.isValid()) {
        out["width"] = window.size.width();
        out["height"] = window.size.height();
    }
    out["docks"] = json(window.docks);
    out["hidden"] = Json::array();
    for (const QString& panel : window.hidden)
        out["hidden"].push_back(json(panel));
    out["views"] = json(window.views);
    return out;
}

} // namespace

SavedSession readSession(const QByteArray& bytes, const QString& path)
{
    const JsonValue value = core::parseJson(
        {bytes.constData(), static_cast<std::size_t>(bytes.size())}, path.toStdString(), limits);
    const Node root(path, {}, &value);
    checkFormat(root, value, path);
    SavedSession session;
    for (const char* const key : {"model", "prompt"})
        if (!root.at(key).exists())
            root.at(key).fail("is missing");
    session.model = readModel(root.section("model"));
    const Node prompt = root.section("prompt");
    if (!prompt.at("text").exists())
        prompt.at("text").fail("is missing");
    session.prompt = prompt.at("text").text(longestText);
    if (session.prompt.trimmed().isEmpty())
        prompt.at("text").fail("is empty");
    session.decoder = prompt.at("decoder").text(longestText);
    session.first = prompt.at("first_token").flag(true);
    session.encoder = prompt.at("part").choice(partSpelling, false);
    const Node selection = root.section("selection");
    session.view = selection.at("view").text();
    session.place = readPlace(selection);
    session.filters = readFilters(root.section("filters"));
    session.showSpaces = root.section("words").at("show_spaces").flag(false);
    const Node map = root.section("head_map");
    session.measure = map.at("measure").text();
    session.colours = map.at("colours").text();
    session.probe = map.at("probe").flag(false);
    session.views = readViews(root.section("views"));
    session.labels = readLabels(root, path);
    session.window = readWindow(root.section("window"));
    session.file = root.at("file").text();
    return session;
}

SavedSession readSession(const QString& path)
{
    const std::string text = core::readTextFile(QFile::encodeName(path).toStdString(),
                                                SavedSession::largest);
    return readSession(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())),
                       path);
}

QByteArray bytesOf(const SavedSession& session)
{
    const Selection::Place& place = session.place;
    Json out{{"format", format},
             {"version", SavedSession::newest},
             {"model", modelJson(session.model)},
             {"prompt",
              {{"text", json(session.prompt)},
               {"decoder", json(session.decoder)},
               {"first_token", session.first},
               {"part", spelled(partSpelling, session.encoder)}}},
             {"selection",
              {{"view", json(session.view)},
               {"layer", place.layer.value},
               {"head", place.head.value},
               {"query", place.query.value},
               {"context", place.context.value},
               {"neuron", place.neuron.value},
               {"state", place.state.value},
               {"focus", spelled(focusSpelling, place.focus)}}},
             {"filters", filtersJson(session.filters)},
             {"words", {{"show_spaces", session.showSpaces}}},
             {"head_map",
              {{"measure", json(session.measure)},
               {"colours", json(session.colours)},
               {"probe", session.probe}}},
             {"views", viewsJson(session.views)},
             {"labels", labelsJson(session.labels)},
             {"window", windowJson(session.window)}};
    if (!session.file.isEmpty())
        out["file"] = json(session.file);
    return QByteArray::fromStdString(out.dump(2)) + '\n';
}

QByteArray contentOf(SavedSession session)
{
    session.window = {};
    session.file.clear();
    for (QVariantMap& look : session.views)
        look.removeIf([](const QVariantMap::iterator& each) {
            return each.key().startsWith(QLatin1String("scroll"));
        });
    return bytesOf(session);
}

void writeSession(const SavedSession& session, const QString& path)
{
    const QByteArray bytes = bytesOf(session);
    core::AtomicFile file(QFile::encodeName(path).toStdString());
    file.stream().write(bytes.constData(), bytes.size());
    file.commit();
}

} // namespace headscope::app
