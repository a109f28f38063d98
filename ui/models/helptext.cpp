// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Longer than other files: it is the texts of all help pages and the few functions that lay them
// out, so that they can be read one after the other.
#include "ui/models/helptext.h"

#include <QCoreApplication>
#include <QStringList>

#include <utility>
#include <vector>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::Help)
};

using Keys = std::vector<std::pair<QString, QString>>;

QString paragraph(const QString& text)
{
    return QStringLiteral("<p>%1</p>").arg(text);
}

/// Lines of formulas, and under them what their letters mean.
QString formula(const QStringList& lines, const QString& where)
{
    QStringList set;
    for (const QString& line : lines)
        set.append(formulaHtml(line));
    // Of a table, for Qt knows no padding of paragraphs.
    return QStringLiteral("<table class=\"formula\" width=\"100%\" cellspacing=\"0\" "
                          "cellpadding=\"7\"><tr><td>%1</td></tr></table><p class=\"where\">%2</p>")
        .arg(set.join(QStringLiteral("<br>")), where);
}

QString items(const QString& title, const QStringList& lines)
{
    QString list;
    for (const QString& line : lines)
        list += QStringLiteral("<li>%1</li>").arg(line);
    return QStringLiteral("<h4>%1</h4><ul>%2</ul>").arg(title, list);
}

QString tryThis(const QStringList& lines)
{
    return items(Text::tr("Try"), lines);
}

QString keyTable(const Keys& keys)
{
    QString rows;
    for (const auto& [key, meaning] : keys)
        rows += QStringLiteral("<tr><td><b>%1</b></td><td>%2</td></tr>").arg(key, meaning);
    return QStringLiteral("<table class=\"keys\" cellspacing=\"0\" cellpadding=\"3\">%1</table>")
        .arg(rows);
}

QString keysOfView(const Keys& keys)
{
    return QStringLiteral("<h4>%1</h4>").arg(Text::tr("Keys")) + keyTable(keys);
}

QString headPage()
{
    return paragraph(Text::tr(
               "One attention head on the prompt. A row is a <b>context token</b>, one that "
               "may be attended to. Its <b>pattern</b> is what it offers to this head: the "
               "words shown are those that would find it. Its <b>message</b> is what the "
               "head copies from it into every token that attends to it."))
           + formula({QStringLiteral("p_j = (n_j W_K + b_K) W_Q^T"),
                      QStringLiteral("c_j = (n_j W_K + b_K)·b_Q"),
                      QStringLiteral("m_j = (n_j W_V + b_V) W_O"),
                      Text::tr("a_{ij} = softmax over j ≤ i of (n_i·p_j + c_j) / √d"),
                      QStringLiteral("o_i = Σ_j a_{ij} m_j")},
                     Text::tr("<i>n</i> is the normed residual stream that the head reads, "
                              "<i>c</i> the shift, <i>a</i> the attention, <i>o</i> what the head "
                              "writes, <i>d</i> the head size."))
           + paragraph(Text::tr(
               "A column is an <b>input token</b>, the one that attends. Its percentages "
               "add up to 100; the stronger the colour, the larger the share, and 0 % is "
               "left out. Where a column is blank the input token cannot see the context "
               "token: as a rule it comes later. The line under a message is its size. Grey "
               "<i>(high bias)</i>: "
               "the vector points along word frequency, not at a meaning; its words are in "
               "the tooltip. “Always writes” has the words of the mean message, which the "
               "head adds whatever it attends to."))
           + paragraph(
               Text::tr("Centring subtracts the mean of the tokens after the first. A vector "
                        "added to all patterns changes no attention, so a pattern means "
                        "something only beside the others."))
           + tryThis({Text::tr("<i>looked for (query)</i>: the pattern then says what each token "
                               "looks for."),
                      Text::tr("<i>as a network</i>: the tokens become neurons; grow and evaluate "
                               "them step by step."),
                      Text::tr("<i>Rows: attention</i>, then click the title of a column.")})
           + keysOfView(
               {{Text::tr("arrows"), Text::tr("cells; right from the words to the scores")},
                {Text::tr("Alt + arrows"), Text::tr("next layer, next head")}});
}

