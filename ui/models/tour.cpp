// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tour.h"

#include <QCoreApplication>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::Tour)
};

// Not translated: what the texts say is true of these words.
QString captain()
{
    return QStringLiteral("The captain of the ship gave the order to lower the boats");
}

QString sister()
{
    return QStringLiteral("My sister wrote to her brother that she would visit him in the spring");
}

QString sailor()
{
    return QStringLiteral("The old sailor watched the ship cross the water to the island");
}

TourStop at(HelpTopic view, int layer, int head, int query, int context)
{
    TourStop stop;
    stop.view = view;
    stop.layer = core::LayerIndex(layer);
    stop.head = core::HeadIndex(head);
    stop.query = core::Position(query);
    stop.context = core::Position(context);
    return stop;
}

TourStop restingHead()
{
    TourStop stop = at(HelpTopic::Head, 2, 0, 12, 0);
    stop.prompt = captain();
    stop.title = Text::tr("A head at rest");
    stop.text = Text::tr(
        "Each column adds up to 100 %, so a head must look somewhere. Head 2.0 looks at the first "
        "token: the whole top row says 100. That token's message is the smallest of all (the line "
        "under it), so looking there adds little. Head 2.4, four to the right with Alt+Right, does "
        "the same.");
    return stop;
}

TourStop pronouns()
{
    TourStop stop = at(HelpTopic::Head, 5, 2, 3, 2);
    stop.prompt = sister();
    stop.focus = TourStop::Focus::Message;
    stop.title = Text::tr("Who is it about?");
    stop.text = Text::tr(
        "Read the messages of head 5.2: “sister” says herself, her, she; “brother” says himself, "
        "his, he; “My” says myself, my, I. Then see who asks: “wrote” gives “sister” 90 % of its "
        "attention, “would” looks at “she”, and “the”, near the end, at “him”. From this head a "
        "word can "
        "learn which pronouns go with the person spoken of.");
    return stop;
}

TourStop theSea()
{
    TourStop stop = at(HelpTopic::Head, 6, 2, 8, 6);
    stop.prompt = sailor();
    stop.focus = TourStop::Focus::Message;
    stop.title = Text::tr("The sea, told by a ship");
    stop.text = Text::tr(
        "In head 6.2 the messages of “sailor”, “ship”, “water” and “island” are all of the sea. "
        "The "
        "“the” after “cross” gives “ship” two thirds of its attention and so reads: ship, sailors, "
        "captain, crew. The next word of the prompt is “water”, and the “the” after it looks there "
        "in turn.");
    return stop;
}

TourStop theSeaEverywhere()
{
    TourStop stop = at(HelpTopic::Head, 7, 1, 9, 8);
    stop.prompt = sailor();
    stop.focus = TourStop::Focus::Message;
    stop.title = Text::tr("What the text is about");
    stop.text = Text::tr(
        "One layer on, head 7.1 speaks of the sea wherever it looks: after “watched” every message "
        "has sail, sailing, shore or boat among its words, even those of “the” and “to”. In the "
        "prompt before, the “to” of this head says letter and message, and nothing of the sea. "
        "Small "
        "words have been told, in the layers below, what the text is about.");
    return stop;
}

TourStop theWordItself()
{
    TourStop stop = at(HelpTopic::Head, 7, 4, 12, 6);
    stop.prompt = sailor();
    stop.focus = TourStop::Focus::Message;
    stop.title = Text::tr("Ready, but hardly heard");
    stop.text = Text::tr(
        "The messages of head 7.4 say the word itself and its kin: “ship” says ship, vessel, boat; "
        "“water” says water, waters, sea; “island” says island, islands. But see the top row: "
        "nearly "
        "all attention is on the first token, 95 % on average. What a head could say and what it "
        "does say are two things.");
    return stop;
}

TourStop contributors()
{
    TourStop stop = at(HelpTopic::Stream, 6, 2, 11, 5);
    stop.prompt = captain();
    stop.focus = TourStop::Focus::Message;
    stop.title = Text::tr("Who wrote “sail”?");
    stop.text = Text::tr(
        "After “lower the” the model predicts “sail”. This is the stream of that “the”, embedding "
        "at "
        "the bottom, final state on top. Press “top contributors” above the table: of 12,882 parts "
        "the message of “ship” in head 6.2 raises “sail” most, and its message in head 7.1 is "
        "second.");
    return stop;
}

TourStop seaNeuron()
{
    TourStop stop = at(HelpTopic::Neurons, 0, 2, 6, 6);
    stop.prompt = sailor();
    stop.focus = TourStop::Focus::Neuron;
    stop.neuron = core::NeuronIndex(836);
    stop.title = Text::tr("A neuron for the sea");
    stop.text = Text::tr(
        "Neuron 836 of layer 0 reads seas, fishing, ships and writes ship, captain, vessel. Along "
        "its row it is active on “sailor”, “ship”, “water” and “island”, and not on “old”. Then "
        "press “only on the first token”: those neurons fire there and on no other token of the "
        "prompt.");
    return stop;
}

TourStop evolution()
{
    TourStop stop = at(HelpTopic::Evolution, 6, 2, 8, 6);
    stop.prompt = sailor();
    stop.focus = TourStop::Focus::State;
    stop.state = core::LayerIndex(6);
    stop.title = Text::tr("When the model knows");
    stop.text = Text::tr(
        "This column is the “the” after “cross”, read after every layer. The true next word, "
        "“water”, has rank 87 after layer 4, rank 2 after layer 5 and rank 1 from layer 6 on: the "
        "line below climbs there. A bar at a cell's left edge marks the states that are right.");
    return stop;
}

/// A message that is inspected in the second model, with "captain" of the first prompt.
TourStop second(int layer, int head, int query, int context)
{
    TourStop stop = at(HelpTopic::Head, layer, head, query, context);
    stop.model = QString::fromLatin1(secondTourModel);
    stop.prompt = captain();
    stop.focus = TourStop::Focus::Message;
    return stop;
}

TourStop secondModel()
{
    TourStop stop = second(4, 0, 12, 5);
    stop.title = Text::tr("The same books, another architecture");
    stop.text = Text::tr(
        "This is bookshelf-llama-14m: the same books and words, built as Llama is. Read the "
        "messages of head 4.0: “captain” says himself, “ship” says herself, “boats” says are, "
        "were, "
        "themselves. Four heads share their keys and values here, and yet their messages differ: "
        "the line above the table says how much.");
    return stop;
}

TourStop secondOrders()
{
    TourStop stop = second(5, 0, 10, 8);
    stop.title = Text::tr("What an order is");
    stop.text = Text::tr(
        "One layer on, the message of “order” in head 5.0 says orders, message, request, advice. "
        "Positions are turned into queries and keys in this model: a pattern depends on how far "
        "away it is met, and Distance, in the bar above, says how far.");
    return stop;
}

TourStop secondSea()
{
    TourStop stop = second(7, 4, 12, 5);
    stop.title = Text::tr("The sea again");
    stop.text = Text::tr(
        "In the last layer head 7.4 speaks of the sea, as head 7.1 of the other model does: "
        "“captain”, “ship” and “boats”, and even the “the” between them, say ship, sea, sailors. "
        "Two models that never met tell the same thing.");
    return stop;
}

} // namespace

const std::vector<TourStop>& tour()
{
    static const std::vector<TourStop> stops{restingHead(),      pronouns(),      theSea(),
                                             theSeaEverywhere(), theWordItself(), seaNeuron(),
                                             evolution(),        contributors(),  secondModel(),
                                             secondOrders(),     secondSea()};
    return stops;
}

} // namespace headscope::ui