Keys gridKeys()
{
    return {{Text::tr("arrows, Page, Home, End"), Text::tr("move; with Shift select a rectangle")},
            {Text::tr("Enter, double click"), Text::tr("to the cell's row in Head")},
            {Text::tr("Ctrl + wheel, plus, minus"), Text::tr("zoom")},
            {Text::tr("Ctrl + 0"), Text::tr("as wide as the window")}};
}

QString gridColours()
{
    return paragraph(Text::tr(
        "Colour is <b>legibility</b>: how many standard deviations the best word lies above "
        "the mean score of the vocabulary. It begins where the best of so many words would "
        "lie by chance. A turned corner marks cells that share their words with others of "
        "their row (<i>mark repeats</i>), a bar at the left edge those that have the word "
        "of the filter. Paler words are below the chosen legibility. Zoomed out, every cell "
        "is a coloured pixel; grey ones have nothing to show."));
}

QString patternsPage()
{
    return paragraph(Text::tr(
               "The patterns of all heads: a row per head (<i>layer.head</i>), a column per "
               "context token, in each cell the words that the token's pattern is closest "
               "to. So one sees what a token offers to every head of the model, and what a "
               "head makes of every token."))
           + formula(
               {QStringLiteral("p_j = (n_j W_K + b_K) W_Q^T"),
                QStringLiteral("q_i = (n_i W_Q + b_Q) W_K^T")},
               Text::tr("<i>p</i> is what token <i>j</i> offers (key), <i>q</i> what token "
                        "<i>i</i> looks for (query); the switch above the table chooses. Words are "
                        "compared as the norm of the head's layer would present them."))
           + gridColours()
           + tryThis(
               {Text::tr("Type 0.2 into the filter: one head. 3-5 are the layers 3 to 5, and a "
                         "word leaves the heads that have it in some cell."),
                Text::tr("<i>centred patterns</i>: what all tokens have in common goes, and "
                         "what tells them apart is left."),
                Text::tr("<i>most legible first</i>, then open the top row with Enter.")})
           + keysOfView(gridKeys());
}

QString messagesPage()
{
    return paragraph(
               Text::tr("The messages of all heads: a row per head, a column per context token, in "
                        "each cell the words that the token's message is closest to: what a head "
                        "would add to the stream of a token that attends there and nowhere else."))
           + formula({QStringLiteral("m_j = (n_j W_V + b_V) W_O"),
                      QStringLiteral("o_i = Σ_j a_{ij} m_j")},
                     Text::tr("A message does not depend on who reads it; the attention <i>a</i> "
                              "scales it. Words are compared with what the message does to the "
                              "output: the final norm's gain, then the output embedding."))
           + gridColours()
           + paragraph(Text::tr(
               "Where one row says the same in all its cells, the head writes that whatever "
               "it attends to. <i>Centred messages</i> subtracts this mean message (of the "
               "tokens after the first) and leaves what is each token's own."))
           + tryThis(
               {Text::tr("<i>mark repeats</i> with <i>most repeats first</i>: the heads that "
                         "say one thing, on top."),
                Text::tr("Colour by <i>size</i>: which messages weigh most."),
                Text::tr("Type a word that the model predicts into the filter: the heads that "
                         "could have written it.")})
           + keysOfView(gridKeys());
}

QString streamPage()
{
    return paragraph(
               Text::tr("The residual stream of one token, the input token, as the sum that it is: "
                        "its embedding and position at the bottom, then what the heads and the "
                        "neurons of each layer add, up to the state at the top."))
           + formula(
               {QStringLiteral("x_i = e_i + pos_i + Σ_l (Σ_h Σ_j a_{ij} m_j + b_O)"),
                QStringLiteral("      + Σ_l (Σ_k f_{ik} w_{out,k} + b_{out})"),
                Text::tr("share = c·x / |x|^2"), Text::tr("effect = (u g)·(c − mean c) / σ")},
               Text::tr(
                   "<i>c</i> is one part of the sum, <i>x</i> the state it ends in, <i>u</i> the "
                   "chosen word's output embedding, <i>g</i> the final norm's gain, σ the state's "
                   "standard deviation, held fixed (a model with RMS norms subtracts no mean)."))
           + paragraph(Text::tr(
               "For shares and effects each bar begins where the one below it ends. Blue are "
               "heads, orange the largest neurons, pale all the others together; red, in "
               "the lower half of a bar, is what points the other way; grey are embedding "
               "and biases. <i>State says</i> decodes the stream there. <i>Kept</i> is the "
               "cosine of the state before and after, <i>written</i> the size of what was "
               "added over that of the state. The line below tells how exactly all parts "
               "add up."))
           + tryThis({Text::tr("Click a band: it opens into its heads and their messages, or its "
                               "largest neurons."),
                      Text::tr("Length: <i>effect on a word</i>, then <i>top contributors</i>."),
                      Text::tr("Double click a row of the table: the message in its head, or the "
                               "neuron among the neurons.")})
           + keysOfView({{Text::tr("Up, Down, Left, Right"), Text::tr("bars and their pieces")},
                         {Text::tr("Enter, Esc"), Text::tr("open or close a band, give it up")},
                         {Text::tr("Shift + click on a token"), Text::tr("another input token")}});
}

QString neuronsPage()
{
    return paragraph(Text::tr(
               "Every neuron of the feed-forward networks (FFN), a row each. Its <b>input "
               "words</b> are closest to what it reads, its <b>output words</b> to what it "
               "writes: a neuron is a pattern and a message that do not depend on the "
               "prompt. Its activations do: one column per token."))
           + formula(
               {QStringLiteral("f_{ik} = gelu(LN_2(x_i)·w_{in,k} + b_{in,k})"),
                Text::tr("written = f_{ik} w_{out,k}")},
               Text::tr(
                   "<i>x</i> is the stream after the layer's attention, LN<sub>2</sub> the norm in "
                   "front of the FFN; gelu is the function of GPT-2, other models have theirs."))
           + paragraph(
               Text::tr("An activation has the colour of the background at 0, is green at "
                        "0.5, red at 1 and above, grey-blue below 0. A dash means exactly "
                        "0. A neuron <i>fires</i> where its activation is at least the "
                        "threshold, 0.5 at first. <i>Writes</i> is |f| |w_out|, the size of "
                        "what is added on the selected token."))
           + tryThis({Text::tr("<i>only on the first token</i>: neurons that fire there and on no "
                               "later token."),
                      Text::tr("Click a token's title: the rows are ordered by its activations; "
                               "again turns the order round."),
                      Text::tr("Type a word into the box: neurons that read or write it.")})
           + keysOfView({{Text::tr("arrows"),
                          Text::tr("rows and tokens; right from the words to the activations")},
                         {Text::tr("Ctrl + F"), Text::tr("the next row with a word")}});
}

QString evolutionPage()
{
    return paragraph(Text::tr(
               "What the model would say after each layer if it stopped there (the <b>logit "
               "lens</b>): a column per token, a row per state, from the embedding down to "
               "the last layer. The top row is the token itself, the bottom row what the "
               "model predicts to come next."))
           + formula(
               {QStringLiteral("s_t = LN_f(x)·u_t"), Text::tr("p_t = softmax of s_t")},
               Text::tr(
                   "<i>x</i> is the state, LN<sub>f</sub> the final norm, <i>u</i> the output "
                   "embedding of word <i>t</i>, <i>s</i> its logit, <i>p</i> its probability."))
           + paragraph(Text::tr(
               "Each cell has the state's best word; the stronger the colour, the higher its "
               "probability. A bar at the left edge marks states whose first word of all is "
               "the true next token. Below: that token's rank after each layer (1 is best, "
               "the other tokens faint behind it), the prompt so far with the word "
               "predicted after it, and the words of the selected state. ✓ and ✗ say "
               "whether a prediction was right; the count is over the table."))
           + tryThis(
               {Text::tr("Click a cell: its fifty best words with their probabilities."),
                Text::tr("Double click a state: what it is made of, in Stream."),
                Text::tr("Click a predicted word in the printout: it is appended to the prompt, "
                         "and the model runs again.")})
           + keysOfView(
               {{Text::tr("arrows"), Text::tr("tokens and states")},
                {Text::tr("Enter"), Text::tr("the state in Stream; on a prediction: append "
                                             "it")},
                {Text::tr("Ctrl + wheel, Ctrl + 0"), Text::tr("zoom, as wide as fits")}});
}

QString positionsPage()
{
    return paragraph(Text::tr(
               "What the selected head does with <b>position vectors alone</b>, without any "
               "words: how much the query at one position is drawn to the key at another. "
               "Columns are queries (they attend), rows are keys (they are read). For "
               "models with learned positions; in layers after the first this is what the "
               "head would do if nothing had been added to the positions yet."))
           + formula({QStringLiteral("n_i = LN_1(pos_i)"),
                      QStringLiteral("s_{ij} = (n_i·p_j + c_j) / √d"),
                      Text::tr("a_{ij} = softmax over j ≤ i of s_{ij}")},
                     Text::tr("pos is a position vector, <i>p</i> and <i>c</i> the pattern and "
                              "shift made of it, <i>s</i> the score, <i>a</i> the attention."))
           + paragraph(Text::tr(
               "The score <i>above the query's mean</i> is all that attention sees of it: "
               "one colour above the mean, the other below, the background in between; the "
               "scale under the map has both ends. The upper plot is the <b>pull of "
               "position 0</b>, its score above the mean of the others, for every query; "
               "the lower one the score against distance. What lies beyond the prompt are "
               "positions too."))
           + tryThis(
               {Text::tr("Walk over the heads with Alt and the arrow keys: a strong diagonal is "
                         "a head that looks a fixed distance back."),
                Text::tr("Show <i>Attention</i>: a strong top row is attention on position 0."),
                Text::tr("Click a point of a plot: the pair it is about is selected.")})
           + keysOfView({{Text::tr("arrows"), Text::tr("over pairs; in a plot over its points")},
                         {Text::tr("Enter, double click"),
                          Text::tr("the pair in Head, where both are tokens")},
                         {Text::tr("Ctrl + wheel, Ctrl + 0"), Text::tr("zoom, as wide as fits")}});
}

QString weightsPage()
{
    return paragraph(Text::tr(
               "What a head's <b>weights</b> say by themselves, whatever the prompt. The list has "
               "the <b>effective rank</b> of every head's two matrices and of their four factors: "
               "how many dimensions of its d a head uses. Click a title to sort by it."))
           + formula({QStringLiteral("W^P = W_K W_Q^T   W^M = W_V W_O"),
                      QStringLiteral("W = Σ s_i u_i v_i^T"),
                      Text::tr("stable rank = Σ s_i^2 / s_1^2")},
                     Text::tr("<i>s</i> are the singular values, largest first, <i>u</i> and "
                              "<i>v</i> their directions. The energy is the sum of the squares."))
           + paragraph(Text::tr(
               "<b>Spectrum</b>: the singular values of the selected head. <b>Directions</b>: the "
               "words at both ends of each. Of W<sup>P</sup> one side is looked up in the token "
               "that is attended to, the other in the one that attends: ends of the same sign "
               "raise the score. Of W<sup>M</sup> one side is read, the other written. Where "
               "values are close to each other, their directions <b>mix</b>: small changes of the "
               "weights turn one into the other, and only the space they span is the matrix's own; "
               "the column <i>Gap</i> says so."))
           + paragraph(Text::tr(
               "<b>Composition</b>: how much a later head's queries, keys or values read of what "
               "an earlier head writes, |A B| / (|A| |B|). Matrices turned at random against each "
               "other have 1 / √D. <i>With the norm</i> puts the gain of the norm, and the mean "
               "that it takes away, into what reads the stream."))
           + tryThis(
               {Text::tr("Sort by the stable rank of Wᴹ: heads that all but write one thing."),
                Text::tr("Choose the directions of Wᴹ: what must be there for what to be "
                         "said."),
                Text::tr("Look for columns that stand out in the composition of keys: heads "
                         "that follow a head which looks back.")})
           + keysOfView({{Text::tr("arrows"), Text::tr("over heads, values, directions, pairs")},
                         {Text::tr("Enter, double click"), Text::tr("the head in Head")},
                         {Text::tr("Ctrl + F"),
                          Text::tr("find a head, or a word at the end of a direction")}});
}
QString comparePage()
{
    return paragraph(Text::tr(
               "Two prompts, or two models, side by side. <b>A</b> is what the window shows, "
               "<b>B</b> another prompt, another model with the same tokenizer, or both: type or "
               "choose it under A. Tokens that are the same stand beside each other, as many as "
               "there can be; a word that was replaced stands beside what replaced it."))
           + formula(
               {QStringLiteral("d = x_B − x_A"), QStringLiteral("w = w_A ∩ w_B")},
               Text::tr("<i>x</i> is a number: one colour where B has more, the other where A "
                        "has, the background where they are alike. <i>w</i> is a list of "
                        "words: those that both have are shown."))
           + paragraph(Text::tr(
               "<i>Compare</i> says which view's table it is about: the measures of all heads, the "
               "selected head, patterns, messages, the stream of the selected token, neurons, "
               "evolution or positions, with the switches of that view. The heatmap shows one "
               "value, of A, of B, as what they differ by, or all three beside each other; the "
               "table under it has all values. What one of the two does not have is left empty."))
           + paragraph(Text::tr(
               "Heads of two models have the same number by chance alone: <i>Head of B</i> chooses "
               "the one that is compared with the selected head of A."))
           + tryThis(
               {Text::tr("Change one word of the prompt and compare the <i>evolution</i>: where "
                         "the two begin to differ."),
                Text::tr("Choose bookshelf-llama-14m for B and leave its prompt empty: the same "
                         "text, read by two architectures."),
                Text::tr("Click a title of the table: the largest differences first."),
                Text::tr("<i>Swap</i> makes B the prompt and the model of the window.")})
           + keysOfView({{Text::tr("arrows"), Text::tr("over cells, over rows")},
                         {Text::tr("Enter, double click"), Text::tr("the row in its own view")},
                         {Text::tr("Ctrl + wheel, Ctrl + 0"), Text::tr("zoom, as wide as fits")}});
}

QString labPage()
{
    return paragraph(Text::tr(
               "Change the model, run the prompt again and see what becomes of its predictions. "
               "<i>Add</i> puts a change in the list, for all heads, a layer or a head; each can "
               "be unchecked, edited by a double click, removed, and undone."))
           + formula(
               {QStringLiteral("KL = Σ_w p(w) (log p(w) − log p'(w))"),
                QStringLiteral("W_r = W V_r V_r^T")},
               Text::tr(
                   "<i>p</i> is what the model predicts at a token, <i>p'</i> what the "
                   "changed one does; KL is in nats, 0 means no change. <i>W</i> is "
                   "Wᴾ or Wᴹ, <i>V<sub>r</sub></i> its first <i>r</i> right singular vectors."))
           + paragraph(Text::tr(
               "<b>Heads off</b>: they write nothing, or for every token what they write on "
               "average. <b>Rank</b>: the nearest matrix of that rank. <b>Messages dropped</b>: "
               "those that are small beside the median of their head, or that point along word "
               "frequency, are not in the cache; the softmax is over the others, or what went to "
               "them is lost. <b>Queries routed past</b>: those whose cosine with the centroid of "
               "the head's patterns is low. <b>Gate</b>: a sigmoid of each score, divided by the "
               "number of keys, in place of the softmax."))
           + paragraph(Text::tr(
               "A <i>sweep</i> tries many values of one of them, over this prompt or a file of "
               "prompts. <i>Show the changed run in every view</i> makes all other views of the "
               "changed run; <i>Compare with the original</i> puts both side by side."))
           + tryThis({Text::tr("Sweep the rank of Wᴹ over this prompt: from which rank on does the "
                               "prediction stay?"),
                      Text::tr("Drop the messages below half of the median, and look at how much "
                               "of each head's cache is dropped."),
                      Text::tr("Switch the selected head off and see which words it decided.")})
           + keysOfView({{Text::tr("Up, Down"), Text::tr("over the changes")},
                         {Text::tr("Space"), Text::tr("check or uncheck one")},
                         {Text::tr("Enter"), Text::tr("edit it")},
                         {Text::tr("Del"), Text::tr("remove it")},
                         {Text::tr("Ctrl + Z, Ctrl + Shift + Z"), Text::tr("undo, redo")}});
}

QString headMapPage()
{
    return paragraph(Text::tr(
               "All heads at a glance: layers from bottom to top, heads from left to right, "
               "coloured by the measure above the map. The list under it has the same "
               "heads, highest first. The framed head is the one that the views show."))
           + formula(
               {Text::tr("first = a_{i0}"), Text::tr("self = a_{ii}"),
                Text::tr("previous = a_{i,i−1}"), Text::tr("entropy = H(a_i) / log(i + 1)"),
                Text::tr("message size = Σ_j a_{ij} |m_j|")},
               Text::tr(
                   "Each is the mean over the tokens after the first (<i>previous</i>: from the "
                   "third on); <i>H</i> is the entropy of a token's attention. The rank measures "
                   "are exp of the entropy of the singular values of <i>W</i><sup>P</sup> = "
                   "<i>W</i><sub>K</sub> <i>W</i><sub>Q</sub><sup>T</sup> and <i>W</i><sup>M</sup> "
                   "= <i>W</i><sub>V</sub> <i>W</i><sub>O</sub>."))
           + paragraph(
               Text::tr("<i>Earlier copy</i> is the attention on the same token earlier in the "
                        "prompt, <i>after earlier copy</i> that on what followed it, as induction "
                        "heads do. Both need a prompt that repeats a token; without one the cells "
                        "are hatched. <b>Probe</b> measures on random tokens repeated twice "
                        "instead, whatever the prompt."))
           + tryThis({Text::tr("<i>attention on first token</i>: which heads rest there."),
                      Text::tr("<i>attention after earlier copy</i> with Probe: the induction "
                               "heads."),
                      Text::tr("Name the head below the list: Patterns and Messages find it by its "
                               "label, and the map marks it with a dot.")})
           + keysOfView({{Text::tr("Ctrl + 2, Ctrl + 3"), Text::tr("to the map, to the list")},
                         {Text::tr("arrows, Home, End"), Text::tr("over heads and layers")},
                         {Text::tr("Alt + arrows"), Text::tr("the same from anywhere")}});
}

QString headKindsPage()
{
    return paragraph(
               Text::tr("Heads differ from model to model. The line under a head's title says what "
                        "is particular; where there is no such line, nothing is."))
           + formula({QStringLiteral("p_j(δ) = (R_{−δ} k_j) W_Q^T,   δ = i − j"),
                      Text::tr("a_{ij} = softmax over j that i sees of s_{ij}")},
                     Text::tr("<i>k</i> is the key before <i>R</i> turns it by its position, δ the "
                              "distance, <i>s</i> the score, which the inspector writes out."))
           + paragraph(Text::tr(
               "<b>Distance.</b> Where positions turn keys and queries, a pattern depends on how "
               "far the two tokens are apart: that of the pair with the selected input token, or "
               "the one you fix. Patterns of all heads are at the fixed one, or at 1."))
           + paragraph(Text::tr(
               "<b>Groups.</b> Heads of a group share keys and values, not <i>W</i><sub>Q</sub> "
               "and <i>W</i><sub>O</sub>: <i>messages alike</i> is the mean cosine of theirs and "
               "this head's. <b>Latent.</b> Keys and values come from a narrow vector per token, "
               "whose rank bounds what patterns and messages can say."))
           + paragraph(Text::tr(
               "<b>Sight.</b> A window hides what is far back; models that read both ways see "
               "everything. <b>Cross heads</b>, numbered c0, c1 …, belong to a decoder: rows are "
               "the encoder's tokens, columns the decoder's."))
           + paragraph(Text::tr("<b>Two embeddings.</b> Where words are written by other vectors "
                                "than they are read, patterns are compared with the input "
                                "embedding, messages with the output embedding."))
           + tryThis({Text::tr("Walk over the input tokens: the pattern words change with the "
                               "distance."),
                      Text::tr("Compare two heads of one group in Messages."),
                      Text::tr("Type 0.c2 into the filter of Patterns: a cross head.")})
           + keysOfView({{Text::tr("Shift + arrows"), Text::tr("on tokens: the input token")}});
}

QString inspectorPage()
{
    return paragraph(
               Text::tr("Everything about what is selected in the view in front: a context token's "
                        "pattern, message and score, a part of the stream, a neuron, a state, or a "
                        "pair of positions. Words come with their scores as bars, then the sizes, "
                        "then the formula with the numbers filled in."))
           + formula(
               {Text::tr("legibility = (best − mean) / σ"),
                Text::tr("ρ = correlation of the scores with b"),
                QStringLiteral("b_t = u_t·bias_f")},
               Text::tr(
                   "best, mean and σ (standard deviation) are of a vector's scores over the "
                   "vocabulary; bias<sub>f</sub> is the final norm's, <i>u</i> a word's output "
                   "embedding; <i>b</i>, in standard deviations, is near the word's frequency."))
           + paragraph(Text::tr(
               "|ρ| of 0.5 and more, unless you set it otherwise, means <b>high bias</b>: "
               "the vector points along word frequency, not at a meaning. <i>Read most "
               "by</i> and <i>itself reads</i> are the largest attentions on the token and "
               "of it. With <i>centred patterns</i> the words are those of p − p̄, "
               "and the score is that of p: the difference moves all scores of a token "
               "alike."))
           + tryThis(
               {Text::tr("Click a percentage in Head: the score of that pair, step by step."),
                Text::tr("Click a message: it comes to the top, its pattern below."),
                Text::tr("Click a word here and press Ctrl + C: the whole list with scores.")})
           + keysOfView({{Text::tr("Tab"), Text::tr("from list to list")},
                         {Text::tr("Ctrl + C"), Text::tr("copies the list that has the focus")}});
}

QString keysPage()
{
    return keyTable(
        {{Text::tr("F1"), Text::tr("what the view in front shows; again closes it")},
         {Text::tr("Ctrl + F1, Ctrl + /"), Text::tr("these keys")},
         {Text::tr("Alt + Up, Down"), Text::tr("next, previous layer")},
         {Text::tr("Alt + Right, Left"), Text::tr("next, previous head")},
         {Text::tr("Alt + 1 … 9, 0"),
          Text::tr("Head, Patterns, Messages, Stream, Neurons, Evolution, Positions, Weights, "
                   "Compare, Lab")},
         {Text::tr("Ctrl + Page Down, Page Up"), Text::tr("next, previous view")},
         {Text::tr("Ctrl + [, Ctrl + ] or Alt + , and Alt + ."),
          Text::tr("back, forward through what was looked at")},
         {Text::tr("Ctrl + F, F3, Shift + F3"), Text::tr("find in the view, next, previous")},
         {Text::tr("Ctrl + wheel, Ctrl + plus, minus, 0"),
          Text::tr("zoom where cells can be zoomed")},
         {Text::tr("Ctrl + O"), Text::tr("open a model, or download one")},
         {Text::tr("Ctrl + L"), Text::tr("to the prompt")},
         {Text::tr("Enter, Shift + Enter"), Text::tr("in the prompt: run, new line")},
         {Text::tr("Up, Down"), Text::tr("in the prompt: earlier prompts")},
         {Text::tr("Ctrl + 1 … 6"),
          Text::tr("to tokens, head map, list, words, attention, the view in front")},
         {Text::tr("arrow keys"), Text::tr("move within each of them")},
         {Text::tr("Shift + click, Shift + arrows"),
          Text::tr("on tokens: the input token (column)")},
         {Text::tr("Ctrl + C, Ctrl + Shift + C"),
          Text::tr("copy the selected cells, a picture of the view")},
         {Text::tr("Ctrl + E, Ctrl + Shift + P"),
          Text::tr("export the table, a picture of the view")},
         {Text::tr("Ctrl + S, Ctrl + Shift + S"),
          Text::tr("save the session, save it under another name")},
         {Text::tr("Ctrl + Shift + O"), Text::tr("open a session")},
         {Text::tr("Esc"), Text::tr("cancel what is running; in a bar or this panel: close it")}});
}

} // namespace

QString helpTitle(HelpTopic topic)
{
    switch (topic) {
    case HelpTopic::Head:
        return Text::tr("Head");
    case HelpTopic::Patterns:
        return Text::tr("Patterns");
    case HelpTopic::Messages:
        return Text::tr("Messages");
    case HelpTopic::Stream:
        return Text::tr("Stream");
    case HelpTopic::Neurons:
        return Text::tr("Neurons");
    case HelpTopic::Evolution:
        return Text::tr("Evolution");
    case HelpTopic::Positions:
        return Text::tr("Positions");
    case HelpTopic::Weights:
        return Text::tr("Weights");
    case HelpTopic::Compare:
        return Text::tr("Compare");
    case HelpTopic::Lab:
        return Text::tr("Lab");
    case HelpTopic::HeadMap:
        return Text::tr("Head map");
    case HelpTopic::HeadKinds:
        return Text::tr("Kinds of heads");
    case HelpTopic::Inspector:
        return Text::tr("Inspector");
    case HelpTopic::Keys:
        return Text::tr("Keyboard shortcuts");
    }
    return {};
}

QString helpText(HelpTopic topic)
{
    switch (topic) {
    case HelpTopic::Head:
        return headPage();
    case HelpTopic::Patterns:
        return patternsPage();
    case HelpTopic::Messages:
        return messagesPage();
    case HelpTopic::Stream:
        return streamPage();
    case HelpTopic::Neurons:
        return neuronsPage();
    case HelpTopic::Evolution:
        return evolutionPage();
    case HelpTopic::Positions:
        return positionsPage();
    case HelpTopic::Weights:
        return weightsPage();
    case HelpTopic::Compare:
        return comparePage();
    case HelpTopic::Lab:
        return labPage();
    case HelpTopic::HeadMap:
        return headMapPage();
    case HelpTopic::HeadKinds:
        return headKindsPage();
    case HelpTopic::Inspector:
        return inspectorPage();
    case HelpTopic::Keys:
        return keysPage();
    }
    return {};
}

QString formulaHtml(const QString& plain)
{
    QString html;
    for (qsizetype at = 0; at < plain.size();) {
        const QChar c = plain[at];
        if ((c == QLatin1Char('_') || c == QLatin1Char('^')) && at + 1 < plain.size()) {
            const bool braces = plain[at + 1] == QLatin1Char('{');
            const qsizetype from = braces ? at + 2 : at + 1;
            const qsizetype closing = braces ? plain.indexOf(QLatin1Char('}'), from) : from + 1;
            const qsizetype to = closing < 0 ? plain.size() : closing;
            const QString tag = c == QLatin1Char('_') ? QStringLiteral("sub")
                                                      : QStringLiteral("sup");
            html +=
                QStringLiteral("<%1>%2</%1>").arg(tag, plain.mid(from, to - from).toHtmlEscaped());
            at = to + (braces ? 1 : 0);
        } else if (c.isLetter()) {
            qsizetype end = at + 1;
            while (end < plain.size() && (plain[end].isLetter() || plain[end].isMark()))
                ++end;
            const QString name = plain.mid(at, end - at);
            // Functions and words are upright.
            html += name.size() == 1 && c != QChar(0x3a3) ? QStringLiteral("<i>%1</i>").arg(name)
                                                          : name;
            at = end;
        } else {
            html += QString(c).toHtmlEscaped();
            ++at;
        }
    }
    return html.replace(QStringLiteral("   "), QStringLiteral("&nbsp;&nbsp;&nbsp;"));
}

} // namespace headscope::ui
