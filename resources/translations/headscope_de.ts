<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>headscope::app::Comparing</name>
    <message>
        <source>Stopped. Press Enter in the prompt of B to go on.</source>
        <translation>Angehalten. Drücken Sie Enter im Prompt von B, um fortzufahren.</translation>
    </message>
    <message>
        <source>Type a second prompt above, or choose a second model, to see what differs.</source>
        <translation>Geben Sie oben einen zweiten Prompt ein oder wählen Sie ein zweites Modell, um zu sehen, was sich unterscheidet.</translation>
    </message>
    <message>
        <source>%1 and %2 have different vocabularies (%3 and %4 tokens): only models with the same tokenizer can be put side by side.</source>
        <translation>%1 und %2 haben verschiedene Vokabulare (%3 und %4 Token): Nur Modelle mit demselben Tokenizer können nebeneinandergestellt werden.</translation>
    </message>
    <message>
        <source>%1 has an encoder and %2 has none: their tokens cannot be put side by side.</source>
        <translation>%1 hat einen Encoder und %2 hat keinen: Ihre Token können nicht nebeneinandergestellt werden.</translation>
    </message>
    <message>
        <source>Token %1 of A has none of B beside it: choose another token.</source>
        <translation>Neben Token %1 von A steht keines von B: Wählen Sie ein anderes Token.</translation>
    </message>
    <message>
        <source>There is no comparison to save yet.</source>
        <translation>Es gibt noch keinen Vergleich zu speichern.</translation>
    </message>
    <message>
        <source>%1 has no head %2.%3: its layers are 0 to %4, its heads 0 to %5. Choose a head of B above.</source>
        <translation>%1 hat keinen Head %2.%3: Seine Schichten sind 0 bis %4, seine Heads 0 bis %5. Wählen Sie oben einen Head von B.</translation>
    </message>
</context>
<context>
    <name>headscope::app::HeadLabels</name>
    <message>
        <source>There is no model whose heads could be labelled.</source>
        <translation>Es gibt kein Modell, dessen Heads beschriftet werden könnten.</translation>
    </message>
    <message>
        <source>%1: the file labels no head.</source>
        <translation>%1: Die Datei beschriftet keinen Head.</translation>
    </message>
    <message>
        <source>No head has a label or a note yet.</source>
        <translation>Noch hat kein Head eine Beschriftung oder eine Notiz.</translation>
    </message>
    <message>
        <source>Headscope begins with no labels; the file is now %1.</source>
        <translation>Headscope beginnt ohne Beschriftungen; die Datei heißt jetzt %1.</translation>
    </message>
    <message>
        <source>Headscope begins with no labels.</source>
        <translation>Headscope beginnt ohne Beschriftungen.</translation>
    </message>
    <message>
        <source>The labels could not be saved: the folder %1 cannot be made.</source>
        <translation>Die Beschriftungen konnten nicht gespeichert werden: Der Ordner %1 lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>The labels could not be saved: %1.</source>
        <translation>Die Beschriftungen konnten nicht gespeichert werden: %1.</translation>
    </message>
</context>
<context>
    <name>headscope::app::ModelCatalog</name>
    <message>
        <source>The download is not complete: there is no snapshot yet.</source>
        <translation>Der Download ist nicht vollständig: Es gibt noch keinen Snapshot.</translation>
    </message>
    <message>
        <source>The download is not complete: refs/main names %1, which is not in snapshots.</source>
        <translation>Der Download ist nicht vollständig: refs/main nennt %1, was nicht in snapshots liegt.</translation>
    </message>
    <message>
        <source>The download is not complete: %1 is a link to a file that is not there.</source>
        <translation>Der Download ist nicht vollständig: %1 ist ein Verweis auf eine Datei, die nicht da ist.</translation>
    </message>
    <message>
        <source>The download was begun and is not complete: %1</source>
        <translation>Der Download wurde begonnen und ist nicht vollständig: %1</translation>
    </message>
    <message>
        <source>%1 is not a folder any more.</source>
        <translation>%1 ist kein Ordner mehr.</translation>
    </message>
    <message>
        <source>There is no folder %1 any more.</source>
        <translation>Es gibt keinen Ordner %1 mehr.</translation>
    </message>
    <message>
        <source>%1 is a link to a file that is not there.</source>
        <translation>%1 ist ein Verweis auf eine Datei, die nicht da ist.</translation>
    </message>
</context>
<context>
    <name>headscope::app::PromptLines</name>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 has %2 bytes; a file of prompts may have at most %3.</source>
        <translation>%1 hat %2 Byte; eine Datei mit Prompts darf höchstens %3 haben.</translation>
    </message>
    <message>
        <source>%1, line %2 is no UTF-8.</source>
        <translation>%1, Zeile %2 ist kein UTF-8.</translation>
    </message>
    <message>
        <source>%1, line %2: a file may have at most %3 prompts.</source>
        <translation>%1, Zeile %2: Eine Datei darf höchstens %3 Prompts haben.</translation>
    </message>
    <message>
        <source>%1 has no prompts: each is a line of text.</source>
        <translation>%1 enthält keine Prompts: Jeder ist eine Zeile Text.</translation>
    </message>
</context>
<context>
    <name>headscope::app::TableWriter</name>
    <message>
        <source>%1: the name must end in .csv, .tsv, .json, .xlsx or .html.</source>
        <translation>%1: Der Name muss auf .csv, .tsv, .json, .xlsx oder .html enden.</translation>
    </message>
</context>
<context>
    <name>headscope::app::ViewTable</name>
    <message>
        <source>There is no table to save yet.</source>
        <translation>Es gibt noch keine Tabelle zum Speichern.</translation>
    </message>
    <message>
        <source>The words of this table are still being looked up; save it in a moment.</source>
        <translation>Die Wörter dieser Tabelle werden noch nachgeschlagen; speichern Sie sie in einem Augenblick.</translation>
    </message>
    <message>
        <source>The heads are still being measured; save the table in a moment.</source>
        <translation>Die Heads werden noch gemessen; speichern Sie die Tabelle in einem Augenblick.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::AttentionPlot</name>
    <message>
        <source>Attention of the head at a glance, message sizes and shifts</source>
        <translation>Attention des Heads auf einen Blick, Größen der Nachrichten und Verschiebungen</translation>
    </message>
    <message>
        <source>encoder ↓</source>
        <translation>Encoder ↓</translation>
    </message>
    <message>
        <source>context ↓</source>
        <translation>Kontext ↓</translation>
    </message>
    <message>
        <source>%1 →</source>
        <translation>%1 →</translation>
    </message>
    <message>
        <source>message size |m|</source>
        <translation>Nachrichtengröße |m|</translation>
    </message>
    <message>
        <source>|m|</source>
        <translation>|m|</translation>
    </message>
    <message>
        <source>shift c</source>
        <translation>Verschiebung c</translation>
    </message>
    <message>
        <source>c</source>
        <translation>c</translation>
    </message>
    <message>
        <source>0 for all</source>
        <translation>überall 0</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>0 %</source>
        <translation>0 %</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>Each column adds up to 100 %. The line under a message is its size.</source>
        <translation>Jede Spalte ergibt zusammen 100 %. Die Linie unter einer Nachricht ist ihre Größe.</translation>
    </message>
    <message>
        <source>Attention as changed in the Lab. The line under a message is its size.</source>
        <translation>Attention mit den Änderungen aus dem Labor. Die Linie unter einer Nachricht ist ihre Größe.</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;message size %2 · shift %3</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;Nachrichtengröße %2 · Verschiebung %3</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; (%2) attends %3 to &lt;b&gt;%4&lt;/b&gt; (%5)</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; (%2) achtet zu %3 auf &lt;b&gt;%4&lt;/b&gt; (%5)</translation>
    </message>
</context>
<context>
    <name>headscope::ui::Banner</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Verstanden</translation>
    </message>
</context>
<context>
    <name>headscope::ui::CentreViews</name>
    <message>
        <source>Stopped. Run the prompt again to go on.</source>
        <translation>Angehalten. Führen Sie den Prompt noch einmal aus, um fortzufahren.</translation>
    </message>
    <message>
        <source>Stopped. Choose another head, or come back, to go on.</source>
        <translation>Angehalten. Wählen Sie einen anderen Head oder kehren Sie zurück, um fortzufahren.</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Head</translation>
    </message>
    <message>
        <source>Patterns</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Strom</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Evolution</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>One head: which tokens attend to which, and the words of patterns and messages</source>
        <translation>Ein Head: welche Token auf welche achten, und die Wörter der Muster und Nachrichten</translation>
    </message>
    <message>
        <source>The patterns of all heads and tokens</source>
        <translation>Die Muster aller Heads und Token</translation>
    </message>
    <message>
        <source>The messages of all heads and tokens</source>
        <translation>Die Nachrichten aller Heads und Token</translation>
    </message>
    <message>
        <source>Everything that was added to a token&apos;s residual stream</source>
        <translation>Alles, was zum Residualstrom eines Tokens addiert wurde</translation>
    </message>
    <message>
        <source>All neurons: their words, and how active they are on each token</source>
        <translation>Alle Neuronen: ihre Wörter und wie aktiv sie bei jedem Token sind</translation>
    </message>
    <message>
        <source>What the model thinks after each layer, and what it predicts</source>
        <translation>Was das Modell nach jeder Schicht denkt und was es vorhersagt</translation>
    </message>
    <message>
        <source>What the selected head does with position vectors alone</source>
        <translation>Was der gewählte Head allein mit Positionsvektoren macht</translation>
    </message>
    <message>
        <source>What the weights of heads say by themselves: ranks, directions, composition</source>
        <translation>Was die Gewichte der Heads für sich genommen sagen: Ränge, Richtungen, Komposition</translation>
    </message>
    <message>
        <source>Two prompts, or two models, side by side</source>
        <translation>Zwei Prompts oder zwei Modelle nebeneinander</translation>
    </message>
    <message>
        <source>Change the model, and see what becomes of its predictions</source>
        <translation>Das Modell ändern und sehen, was aus seinen Vorhersagen wird</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>%1 (Alt+%2)</source>
        <translation>%1 (Alt+%2)</translation>
    </message>
    <message>
        <source>changed ×</source>
        <translation>geändert ×</translation>
    </message>
    <message>
        <source>All views but Weights show the model with what is changed in the Lab:</source>
        <translation>Alle Ansichten außer „Gewichte“ zeigen das Modell mit dem, was im Labor geändert ist:</translation>
    </message>
    <message>
        <source>Click to show the model as it is.</source>
        <translation>Klicken zeigt das Modell, wie es ist.</translation>
    </message>
    <message>
        <source>Show the model as it is</source>
        <translation>Das Modell zeigen, wie es ist</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ColourLegend</name>
    <message>
        <source>Colours from %1 to %2</source>
        <translation>Farben von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>headscope::ui::CompareBar</name>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>What the prompt and the model of the window, A, are compared with</source>
        <translation>Womit Prompt und Modell des Fensters (A) verglichen werden</translation>
    </message>
    <message>
        <source>Model of B</source>
        <translation>Modell von B</translation>
    </message>
    <message>
        <source>The model that B is run on. Only models with the same tokenizer can be put side by side.</source>
        <translation>Das Modell, auf dem B läuft. Nur Modelle mit demselben Tokenizer können nebeneinandergestellt werden.</translation>
    </message>
    <message>
        <source>Prompt of B</source>
        <translation>Prompt von B</translation>
    </message>
    <message>
        <source>B: another prompt (empty: the same one)</source>
        <translation>B: ein anderer Prompt (leer: derselbe)</translation>
    </message>
    <message>
        <source>The prompt that is compared with the one above. Empty: the same prompt, on another model.</source>
        <translation>Der Prompt, der mit dem Prompt darüber verglichen wird. Leer: derselbe Prompt auf einem anderen Modell.</translation>
    </message>
    <message>
        <source>⇅ Swap</source>
        <translation>⇅ Tauschen</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>A und B tauschen</translation>
    </message>
    <message>
        <source>A and B change places: B&apos;s prompt, and its model, become the window&apos;s</source>
        <translation>A und B tauschen die Plätze: Prompt und Modell von B werden die des Fensters</translation>
    </message>
    <message>
        <source>changed in the Lab ×</source>
        <translation>im Labor geändert ×</translation>
    </message>
    <message>
        <source>Leave the model of B as it is</source>
        <translation>Modell von B unverändert lassen</translation>
    </message>
    <message>
        <source>the same model</source>
        <translation>dasselbe Modell</translation>
    </message>
    <message>
        <source>another folder…</source>
        <translation>anderer Ordner…</translation>
    </message>
    <message>
        <source>In B&apos;s model is changed:
%1
Click to leave it as it is.</source>
        <translation>Im Modell von B ist geändert:
%1
Klicken, um es unverändert zu lassen.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::CompareLink</name>
    <message>
        <source>Loading %1…</source>
        <translation>%1 wird geladen…</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>changed in the Lab</source>
        <translation>im Labor geändert</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Model of B</source>
        <translation>Modell von B</translation>
    </message>
</context>
<context>
    <name>headscope::ui::CompareView</name>
    <message>
        <source>What is compared</source>
        <translation>Was verglichen wird</translation>
    </message>
    <message>
        <source>The value that the heatmap shows</source>
        <translation>Der Wert, den die Heatmap zeigt</translation>
    </message>
    <message>
        <source>Which of the two the heatmap shows</source>
        <translation>Welche der beiden Seiten die Heatmap zeigt</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>side by side</source>
        <translation>nebeneinander</translation>
    </message>
    <message>
        <source>Head of B</source>
        <translation>Head von B</translation>
    </message>
    <message>
        <source>Heads of two models have the same number by chance alone: choose the one of B that stands beside the selected head of A.</source>
        <translation>Dass Heads zweier Modelle dieselbe Nummer haben, ist Zufall: Wählen Sie den Head von B, der neben dem ausgewählten Head von A stehen soll.</translation>
    </message>
    <message>
        <source>rows with…</source>
        <translation>Zeilen mit…</translation>
    </message>
    <message>
        <source>Only rows that have this in a name, a token or a word</source>
        <translation>Nur Zeilen, bei denen dies in einem Namen, einem Token oder einem Wort vorkommt</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>derselbe</translation>
    </message>
    <message>
        <source>in both</source>
        <translation>in beiden</translation>
    </message>
    <message>
        <source>&lt;b&gt;Compare&lt;/b&gt;</source>
        <translation>&lt;b&gt;Vergleich&lt;/b&gt;</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>the same %1 tokens</source>
        <translation>dieselben %1 Token</translation>
    </message>
    <message>
        <source>%1 of %2 places have the same token</source>
        <translation>%1 von %2 Stellen haben dasselbe Token</translation>
    </message>
    <message>
        <source>%1 only in B</source>
        <translation>%1 nur in B</translation>
    </message>
    <message>
        <source>%1 only in A</source>
        <translation>%1 nur in A</translation>
    </message>
    <message>
        <source>Tokens that are the same in both prompts stand side by side, as many as there can be; between them the others are paired in order. What only one of the two has is there with nothing beside it.</source>
        <translation>Token, die in beiden Prompts gleich sind, stehen nebeneinander, und zwar so viele wie möglich; dazwischen werden die anderen der Reihe nach gepaart. Was nur eine der beiden Seiten hat, steht allein, ohne etwas daneben.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The first %1 of %2 rows</source>
        <translation>Die ersten %1 von %2 Zeilen</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ComparedGridModel</name>
    <message>
        <source>%1 | %2</source>
        <translation>%1 | %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1
Neither A nor B has it.</source>
        <translation>%1
Weder A noch B enthält dies.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1
A: %2
B: %3
B − A: %4</source>
        <translation>%1
A: %2
B: %3
B − A: %4</translation>
    </message>
    <message>
        <source>%1
A: %2
B: %3
in both: %4</source>
        <translation>%1
A: %2
B: %3
in beiden: %4</translation>
    </message>
    <message>
        <source>%1
A: %2
B: %3</source>
        <translation>%1
A: %2
B: %3</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ComparedMaps</name>
    <message>
        <source>   (%1 … %2)</source>
        <translation>   (%1 … %2)</translation>
    </message>
    <message>
        <source>A · %1</source>
        <translation>A · %1</translation>
    </message>
    <message>
        <source>B · %1</source>
        <translation>B · %1</translation>
    </message>
    <message>
        <source>A: %1   B: %2</source>
        <translation>A: %1   B: %2</translation>
    </message>
    <message>
        <source>words in both</source>
        <translation>Wörter in beiden</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>A | B where they differ</source>
        <translation>A | B, wo sie sich unterscheiden</translation>
    </message>
    <message>
        <source>%1   (%2)</source>
        <translation>%1   (%2)</translation>
    </message>
    <message>
        <source>all %1 in both</source>
        <translation>alle %1 in beiden</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ComparedPanes</name>
    <message>
        <source>What is compared, a row each</source>
        <translation>Was verglichen wird, je eine Zeile</translation>
    </message>
    <message>
        <source>Values of A, of B, and what they differ by</source>
        <translation>Werte von A, von B und ihre Unterschiede</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ComparedTableModel</name>
    <message>
        <source>%1
only %2 has it</source>
        <translation>%1
nur in %2 vorhanden</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>what</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>token of A</source>
        <translation>Token von A</translation>
    </message>
    <message>
        <source>token of B</source>
        <translation>Token von B</translation>
    </message>
    <message>
        <source>in both</source>
        <translation>in beiden</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>%1: B − A on…</source>
        <translation>%1: B − A bei…</translation>
    </message>
    <message>
        <source>%1: B − A
%2</source>
        <translation>%1: B − A
%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>headscope::ui::Comparison</name>
    <message>
        <source>in both</source>
        <translation>in beiden</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1
B − A = %2 − %3
      = %4</source>
        <translation>%1
B − A = %2 − %3
      = %4</translation>
    </message>
    <message>
        <source>A: what the window shows</source>
        <translation>A: was das Fenster zeigt</translation>
    </message>
    <message>
        <source>B: what it is compared with</source>
        <translation>B: womit verglichen wird</translation>
    </message>
    <message>
        <source>A has nothing here.</source>
        <translation>A hat hier nichts.</translation>
    </message>
    <message>
        <source>B has nothing here.</source>
        <translation>B hat hier nichts.</translation>
    </message>
    <message>
        <source>attention on first token</source>
        <translation>Attention auf erstes Token</translation>
    </message>
    <message>
        <source>attention on itself</source>
        <translation>Attention auf sich selbst</translation>
    </message>
    <message>
        <source>attention on token before</source>
        <translation>Attention auf Token davor</translation>
    </message>
    <message>
        <source>attention on earlier copy</source>
        <translation>Attention auf frühere Kopie</translation>
    </message>
    <message>
        <source>attention after a copy</source>
        <translation>Attention nach einer Kopie</translation>
    </message>
    <message>
        <source>entropy of attention</source>
        <translation>Entropie der Attention</translation>
    </message>
    <message>
        <source>size of messages</source>
        <translation>Größe der Nachrichten</translation>
    </message>
    <message>
        <source>legibility of patterns</source>
        <translation>Lesbarkeit der Muster</translation>
    </message>
    <message>
        <source>legibility of messages</source>
        <translation>Lesbarkeit der Nachrichten</translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>size of the pattern</source>
        <translation>Größe des Musters</translation>
    </message>
    <message>
        <source>pattern along frequency ρ</source>
        <translation>Muster entlang der Häufigkeit ρ</translation>
    </message>
    <message>
        <source>message along frequency ρ</source>
        <translation>Nachricht entlang der Häufigkeit ρ</translation>
    </message>
    <message>
        <source>along frequency ρ</source>
        <translation>entlang der Häufigkeit ρ</translation>
    </message>
    <message>
        <source>mean bias of words</source>
        <translation>mittlerer Bias der Wörter</translation>
    </message>
    <message>
        <source>shift c</source>
        <translation>Verschiebung c</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>legibility</source>
        <translation>Lesbarkeit</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>share of the state</source>
        <translation>Anteil am Zustand</translation>
    </message>
    <message>
        <source>effect on a word</source>
        <translation>Wirkung auf ein Wort</translation>
    </message>
    <message>
        <source>input words</source>
        <translation>Eingangswörter</translation>
    </message>
    <message>
        <source>gate words</source>
        <translation>Gate-Wörter</translation>
    </message>
    <message>
        <source>output words</source>
        <translation>Ausgangswörter</translation>
    </message>
    <message>
        <source>size of output weights</source>
        <translation>Größe der Ausgangsgewichte</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>best word</source>
        <translation>bestes Wort</translation>
    </message>
    <message>
        <source>its probability</source>
        <translation>seine Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>rank of the true next token</source>
        <translation>Rang des wahren nächsten Tokens</translation>
    </message>
    <message>
        <source>rank of the token itself</source>
        <translation>Rang des Tokens selbst</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>score above the query&apos;s mean</source>
        <translation>Score über dem Mittel der Query</translation>
    </message>
    <message>
        <source>rank of %1 by entropy</source>
        <translation>Entropie-Rang von %1</translation>
    </message>
    <message>
        <source>stable rank of %1</source>
        <translation>stabiler Rang von %1</translation>
    </message>
    <message>
        <source>rank of %1 for %2 %</source>
        <translation>Rang von %1 für %2 %</translation>
    </message>
    <message>
        <source>measures of all heads</source>
        <translation>Maße aller Heads</translation>
    </message>
    <message>
        <source>the selected head</source>
        <translation>der gewählte Head</translation>
    </message>
    <message>
        <source>patterns</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>stream of the token</source>
        <translation>Strom des Tokens</translation>
    </message>
    <message>
        <source>neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>evolution</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>positions at the head</source>
        <translation>Positionen am Head</translation>
    </message>
    <message>
        <source>≈ 0</source>
        <translation>≈ 0</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>A: %1
B: %2</source>
        <translation>A: %1
B: %2</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>cross b_O</source>
        <translation>Cross-b_O</translation>
    </message>
    <message>
        <source>%1 of layer %2</source>
        <translation>%1 von Schicht %2</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Neuron %1</source>
        <translation>Neuron %1</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>Head %1</translation>
    </message>
    <message>
        <source>Neither of the two has a number here.</source>
        <translation>Keines von beiden hat hier eine Zahl.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::CompositionModel</name>
    <message>
        <source>Queries (Q)</source>
        <translation>Querys (Q)</translation>
    </message>
    <message>
        <source>Keys (K)</source>
        <translation>Keys (K)</translation>
    </message>
    <message>
        <source>Values (V)</source>
        <translation>Values (V)</translation>
    </message>
    <message>
        <source>Head %1 makes its keys and values of what the encoder wrote.</source>
        <translation>Head %1 bildet seine Keys und Values aus dem, was der Encoder geschrieben hat.</translation>
    </message>
    <message>
        <source>Head %1 comes before head %2, or beside it, and reads nothing of it.</source>
        <translation>Head %1 kommt vor Head %2 oder steht neben ihm und liest nichts von ihm.</translation>
    </message>
    <message>
        <source>The queries of head %1</source>
        <translation>Die Querys von Head %1</translation>
    </message>
    <message>
        <source>The keys of head %1</source>
        <translation>Die Keys von Head %1</translation>
    </message>
    <message>
        <source>The values of head %1</source>
        <translation>Die Values von Head %1</translation>
    </message>
    <message>
        <source>%1 read %2 of what head %3 writes: %4 × what matrices turned at random would have, %5.</source>
        <translation>%1 lesen %2 von dem, was Head %3 schreibt: %4 × so viel, wie es bei zufällig gedrehten Matrizen wäre (%5).</translation>
    </message>
    <message>
        <source>Head %1, which reads</source>
        <translation>Head %1, der liest</translation>
    </message>
    <message>
        <source>Head %1, which writes</source>
        <translation>Head %1, der schreibt</translation>
    </message>
</context>
<context>
    <name>headscope::ui::DirectionsModel</name>
    <message>
        <source>Key side</source>
        <translation>Key-Seite</translation>
    </message>
    <message>
        <source>Query side</source>
        <translation>Query-Seite</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>of the attended token</source>
        <translation>vom beachteten Token</translation>
    </message>
    <message>
        <source>of the attending token</source>
        <translation>vom achtenden Token</translation>
    </message>
    <message>
        <source>what its message does to the output</source>
        <translation>Wirkung seiner Nachricht auf die Ausgabe</translation>
    </message>
    <message>
        <source>%1, mixed with %2–%3</source>
        <translation>%1, vermischt mit %2–%3</translation>
    </message>
    <message>
        <source>To the next value %1 of this one</source>
        <translation>Abstand zum nächsten Wert: %1 von diesem</translation>
    </message>
    <message>
        <source>, to the one before %1</source>
        <translation>, zum vorigen: %1</translation>
    </message>
    <message>
        <source>.&lt;br&gt;</source>
        <translation>.&lt;br&gt;</translation>
    </message>
    <message>
        <source>The value stands apart, so the direction is the matrix&apos;s own.</source>
        <translation>Der Wert steht für sich, die Richtung ist also eine Eigenschaft der Matrix selbst.</translation>
    </message>
    <message>
        <source>Values %1 to %2 are so close to each other (less than %3 apart) that small changes of the weights turn their directions into each other: only the space that they span together is the matrix&apos;s own, and the words of each may be a mixture.</source>
        <translation>Die Werte %1 bis %2 liegen so nahe beieinander (weniger als %3 Abstand), dass kleine Änderungen der Gewichte ihre Richtungen ineinander drehen: Nur der Raum, den sie gemeinsam aufspannen, ist eine Eigenschaft der Matrix selbst, und die Wörter jeder einzelnen Richtung können eine Mischung sein.</translation>
    </message>
    <message>
        <source>The model has no embedding, so there are no words to compare with.</source>
        <translation>Das Modell hat kein Embedding, daher gibt es keine Wörter zum Vergleichen.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1, %2 end of direction %3&lt;/b&gt;&lt;br&gt;%4&lt;br&gt;legibility %5 · ρ %6%7</source>
        <translation>&lt;b&gt;%1, Ende %2 der Richtung %3&lt;/b&gt;&lt;br&gt;%4&lt;br&gt;Lesbarkeit %5 · ρ %6%7</translation>
    </message>
    <message>
        <source> (high bias)</source>
        <translation> (hoher Bias)</translation>
    </message>
    <message>
        <source>(high bias)</source>
        <translation>(hoher Bias)</translation>
    </message>
    <message>
        <source>singular value %1 of %2: %3</source>
        <translation>Singulärwert %1 von %2: %3</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>to the next value</source>
        <translation>zum nächsten Wert</translation>
    </message>
    <message>
        <source>Both ends of a direction: the signs of both sides belong together.</source>
        <translation>Beide Enden einer Richtung: Die Vorzeichen beider Seiten gehören zusammen.</translation>
    </message>
    <message>
        <source>The singular value: how much the matrix makes of this direction.</source>
        <translation>Der Singulärwert: wie stark die Matrix diese Richtung gewichtet.</translation>
    </message>
    <message>
        <source>How far the next value is, as a share of this one. Values that are close to each other make directions that are unstable.</source>
        <translation>Wie weit der nächste Wert entfernt ist, als Anteil von diesem. Werte, die nahe beieinanderliegen, ergeben instabile Richtungen.</translation>
    </message>
    <message>
        <source>Words that look like this end to the keys: tokens that are attended to.</source>
        <translation>Wörter, die für die Keys wie dieses Ende aussehen: Token, auf die geachtet wird.</translation>
    </message>
    <message>
        <source>Words that look like this end to the values: tokens whose message has the other side&apos;s words.</source>
        <translation>Wörter, die für die Values wie dieses Ende aussehen: Token, deren Nachricht die Wörter der anderen Seite hat.</translation>
    </message>
    <message>
        <source>Words that look like this end to the queries: tokens that attend to those of the same sign, and away from those of the other.</source>
        <translation>Wörter, die für die Querys wie dieses Ende aussehen: Token, die auf diejenigen mit gleichem Vorzeichen achten und nicht auf die mit dem anderen.</translation>
    </message>
    <message>
        <source>What the message does to the output.</source>
        <translation>Was die Nachricht mit der Ausgabe macht.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::DirectionsTable</name>
    <message>
        <source>Singular directions, and the words at both of their ends</source>
        <translation>Singuläre Richtungen und die Wörter an ihren beiden Enden</translation>
    </message>
    <message>
        <source>%1, mixed with %2–%3</source>
        <translation>%1, gemischt mit %2–%3</translation>
    </message>
</context>
<context>
    <name>headscope::ui::EvolutionModel</name>
    <message>
        <source>%1&#xa0;%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>“%1”, token %2: probability %3</source>
        <translation>„%1“, Token %2: Wahrscheinlichkeit %3</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>after layer %1</source>
        <translation>nach Schicht %1</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>vorhergesagt</translation>
    </message>
    <message>
        <source>The tokens of the prompt.</source>
        <translation>Die Token des Prompts.</translation>
    </message>
    <message>
        <source>What the model says comes next, of the whole vocabulary. %1 marks where it is right. Click one, or press Enter, to append it to the prompt.</source>
        <translation>Was nach Ansicht des Modells als Nächstes kommt, aus dem ganzen Vokabular. %1 markiert, wo es recht hat. Ein Klick oder die Eingabetaste hängt das Wort an den Prompt an.</translation>
    </message>
    <message>
        <source>The state before the first layer: word and position vector.</source>
        <translation>Der Zustand vor der ersten Schicht: Wort- und Positionsvektor.</translation>
    </message>
    <message>
        <source>The state that layer %1 leaves, decoded to words.</source>
        <translation>Der Zustand, den Schicht %1 hinterlässt, in Wörter decodiert.</translation>
    </message>
    <message>
        <source>Predicted after “%1” (position %2)</source>
        <translation>Vorhergesagt nach „%1“ (Position %2)</translation>
    </message>
    <message>
        <source>Predicted in the place of “%1” (position %2)</source>
        <translation>Vorhergesagt an der Stelle von „%1“ (Position %2)</translation>
    </message>
    <message>
        <source>“%1” (position %2), %3, says:</source>
        <translation>„%1“ (Position %2), %3, sagt:</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>The true next token “%1” has rank %2.</source>
        <translation>Das wahre nächste Token „%1“ hat Rang %2.</translation>
    </message>
    <message>
        <source>The token itself, “%1”, has rank %2.</source>
        <translation>Das Token selbst, „%1“, hat Rang %2.</translation>
    </message>
    <message>
        <source>Nothing follows in the prompt.</source>
        <translation>Im Prompt folgt nichts mehr.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::EvolutionView</name>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>position in the prompt</source>
        <translation>Position im Prompt</translation>
    </message>
    <message>
        <source>Printout: prompt so far and the word predicted after it</source>
        <translation>Ausdruck: der Prompt bis hierher und das danach vorhergesagte Wort</translation>
    </message>
    <message>
        <source>Words of the selected state</source>
        <translation>Wörter des ausgewählten Zustands</translation>
    </message>
    <message>
        <source>Run a prompt to see what the model thinks after each layer.</source>
        <translation>Führen Sie einen Prompt aus, um zu sehen, was das Modell nach jeder Schicht denkt.</translation>
    </message>
    <message>
        <source>Predictions: %1 of %2 right</source>
        <translation>Vorhersagen: %1 von %2 richtig</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>after layer</source>
        <translation>nach Schicht</translation>
    </message>
    <message>
        <source>emb.</source>
        <translation>Emb.</translation>
    </message>
    <message>
        <source>Rank of the true next token “%1” after “%2”</source>
        <translation>Rang des wahren nächsten Tokens „%1“ nach „%2“</translation>
    </message>
    <message>
        <source>Rank of “%1” at its own place</source>
        <translation>Rang von „%1“ an seiner eigenen Stelle</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Ranks of the true next tokens; nothing follows the last one</source>
        <translation>Ränge der wahren nächsten Token; auf das letzte folgt nichts</translation>
    </message>
    <message>
        <source>What “%1” says (%2)</source>
        <translation>Was „%1“ (%2) sagt</translation>
    </message>
    <message>
        <source>&lt;b&gt;Evolution&lt;/b&gt;</source>
        <translation>&lt;b&gt;Verlauf&lt;/b&gt;</translation>
    </message>
    <message>
        <source>%1 of %2 tokens predicted at their own places  ·  a bar marks states that say the token</source>
        <translation>%1 von %2 Token an ihrer eigenen Stelle vorhergesagt  ·  ein Balken kennzeichnet Zustände, die das Token sagen</translation>
    </message>
    <message>
        <source>%1 of %2 next tokens predicted right  ·  a bar marks states that say the true next token</source>
        <translation>%1 von %2 nächsten Token richtig vorhergesagt  ·  ein Balken kennzeichnet Zustände, die das wahre nächste Token sagen</translation>
    </message>
    <message>
        <source>one token: nothing follows that could be predicted right</source>
        <translation>ein Token: Es folgt nichts, was richtig vorhergesagt werden könnte</translation>
    </message>
    <message>
        <source>Each state is decoded as if it were the last: final norm, then the product with every word of the vocabulary, then the softmax. Cells are shaded by the probability of their best word.</source>
        <translation>Jeder Zustand wird decodiert, als wäre er der letzte: die letzte Norm, dann das Produkt mit jedem Wort des Vokabulars, dann der Softmax. Die Zellen sind nach der Wahrscheinlichkeit ihres besten Wortes getönt.</translation>
    </message>
    <message>
        <source>probability 0</source>
        <translation>Wahrscheinlichkeit 0</translation>
    </message>
    <message>
        <source>1</source>
        <translation>1</translation>
    </message>
    <message>
        <source>| %1 (%2) %3</source>
        <translation>| %1 (%2) %3</translation>
    </message>
</context>
<context>
    <name>headscope::ui::Exporting</name>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel-Arbeitsmappe (*.xlsx)</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv)</source>
        <translation>Tabulatorgetrennte Werte (*.tsv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>Writing row %1 of %2</source>
        <translation>Zeile %1 von %2 wird geschrieben</translation>
    </message>
    <message>
        <source>Putting the file together</source>
        <translation>Datei wird zusammengesetzt</translation>
    </message>
    <message>
        <source>&amp;Copy picture of the map</source>
        <translation>Bild der Karte &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Export picture of the map…</source>
        <translation>Bild der Karte &amp;exportieren…</translation>
    </message>
    <message>
        <source>Export &amp;picture…</source>
        <translation>&amp;Bild exportieren…</translation>
    </message>
    <message>
        <source>Export &amp;table…</source>
        <translation>&amp;Tabelle exportieren…</translation>
    </message>
    <message>
        <source>Export all ta&amp;bles…</source>
        <translation>&amp;Alle Tabellen exportieren…</translation>
    </message>
    <message>
        <source>Copy &amp;picture of the view</source>
        <translation>&amp;Bild der Ansicht kopieren</translation>
    </message>
    <message>
        <source>The view: %1</source>
        <translation>Die Ansicht: %1</translation>
    </message>
    <message>
        <source>The map of all heads</source>
        <translation>Die Karte aller Heads</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>%1 wird geschrieben</translation>
    </message>
    <message>
        <source>Export the tables of all views</source>
        <translation>Tabellen aller Ansichten exportieren</translation>
    </message>
    <message>
        <source>Excel workbook, a sheet for each view (*.xlsx)</source>
        <translation>Excel-Arbeitsmappe, ein Blatt je Ansicht (*.xlsx)</translation>
    </message>
    <message>
        <source>%1: only a workbook (.xlsx) has room for several tables.</source>
        <translation>%1: Nur in einer Arbeitsmappe (.xlsx) ist Platz für mehrere Tabellen.</translation>
    </message>
    <message>
        <source>There is no table to save yet.</source>
        <translation>Es gibt noch keine Tabelle zu speichern.</translation>
    </message>
    <message>
        <source>Making what all views show</source>
        <translation>Der Inhalt aller Ansichten wird erstellt</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>Left out of the workbook, since there is nothing to write: %1.</source>
        <translation>Nicht in der Arbeitsmappe, weil es nichts zu schreiben gibt: %1.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::FigureFile</name>
    <message>
        <source>%1: the name must end in .png, .svg or .pdf.</source>
        <translation>%1: Der Name muss auf .png, .svg oder .pdf enden.</translation>
    </message>
    <message>
        <source>%1: a picture of %2 × %3 pixels is too large; take a smaller scale, or SVG or PDF.</source>
        <translation>%1: Ein Bild von %2 × %3 Pixeln ist zu groß; nehmen Sie eine kleinere Vergrößerung oder SVG oder PDF.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::FilterBar</name>
    <message>
        <source>offered (key)</source>
        <translation>angeboten (Key)</translation>
    </message>
    <message>
        <source>The pattern says what the token offers: the words that will come looking for it</source>
        <translation>Das Muster sagt, was das Token anbietet: die Wörter, die nach ihm suchen werden</translation>
    </message>
    <message>
        <source>looked for (query)</source>
        <translation>gesucht (Query)</translation>
    </message>
    <message>
        <source>The pattern says what the token looks for</source>
        <translation>Das Muster sagt, was das Token sucht</translation>
    </message>
    <message>
        <source>centred patterns</source>
        <translation>zentrierte Muster</translation>
    </message>
    <message>
        <source>Subtract the mean pattern of tokens 1 and later. Attention cannot see the mean of what tokens offer; of what they look for, this is only a contrast.</source>
        <translation>Das mittlere Muster der Token ab 1 abziehen. Die Attention sieht das Mittel dessen, was Token anbieten, nicht; bei dem, was sie suchen, ist dies nur ein Kontrast.</translation>
    </message>
    <message>
        <source>centred messages</source>
        <translation>zentrierte Nachrichten</translation>
    </message>
    <message>
        <source>Subtract the mean message of tokens 1 and later: what the head always writes</source>
        <translation>Die mittlere Nachricht der Token ab 1 abziehen: das, was der Head immer schreibt</translation>
    </message>
    <message>
        <source>hide fragments</source>
        <translation>ohne Wortstücke</translation>
    </message>
    <message>
        <source>Leave out tokens that are only pieces of words</source>
        <translation>Token weglassen, die nur Teile von Wörtern sind</translation>
    </message>
    <message>
        <source>hide frequency</source>
        <translation>ohne Häufigkeit</translation>
    </message>
    <message>
        <source>Grey out cells that point along word frequency, not at a meaning</source>
        <translation>Zellen ausgrauen, die entlang der Worthäufigkeit zeigen, nicht auf eine Bedeutung</translation>
    </message>
    <message>
        <source>|ρ| ≥</source>
        <translation>|ρ| ≥</translation>
    </message>
    <message>
        <source>|b| ≥</source>
        <translation>|b| ≥</translation>
    </message>
    <message>
        <source>Correlation of the vector&apos;s scores with the word bias</source>
        <translation>Korrelation der Scores des Vektors mit dem Wort-Bias</translation>
    </message>
    <message>
        <source>The posts&apos; rule: mean bias of the words shown</source>
        <translation>Die Regel der Blogbeiträge: mittlerer Bias der gezeigten Wörter</translation>
    </message>
    <message>
        <source>Rule for high bias</source>
        <translation>Regel für hohen Bias</translation>
    </message>
    <message>
        <source>Threshold for high bias</source>
        <translation>Schwelle für hohen Bias</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>dot product</source>
        <translation>Skalarprodukt</translation>
    </message>
    <message>
        <source>How words are compared</source>
        <translation>Wie Wörter verglichen werden</translation>
    </message>
    <message>
        <source>How words are compared with patterns and messages</source>
        <translation>Wie Wörter mit Mustern und Nachrichten verglichen werden</translation>
    </message>
    <message>
        <source>prompt order</source>
        <translation>wie im Prompt</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>pattern legibility</source>
        <translation>Muster-Lesbarkeit</translation>
    </message>
    <message>
        <source>message size</source>
        <translation>Nachrichtengröße</translation>
    </message>
    <message>
        <source>Order of the rows</source>
        <translation>Reihenfolge der Zeilen</translation>
    </message>
    <message>
        <source>Order of the rows; attention is that of the selected input token</source>
        <translation>Reihenfolge der Zeilen; die Attention ist die des gewählten Eingabe-Tokens</translation>
    </message>
    <message>
        <source>of the pair</source>
        <translation>des Paars</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>fest</translation>
    </message>
    <message>
        <source>Each pattern at the distance of its token and the selected input token; 1 where the one cannot look at the other</source>
        <translation>Jedes Muster bei der Entfernung seines Tokens zum gewählten Eingabe-Token; bei 1, wo das eine das andere nicht ansehen kann</translation>
    </message>
    <message>
        <source>All patterns at one distance, whatever the pair</source>
        <translation>Alle Muster bei einer Entfernung, gleich welches Paar</translation>
    </message>
    <message>
        <source>Distance that patterns are taken at</source>
        <translation>Entfernung, bei der die Muster genommen werden</translation>
    </message>
    <message>
        <source>Positions turn keys and queries, so that a pattern depends on how many tokens the one who looks is behind the one looked at. Of the pair: as it is for the selected input token. Patterns of all heads are at the fixed distance, or at 1.</source>
        <translation>Positionen drehen Keys und Querys, sodass ein Muster davon abhängt, wie viele Token das schauende Token hinter dem angeschauten liegt. Des Paars: so, wie es für das gewählte Eingabe-Token ist. Die Muster aller Heads stehen bei der festen Entfernung oder bei 1.</translation>
    </message>
    <message>
        <source>Distance, in tokens</source>
        <translation>Entfernung in Token</translation>
    </message>
    <message>
        <source>How many tokens the one who looks is behind the one looked at</source>
        <translation>Wie viele Token das schauende Token hinter dem angeschauten liegt</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Entfernung</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Display ▾</source>
        <translation>Anzeige ▾</translation>
    </message>
    <message>
        <source>Centred messages, what is hidden, how words are compared, order of the rows</source>
        <translation>Zentrierte Nachrichten, was verborgen wird, wie Wörter verglichen werden, Reihenfolge der Zeilen</translation>
    </message>
    <message>
        <source>|ρ|: correlation, over the whole vocabulary, of a vector&apos;s scores with the word bias, which is near a word&apos;s frequency. From this size on, the vector points along frequency, not at a meaning.</source>
        <translation>|ρ|: Korrelation, über das ganze Vokabular, der Scores eines Vektors mit dem Wort-Bias, der der Häufigkeit eines Wortes nahekommt. Ab diesem Betrag zeigt der Vektor entlang der Häufigkeit, nicht auf eine Bedeutung.</translation>
    </message>
    <message>
        <source>|b|: mean bias of the words shown, in standard deviations over the vocabulary. From this size on, the words are merely frequent or rare ones (the posts&apos; rule).</source>
        <translation>|b|: mittlerer Bias der gezeigten Wörter, in Standardabweichungen über das Vokabular. Ab diesem Betrag sind die Wörter bloß häufige oder seltene (die Regel der Blogbeiträge).</translation>
    </message>
</context>
<context>
    <name>headscope::ui::FindBar</name>
    <message>
        <source>Find a word or a token</source>
        <translation>Ein Wort oder ein Token suchen</translation>
    </message>
    <message>
        <source>Find in this view</source>
        <translation>In dieser Ansicht suchen</translation>
    </message>
    <message>
        <source>Previous (Shift+F3)</source>
        <translation>Vorheriger Treffer (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorheriger Treffer</translation>
    </message>
    <message>
        <source>Next (F3)</source>
        <translation>Nächster Treffer (F3)</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>“%1” is not in this view.</source>
        <translation>„%1“ kommt in dieser Ansicht nicht vor.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::GridView</name>
    <message>
        <source>Grid: %1 by %2</source>
        <translation>Raster: Zeilen %1, Spalten %2</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadGridModel</name>
    <message>
        <source>These words are being looked up.</source>
        <translation>Diese Wörter werden gerade nachgeschlagen.</translation>
    </message>
    <message>
        <source>(high bias)</source>
        <translation>(hoher Bias)</translation>
    </message>
    <message>
        <source>&lt;b&gt;Head %1, pattern of %2&lt;/b&gt;</source>
        <translation>&lt;b&gt;Head %1, Muster von %2&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;Head %1, message of %2&lt;/b&gt;</source>
        <translation>&lt;b&gt;Head %1, Nachricht von %2&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Shares its words with other cells of this row.</source>
        <translation>Hat dieselben Wörter wie andere Zellen dieser Zeile.</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>In files it is head %1.</source>
        <translation>In Dateien ist es Head %1.</translation>
    </message>
    <message>
        <source>mean legibility %1 σ · %2 of %3 cells share their words with others of the row</source>
        <translation>mittlere Lesbarkeit %1 σ · %2 von %3 Zellen haben dieselben Wörter wie andere der Zeile</translation>
    </message>
    <message>
        <source>always writes: %1</source>
        <translation>schreibt immer: %1</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadGridView</name>
    <message>
        <source>mark repeats</source>
        <translation>Wiederholungen markieren</translation>
    </message>
    <message>
        <source>Patterns of all heads</source>
        <translation>Muster aller Heads</translation>
    </message>
    <message>
        <source>Messages of all heads</source>
        <translation>Nachrichten aller Heads</translation>
    </message>
    <message>
        <source>head ↓</source>
        <translation>Head ↓</translation>
    </message>
    <message>
        <source>context token →</source>
        <translation>Kontext-Token →</translation>
    </message>
    <message>
        <source>Legibility ≥</source>
        <translation>Lesbarkeit ≥</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Filter: 5, 5.2, 3-5, a label or a word</source>
        <translation>Filter: 5, 5.2, 3-5, eine Beschriftung oder ein Wort</translation>
    </message>
    <message>
        <source>Rows of a layer (5), a head (5.2), a range (3-5, 3.1-4.2), with a label, or with a word in some cell; a number in quotes is a word.</source>
        <translation>Zeilen einer Schicht (5), eines Heads (5.2), eines Bereichs (3-5, 3.1-4.2), mit einer Beschriftung oder mit einem Wort in irgendeiner Zelle; eine Zahl in Anführungszeichen ist ein Wort.</translation>
    </message>
    <message>
        <source>Filter rows by layer, head, label or word</source>
        <translation>Zeilen nach Schicht, Head, Beschriftung oder Wort filtern</translation>
    </message>
    <message>
        <source> σ</source>
        <translation> σ</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Least legibility</source>
        <translation>Geringste Lesbarkeit</translation>
    </message>
    <message>
        <source>Cells whose best word stands out less from the scores of all words are faded.</source>
        <translation>Zellen, deren bestes Wort weniger aus den Scores aller Wörter herausragt, werden blasser.</translation>
    </message>
    <message>
        <source>Mark cells that share their words with other cells of their row: the best word, or at least 3 of those shown</source>
        <translation>Zellen markieren, die Wörter mit anderen Zellen ihrer Zeile gemeinsam haben: das beste Wort oder mindestens 3 der gezeigten</translation>
    </message>
    <message>
        <source>all heads</source>
        <translation>alle Heads</translation>
    </message>
    <message>
        <source>with legible cells</source>
        <translation>mit lesbaren Zellen</translation>
    </message>
    <message>
        <source>with repeats</source>
        <translation>mit Wiederholungen</translation>
    </message>
    <message>
        <source>Which rows are shown</source>
        <translation>Welche Zeilen gezeigt werden</translation>
    </message>
    <message>
        <source>by layer and head</source>
        <translation>nach Schicht und Head</translation>
    </message>
    <message>
        <source>most repeats first</source>
        <translation>meiste Wiederholungen zuerst</translation>
    </message>
    <message>
        <source>most legible first</source>
        <translation>lesbarste zuerst</translation>
    </message>
    <message>
        <source>Order of the rows</source>
        <translation>Reihenfolge der Zeilen</translation>
    </message>
    <message>
        <source>Rows are put in order once the words of all heads are there.</source>
        <translation>Die Zeilen werden geordnet, sobald die Wörter aller Heads da sind.</translation>
    </message>
    <message>
        <source>legibility</source>
        <translation>Lesbarkeit</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>What the colour of a cell means</source>
        <translation>Was die Farbe einer Zelle bedeutet</translation>
    </message>
    <message>
        <source>heads on the decoder&apos;s tokens</source>
        <translation>Heads auf Token des Decoders</translation>
    </message>
    <message>
        <source>cross heads on the encoder&apos;s tokens</source>
        <translation>Cross-Heads auf Token des Encoders</translation>
    </message>
    <message>
        <source>Whose tokens the heads look at</source>
        <translation>Wessen Token die Heads ansehen</translation>
    </message>
    <message>
        <source>A decoder has heads that look at its own tokens, and cross heads that look at what the encoder has made of its tokens: one column for each of those.</source>
        <translation>Ein Decoder hat Heads, die seine eigenen Token ansehen, und Cross-Heads, die ansehen, was der Encoder aus seinen Token gemacht hat: eine Spalte für jedes davon.</translation>
    </message>
    <message>
        <source>encoder token →</source>
        <translation>Encoder-Token →</translation>
    </message>
    <message>
        <source>No head that has been looked up so far fits the filter.</source>
        <translation>Kein bisher nachgeschlagener Head passt zum Filter.</translation>
    </message>
    <message>
        <source>No head fits the filter. Empty the box, or show all heads.</source>
        <translation>Kein Head passt zum Filter. Leeren Sie das Eingabefeld oder zeigen Sie alle Heads.</translation>
    </message>
    <message>
        <source>size %1</source>
        <translation>Größe %1</translation>
    </message>
    <message>
        <source>legibility %1</source>
        <translation>Lesbarkeit %1</translation>
    </message>
    <message>
        <source>%1 σ</source>
        <translation>%1 σ</translation>
    </message>
    <message>
        <source>&lt;b&gt;Patterns&lt;/b&gt;</source>
        <translation>&lt;b&gt;Muster&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;Messages&lt;/b&gt;</source>
        <translation>&lt;b&gt;Nachrichten&lt;/b&gt;</translation>
    </message>
    <message>
        <source>what the encoder&apos;s tokens offer</source>
        <translation>was die Token des Encoders anbieten</translation>
    </message>
    <message>
        <source>what tokens look for</source>
        <translation>was Token suchen</translation>
    </message>
    <message>
        <source>what tokens offer</source>
        <translation>was Token anbieten</translation>
    </message>
    <message>
        <source>of the encoder&apos;s tokens</source>
        <translation>der Token des Encoders</translation>
    </message>
    <message>
        <source>at distance %1</source>
        <translation>bei Entfernung %1</translation>
    </message>
    <message>
        <source>centred</source>
        <translation>zentriert</translation>
    </message>
    <message>
        <source>%1 of %2 heads</source>
        <translation>%1 von %2 Heads</translation>
    </message>
    <message>
        <source>1 head</source>
        <translation>1 Head</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>%1 Heads</translation>
    </message>
    <message>
        <source>compared with the input embedding</source>
        <translation>mit dem Eingabe-Embedding verglichen</translation>
    </message>
    <message>
        <source>compared with the output embedding</source>
        <translation>mit dem Ausgabe-Embedding verglichen</translation>
    </message>
    <message>
        <source>words of %1 of %2 heads</source>
        <translation>Wörter von %1 der %2 Heads</translation>
    </message>
    <message>
        <source>Legibility: how far the best word stands out from the scores of all words. The colour begins where the best of so many scores lies by chance. Zoomed out, grey cells have nothing to show: their words are hidden, faded or still looked up.</source>
        <translation>Lesbarkeit: wie weit das beste Wort aus den Scores aller Wörter herausragt. Die Farbe beginnt dort, wo der beste von so vielen Scores durch Zufall läge. In der Verkleinerung haben graue Zellen nichts zu zeigen: Ihre Wörter sind verborgen, blass oder werden noch nachgeschlagen.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadLabelling</name>
    <message>
        <source>label of %1</source>
        <translation>(Beschriftung von %1)</translation>
    </message>
    <message>
        <source>import of labels</source>
        <translation>(Import von Beschriftungen)</translation>
    </message>
    <message>
        <source>labels of a session</source>
        <translation>(Beschriftungen einer Sitzung)</translation>
    </message>
    <message>
        <source>Import labels of heads</source>
        <translation>Head-Beschriftungen importieren</translation>
    </message>
    <message>
        <source>Tables with the columns layer, head, label (*.csv);;All files (*)</source>
        <translation>Tabellen mit den Spalten layer, head, label (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export labels of heads</source>
        <translation>Head-Beschriftungen exportieren</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.json)</source>
        <translation>Tabellen (*.csv *.tsv *.json)</translation>
    </message>
    <message>
        <source>&amp;Import head labels…</source>
        <translation>Head-Beschriftungen im&amp;portieren…</translation>
    </message>
    <message>
        <source>&amp;Export head labels…</source>
        <translation>Head-B&amp;eschriftungen exportieren…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadMap</name>
    <message>
        <source>Head map: layers by heads</source>
        <translation>Head-Karte: Schichten mal Heads</translation>
    </message>
    <message>
        <source>self</source>
        <translation>Self</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Head</translation>
    </message>
    <message>
        <source>cross</source>
        <translation>Cross</translation>
    </message>
    <message>
        <source>encoder self</source>
        <translation>Encoder: Self</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>decoder self</source>
        <translation>Decoder: Self</translation>
    </message>
    <message>
        <source>decoder cross</source>
        <translation>Decoder: Cross</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>none for cross heads: the tokens that they look at have no places in this text</source>
        <translation>kein Wert bei Cross-Heads: die Token, auf die sie achten, haben keine Stelle in diesem Text</translation>
    </message>
    <message>
        <source>not computed before this part is looked at</source>
        <translation>wird erst berechnet, wenn dieser Teil angesehen wird</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>noch nicht berechnet</translation>
    </message>
    <message>
        <source>not probed before this part is looked at</source>
        <translation>wird erst mit dem Probetext gemessen, wenn dieser Teil angesehen wird</translation>
    </message>
    <message>
        <source>nothing to average in this prompt</source>
        <translation>in diesem Prompt gibt es nichts zu mitteln</translation>
    </message>
    <message>
        <source>Encoder · %1</source>
        <translation>Encoder · %1</translation>
    </message>
    <message>
        <source>Decoder · %1</source>
        <translation>Decoder · %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Click to look at the encoder.</source>
        <translation>Klicken, um den Encoder anzusehen.</translation>
    </message>
    <message>
        <source>Click to look at the decoder.</source>
        <translation>Klicken, um den Decoder anzusehen.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadMapPanel</name>
    <message>
        <source>Probe</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Measure that colours the heads</source>
        <translation>Maß, nach dem die Heads gefärbt sind</translation>
    </message>
    <message>
        <source>Measure the heads on random tokens repeated twice instead of this prompt</source>
        <translation>Die Heads an zufälligen, zweimal wiederholten Token messen statt an diesem Prompt</translation>
    </message>
    <message>
        <source>Heads, highest first</source>
        <translation>Heads, höchste zuerst</translation>
    </message>
    <message>
        <source>On random tokens repeated twice; does not depend on the prompt.</source>
        <translation>An zufälligen, zweimal wiederholten Token; hängt nicht vom Prompt ab.</translation>
    </message>
    <message>
        <source>Running the probe…</source>
        <translation>Probe läuft…</translation>
    </message>
    <message>
        <source>Hatched: this prompt has nothing to average.</source>
        <translation>Schraffiert: Dieser Prompt hat nichts zu mitteln.</translation>
    </message>
    <message>
        <source>Hatched: not computed yet.</source>
        <translation>Schraffiert: noch nicht berechnet.</translation>
    </message>
    <message>
        <source>Hatched: cross heads, whose tokens have no places in this text.</source>
        <translation>Schraffiert: Cross-Heads, deren Token in diesem Text keine Stellen haben.</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1: %2 %3</translation>
    </message>
    <message>
        <source>Heads by %1</source>
        <translation>Heads nach „%1“</translation>
    </message>
    <message>
        <source>%1 layers of %2 heads and %3 cross heads</source>
        <translation>%1 Schichten mit je %2 Heads und %3 Cross-Heads</translation>
    </message>
    <message>
        <source>%1 layers of %2 heads</source>
        <translation>%1 Schichten mit je %2 Heads</translation>
    </message>
    <message>
        <source>decoder: %1  ·  encoder: %2</source>
        <translation>Decoder: %1  ·  Encoder: %2</translation>
    </message>
    <message>
        <source>  ·  on random tokens repeated twice, not on this prompt</source>
        <translation>  ·  an zufälligen, zweimal wiederholten Token, nicht an diesem Prompt</translation>
    </message>
    <message>
        <source>A dot marks a head that has a name.</source>
        <translation>Ein Punkt kennzeichnet einen Head, der eine Beschriftung hat.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadName</name>
    <message>
        <source>Layer %1, cross head %2 (looks at the encoder)</source>
        <translation>Schicht %1, Cross-Head %2 (sieht den Encoder an)</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>Schicht %1, Head %2</translation>
    </message>
    <message>
        <source>Layer %1 · Cross head %2 (looks at the encoder)</source>
        <translation>Schicht %1 · Cross-Head %2 (sieht den Encoder an)</translation>
    </message>
    <message>
        <source>Layer %1 · Head %2</source>
        <translation>Schicht %1 · Head %2</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadNote</name>
    <message>
        <source>a name: what it does</source>
        <translation>ein Name: was er tut</translation>
    </message>
    <message>
        <source>Label of the head</source>
        <translation>Beschriftung des Heads</translation>
    </message>
    <message>
        <source>A few words that name the head; Patterns and Messages find it by them</source>
        <translation>Einige Wörter, die den Head benennen; „Muster“ und „Nachrichten“ finden ihn danach</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Notes on the head</source>
        <translation>Notizen zum Head</translation>
    </message>
    <message>
        <source>What there is to remember of the head</source>
        <translation>Was man sich zu diesem Head merken will</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>Label of %1</source>
        <translation>Beschriftung von %1</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadScoresModel</name>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; attends %2 to &lt;b&gt;%3&lt;/b&gt;&lt;br&gt;attention %4 · score %5 before the softmax</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; achtet zu %2 auf &lt;b&gt;%3&lt;/b&gt;&lt;br&gt;Attention %4 · Score %5 vor dem Softmax</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadTableView</name>
    <message>
        <source>Words of patterns and messages, a row per context token</source>
        <translation>Wörter der Muster und Nachrichten, eine Zeile je Kontext-Token</translation>
    </message>
    <message>
        <source>Attention in percent, a column per input token</source>
        <translation>Attention in Prozent, eine Spalte je Eingabe-Token</translation>
    </message>
    <message>
        <source>decoder token (attends) →</source>
        <translation>Decoder-Token (achtet auf) →</translation>
    </message>
    <message>
        <source>input token (attends) →</source>
        <translation>Eingabe-Token (achtet auf) →</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadText</name>
    <message>
        <source>shares keys and values with head %1 (messages alike: %2)</source>
        <translation>teilt Keys und Values mit Head %1 (Ähnlichkeit der Nachrichten: %2)</translation>
    </message>
    <message>
        <source>shares keys and values with heads %1 (messages alike: %2)</source>
        <translation>teilt Keys und Values mit den Heads %1 (Ähnlichkeit der Nachrichten: %2)</translation>
    </message>
    <message>
        <source>keys and values from a latent of rank %1; head size %2</source>
        <translation>Keys und Values aus einem latenten Vektor vom Rang %1; Head-Größe %2</translation>
    </message>
    <message>
        <source>sees a window of %1 tokens</source>
        <translation>sieht ein Fenster von %1 Token</translation>
    </message>
    <message>
        <source>sees tokens on both sides</source>
        <translation>sieht Token auf beiden Seiten</translation>
    </message>
    <message>
        <source>encoder token</source>
        <translation>Encoder-Token</translation>
    </message>
    <message>
        <source>context token</source>
        <translation>Kontext-Token</translation>
    </message>
    <message>
        <source>decoder token</source>
        <translation>Decoder-Token</translation>
    </message>
    <message>
        <source>input token</source>
        <translation>Eingabe-Token</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; comes before &lt;b&gt;%2&lt;/b&gt; and cannot attend to it</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; kommt vor &lt;b&gt;%2&lt;/b&gt; und kann nicht darauf achten</translation>
    </message>
    <message>
        <source>&lt;b&gt;%2&lt;/b&gt; is out of sight for &lt;b&gt;%1&lt;/b&gt;, which sees a window of %3 tokens</source>
        <translation>&lt;b&gt;%2&lt;/b&gt; ist außer Sicht für &lt;b&gt;%1&lt;/b&gt;, das ein Fenster von %3 Token sieht</translation>
    </message>
    <message>
        <source>The heads of a group share the key and value vectors of every token. What they make of them is each head&apos;s own: W_Q turns keys into patterns, W_O turns values into messages. Messages alike: the cosine of this head&apos;s messages and the other&apos;s, the mean over all context tokens; 1 would be the same direction.</source>
        <translation>Die Heads einer Gruppe teilen sich die Key- und Value-Vektoren aller Token. Was sie daraus machen, ist jedem Head eigen: W_Q macht aus Keys Muster, W_O macht aus Values Nachrichten. Ähnlichkeit der Nachrichten: der Kosinus zwischen den Nachrichten dieses Heads und denen des anderen, gemittelt über alle Kontext-Token; 1 wäre dieselbe Richtung.</translation>
    </message>
    <message>
        <source>Keys and values of all heads of the layer are made of one narrow vector per token, its latent: patterns and messages say of a token what fits into %1 numbers.</source>
        <translation>Keys und Values aller Heads der Schicht entstehen aus einem einzigen schmalen Vektor je Token, dem latenten Vektor: Muster und Nachrichten sagen über ein Token, was in %1 Zahlen passt.</translation>
    </message>
    <message>
        <source>A token attends to itself and to the tokens before it, %1 in all.</source>
        <translation>Ein Token achtet auf sich selbst und auf die Token davor, insgesamt %1.</translation>
    </message>
    <message>
        <source>A token attends to all tokens, also to those after it.</source>
        <translation>Ein Token achtet auf alle Token, auch auf die, die nach ihm kommen.</translation>
    </message>
    <message>
        <source>distance to “%1”</source>
        <translation>Entfernung zu „%1“</translation>
    </message>
    <message>
        <source>distance %1</source>
        <translation>Entfernung %1</translation>
    </message>
    <message>
        <source>at distance %1</source>
        <translation>bei Entfernung %1</translation>
    </message>
    <message>
        <source>at distance %1: “%2” comes later, so that there is no pair</source>
        <translation>bei Entfernung %1: „%2“ kommt später, sodass es kein Paar gibt</translation>
    </message>
    <message>
        <source>at distance %1: “%2” comes before, so that there is no pair</source>
        <translation>bei Entfernung %1: „%2“ kommt davor, sodass es kein Paar gibt</translation>
    </message>
    <message>
        <source>at distance %1, when it looks at “%2”</source>
        <translation>bei Entfernung %1, wenn es auf „%2“ achtet</translation>
    </message>
    <message>
        <source>at distance %1, when “%2” looks at it</source>
        <translation>bei Entfernung %1, wenn „%2“ darauf achtet</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadView</name>
    <message>
        <source>as a network</source>
        <translation>als Netz</translation>
    </message>
    <message>
        <source>The head as a two-layer network that grows with every token, beside the FFN of its layer: patterns are input weights, attention is the activation, messages are output weights</source>
        <translation>Der Head als zweischichtiges Netz, das mit jedem Token wächst, neben dem FFN seiner Schicht: Muster sind Eingangsgewichte, die Attention ist die Aktivierung, Nachrichten sind Ausgangsgewichte</translation>
    </message>
    <message>
        <source>on the first token %1</source>
        <translation>auf dem ersten Token %1</translation>
    </message>
    <message>
        <source>always writes (high bias): %1</source>
        <translation>schreibt immer (hoher Bias): %1</translation>
    </message>
    <message>
        <source>always writes: %1</source>
        <translation>schreibt immer: %1</translation>
    </message>
    <message>
        <source>Always writes: the words of the mean message, which the head adds whatever it attends to</source>
        <translation>Schreibt immer: die Wörter der mittleren Nachricht, die der Head hinzufügt, worauf er auch achtet</translation>
    </message>
    <message>
        <source>0 %</source>
        <translation>0 %</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>Percent of each input token&apos;s attention; each column adds up to 100 %. The line under a message is its size.</source>
        <translation>Prozent der Attention jedes Eingabe-Tokens; jede Spalte ergibt zusammen 100 %. Der Strich unter einer Nachricht ist ihre Größe.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HeadWordsModel</name>
    <message>
        <source>These words are being looked up.</source>
        <translation>Diese Wörter werden gerade nachgeschlagen.</translation>
    </message>
    <message>
        <source>(high bias)</source>
        <translation>(hoher Bias)</translation>
    </message>
    <message>
        <source>&lt;b&gt;Pattern of %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;Muster von %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;Message of %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;Nachricht von %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>encoder token</source>
        <translation>Encoder-Token</translation>
    </message>
    <message>
        <source>context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>pattern (input embedding)</source>
        <translation>Muster (Eingabe-Embedding)</translation>
    </message>
    <message>
        <source>message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>message (output embedding)</source>
        <translation>Nachricht (Ausgabe-Embedding)</translation>
    </message>
    <message>
        <source>attended to</source>
        <translation>beachtet</translation>
    </message>
    <message>
        <source>what this token looks for</source>
        <translation>was dieses Token sucht</translation>
    </message>
    <message>
        <source>who will read this token</source>
        <translation>wer dieses Token lesen wird</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>what they will read</source>
        <translation>was dann gelesen wird</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>This model reads and writes words by different vectors: patterns are compared with the input embedding, as the head sees words.</source>
        <translation>Dieses Modell liest und schreibt Wörter mit verschiedenen Vektoren: Muster werden mit dem Eingabe-Embedding verglichen, so wie der Head die Wörter sieht.</translation>
    </message>
    <message>
        <source>This model reads and writes words by different vectors: messages are compared with the output embedding, as they change the output.</source>
        <translation>Dieses Modell liest und schreibt Wörter mit verschiedenen Vektoren: Nachrichten werden mit dem Ausgabe-Embedding verglichen, so wie sie die Ausgabe ändern.</translation>
    </message>
    <message>
        <source>Positions turn keys and queries: a pattern depends on how far the two tokens of a pair are apart.</source>
        <translation>Positionen drehen Keys und Querys: Ein Muster hängt davon ab, wie weit die beiden Token eines Paares voneinander entfernt sind.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::Help</name>
    <message>
        <source>Try</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>One attention head on the prompt. A row is a &lt;b&gt;context token&lt;/b&gt;, one that may be attended to. Its &lt;b&gt;pattern&lt;/b&gt; is what it offers to this head: the words shown are those that would find it. Its &lt;b&gt;message&lt;/b&gt; is what the head copies from it into every token that attends to it.</source>
        <translation>Ein Attention-Head auf dem Prompt. Eine Zeile ist ein &lt;b&gt;Kontext-Token&lt;/b&gt;, eines, auf das geachtet werden kann. Sein &lt;b&gt;Muster&lt;/b&gt; ist das, was es diesem Head anbietet: Gezeigt werden die Wörter, die es finden würden. Seine &lt;b&gt;Nachricht&lt;/b&gt; ist das, was der Head von ihm in jedes Token kopiert, das auf es achtet.</translation>
    </message>
    <message>
        <source>a_{ij} = softmax over j ≤ i of (n_i·p_j + c_j) / √d</source>
        <translation>a_{ij} = Softmax über j ≤ i von (n_i·p_j + c_j) / √d</translation>
    </message>
    <message>
        <source>&lt;i&gt;n&lt;/i&gt; is the normed residual stream that the head reads, &lt;i&gt;c&lt;/i&gt; the shift, &lt;i&gt;a&lt;/i&gt; the attention, &lt;i&gt;o&lt;/i&gt; what the head writes, &lt;i&gt;d&lt;/i&gt; the head size.</source>
        <translation>&lt;i&gt;n&lt;/i&gt; ist der normierte Residualstrom, den der Head liest, &lt;i&gt;c&lt;/i&gt; die Verschiebung, &lt;i&gt;a&lt;/i&gt; die Attention, &lt;i&gt;o&lt;/i&gt; das, was der Head schreibt, &lt;i&gt;d&lt;/i&gt; die Größe des Heads.</translation>
    </message>
    <message>
        <source>A column is an &lt;b&gt;input token&lt;/b&gt;, the one that attends. Its percentages add up to 100; the stronger the colour, the larger the share, and 0 % is left out. Where a column is blank the input token cannot see the context token: as a rule it comes later. The line under a message is its size. Grey &lt;i&gt;(high bias)&lt;/i&gt;: the vector points along word frequency, not at a meaning; its words are in the tooltip. “Always writes” has the words of the mean message, which the head adds whatever it attends to.</source>
        <translation>Eine Spalte ist ein &lt;b&gt;Eingabe-Token&lt;/b&gt;, das Token, das achtet. Ihre Prozentwerte ergeben zusammen 100; je kräftiger die Farbe, desto größer der Anteil, und 0 % wird weggelassen. Wo eine Spalte leer ist, kann das Eingabe-Token das Kontext-Token nicht sehen: In der Regel kommt dieses erst später. Die Linie unter einer Nachricht ist ihre Größe. Grau &lt;i&gt;(hoher Bias)&lt;/i&gt;: Der Vektor zeigt in die Richtung der Worthäufigkeit, nicht auf eine Bedeutung; seine Wörter stehen im Tooltip. „Schreibt immer“ nennt die Wörter der mittleren Nachricht, die der Head hinzufügt, worauf er auch achtet.</translation>
    </message>
    <message>
        <source>Centring subtracts the mean of the tokens after the first. A vector added to all patterns changes no attention, so a pattern means something only beside the others.</source>
        <translation>Zentrieren zieht das Mittel der Token nach dem ersten ab. Ein Vektor, der zu allen Mustern addiert wird, ändert keine Attention; ein Muster bedeutet also nur neben den anderen etwas.</translation>
    </message>
    <message>
        <source>&lt;i&gt;looked for (query)&lt;/i&gt;: the pattern then says what each token looks for.</source>
        <translation>&lt;i&gt;gesucht (Query)&lt;/i&gt;: Das Muster sagt dann, was jedes Token sucht.</translation>
    </message>
    <message>
        <source>&lt;i&gt;as a network&lt;/i&gt;: the tokens become neurons; grow and evaluate them step by step.</source>
        <translation>&lt;i&gt;als Netz&lt;/i&gt;: Die Token werden zu Neuronen; lassen Sie das Netz Schritt für Schritt wachsen und werten Sie es aus.</translation>
    </message>
    <message>
        <source>&lt;i&gt;Rows: attention&lt;/i&gt;, then click the title of a column.</source>
        <translation>&lt;i&gt;Zeilen: Attention&lt;/i&gt;, dann klicken Sie auf den Titel einer Spalte.</translation>
    </message>
    <message>
        <source>arrows</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>cells; right from the words to the scores</source>
        <translation>Zellen; nach rechts von den Wörtern zu den Scores</translation>
    </message>
    <message>
        <source>Alt + arrows</source>
        <translation>Alt + Pfeiltasten</translation>
    </message>
    <message>
        <source>next layer, next head</source>
        <translation>nächste Schicht, nächster Head</translation>
    </message>
    <message>
        <source>arrows, Page, Home, End</source>
        <translation>Pfeiltasten, Bild, Pos1, Ende</translation>
    </message>
    <message>
        <source>move; with Shift select a rectangle</source>
        <translation>bewegen; mit Umschalt ein Rechteck auswählen</translation>
    </message>
    <message>
        <source>Enter, double click</source>
        <translation>Enter, Doppelklick</translation>
    </message>
    <message>
        <source>to the cell&apos;s row in Head</source>
        <translation>zur Zeile der Zelle in „Head“</translation>
    </message>
    <message>
        <source>Ctrl + wheel, plus, minus</source>
        <translation>Strg + Mausrad, Plus, Minus</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>zoomen</translation>
    </message>
    <message>
        <source>Ctrl + 0</source>
        <translation>Strg + 0</translation>
    </message>
    <message>
        <source>as wide as the window</source>
        <translation>so breit wie das Fenster</translation>
    </message>
    <message>
        <source>Colour is &lt;b&gt;legibility&lt;/b&gt;: how many standard deviations the best word lies above the mean score of the vocabulary. It begins where the best of so many words would lie by chance. A turned corner marks cells that share their words with others of their row (&lt;i&gt;mark repeats&lt;/i&gt;), a bar at the left edge those that have the word of the filter. Paler words are below the chosen legibility. Zoomed out, every cell is a coloured pixel; grey ones have nothing to show.</source>
        <translation>Die Farbe ist die &lt;b&gt;Lesbarkeit&lt;/b&gt;: um wie viele Standardabweichungen das beste Wort über dem mittleren Score des Vokabulars liegt. Sie beginnt dort, wo das beste von so vielen Wörtern auch rein zufällig läge. Eine umgeknickte Ecke kennzeichnet Zellen, die ihre Wörter mit anderen ihrer Zeile teilen (&lt;i&gt;Wiederholungen markieren&lt;/i&gt;), ein Balken am linken Rand solche, die das Wort des Filters haben. Blassere Wörter liegen unter der gewählten Lesbarkeit. Stark verkleinert ist jede Zelle ein farbiges Pixel; graue haben nichts zu zeigen.</translation>
    </message>
    <message>
        <source>The patterns of all heads: a row per head (&lt;i&gt;layer.head&lt;/i&gt;), a column per context token, in each cell the words that the token&apos;s pattern is closest to. So one sees what a token offers to every head of the model, and what a head makes of every token.</source>
        <translation>Die Muster aller Heads: eine Zeile je Head (&lt;i&gt;Schicht.Head&lt;/i&gt;), eine Spalte je Kontext-Token, in jeder Zelle die Wörter, denen das Muster des Tokens am nächsten ist. So sieht man, was ein Token jedem Head des Modells anbietet und was ein Head aus jedem Token macht.</translation>
    </message>
    <message>
        <source>&lt;i&gt;p&lt;/i&gt; is what token &lt;i&gt;j&lt;/i&gt; offers (key), &lt;i&gt;q&lt;/i&gt; what token &lt;i&gt;i&lt;/i&gt; looks for (query); the switch above the table chooses. Words are compared as the norm of the head&apos;s layer would present them.</source>
        <translation>&lt;i&gt;p&lt;/i&gt; ist, was Token &lt;i&gt;j&lt;/i&gt; anbietet (Key), &lt;i&gt;q&lt;/i&gt;, was Token &lt;i&gt;i&lt;/i&gt; sucht (Query); der Schalter über der Tabelle wählt zwischen beiden. Die Wörter werden so verglichen, wie die Norm der Schicht des Heads sie darstellen würde.</translation>
    </message>
    <message>
        <source>Type 0.2 into the filter: one head. 3-5 are the layers 3 to 5, and a word leaves the heads that have it in some cell.</source>
        <translation>Geben Sie 0.2 in den Filter ein: ein einziger Head. 3-5 sind die Schichten 3 bis 5, und bei einem Wort bleiben die Heads, die es in einer ihrer Zellen haben.</translation>
    </message>
    <message>
        <source>&lt;i&gt;centred patterns&lt;/i&gt;: what all tokens have in common goes, and what tells them apart is left.</source>
        <translation>&lt;i&gt;zentrierte Muster&lt;/i&gt;: Was alle Token gemeinsam haben, fällt weg; was sie unterscheidet, bleibt.</translation>
    </message>
    <message>
        <source>&lt;i&gt;most legible first&lt;/i&gt;, then open the top row with Enter.</source>
        <translation>&lt;i&gt;lesbarste zuerst&lt;/i&gt;, dann öffnen Sie die oberste Zeile mit Enter.</translation>
    </message>
    <message>
        <source>The messages of all heads: a row per head, a column per context token, in each cell the words that the token&apos;s message is closest to: what a head would add to the stream of a token that attends there and nowhere else.</source>
        <translation>Die Nachrichten aller Heads: eine Zeile je Head, eine Spalte je Kontext-Token, in jeder Zelle die Wörter, denen die Nachricht des Tokens am nächsten ist: was ein Head zum Strom eines Tokens addieren würde, das nur dorthin achtet und sonst nirgendwohin.</translation>
    </message>
    <message>
        <source>A message does not depend on who reads it; the attention &lt;i&gt;a&lt;/i&gt; scales it. Words are compared with what the message does to the output: the final norm&apos;s gain, then the output embedding.</source>
        <translation>Eine Nachricht hängt nicht davon ab, wer sie liest; die Attention &lt;i&gt;a&lt;/i&gt; skaliert sie. Die Wörter werden mit dem verglichen, was die Nachricht an der Ausgabe bewirkt: zuerst die Verstärkung der letzten Norm, dann das Ausgabe-Embedding.</translation>
    </message>
    <message>
        <source>Where one row says the same in all its cells, the head writes that whatever it attends to. &lt;i&gt;Centred messages&lt;/i&gt; subtracts this mean message (of the tokens after the first) and leaves what is each token&apos;s own.</source>
        <translation>Wo eine Zeile in allen Zellen dasselbe sagt, schreibt der Head dies, worauf er auch achtet. &lt;i&gt;Zentrierte Nachrichten&lt;/i&gt; zieht diese mittlere Nachricht (der Token nach dem ersten) ab und lässt übrig, was jedem Token eigen ist.</translation>
    </message>
    <message>
        <source>&lt;i&gt;mark repeats&lt;/i&gt; with &lt;i&gt;most repeats first&lt;/i&gt;: the heads that say one thing, on top.</source>
        <translation>&lt;i&gt;Wiederholungen markieren&lt;/i&gt; mit &lt;i&gt;meiste Wiederholungen zuerst&lt;/i&gt;: die Heads, die nur eines sagen, ganz oben.</translation>
    </message>
    <message>
        <source>Colour by &lt;i&gt;size&lt;/i&gt;: which messages weigh most.</source>
        <translation>Farbe nach &lt;i&gt;Größe&lt;/i&gt;: welche Nachrichten am meisten wiegen.</translation>
    </message>
    <message>
        <source>Type a word that the model predicts into the filter: the heads that could have written it.</source>
        <translation>Geben Sie ein Wort, das das Modell vorhersagt, in den Filter ein: die Heads, die es geschrieben haben könnten.</translation>
    </message>
    <message>
        <source>The residual stream of one token, the input token, as the sum that it is: its embedding and position at the bottom, then what the heads and the neurons of each layer add, up to the state at the top.</source>
        <translation>Der Residualstrom eines Tokens, des Eingabe-Tokens, als die Summe, die er ist: unten sein Embedding und seine Position, dann das, was die Heads und die Neuronen jeder Schicht hinzufügen, bis zum Zustand ganz oben.</translation>
    </message>
    <message>
        <source>share = c·x / |x|^2</source>
        <translation>Anteil = c·x / |x|^2</translation>
    </message>
    <message>
        <source>effect = (u g)·(c − mean c) / σ</source>
        <translation>Wirkung = (u g)·(c − Mittel von c) / σ</translation>
    </message>
    <message>
        <source>&lt;i&gt;c&lt;/i&gt; is one part of the sum, &lt;i&gt;x&lt;/i&gt; the state it ends in, &lt;i&gt;u&lt;/i&gt; the chosen word&apos;s output embedding, &lt;i&gt;g&lt;/i&gt; the final norm&apos;s gain, σ the state&apos;s standard deviation, held fixed (a model with RMS norms subtracts no mean).</source>
        <translation>&lt;i&gt;c&lt;/i&gt; ist ein Teil der Summe, &lt;i&gt;x&lt;/i&gt; der Zustand, in dem sie endet, &lt;i&gt;u&lt;/i&gt; das Ausgabe-Embedding des gewählten Wortes, &lt;i&gt;g&lt;/i&gt; die Verstärkung der letzten Norm, σ die Standardabweichung des Zustands, die festgehalten wird (ein Modell mit RMS-Normen zieht keinen Mittelwert ab).</translation>
    </message>
    <message>
        <source>For shares and effects each bar begins where the one below it ends. Blue are heads, orange the largest neurons, pale all the others together; red, in the lower half of a bar, is what points the other way; grey are embedding and biases. &lt;i&gt;State says&lt;/i&gt; decodes the stream there. &lt;i&gt;Kept&lt;/i&gt; is the cosine of the state before and after, &lt;i&gt;written&lt;/i&gt; the size of what was added over that of the state. The line below tells how exactly all parts add up.</source>
        <translation>Bei Anteilen und Wirkungen beginnt jeder Balken dort, wo der Balken darunter endet. Blau sind Heads, orange die größten Neuronen, blass alle übrigen zusammen; rot, in der unteren Hälfte eines Balkens, ist, was in die Gegenrichtung zeigt; grau sind Embedding und Bias-Vektoren. &lt;i&gt;Zustand sagt&lt;/i&gt; decodiert den Strom an dieser Stelle. &lt;i&gt;Behalten&lt;/i&gt; ist der Kosinus zwischen dem Zustand vorher und nachher, &lt;i&gt;geschrieben&lt;/i&gt; die Größe des Hinzugefügten geteilt durch die des Zustands. Die Zeile darunter sagt, wie genau sich alle Teile zum Zustand summieren.</translation>
    </message>
    <message>
        <source>Click a band: it opens into its heads and their messages, or its largest neurons.</source>
        <translation>Klicken Sie auf ein Band: Es öffnet sich und zeigt seine Heads mit ihren Nachrichten oder seine größten Neuronen.</translation>
    </message>
    <message>
        <source>Length: &lt;i&gt;effect on a word&lt;/i&gt;, then &lt;i&gt;top contributors&lt;/i&gt;.</source>
        <translation>Länge: &lt;i&gt;Wirkung auf ein Wort&lt;/i&gt;, dann &lt;i&gt;größte Beiträge&lt;/i&gt;.</translation>
    </message>
    <message>
        <source>Double click a row of the table: the message in its head, or the neuron among the neurons.</source>
        <translation>Doppelklicken Sie auf eine Zeile der Tabelle: die Nachricht in ihrem Head oder das Neuron unter den Neuronen.</translation>
    </message>
    <message>
        <source>Up, Down, Left, Right</source>
        <translation>Hoch, Runter, Links, Rechts</translation>
    </message>
    <message>
        <source>bars and their pieces</source>
        <translation>Balken und ihre Teile</translation>
    </message>
    <message>
        <source>Enter, Esc</source>
        <translation>Enter, Esc</translation>
    </message>
    <message>
        <source>open or close a band, give it up</source>
        <translation>ein Band öffnen oder schließen, es abwählen</translation>
    </message>
    <message>
        <source>Shift + click on a token</source>
        <translation>Umschalt + Klick auf ein Token</translation>
    </message>
    <message>
        <source>another input token</source>
        <translation>ein anderes Eingabe-Token</translation>
    </message>
    <message>
        <source>Every neuron of the feed-forward networks (FFN), a row each. Its &lt;b&gt;input words&lt;/b&gt; are closest to what it reads, its &lt;b&gt;output words&lt;/b&gt; to what it writes: a neuron is a pattern and a message that do not depend on the prompt. Its activations do: one column per token.</source>
        <translation>Jedes Neuron der Feed-Forward-Netze (FFN), jeweils eine Zeile. Seine &lt;b&gt;Eingabewörter&lt;/b&gt; sind dem am nächsten, was es liest, seine &lt;b&gt;Ausgabewörter&lt;/b&gt; dem, was es schreibt: Ein Neuron ist ein Muster und eine Nachricht, die nicht vom Prompt abhängen. Seine Aktivierungen hängen davon ab: eine Spalte je Token.</translation>
    </message>
    <message>
        <source>written = f_{ik} w_{out,k}</source>
        <translation>geschrieben = f_{ik} w_{out,k}</translation>
    </message>
    <message>
        <source>&lt;i&gt;x&lt;/i&gt; is the stream after the layer&apos;s attention, LN&lt;sub&gt;2&lt;/sub&gt; the norm in front of the FFN; gelu is the function of GPT-2, other models have theirs.</source>
        <translation>&lt;i&gt;x&lt;/i&gt; ist der Strom nach der Attention der Schicht, LN&lt;sub&gt;2&lt;/sub&gt; die Norm vor dem FFN; gelu ist die Funktion von GPT-2, andere Modelle haben ihre eigene.</translation>
    </message>
    <message>
        <source>An activation has the colour of the background at 0, is green at 0.5, red at 1 and above, grey-blue below 0. A dash means exactly 0. A neuron &lt;i&gt;fires&lt;/i&gt; where its activation is at least the threshold, 0.5 at first. &lt;i&gt;Writes&lt;/i&gt; is |f| |w_out|, the size of what is added on the selected token.</source>
        <translation>Eine Aktivierung hat bei 0 die Farbe des Hintergrunds, ist bei 0,5 grün, ab 1 rot und unter 0 graublau. Ein Strich bedeutet genau 0. Ein Neuron &lt;i&gt;feuert&lt;/i&gt;, wo seine Aktivierung mindestens den Schwellenwert erreicht, anfangs 0,5. &lt;i&gt;Schreibt&lt;/i&gt; ist |f| |w_out|, die Größe dessen, was auf dem ausgewählten Token hinzukommt.</translation>
    </message>
    <message>
        <source>&lt;i&gt;only on the first token&lt;/i&gt;: neurons that fire there and on no later token.</source>
        <translation>&lt;i&gt;nur auf dem ersten Token&lt;/i&gt;: Neuronen, die dort feuern und auf keinem späteren Token.</translation>
    </message>
    <message>
        <source>Click a token&apos;s title: the rows are ordered by its activations; again turns the order round.</source>
        <translation>Klicken Sie auf den Titel eines Tokens: Die Zeilen werden nach dessen Aktivierungen geordnet; ein weiterer Klick kehrt die Reihenfolge um.</translation>
    </message>
    <message>
        <source>Type a word into the box: neurons that read or write it.</source>
        <translation>Geben Sie ein Wort in das Eingabefeld ein: Neuronen, die es lesen oder schreiben.</translation>
    </message>
    <message>
        <source>rows and tokens; right from the words to the activations</source>
        <translation>Zeilen und Token; nach rechts von den Wörtern zu den Aktivierungen</translation>
    </message>
    <message>
        <source>Ctrl + F</source>
        <translation>Strg + F</translation>
    </message>
    <message>
        <source>the next row with a word</source>
        <translation>die nächste Zeile mit einem Wort</translation>
    </message>
    <message>
        <source>What the model would say after each layer if it stopped there (the &lt;b&gt;logit lens&lt;/b&gt;): a column per token, a row per state, from the embedding down to the last layer. The top row is the token itself, the bottom row what the model predicts to come next.</source>
        <translation>Was das Modell nach jeder Schicht sagen würde, wenn es dort aufhörte (die &lt;b&gt;Logit-Lens&lt;/b&gt;): eine Spalte je Token, eine Zeile je Zustand, vom Embedding abwärts bis zur letzten Schicht. Die oberste Zeile ist das Token selbst, die unterste das, was das Modell als Nächstes vorhersagt.</translation>
    </message>
    <message>
        <source>p_t = softmax of s_t</source>
        <translation>p_t = Softmax von s_t</translation>
    </message>
    <message>
        <source>&lt;i&gt;x&lt;/i&gt; is the state, LN&lt;sub&gt;f&lt;/sub&gt; the final norm, &lt;i&gt;u&lt;/i&gt; the output embedding of word &lt;i&gt;t&lt;/i&gt;, &lt;i&gt;s&lt;/i&gt; its logit, &lt;i&gt;p&lt;/i&gt; its probability.</source>
        <translation>&lt;i&gt;x&lt;/i&gt; ist der Zustand, LN&lt;sub&gt;f&lt;/sub&gt; die letzte Norm, &lt;i&gt;u&lt;/i&gt; das Ausgabe-Embedding des Wortes &lt;i&gt;t&lt;/i&gt;, &lt;i&gt;s&lt;/i&gt; sein Logit, &lt;i&gt;p&lt;/i&gt; seine Wahrscheinlichkeit.</translation>
    </message>
    <message>
        <source>Each cell has the state&apos;s best word; the stronger the colour, the higher its probability. A bar at the left edge marks states whose first word of all is the true next token. Below: that token&apos;s rank after each layer (1 is best, the other tokens faint behind it), the prompt so far with the word predicted after it, and the words of the selected state. ✓ and ✗ say whether a prediction was right; the count is over the table.</source>
        <translation>Jede Zelle enthält das beste Wort des Zustands; je kräftiger die Farbe, desto höher seine Wahrscheinlichkeit. Ein Balken am linken Rand kennzeichnet Zustände, deren bestes Wort überhaupt das wahre nächste Token ist. Darunter: der Rang dieses Tokens nach jeder Schicht (1 ist der beste, die anderen Token blass dahinter), der bisherige Prompt mit dem danach vorhergesagten Wort und die Wörter des ausgewählten Zustands. ✓ und ✗ sagen, ob eine Vorhersage richtig war; die Anzahl steht über der Tabelle.</translation>
    </message>
    <message>
        <source>Click a cell: its fifty best words with their probabilities.</source>
        <translation>Klicken Sie auf eine Zelle: ihre fünfzig besten Wörter mit deren Wahrscheinlichkeiten.</translation>
    </message>
    <message>
        <source>Double click a state: what it is made of, in Stream.</source>
        <translation>Doppelklicken Sie auf einen Zustand: woraus er besteht, in „Strom“.</translation>
    </message>
    <message>
        <source>Click a predicted word in the printout: it is appended to the prompt, and the model runs again.</source>
        <translation>Klicken Sie in der Tabelle der Vorhersagen auf ein vorhergesagtes Wort: Es wird an den Prompt angehängt, und das Modell läuft erneut.</translation>
    </message>
    <message>
        <source>tokens and states</source>
        <translation>Token und Zustände</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>the state in Stream; on a prediction: append it</source>
        <translation>der Zustand in „Strom“; auf einer Vorhersage: sie anhängen</translation>
    </message>
    <message>
        <source>Ctrl + wheel, Ctrl + 0</source>
        <translation>Strg + Mausrad, Strg + 0</translation>
    </message>
    <message>
        <source>zoom, as wide as fits</source>
        <translation>zoomen, so breit wie möglich</translation>
    </message>
    <message>
        <source>What the selected head does with &lt;b&gt;position vectors alone&lt;/b&gt;, without any words: how much the query at one position is drawn to the key at another. Columns are queries (they attend), rows are keys (they are read). For models with learned positions; in layers after the first this is what the head would do if nothing had been added to the positions yet.</source>
        <translation>Was der ausgewählte Head mit &lt;b&gt;Positionsvektoren allein&lt;/b&gt; macht, ganz ohne Wörter: wie stark die Query an einer Position vom Key an einer anderen angezogen wird. Spalten sind Querys (sie achten), Zeilen sind Keys (sie werden gelesen). Für Modelle mit gelernten Positionen; in Schichten nach der ersten ist es das, was der Head täte, wenn zu den Positionen noch nichts hinzugekommen wäre.</translation>
    </message>
    <message>
        <source>a_{ij} = softmax over j ≤ i of s_{ij}</source>
        <translation>a_{ij} = Softmax über j ≤ i von s_{ij}</translation>
    </message>
    <message>
        <source>pos is a position vector, &lt;i&gt;p&lt;/i&gt; and &lt;i&gt;c&lt;/i&gt; the pattern and shift made of it, &lt;i&gt;s&lt;/i&gt; the score, &lt;i&gt;a&lt;/i&gt; the attention.</source>
        <translation>pos ist ein Positionsvektor, &lt;i&gt;p&lt;/i&gt; und &lt;i&gt;c&lt;/i&gt; sind Muster und Verschiebung daraus, &lt;i&gt;s&lt;/i&gt; ist der Score, &lt;i&gt;a&lt;/i&gt; die Attention.</translation>
    </message>
    <message>
        <source>The score &lt;i&gt;above the query&apos;s mean&lt;/i&gt; is all that attention sees of it: one colour above the mean, the other below, the background in between; the scale under the map has both ends. The upper plot is the &lt;b&gt;pull of position 0&lt;/b&gt;, its score above the mean of the others, for every query; the lower one the score against distance. What lies beyond the prompt are positions too.</source>
        <translation>Der Score &lt;i&gt;über dem Mittel der Query&lt;/i&gt; ist alles, was die Attention von ihm sieht: eine Farbe über dem Mittel, die andere darunter, dazwischen der Hintergrund; die Skala unter der Karte nennt beide Enden. Das obere Diagramm zeigt die &lt;b&gt;Anziehung von Position 0&lt;/b&gt;, ihren Score über dem Mittel der übrigen, für jede Query, das untere den Score über der Entfernung. Auch was jenseits des Prompts liegt, sind Positionen.</translation>
    </message>
    <message>
        <source>Walk over the heads with Alt and the arrow keys: a strong diagonal is a head that looks a fixed distance back.</source>
        <translation>Gehen Sie mit Alt und den Pfeiltasten durch die Heads: Eine starke Diagonale ist ein Head, der um eine feste Entfernung zurückblickt.</translation>
    </message>
    <message>
        <source>Show &lt;i&gt;Attention&lt;/i&gt;: a strong top row is attention on position 0.</source>
        <translation>Zeigen Sie &lt;i&gt;Attention&lt;/i&gt;: Eine starke oberste Zeile ist Attention auf Position 0.</translation>
    </message>
    <message>
        <source>Click a point of a plot: the pair it is about is selected.</source>
        <translation>Klicken Sie auf einen Punkt eines Diagramms: Das zugehörige Paar wird ausgewählt.</translation>
    </message>
    <message>
        <source>over pairs; in a plot over its points</source>
        <translation>durch die Paare; in einem Diagramm durch dessen Punkte</translation>
    </message>
    <message>
        <source>the pair in Head, where both are tokens</source>
        <translation>das Paar in „Head“, wenn beide Token sind</translation>
    </message>
    <message>
        <source>What a head&apos;s &lt;b&gt;weights&lt;/b&gt; say by themselves, whatever the prompt. The list has the &lt;b&gt;effective rank&lt;/b&gt; of every head&apos;s two matrices and of their four factors: how many dimensions of its d a head uses. Click a title to sort by it.</source>
        <translation>Was die &lt;b&gt;Gewichte&lt;/b&gt; eines Heads für sich genommen sagen, unabhängig vom Prompt. Die Liste enthält den &lt;b&gt;effektiven Rang&lt;/b&gt; der beiden Matrizen jedes Heads und ihrer vier Faktoren: wie viele seiner d Dimensionen ein Head nutzt. Klicken Sie auf einen Titel, um danach zu sortieren.</translation>
    </message>
    <message>
        <source>stable rank = Σ s_i^2 / s_1^2</source>
        <translation>stabiler Rang = Σ s_i^2 / s_1^2</translation>
    </message>
    <message>
        <source>&lt;i&gt;s&lt;/i&gt; are the singular values, largest first, &lt;i&gt;u&lt;/i&gt; and &lt;i&gt;v&lt;/i&gt; their directions. The energy is the sum of the squares.</source>
        <translation>&lt;i&gt;s&lt;/i&gt; sind die Singulärwerte, der größte zuerst, &lt;i&gt;u&lt;/i&gt; und &lt;i&gt;v&lt;/i&gt; ihre Richtungen. Die Energie ist die Summe der Quadrate.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Spectrum&lt;/b&gt;: the singular values of the selected head. &lt;b&gt;Directions&lt;/b&gt;: the words at both ends of each. Of W&lt;sup&gt;P&lt;/sup&gt; one side is looked up in the token that is attended to, the other in the one that attends: ends of the same sign raise the score. Of W&lt;sup&gt;M&lt;/sup&gt; one side is read, the other written. Where values are close to each other, their directions &lt;b&gt;mix&lt;/b&gt;: small changes of the weights turn one into the other, and only the space they span is the matrix&apos;s own; the column &lt;i&gt;Gap&lt;/i&gt; says so.</source>
        <translation>&lt;b&gt;Spektrum&lt;/b&gt;: die Singulärwerte des ausgewählten Heads. &lt;b&gt;Richtungen&lt;/b&gt;: die Wörter an beiden Enden jeder Richtung. Bei W&lt;sup&gt;P&lt;/sup&gt; gilt die eine Seite dem Token, auf das geachtet wird, die andere dem achtenden: Enden mit gleichem Vorzeichen erhöhen den Score. Bei W&lt;sup&gt;M&lt;/sup&gt; wird die eine Seite gelesen, die andere geschrieben. Wo Werte nahe beieinanderliegen, &lt;b&gt;mischen&lt;/b&gt; sich ihre Richtungen: Kleine Änderungen der Gewichte verwandeln die eine in die andere, und nur der Raum, den sie aufspannen, ist der Matrix eigen; die Spalte &lt;i&gt;Abstand&lt;/i&gt; zeigt das an.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Composition&lt;/b&gt;: how much a later head&apos;s queries, keys or values read of what an earlier head writes, |A B| / (|A| |B|). Matrices turned at random against each other have 1 / √D. &lt;i&gt;With the norm&lt;/i&gt; puts the gain of the norm, and the mean that it takes away, into what reads the stream.</source>
        <translation>&lt;b&gt;Komposition&lt;/b&gt;: wie viel die Querys, Keys oder Values eines späteren Heads von dem lesen, was ein früherer Head schreibt, |A B| / (|A| |B|). Zufällig gegeneinander gedrehte Matrizen haben 1 / √D. &lt;i&gt;Mit der Norm&lt;/i&gt; rechnet die Verstärkung der Norm und den Mittelwert, den sie abzieht, in das ein, was den Strom liest.</translation>
    </message>
    <message>
        <source>Sort by the stable rank of Wᴹ: heads that all but write one thing.</source>
        <translation>Sortieren Sie nach dem stabilen Rang von Wᴹ: Heads, die fast nur eines schreiben.</translation>
    </message>
    <message>
        <source>Choose the directions of Wᴹ: what must be there for what to be said.</source>
        <translation>Wählen Sie die Richtungen von Wᴹ: was da sein muss, damit was gesagt wird.</translation>
    </message>
    <message>
        <source>Look for columns that stand out in the composition of keys: heads that follow a head which looks back.</source>
        <translation>Achten Sie bei der Komposition der Keys auf Spalten, die herausstechen: Heads, die auf einen zurückblickenden Head folgen.</translation>
    </message>
    <message>
        <source>over heads, values, directions, pairs</source>
        <translation>durch Heads, Werte, Richtungen, Paare</translation>
    </message>
    <message>
        <source>the head in Head</source>
        <translation>der Head in „Head“</translation>
    </message>
    <message>
        <source>find a head, or a word at the end of a direction</source>
        <translation>einen Head finden oder ein Wort am Ende einer Richtung</translation>
    </message>
    <message>
        <source>Two prompts, or two models, side by side. &lt;b&gt;A&lt;/b&gt; is what the window shows, &lt;b&gt;B&lt;/b&gt; another prompt, another model with the same tokenizer, or both: type or choose it under A. Tokens that are the same stand beside each other, as many as there can be; a word that was replaced stands beside what replaced it.</source>
        <translation>Zwei Prompts oder zwei Modelle nebeneinander. &lt;b&gt;A&lt;/b&gt; ist das, was das Fenster zeigt, &lt;b&gt;B&lt;/b&gt; ein anderer Prompt, ein anderes Modell mit demselben Tokenizer oder beides: Geben Sie es unter A ein oder wählen Sie es dort. Gleiche Token stehen nebeneinander, und zwar so viele wie möglich; ein ersetztes Wort steht neben dem, das es ersetzt hat.</translation>
    </message>
    <message>
        <source>&lt;i&gt;x&lt;/i&gt; is a number: one colour where B has more, the other where A has, the background where they are alike. &lt;i&gt;w&lt;/i&gt; is a list of words: those that both have are shown.</source>
        <translation>&lt;i&gt;x&lt;/i&gt; ist eine Zahl: eine Farbe, wo B mehr hat, die andere, wo A mehr hat, der Hintergrund, wo beide gleich sind. &lt;i&gt;w&lt;/i&gt; ist eine Liste von Wörtern: Gezeigt werden die, die beide haben.</translation>
    </message>
    <message>
        <source>&lt;i&gt;Compare&lt;/i&gt; says which view&apos;s table it is about: the measures of all heads, the selected head, patterns, messages, the stream of the selected token, neurons, evolution or positions, with the switches of that view. The heatmap shows one value, of A, of B, as what they differ by, or all three beside each other; the table under it has all values. What one of the two does not have is left empty.</source>
        <translation>&lt;i&gt;Vergleich&lt;/i&gt; sagt, um die Tabelle welcher Ansicht es geht: die Maße aller Heads, den ausgewählten Head, Muster, Nachrichten, den Strom des ausgewählten Tokens, Neuronen, Verlauf oder Positionen, mit den Schaltern dieser Ansicht. Die Heatmap zeigt einen Wert: von A, von B, als Unterschied der beiden oder alle drei nebeneinander; die Tabelle darunter enthält alle Werte. Was eines der beiden nicht hat, bleibt leer.</translation>
    </message>
    <message>
        <source>Heads of two models have the same number by chance alone: &lt;i&gt;Head of B&lt;/i&gt; chooses the one that is compared with the selected head of A.</source>
        <translation>Heads zweier Modelle haben nur zufällig dieselbe Nummer: &lt;i&gt;Head von B&lt;/i&gt; wählt den, der mit dem ausgewählten Head von A verglichen wird.</translation>
    </message>
    <message>
        <source>Change one word of the prompt and compare the &lt;i&gt;evolution&lt;/i&gt;: where the two begin to differ.</source>
        <translation>Ändern Sie ein Wort des Prompts und vergleichen Sie den &lt;i&gt;Verlauf&lt;/i&gt;: wo sich die beiden zu unterscheiden beginnen.</translation>
    </message>
    <message>
        <source>Choose bookshelf-llama-14m for B and leave its prompt empty: the same text, read by two architectures.</source>
        <translation>Wählen Sie bookshelf-llama-14m für B und lassen Sie dessen Prompt leer: derselbe Text, von zwei Architekturen gelesen.</translation>
    </message>
    <message>
        <source>Click a title of the table: the largest differences first.</source>
        <translation>Klicken Sie auf einen Titel der Tabelle: die größten Unterschiede zuerst.</translation>
    </message>
    <message>
        <source>&lt;i&gt;Swap&lt;/i&gt; makes B the prompt and the model of the window.</source>
        <translation>&lt;i&gt;Tauschen&lt;/i&gt; macht B zum Prompt und zum Modell des Fensters.</translation>
    </message>
    <message>
        <source>over cells, over rows</source>
        <translation>durch Zellen, durch Zeilen</translation>
    </message>
    <message>
        <source>the row in its own view</source>
        <translation>die Zeile in ihrer eigenen Ansicht</translation>
    </message>
    <message>
        <source>Change the model, run the prompt again and see what becomes of its predictions. &lt;i&gt;Add&lt;/i&gt; puts a change in the list, for all heads, a layer or a head; each can be unchecked, edited by a double click, removed, and undone.</source>
        <translation>Ändern Sie das Modell, lassen Sie den Prompt noch einmal laufen und sehen Sie, was aus den Vorhersagen wird. &lt;i&gt;Neu&lt;/i&gt; setzt eine Änderung auf die Liste, für alle Heads, eine Schicht oder einen Head; jede lässt sich abwählen, mit einem Doppelklick bearbeiten, entfernen und rückgängig machen.</translation>
    </message>
    <message>
        <source>&lt;i&gt;p&lt;/i&gt; is what the model predicts at a token, &lt;i&gt;p&apos;&lt;/i&gt; what the changed one does; KL is in nats, 0 means no change. &lt;i&gt;W&lt;/i&gt; is Wᴾ or Wᴹ, &lt;i&gt;V&lt;sub&gt;r&lt;/sub&gt;&lt;/i&gt; its first &lt;i&gt;r&lt;/i&gt; right singular vectors.</source>
        <translation>&lt;i&gt;p&lt;/i&gt; ist, was das Modell bei einem Token vorhersagt, &lt;i&gt;p&apos;&lt;/i&gt;, was das geänderte vorhersagt; KL ist in Nats angegeben, 0 heißt: keine Änderung. &lt;i&gt;W&lt;/i&gt; ist Wᴾ oder Wᴹ, &lt;i&gt;V&lt;sub&gt;r&lt;/sub&gt;&lt;/i&gt; sind die ersten &lt;i&gt;r&lt;/i&gt; rechten Singulärvektoren davon.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Heads off&lt;/b&gt;: they write nothing, or for every token what they write on average. &lt;b&gt;Rank&lt;/b&gt;: the nearest matrix of that rank. &lt;b&gt;Messages dropped&lt;/b&gt;: those that are small beside the median of their head, or that point along word frequency, are not in the cache; the softmax is over the others, or what went to them is lost. &lt;b&gt;Queries routed past&lt;/b&gt;: those whose cosine with the centroid of the head&apos;s patterns is low. &lt;b&gt;Gate&lt;/b&gt;: a sigmoid of each score, divided by the number of keys, in place of the softmax.</source>
        <translation>&lt;b&gt;Heads abgeschaltet&lt;/b&gt;: Sie schreiben nichts oder für jedes Token das, was sie im Mittel schreiben. &lt;b&gt;Rang&lt;/b&gt;: die nächstliegende Matrix dieses Rangs. &lt;b&gt;Nachrichten verworfen&lt;/b&gt;: Solche, die im Vergleich zum Median ihres Heads klein sind oder in die Richtung der Worthäufigkeit zeigen, sind nicht im Zwischenspeicher; der Softmax läuft über die übrigen, oder was an sie ging, ist verloren. &lt;b&gt;Querys vorbeigeleitet&lt;/b&gt;: solche, deren Kosinus mit dem Schwerpunkt der Muster des Heads niedrig ist. &lt;b&gt;Gate&lt;/b&gt;: anstelle des Softmax eine Sigmoidfunktion jedes Scores, geteilt durch die Anzahl der Keys.</translation>
    </message>
    <message>
        <source>A &lt;i&gt;sweep&lt;/i&gt; tries many values of one of them, over this prompt or a file of prompts. &lt;i&gt;Show the changed run in every view&lt;/i&gt; makes all other views of the changed run; &lt;i&gt;Compare with the original&lt;/i&gt; puts both side by side.</source>
        <translation>Ein &lt;i&gt;Durchlauf&lt;/i&gt; probiert viele Werte von einer dieser Änderungen aus, über diesen Prompt oder eine Datei mit Prompts. &lt;i&gt;Geänderten Lauf in allen Ansichten zeigen&lt;/i&gt; lässt alle anderen Ansichten den geänderten Lauf zeigen; &lt;i&gt;Mit dem Original vergleichen&lt;/i&gt; stellt beide nebeneinander.</translation>
    </message>
    <message>
        <source>Sweep the rank of Wᴹ over this prompt: from which rank on does the prediction stay?</source>
        <translation>Machen Sie einen Durchlauf über den Rang von Wᴹ mit diesem Prompt: Ab welchem Rang bleibt die Vorhersage gleich?</translation>
    </message>
    <message>
        <source>Drop the messages below half of the median, and look at how much of each head&apos;s cache is dropped.</source>
        <translation>Verwerfen Sie die Nachrichten unter der Hälfte des Medians und sehen Sie nach, wie viel vom Zwischenspeicher jedes Heads wegfällt.</translation>
    </message>
    <message>
        <source>Switch the selected head off and see which words it decided.</source>
        <translation>Schalten Sie den ausgewählten Head ab und sehen Sie, über welche Wörter er entschieden hat.</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Hoch, Runter</translation>
    </message>
    <message>
        <source>over the changes</source>
        <translation>durch die Änderungen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>check or uncheck one</source>
        <translation>eine an- oder abwählen</translation>
    </message>
    <message>
        <source>edit it</source>
        <translation>sie bearbeiten</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>sie entfernen</translation>
    </message>
    <message>
        <source>Ctrl + Z, Ctrl + Shift + Z</source>
        <translation>Strg + Z, Strg + Umschalt + Z</translation>
    </message>
    <message>
        <source>undo, redo</source>
        <translation>rückgängig machen, wiederholen</translation>
    </message>
    <message>
        <source>All heads at a glance: layers from bottom to top, heads from left to right, coloured by the measure above the map. The list under it has the same heads, highest first. The framed head is the one that the views show.</source>
        <translation>Alle Heads auf einen Blick: die Schichten von unten nach oben, die Heads von links nach rechts, gefärbt nach dem Maß, das über der Karte steht. Die Liste darunter enthält dieselben Heads, den höchsten Wert zuerst. Der umrahmte Head ist der, den die Ansichten zeigen.</translation>
    </message>
    <message>
        <source>first = a_{i0}</source>
        <translation>erstes = a_{i0}</translation>
    </message>
    <message>
        <source>self = a_{ii}</source>
        <translation>selbst = a_{ii}</translation>
    </message>
    <message>
        <source>previous = a_{i,i−1}</source>
        <translation>voriges = a_{i,i−1}</translation>
    </message>
    <message>
        <source>entropy = H(a_i) / log(i + 1)</source>
        <translation>Entropie = H(a_i) / log(i + 1)</translation>
    </message>
    <message>
        <source>message size = Σ_j a_{ij} |m_j|</source>
        <translation>Nachrichtengröße = Σ_j a_{ij} |m_j|</translation>
    </message>
    <message>
        <source>Each is the mean over the tokens after the first (&lt;i&gt;previous&lt;/i&gt;: from the third on); &lt;i&gt;H&lt;/i&gt; is the entropy of a token&apos;s attention. The rank measures are exp of the entropy of the singular values of &lt;i&gt;W&lt;/i&gt;&lt;sup&gt;P&lt;/sup&gt; = &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;K&lt;/sub&gt; &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;Q&lt;/sub&gt;&lt;sup&gt;T&lt;/sup&gt; and &lt;i&gt;W&lt;/i&gt;&lt;sup&gt;M&lt;/sup&gt; = &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;V&lt;/sub&gt; &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;O&lt;/sub&gt;.</source>
        <translation>Jedes ist der Mittelwert über die Token nach dem ersten (&lt;i&gt;voriges&lt;/i&gt;: ab dem dritten); &lt;i&gt;H&lt;/i&gt; ist die Entropie der Attention eines Tokens. Die Rangmaße sind exp der Entropie der Singulärwerte von &lt;i&gt;W&lt;/i&gt;&lt;sup&gt;P&lt;/sup&gt; = &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;K&lt;/sub&gt; &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;Q&lt;/sub&gt;&lt;sup&gt;T&lt;/sup&gt; und &lt;i&gt;W&lt;/i&gt;&lt;sup&gt;M&lt;/sup&gt; = &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;V&lt;/sub&gt; &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;O&lt;/sub&gt;.</translation>
    </message>
    <message>
        <source>&lt;i&gt;Earlier copy&lt;/i&gt; is the attention on the same token earlier in the prompt, &lt;i&gt;after earlier copy&lt;/i&gt; that on what followed it, as induction heads do. Both need a prompt that repeats a token; without one the cells are hatched. &lt;b&gt;Probe&lt;/b&gt; measures on random tokens repeated twice instead, whatever the prompt.</source>
        <translation>&lt;i&gt;Frühere Kopie&lt;/i&gt; ist die Attention auf dasselbe Token weiter vorn im Prompt, &lt;i&gt;nach früherer Kopie&lt;/i&gt; die auf das, was darauf folgte, wie bei Induktions-Heads. Beide brauchen einen Prompt, in dem sich ein Token wiederholt; sonst sind die Zellen schraffiert. &lt;b&gt;Probe&lt;/b&gt; misst stattdessen an zufälligen Tokenfolgen, die je zweimal hintereinander stehen, unabhängig vom Prompt.</translation>
    </message>
    <message>
        <source>&lt;i&gt;attention on first token&lt;/i&gt;: which heads rest there.</source>
        <translation>&lt;i&gt;Attention auf erstes Token&lt;/i&gt;: welche Heads dort ruhen.</translation>
    </message>
    <message>
        <source>&lt;i&gt;attention after earlier copy&lt;/i&gt; with Probe: the induction heads.</source>
        <translation>&lt;i&gt;Attention nach früherer Kopie&lt;/i&gt; mit „Probe“: die Induktions-Heads.</translation>
    </message>
    <message>
        <source>Name the head below the list: Patterns and Messages find it by its label, and the map marks it with a dot.</source>
        <translation>Benennen Sie den Head unter der Liste: „Muster“ und „Nachrichten“ finden ihn unter seiner Beschriftung, und die Karte kennzeichnet ihn mit einem Punkt.</translation>
    </message>
    <message>
        <source>Ctrl + 2, Ctrl + 3</source>
        <translation>Strg + 2, Strg + 3</translation>
    </message>
    <message>
        <source>to the map, to the list</source>
        <translation>zur Karte, zur Liste</translation>
    </message>
    <message>
        <source>arrows, Home, End</source>
        <translation>Pfeiltasten, Pos1, Ende</translation>
    </message>
    <message>
        <source>over heads and layers</source>
        <translation>durch Heads und Schichten</translation>
    </message>
    <message>
        <source>the same from anywhere</source>
        <translation>dasselbe von überall aus</translation>
    </message>
    <message>
        <source>Heads differ from model to model. The line under a head&apos;s title says what is particular; where there is no such line, nothing is.</source>
        <translation>Heads unterscheiden sich von Modell zu Modell. Die Zeile unter dem Titel eines Heads sagt, was an ihm besonders ist; wo es keine solche Zeile gibt, ist nichts besonders.</translation>
    </message>
    <message>
        <source>a_{ij} = softmax over j that i sees of s_{ij}</source>
        <translation>a_{ij} = Softmax über die j, die i sieht, von s_{ij}</translation>
    </message>
    <message>
        <source>&lt;i&gt;k&lt;/i&gt; is the key before &lt;i&gt;R&lt;/i&gt; turns it by its position, δ the distance, &lt;i&gt;s&lt;/i&gt; the score, which the inspector writes out.</source>
        <translation>&lt;i&gt;k&lt;/i&gt; ist der Key, bevor &lt;i&gt;R&lt;/i&gt; ihn entsprechend seiner Position dreht, δ die Entfernung, &lt;i&gt;s&lt;/i&gt; der Score, den der Inspektor ausschreibt.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Distance.&lt;/b&gt; Where positions turn keys and queries, a pattern depends on how far the two tokens are apart: that of the pair with the selected input token, or the one you fix. Patterns of all heads are at the fixed one, or at 1.</source>
        <translation>&lt;b&gt;Entfernung.&lt;/b&gt; Wo Positionen die Keys und Querys drehen, hängt ein Muster davon ab, wie weit die beiden Token auseinanderliegen: Es gilt die Entfernung des Paars mit dem ausgewählten Eingabe-Token oder die, die Sie festlegen. Die Muster aller Heads gelten für die festgelegte Entfernung oder für 1.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Groups.&lt;/b&gt; Heads of a group share keys and values, not &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;Q&lt;/sub&gt; and &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;O&lt;/sub&gt;: &lt;i&gt;messages alike&lt;/i&gt; is the mean cosine of theirs and this head&apos;s. &lt;b&gt;Latent.&lt;/b&gt; Keys and values come from a narrow vector per token, whose rank bounds what patterns and messages can say.</source>
        <translation>&lt;b&gt;Gruppen.&lt;/b&gt; Heads einer Gruppe teilen sich Keys und Values, nicht aber &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;Q&lt;/sub&gt; und &lt;i&gt;W&lt;/i&gt;&lt;sub&gt;O&lt;/sub&gt;: &lt;i&gt;Ähnlichkeit der Nachrichten&lt;/i&gt; ist der mittlere Kosinus zwischen ihren Nachrichten und denen dieses Heads. &lt;b&gt;Latent.&lt;/b&gt; Keys und Values entstehen aus einem schmalen Vektor je Token, dessen Rang begrenzt, was Muster und Nachrichten sagen können.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Sight.&lt;/b&gt; A window hides what is far back; models that read both ways see everything. &lt;b&gt;Cross heads&lt;/b&gt;, numbered c0, c1 …, belong to a decoder: rows are the encoder&apos;s tokens, columns the decoder&apos;s.</source>
        <translation>&lt;b&gt;Sicht.&lt;/b&gt; Ein Attention-Fenster verbirgt, was weit zurückliegt; Modelle, die in beide Richtungen lesen, sehen alles. &lt;b&gt;Cross-Heads&lt;/b&gt;, nummeriert c0, c1 …, gehören zu einem Decoder: Zeilen sind die Token des Encoders, Spalten die des Decoders.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Two embeddings.&lt;/b&gt; Where words are written by other vectors than they are read, patterns are compared with the input embedding, messages with the output embedding.</source>
        <translation>&lt;b&gt;Zwei Embeddings.&lt;/b&gt; Wo Wörter mit anderen Vektoren geschrieben als gelesen werden, werden Muster mit dem Eingabe-Embedding verglichen, Nachrichten mit dem Ausgabe-Embedding.</translation>
    </message>
    <message>
        <source>Walk over the input tokens: the pattern words change with the distance.</source>
        <translation>Gehen Sie durch die Eingabe-Token: Die Wörter der Muster ändern sich mit der Entfernung.</translation>
    </message>
    <message>
        <source>Compare two heads of one group in Messages.</source>
        <translation>Vergleichen Sie zwei Heads einer Gruppe in „Nachrichten“.</translation>
    </message>
    <message>
        <source>Type 0.c2 into the filter of Patterns: a cross head.</source>
        <translation>Geben Sie 0.c2 in den Filter von „Muster“ ein: ein Cross-Head.</translation>
    </message>
    <message>
        <source>Shift + arrows</source>
        <translation>Umschalt + Pfeiltasten</translation>
    </message>
    <message>
        <source>on tokens: the input token</source>
        <translation>auf den Token: das Eingabe-Token</translation>
    </message>
    <message>
        <source>Everything about what is selected in the view in front: a context token&apos;s pattern, message and score, a part of the stream, a neuron, a state, or a pair of positions. Words come with their scores as bars, then the sizes, then the formula with the numbers filled in.</source>
        <translation>Alles über das, was in der vorderen Ansicht ausgewählt ist: Muster, Nachricht und Score eines Kontext-Tokens, ein Teil des Stroms, ein Neuron, ein Zustand oder ein Paar von Positionen. Zuerst kommen die Wörter mit ihren Scores als Balken, dann die Größen, dann die Formel mit eingesetzten Zahlen.</translation>
    </message>
    <message>
        <source>legibility = (best − mean) / σ</source>
        <translation>Lesbarkeit = (bester Wert − Mittel) / σ</translation>
    </message>
    <message>
        <source>ρ = correlation of the scores with b</source>
        <translation>ρ = Korrelation der Scores mit b</translation>
    </message>
    <message>
        <source>best, mean and σ (standard deviation) are of a vector&apos;s scores over the vocabulary; bias&lt;sub&gt;f&lt;/sub&gt; is the final norm&apos;s, &lt;i&gt;u&lt;/i&gt; a word&apos;s output embedding; &lt;i&gt;b&lt;/i&gt;, in standard deviations, is near the word&apos;s frequency.</source>
        <translation>Bester Wert, Mittel und σ (Standardabweichung) beziehen sich auf die Scores eines Vektors über das Vokabular; bias&lt;sub&gt;f&lt;/sub&gt; ist der Bias der letzten Norm, &lt;i&gt;u&lt;/i&gt; das Ausgabe-Embedding eines Wortes; &lt;i&gt;b&lt;/i&gt;, in Standardabweichungen, entspricht ungefähr der Häufigkeit des Wortes.</translation>
    </message>
    <message>
        <source>|ρ| of 0.5 and more, unless you set it otherwise, means &lt;b&gt;high bias&lt;/b&gt;: the vector points along word frequency, not at a meaning. &lt;i&gt;Read most by&lt;/i&gt; and &lt;i&gt;itself reads&lt;/i&gt; are the largest attentions on the token and of it. With &lt;i&gt;centred patterns&lt;/i&gt; the words are those of p − p̄, and the score is that of p: the difference moves all scores of a token alike.</source>
        <translation>|ρ| ab 0,5, sofern Sie nichts anderes einstellen, bedeutet &lt;b&gt;hoher Bias&lt;/b&gt;: Der Vektor zeigt in die Richtung der Worthäufigkeit, nicht auf eine Bedeutung. &lt;i&gt;Meist gelesen von&lt;/i&gt; und &lt;i&gt;liest selbst&lt;/i&gt; sind die größten Attention-Werte auf das Token und von ihm aus. Bei &lt;i&gt;zentrierte Muster&lt;/i&gt; sind die Wörter die von p − p̄, und der Score ist der von p: Der Unterschied verschiebt alle Scores eines Tokens gleich.</translation>
    </message>
    <message>
        <source>Click a percentage in Head: the score of that pair, step by step.</source>
        <translation>Klicken Sie in „Head“ auf einen Prozentwert: der Score dieses Paars, Schritt für Schritt.</translation>
    </message>
    <message>
        <source>Click a message: it comes to the top, its pattern below.</source>
        <translation>Klicken Sie auf eine Nachricht: Sie rückt nach oben, ihr Muster darunter.</translation>
    </message>
    <message>
        <source>Click a word here and press Ctrl + C: the whole list with scores.</source>
        <translation>Klicken Sie hier auf ein Wort und drücken Sie Strg + C: die ganze Liste mit den Scores.</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>from list to list</source>
        <translation>von Liste zu Liste</translation>
    </message>
    <message>
        <source>Ctrl + C</source>
        <translation>Strg + C</translation>
    </message>
    <message>
        <source>copies the list that has the focus</source>
        <translation>die Liste kopieren, die den Fokus hat</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>what the view in front shows; again closes it</source>
        <translation>was die vordere Ansicht zeigt; noch einmal schließt die Hilfe</translation>
    </message>
    <message>
        <source>Ctrl + F1, Ctrl + /</source>
        <translation>Strg + F1, Strg + /</translation>
    </message>
    <message>
        <source>these keys</source>
        <translation>diese Tasten</translation>
    </message>
    <message>
        <source>Alt + Up, Down</source>
        <translation>Alt + Hoch, Runter</translation>
    </message>
    <message>
        <source>next, previous layer</source>
        <translation>nächste, vorherige Schicht</translation>
    </message>
    <message>
        <source>Alt + Right, Left</source>
        <translation>Alt + Rechts, Links</translation>
    </message>
    <message>
        <source>next, previous head</source>
        <translation>nächster, vorheriger Head</translation>
    </message>
    <message>
        <source>Alt + 1 … 9, 0</source>
        <translation>Alt + 1 … 9, 0</translation>
    </message>
    <message>
        <source>Head, Patterns, Messages, Stream, Neurons, Evolution, Positions, Weights, Compare, Lab</source>
        <translation>Head, Muster, Nachrichten, Strom, Neuronen, Verlauf, Positionen, Gewichte, Vergleich, Labor</translation>
    </message>
    <message>
        <source>Ctrl + Page Down, Page Up</source>
        <translation>Strg + Bild ab, Bild auf</translation>
    </message>
    <message>
        <source>next, previous view</source>
        <translation>nächste, vorherige Ansicht</translation>
    </message>
    <message>
        <source>Ctrl + [, Ctrl + ] or Alt + , and Alt + .</source>
        <translation>Strg + [, Strg + ] oder Alt + , und Alt + .</translation>
    </message>
    <message>
        <source>back, forward through what was looked at</source>
        <translation>zurück, vorwärts durch das, was angesehen wurde</translation>
    </message>
    <message>
        <source>Ctrl + F, F3, Shift + F3</source>
        <translation>Strg + F, F3, Umschalt + F3</translation>
    </message>
    <message>
        <source>find in the view, next, previous</source>
        <translation>in der Ansicht suchen, nächster, vorheriger Treffer</translation>
    </message>
    <message>
        <source>Ctrl + wheel, Ctrl + plus, minus, 0</source>
        <translation>Strg + Mausrad, Strg + Plus, Minus, 0</translation>
    </message>
    <message>
        <source>zoom where cells can be zoomed</source>
        <translation>zoomen, wo Zellen gezoomt werden können</translation>
    </message>
    <message>
        <source>Ctrl + O</source>
        <translation>Strg + O</translation>
    </message>
    <message>
        <source>open a model, or download one</source>
        <translation>ein Modell öffnen oder eines herunterladen</translation>
    </message>
    <message>
        <source>Ctrl + L</source>
        <translation>Strg + L</translation>
    </message>
    <message>
        <source>to the prompt</source>
        <translation>zum Prompt</translation>
    </message>
    <message>
        <source>Enter, Shift + Enter</source>
        <translation>Enter, Umschalt + Enter</translation>
    </message>
    <message>
        <source>in the prompt: run, new line</source>
        <translation>im Prompt: ausführen, neue Zeile</translation>
    </message>
    <message>
        <source>in the prompt: earlier prompts</source>
        <translation>im Prompt: frühere Prompts</translation>
    </message>
    <message>
        <source>Ctrl + 1 … 6</source>
        <translation>Strg + 1 … 6</translation>
    </message>
    <message>
        <source>to tokens, head map, list, words, attention, the view in front</source>
        <translation>zu Token, Head-Karte, Liste, Wörtern, Attention, vorderer Ansicht</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>move within each of them</source>
        <translation>sich jeweils darin bewegen</translation>
    </message>
    <message>
        <source>Shift + click, Shift + arrows</source>
        <translation>Umschalt + Klick, Umschalt + Pfeiltasten</translation>
    </message>
    <message>
        <source>on tokens: the input token (column)</source>
        <translation>auf den Token: das Eingabe-Token (Spalte)</translation>
    </message>
    <message>
        <source>Ctrl + C, Ctrl + Shift + C</source>
        <translation>Strg + C, Strg + Umschalt + C</translation>
    </message>
    <message>
        <source>copy the selected cells, a picture of the view</source>
        <translation>die ausgewählten Zellen kopieren, ein Bild der Ansicht</translation>
    </message>
    <message>
        <source>Ctrl + E, Ctrl + Shift + P</source>
        <translation>Strg + E, Strg + Umschalt + P</translation>
    </message>
    <message>
        <source>export the table, a picture of the view</source>
        <translation>die Tabelle exportieren, ein Bild der Ansicht</translation>
    </message>
    <message>
        <source>Ctrl + S, Ctrl + Shift + S</source>
        <translation>Strg + S, Strg + Umschalt + S</translation>
    </message>
    <message>
        <source>save the session, save it under another name</source>
        <translation>die Sitzung speichern, unter einem anderen Namen speichern</translation>
    </message>
    <message>
        <source>Ctrl + Shift + O</source>
        <translation>Strg + Umschalt + O</translation>
    </message>
    <message>
        <source>open a session</source>
        <translation>eine Sitzung öffnen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>cancel what is running; in a bar or this panel: close it</source>
        <translation>abbrechen, was läuft; in einer Leiste oder diesem Feld: schließen</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Head</translation>
    </message>
    <message>
        <source>Patterns</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Strom</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Evolution</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>Head map</source>
        <translation>Head-Karte</translation>
    </message>
    <message>
        <source>Kinds of heads</source>
        <translation>Arten von Heads</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HelpMenu</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;What this view shows</source>
        <translation>&amp;Was diese Ansicht zeigt</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Guided tour</source>
        <translation>&amp;Geführter Rundgang</translation>
    </message>
    <message>
        <source>&amp;About Headscope</source>
        <translation>Ü&amp;ber Headscope</translation>
    </message>
    <message>
        <source>A few prompts and heads of the embedded model that are worth seeing</source>
        <translation>Einige Prompts und Heads des eingebauten Modells, die sehenswert sind</translation>
    </message>
    <message>
        <source>The tour is about the embedded model %1, which is not on this computer.</source>
        <translation>Der Rundgang handelt vom eingebauten Modell %1, das auf diesem Rechner nicht vorhanden ist.</translation>
    </message>
    <message>
        <source>About Headscope</source>
        <translation>Über Headscope</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Headscope %1&lt;/h3&gt;&lt;p&gt;Look inside the attention heads of transformer language models: which tokens attended to which, and the words that patterns and messages are closest to.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Headscope %1&lt;/h3&gt;&lt;p&gt;Ein Blick in die Attention-Heads von Transformer-Sprachmodellen: welche Token auf welche geachtet haben und welchen Wörtern Muster und Nachrichten am nächsten kommen.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder später.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>headscope::ui::HelpPanel</name>
    <message>
        <source>Help about</source>
        <translation>Hilfe zu</translation>
    </message>
    <message>
        <source>Close (Esc, F1)</source>
        <translation>Schließen (Esc, F1)</translation>
    </message>
    <message>
        <source>Close the help</source>
        <translation>Hilfe schließen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Help: %1</source>
        <translation>Hilfe: %1</translation>
    </message>
</context>
<context>
    <name>headscope::ui::Inspection</name>
    <message>
        <source>%1 %2&#xa0;%</source>
        <translation>%1 %2&#xa0;%</translation>
    </message>
    <message>
        <source>Its pattern: what it looks for</source>
        <translation>Sein Muster: wonach es sucht</translation>
    </message>
    <message>
        <source>Its pattern: who will read it</source>
        <translation>Sein Muster: wer es lesen wird</translation>
    </message>
    <message>
        <source>%1 (input embedding)</source>
        <translation>%1 (Eingabe-Embedding)</translation>
    </message>
    <message>
        <source>Its message: what they will read</source>
        <translation>Seine Nachricht: was die anderen lesen werden</translation>
    </message>
    <message>
        <source>%1 (output embedding)</source>
        <translation>%1 (Ausgabe-Embedding)</translation>
    </message>
    <message>
        <source>Its words are being looked up.</source>
        <translation>Seine Wörter werden gerade nachgeschlagen.</translation>
    </message>
    <message>
        <source>High bias: points along word frequency, not at a meaning.</source>
        <translation>Hoher Bias: zeigt entlang der Worthäufigkeit, nicht auf eine Bedeutung.</translation>
    </message>
    <message>
        <source>Centring what tokens look for is a contrast: it would change attention.</source>
        <translation>Das Zentrieren dessen, wonach Token suchen, ist nur ein Kontrast: Es würde die Attention ändern.</translation>
    </message>
    <message>
        <source>size |q − q̄|</source>
        <translation>Größe |q − q̄|</translation>
    </message>
    <message>
        <source>size |q|</source>
        <translation>Größe |q|</translation>
    </message>
    <message>
        <source>size |p − p̄|</source>
        <translation>Größe |p − p̄|</translation>
    </message>
    <message>
        <source>size |p|</source>
        <translation>Größe |p|</translation>
    </message>
    <message>
        <source>shift c</source>
        <translation>Verschiebung c</translation>
    </message>
    <message>
        <source>legibility</source>
        <translation>Lesbarkeit</translation>
    </message>
    <message>
        <source>%1 σ</source>
        <translation>%1 σ</translation>
    </message>
    <message>
        <source>along frequency ρ</source>
        <translation>entlang der Häufigkeit ρ</translation>
    </message>
    <message>
        <source>mean bias of words</source>
        <translation>mittlerer Bias der Wörter</translation>
    </message>
    <message>
        <source>distance δ</source>
        <translation>Entfernung δ</translation>
    </message>
    <message>
        <source>no later token</source>
        <translation>keinem späteren Token</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>keinem Token</translation>
    </message>
    <message>
        <source>read most by</source>
        <translation>meist gelesen von</translation>
    </message>
    <message>
        <source>itself reads</source>
        <translation>liest selbst</translation>
    </message>
    <message>
        <source>size |m − m̄|</source>
        <translation>Größe |m − m̄|</translation>
    </message>
    <message>
        <source>size |m|</source>
        <translation>Größe |m|</translation>
    </message>
    <message>
        <source>The words are those of q_j − q̄, with q_j = (n_j W_Q + b_Q) W_Kᵀ, what %1 looks for, and q̄ their mean; the score is made of what is offered, p_j.</source>
        <translation>Die Wörter sind die von q_j − q̄, mit q_j = (n_j W_Q + b_Q) W_Kᵀ, dem, wonach %1 sucht, und q̄ als Mittelwert darüber; der Score wird aus dem gebildet, was angeboten wird, p_j.</translation>
    </message>
    <message>
        <source>The words are those of q_j = (n_j W_Q + b_Q) W_Kᵀ, what %1 looks for; the score is made of what is offered, p_j.</source>
        <translation>Die Wörter sind die von q_j = (n_j W_Q + b_Q) W_Kᵀ, dem, wonach %1 sucht; der Score wird aus dem gebildet, was angeboten wird, p_j.</translation>
    </message>
    <message>
        <source>The words are those of p_j − p̄, with p̄ the mean over the tokens after the first. The score has p_j itself: p̄ moves all scores of i alike, so the attention is the same without it.</source>
        <translation>Die Wörter sind die von p_j − p̄, mit p̄ als Mittelwert über die Token nach dem ersten. Im Score steht p_j selbst: p̄ verschiebt alle Scores von i gleichermaßen, sodass die Attention ohne p̄ dieselbe ist.</translation>
    </message>
    <message>
        <source>i is %1, the %2; j is %3, the %4. s is the score before the softmax, a the attention that the table shows.</source>
        <translation>i ist %1, das %2; j ist %3, das %4. s ist der Score vor dem Softmax, a die Attention, die die Tabelle zeigt.</translation>
    </message>
    <message>
        <source>The words are those %1.</source>
        <translation>Die Wörter gelten %1.</translation>
    </message>
    <message>
        <source>“%1”, token %2: %3</source>
        <translation>„%1“, Token %2: %3</translation>
    </message>
    <message>
        <source>Message of &lt;b&gt;%1&lt;/b&gt; at %2</source>
        <translation>Nachricht von &lt;b&gt;%1&lt;/b&gt; in %2</translation>
    </message>
    <message>
        <source>Pattern of &lt;b&gt;%1&lt;/b&gt; at %2</source>
        <translation>Muster von &lt;b&gt;%1&lt;/b&gt; in %2</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; attends %2 to &lt;b&gt;%3&lt;/b&gt;</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; achtet zu %2 auf &lt;b&gt;%3&lt;/b&gt;</translation>
    </message>
</context>
<context>
    <name>headscope::ui::Inspector</name>
    <message>
        <source>Select a cell of the table to look inside it.</source>
        <translation>Wählen Sie eine Zelle der Tabelle aus, um hineinzusehen.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LabChanges</name>
    <message>
        <source>The model is as it is. Add a change to see what becomes of its predictions.</source>
        <translation>Das Modell ist, wie es ist. Fügen Sie eine Änderung hinzu, um zu sehen, was aus seinen Vorhersagen wird.</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>+ Add</source>
        <translation>+ Neu</translation>
    </message>
    <message>
        <source>Add a change</source>
        <translation>Eine Änderung hinzufügen</translation>
    </message>
    <message>
        <source>Add a change: it takes effect at once</source>
        <translation>Eine Änderung hinzufügen: Sie wirkt sofort</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Remove all changes</source>
        <translation>Alle Änderungen entfernen</translation>
    </message>
    <message>
        <source>Left out, since this model has no such heads or ranks: %1.</source>
        <translation>Weggelassen, weil dieses Modell solche Heads oder Ränge nicht hat: %1.</translation>
    </message>
    <message>
        <source>add a change</source>
        <translation>Änderung hinzufügen</translation>
    </message>
    <message>
        <source>edit a change</source>
        <translation>Änderung bearbeiten</translation>
    </message>
    <message>
        <source>switch a change on</source>
        <translation>Änderung einschalten</translation>
    </message>
    <message>
        <source>switch a change off</source>
        <translation>Änderung abschalten</translation>
    </message>
    <message>
        <source>remove a change</source>
        <translation>Änderung entfernen</translation>
    </message>
    <message>
        <source>remove all changes</source>
        <translation>alle Änderungen entfernen</translation>
    </message>
    <message>
        <source>Undo: %1 (Ctrl+Z)</source>
        <translation>Rückgängig: %1 (Strg+Z)</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Nichts rückgängig zu machen</translation>
    </message>
    <message>
        <source>Redo: %1 (Ctrl+Shift+Z)</source>
        <translation>Wiederholen: %1 (Strg+Umschalt+Z)</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Nichts zu wiederholen</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LabEditor</name>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Head</translation>
    </message>
    <message>
        <source>at</source>
        <translation>bei</translation>
    </message>
    <message>
        <source>to rank</source>
        <translation>auf Rang</translation>
    </message>
    <message>
        <source>below</source>
        <translation>unter</translation>
    </message>
    <message>
        <source>|ρ| from</source>
        <translation>|ρ| ab</translation>
    </message>
    <message>
        <source>below cosine</source>
        <translation>unter Kosinus</translation>
    </message>
    <message>
        <source>What is changed</source>
        <translation>Was geändert wird</translation>
    </message>
    <message>
        <source>At which heads</source>
        <translation>Bei welchen Heads</translation>
    </message>
    <message>
        <source>all heads</source>
        <translation>allen Heads</translation>
    </message>
    <message>
        <source>a layer</source>
        <translation>einer Schicht</translation>
    </message>
    <message>
        <source>a head</source>
        <translation>einem Head</translation>
    </message>
    <message>
        <source>a head per layer</source>
        <translation>einem Head je Schicht</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Head</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source> % of the median</source>
        <translation> % des Medians</translation>
    </message>
    <message>
        <source>Share of the median of the head&apos;s messages, in percent</source>
        <translation>Anteil am Median der Nachrichten des Heads, in Prozent</translation>
    </message>
    <message>
        <source>Messages are dropped that are smaller than this share of the median size of the head&apos;s messages</source>
        <translation>Nachrichten werden verworfen, wenn sie kleiner sind als dieser Anteil am Median der Nachrichtengrößen des Heads</translation>
    </message>
    <message>
        <source>Correlation with the word bias</source>
        <translation>Korrelation mit dem Wort-Bias</translation>
    </message>
    <message>
        <source>Messages are dropped whose words follow the word bias this closely</source>
        <translation>Nachrichten werden verworfen, wenn ihre Wörter so eng dem Wort-Bias folgen</translation>
    </message>
    <message>
        <source>Cosine with the mean pattern of the head</source>
        <translation>Kosinus mit dem mittleren Muster des Heads</translation>
    </message>
    <message>
        <source>Queries pass the head by whose cosine with the mean of its patterns is below this</source>
        <translation>Querys gehen am Head vorbei, wenn ihr Kosinus mit dem Mittel seiner Muster unter diesem Wert liegt</translation>
    </message>
    <message>
        <source>What the heads write instead</source>
        <translation>Was die Heads stattdessen schreiben</translation>
    </message>
    <message>
        <source>write nothing</source>
        <translation>schreiben nichts</translation>
    </message>
    <message>
        <source>write their mean</source>
        <translation>schreiben ihr Mittel</translation>
    </message>
    <message>
        <source>Nothing, or for every token the mean of what they write over the prompt</source>
        <translation>Nichts oder für jedes Token das Mittel dessen, was sie über den Prompt schreiben</translation>
    </message>
    <message>
        <source>What becomes of the attention</source>
        <translation>Was aus der Attention wird</translation>
    </message>
    <message>
        <source>softmax over the rest</source>
        <translation>Softmax über den Rest</translation>
    </message>
    <message>
        <source>attention of the rest kept</source>
        <translation>Attention des Rests bleibt</translation>
    </message>
    <message>
        <source>Whether queries share out all of their attention among the tokens that are left, or lose what went to those that are not</source>
        <translation>Ob Querys ihre gesamte Attention auf die verbleibenden Token verteilen oder das verlieren, was an die anderen ging</translation>
    </message>
    <message>
        <source>c%1</source>
        <translation>c%1</translation>
    </message>
    <message>
        <source>1 to %1, the size of the heads</source>
        <translation>1 bis %1, die Größe der Heads</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LabHeads</name>
    <message>
        <source>What the cells show</source>
        <translation>Was die Zellen zeigen</translation>
    </message>
    <message>
        <source>messages dropped (%)</source>
        <translation>verworfene Nachrichten (%)</translation>
    </message>
    <message>
        <source>queries that pass by (%)</source>
        <translation>Querys, die vorbeigehen (%)</translation>
    </message>
    <message>
        <source>queries left without a message (%)</source>
        <translation>Querys, denen keine Nachricht bleibt (%)</translation>
    </message>
    <message>
        <source>Of each head, in percent: the messages that are not in its cache, the queries that skip it, or those that find no message in it</source>
        <translation>Von jedem Head, in Prozent: die Nachrichten, die nicht in seinem Zwischenspeicher sind, die Querys, die ihn überspringen, oder die, die dort keine Nachricht finden</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Head</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LabHeadsModel</name>
    <message>
        <source>&lt;1</source>
        <translation>&lt;1</translation>
    </message>
    <message>
        <source>c%1</source>
        <translation>c%1</translation>
    </message>
    <message>
        <source>%1 of %2 messages dropped from the cache</source>
        <translation>%1 von %2 Nachrichten aus dem Zwischenspeicher verworfen</translation>
    </message>
    <message>
        <source>%1 of %2 queries passed by</source>
        <translation>%1 von %2 Querys am Head vorbeigeleitet</translation>
    </message>
    <message>
        <source>%1 queries had no message left</source>
        <translation>%1 Querys hatten keine Nachricht mehr</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LabLink</name>
    <message>
        <source>this prompt</source>
        <translation>diesen Prompt</translation>
    </message>
    <message>
        <source>The Lab changes the decoder: look at the decoder to use it.</source>
        <translation>Das Labor ändert den Decoder: Wechseln Sie zum Decoder, um es zu benutzen.</translation>
    </message>
    <message>
        <source>A file of prompts, one in each line</source>
        <translation>Eine Datei mit Prompts, einer je Zeile</translation>
    </message>
    <message>
        <source>Text (*.txt);;All files (*)</source>
        <translation>Text (*.txt);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LabRow</name>
    <message>
        <source>Whether this change counts</source>
        <translation>Ob diese Änderung zählt</translation>
    </message>
    <message>
        <source>Remove this change (Delete)</source>
        <translation>Diese Änderung entfernen (Entf)</translation>
    </message>
    <message>
        <source>%1 (does not count)</source>
        <translation>%1 (zählt nicht)</translation>
    </message>
    <message>
        <source>Counts: %1</source>
        <translation>Zählt: %1</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>Entfernen: %1</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LabSweep</name>
    <message>
        <source>Run a sweep to see how much of the predictions a parameter costs.</source>
        <translation>Starten Sie einen Durchlauf, um zu sehen, wie viel ein Parameter von den Vorhersagen kostet.</translation>
    </message>
    <message>
        <source>The points of the sweep</source>
        <translation>Die Punkte des Durchlaufs</translation>
    </message>
    <message>
        <source>with the checked changes (none)</source>
        <translation>mit den angehakten Änderungen (keine)</translation>
    </message>
    <message>
        <source>with the checked change</source>
        <translation>mit der angehakten Änderung</translation>
    </message>
    <message>
        <source>with the %1 checked changes</source>
        <translation>mit den %1 angehakten Änderungen</translation>
    </message>
    <message>
        <source>There is no model to sweep.</source>
        <translation>Es gibt kein Modell für einen Durchlauf.</translation>
    </message>
    <message>
        <source>Choose a file of prompts first.</source>
        <translation>Wählen Sie zuerst eine Datei mit Prompts.</translation>
    </message>
    <message>
        <source>No change is checked: there is nothing to run.</source>
        <translation>Keine Änderung ist angehakt: Es gibt nichts auszuführen.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, with one other change</source>
        <translation>%1, mit einer weiteren Änderung</translation>
    </message>
    <message>
        <source>%1, with %2 other changes</source>
        <translation>%1, mit %2 weiteren Änderungen</translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>%1 von %2 Läufen</translation>
    </message>
    <message>
        <source>%1  ·  over %2 (%3)</source>
        <translation>%1  ·  über %2 (%3)</translation>
    </message>
    <message>
        <source>One point cannot be shown on these axes; the table has it.</source>
        <translation>Ein Punkt lässt sich auf diesen Achsen nicht zeigen; er steht in der Tabelle.</translation>
    </message>
    <message>
        <source>%1 points cannot be shown on these axes; the table has them.</source>
        <translation>%1 Punkte lassen sich auf diesen Achsen nicht zeigen; sie stehen in der Tabelle.</translation>
    </message>
    <message>
        <source>Run the prompts with every value, in the background</source>
        <translation>Die Prompts mit jedem Wert im Hintergrund ausführen</translation>
    </message>
    <message>
        <source>over this prompt</source>
        <translation>über diesen Prompt</translation>
    </message>
    <message>
        <source>over %1 (%2)</source>
        <translation>über %1 (%2)</translation>
    </message>
    <message>
        <source>over a file of prompts…</source>
        <translation>über eine Datei mit Prompts…</translation>
    </message>
    <message>
        <source>over another file…</source>
        <translation>über eine andere Datei…</translation>
    </message>
    <message>
        <source>at layer %1</source>
        <translation>in Schicht %1</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>What is swept</source>
        <translation>Was durchlaufen wird</translation>
    </message>
    <message>
        <source>What is different from one point to the next</source>
        <translation>Was sich von einem Punkt zum nächsten unterscheidet</translation>
    </message>
    <message>
        <source>At which heads</source>
        <translation>In welchen Heads</translation>
    </message>
    <message>
        <source>at all heads</source>
        <translation>in allen Heads</translation>
    </message>
    <message>
        <source>What becomes of the attention</source>
        <translation>Was aus der Attention wird</translation>
    </message>
    <message>
        <source>softmax over the rest</source>
        <translation>Softmax über den Rest</translation>
    </message>
    <message>
        <source>attention of the rest kept</source>
        <translation>Attention des Rests bleibt</translation>
    </message>
    <message>
        <source>The changes that are checked in the list count at every point too</source>
        <translation>Die Änderungen, die in der Liste angehakt sind, gelten auch an jedem Punkt</translation>
    </message>
    <message>
        <source>Values that are tried</source>
        <translation>Werte, die probiert werden</translation>
    </message>
    <message>
        <source>Values that are tried, separated by commas and blanks or by semicolons; “10 %” is the same as 0.1. Enter runs the sweep.</source>
        <translation>Werte, die probiert werden, durch Semikolon oder durch Komma und Leerzeichen getrennt; „10 %“ ist dasselbe wie 0,1. Die Eingabetaste startet den Durchlauf.</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Durchlauf</translation>
    </message>
    <message>
        <source>Prompts that are run</source>
        <translation>Prompts, die ausgeführt werden</translation>
    </message>
    <message>
        <source>The prompt of the window, or a text file with a prompt in each line</source>
        <translation>Der Prompt des Fensters oder eine Textdatei mit einem Prompt in jeder Zeile</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Run the sweep</source>
        <translation>Den Durchlauf starten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the sweep</source>
        <translation>Den Durchlauf abbrechen</translation>
    </message>
    <message>
        <source>values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>What the plot shows</source>
        <translation>Was das Diagramm zeigt</translation>
    </message>
    <message>
        <source>log values</source>
        <translation>Werte log.</translation>
    </message>
    <message>
        <source>Logarithmic axis of what is swept</source>
        <translation>Logarithmische Achse für das, was durchlaufen wird</translation>
    </message>
    <message>
        <source>log KL</source>
        <translation>KL log.</translation>
    </message>
    <message>
        <source>Logarithmic axis of KL</source>
        <translation>Logarithmische Achse für KL</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LabText</name>
    <message>
        <source>%1&#xa0;%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>heads off</source>
        <translation>Heads abgeschaltet</translation>
    </message>
    <message>
        <source>%1 off</source>
        <translation>%1 abgeschaltet</translation>
    </message>
    <message>
        <source>heads replaced by their mean</source>
        <translation>Heads durch ihren Mittelwert ersetzt</translation>
    </message>
    <message>
        <source>%1 replaced by its mean</source>
        <translation>%1 durch seinen Mittelwert ersetzt</translation>
    </message>
    <message>
        <source>%1 replaced by their mean</source>
        <translation>%1 durch ihren Mittelwert ersetzt</translation>
    </message>
    <message>
        <source>Wᴾ of %1 cut to rank %2</source>
        <translation>Wᴾ (%1) auf Rang %2 gekürzt</translation>
    </message>
    <message>
        <source>Wᴹ of %1 cut to rank %2</source>
        <translation>Wᴹ (%1) auf Rang %2 gekürzt</translation>
    </message>
    <message>
        <source>messages below %1 of the median dropped</source>
        <translation>Nachrichten unter %1 des Medians verworfen</translation>
    </message>
    <message>
        <source>messages with |ρ| of %1 and more dropped</source>
        <translation>Nachrichten mit |ρ| ab %1 verworfen</translation>
    </message>
    <message>
        <source>%1, softmax over the rest</source>
        <translation>%1, Softmax über den Rest</translation>
    </message>
    <message>
        <source>%1, attention of the rest kept</source>
        <translation>%1, Attention des Rests behalten</translation>
    </message>
    <message>
        <source>queries below cosine %1 pass by</source>
        <translation>Querys unter Kosinus %1 gehen vorbei</translation>
    </message>
    <message>
        <source>sigmoid gate</source>
        <translation>Sigmoid-Gate</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>Head %1</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>all heads</source>
        <translation>alle Heads</translation>
    </message>
    <message>
        <source>head %1 of every layer</source>
        <translation>Head %1 jeder Schicht</translation>
    </message>
    <message>
        <source>cross head %1 of every layer</source>
        <translation>Cross-Head %1 jeder Schicht</translation>
    </message>
    <message>
        <source>Heads off</source>
        <translation>Heads abgeschaltet</translation>
    </message>
    <message>
        <source>Rank of Wᴾ cut</source>
        <translation>Rang von Wᴾ gekürzt</translation>
    </message>
    <message>
        <source>Rank of Wᴹ cut</source>
        <translation>Rang von Wᴹ gekürzt</translation>
    </message>
    <message>
        <source>Small messages dropped</source>
        <translation>Kleine Nachrichten verworfen</translation>
    </message>
    <message>
        <source>High-bias messages dropped</source>
        <translation>Nachrichten mit hohem Bias verworfen</translation>
    </message>
    <message>
        <source>Queries pass heads by</source>
        <translation>Querys an Heads vorbeigeleitet</translation>
    </message>
    <message>
        <source>Sigmoid gate</source>
        <translation>Sigmoid-Gate</translation>
    </message>
    <message>
        <source>The heads write nothing.</source>
        <translation>Die Heads schreiben nichts.</translation>
    </message>
    <message>
        <source>The heads write the same for every token: the mean of what they write over the prompt.</source>
        <translation>Die Heads schreiben für jedes Token dasselbe: den Mittelwert dessen, was sie über den Prompt schreiben.</translation>
    </message>
    <message>
        <source>Wᴾ = W_K W_Qᵀ becomes the best matrix of that rank. Its scores are made of so many directions only.</source>
        <translation>An die Stelle von Wᴾ = W_K W_Qᵀ tritt die beste Matrix dieses Rangs. Ihre Scores entstehen nur aus so vielen Richtungen.</translation>
    </message>
    <message>
        <source>Wᴹ = W_V W_O becomes the best matrix of that rank. All messages of a head lie in so many directions.</source>
        <translation>An die Stelle von Wᴹ = W_V W_O tritt die beste Matrix dieses Rangs. Alle Nachrichten eines Heads liegen in so vielen Richtungen.</translation>
    </message>
    <message>
        <source>Messages that are small beside the median of their head are left out of the cache.</source>
        <translation>Nachrichten, die gegenüber dem Median ihres Heads klein sind, werden nicht in den Zwischenspeicher aufgenommen.</translation>
    </message>
    <message>
        <source>Messages that point along word frequency are left out of the cache: ρ is the correlation of their words&apos; scores with the word bias.</source>
        <translation>Nachrichten, die entlang der Worthäufigkeit zeigen, werden nicht in den Zwischenspeicher aufgenommen: ρ ist die Korrelation der Scores ihrer Wörter mit dem Wort-Bias.</translation>
    </message>
    <message>
        <source>Tokens whose stream is too far from the mean of the head&apos;s patterns, by the cosine, skip the head: it writes nothing for them.</source>
        <translation>Token, deren Strom, am Kosinus gemessen, zu weit vom Mittelwert der Muster des Heads entfernt ist, überspringen den Head: Er schreibt für sie nichts.</translation>
    </message>
    <message>
        <source>Attention is sigmoid(score) divided by the number of tokens that are seen, in place of the softmax.</source>
        <translation>Attention ist sigmoid(Score), geteilt durch die Zahl der sichtbaren Token, anstelle des Softmax.</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 Token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>1 prompt</source>
        <translation>1 Prompt</translation>
    </message>
    <message>
        <source>%1 prompts</source>
        <translation>%1 Prompts</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 Änderung</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 Änderungen</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>mean KL</source>
        <translation>mittlere KL</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 nats</translation>
    </message>
    <message>
        <source>KL(original || changed) of the words that come next, mean over all tokens</source>
        <translation>KL(Original || geändert) der Wörter, die als nächste kommen, Mittel über alle Token</translation>
    </message>
    <message>
        <source>true next token</source>
        <translation>wahres nächstes Token</translation>
    </message>
    <message>
        <source>true token</source>
        <translation>wahres Token</translation>
    </message>
    <message>
        <source>Mean change of the log-probability of the true next token; below 0 it became less likely</source>
        <translation>Mittlere Änderung der Log-Wahrscheinlichkeit des wahren nächsten Tokens; unter 0 wurde es weniger wahrscheinlich</translation>
    </message>
    <message>
        <source>same top word</source>
        <translation>bestes Wort gleich</translation>
    </message>
    <message>
        <source>Share of the tokens whose most likely word stayed</source>
        <translation>Anteil der Token, deren wahrscheinlichstes Wort gleich blieb</translation>
    </message>
    <message>
        <source>messages dropped</source>
        <translation>Nachrichten verworfen</translation>
    </message>
    <message>
        <source>Share of all heads&apos; messages that is not in the cache</source>
        <translation>Anteil der Nachrichten aller Heads, die nicht im Zwischenspeicher sind</translation>
    </message>
    <message>
        <source>queries past</source>
        <translation>Querys vorbei</translation>
    </message>
    <message>
        <source>Share of all heads&apos; queries that passed the head by</source>
        <translation>Anteil der Querys aller Heads, die am Head vorbeigingen</translation>
    </message>
    <message>
        <source>parameters saved</source>
        <translation>Parameter gespart</translation>
    </message>
    <message>
        <source>How many fewer numbers the heads with a cut rank need when stored as two factors of that rank; below 0: more, since the factors that they share were smaller</source>
        <translation>Wie viele Zahlen weniger die Heads mit gekürztem Rang brauchen, wenn sie als zwei Faktoren dieses Rangs gespeichert werden; unter 0: mehr, weil die Faktoren, die sie sich teilen, kleiner waren</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LabTokens</name>
    <message>
        <source>What the change does to the prediction at each token</source>
        <translation>Was die Änderung bei jedem Token mit der Vorhersage macht</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>The first %1 of %2 tokens; the exported table has all of them.</source>
        <translation>Die ersten %1 von %2 Token; die exportierte Tabelle enthält alle.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LabTokensModel</name>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>KL(original || changed) = %1 nats</source>
        <translation>KL(Original || geändert) = %1 nats</translation>
    </message>
    <message>
        <source>Nothing follows in the prompt.</source>
        <translation>Im Prompt folgt nichts mehr.</translation>
    </message>
    <message>
        <source>“%1”: log-probability %2 before, %3 after, change %4 nats
Probability %5 before, %6 after; rank %7 before, %8 after</source>
        <translation>„%1“: Log-Wahrscheinlichkeit %2 vorher, %3 nachher, Änderung %4 nats
Wahrscheinlichkeit %5 vorher, %6 nachher; Rang %7 vorher, %8 nachher</translation>
    </message>
    <message>
        <source>Most likely words before the change</source>
        <translation>Wahrscheinlichste Wörter vor der Änderung</translation>
    </message>
    <message>
        <source>Most likely words after the change; the first one stayed</source>
        <translation>Wahrscheinlichste Wörter nach der Änderung; das erste ist geblieben</translation>
    </message>
    <message>
        <source>Most likely words after the change; the first one is another</source>
        <translation>Wahrscheinlichste Wörter nach der Änderung; das erste ist ein anderes</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>true next</source>
        <translation>wahres nächstes</translation>
    </message>
    <message>
        <source>true token</source>
        <translation>wahres Token</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>top words</source>
        <translation>beste Wörter</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nats</translation>
    </message>
    <message>
        <source>log p</source>
        <translation>log p</translation>
    </message>
    <message>
        <source>after (→ another)</source>
        <translation>nachher (→ anderes)</translation>
    </message>
    <message>
        <source>KL(original || changed) of the words that come next, in nats. The longest bar is %1.</source>
        <translation>KL(Original || geändert) der Wörter, die als nächste kommen, in nats. Der längste Balken ist %1.</translation>
    </message>
    <message>
        <source>The token that does come next in the prompt</source>
        <translation>Das Token, das im Prompt tatsächlich als nächstes kommt</translation>
    </message>
    <message>
        <source>Natural logarithm of the probability of the true next token, as the model is</source>
        <translation>Natürlicher Logarithmus der Wahrscheinlichkeit des wahren nächsten Tokens im unveränderten Modell</translation>
    </message>
    <message>
        <source>The same with the change</source>
        <translation>Dasselbe mit der Änderung</translation>
    </message>
    <message>
        <source>How the log-probability of the true next token changes: below 0 it becomes less likely</source>
        <translation>Wie sich die Log-Wahrscheinlichkeit des wahren nächsten Tokens ändert: Unter 0 wird es weniger wahrscheinlich</translation>
    </message>
    <message>
        <source>The most likely words, as the model is; sorts by the first one&apos;s probability</source>
        <translation>Die wahrscheinlichsten Wörter im unveränderten Modell; sortiert nach der Wahrscheinlichkeit des ersten</translation>
    </message>
    <message>
        <source>The most likely words with the change; an arrow where another word is the first</source>
        <translation>Die wahrscheinlichsten Wörter mit der Änderung; ein Pfeil, wo ein anderes Wort das erste ist</translation>
    </message>
    <message>
        <source>Click to sort</source>
        <translation>Klicken, um zu sortieren</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LabView</name>
    <message>
        <source>Show the changed run in every view</source>
        <translation>Geänderten Lauf in allen Ansichten zeigen</translation>
    </message>
    <message>
        <source>All views of the window show the run with the checked changes, in place of the model as it is</source>
        <translation>Alle Ansichten des Fensters zeigen den Lauf mit den angehakten Änderungen anstelle des unveränderten Modells</translation>
    </message>
    <message>
        <source>Compare with the original</source>
        <translation>Mit dem Original vergleichen</translation>
    </message>
    <message>
        <source>Puts the changed run beside the original one in the view Compare: A is the original, B the changed run</source>
        <translation>Stellt den geänderten Lauf in der Ansicht „Vergleich“ neben den ursprünglichen: A ist das Original, B der geänderte Lauf</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>Heads</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Durchlauf</translation>
    </message>
    <message>
        <source>What the changes do to the prediction at each token</source>
        <translation>Was die Änderungen bei jedem Token mit der Vorhersage machen</translation>
    </message>
    <message>
        <source>How much of each head&apos;s cache is dropped, and how many queries pass it by</source>
        <translation>Wie viel vom Zwischenspeicher jedes Heads verworfen wird und wie viele Querys an ihm vorbeigehen</translation>
    </message>
    <message>
        <source>How a parameter decides what becomes of the predictions</source>
        <translation>Wie ein Parameter bestimmt, was aus den Vorhersagen wird</translation>
    </message>
    <message>
        <source>Parts of the Lab</source>
        <translation>Teile des Labors</translation>
    </message>
    <message>
        <source>Run a prompt to see what becomes of it when the model is changed.</source>
        <translation>Führen Sie einen Prompt aus, um zu sehen, was aus ihm wird, wenn das Modell geändert ist.</translation>
    </message>
    <message>
        <source>Add a change to see what becomes of the predictions.</source>
        <translation>Fügen Sie eine Änderung hinzu, um zu sehen, was aus den Vorhersagen wird.</translation>
    </message>
    <message>
        <source>No change is checked: the model runs as it is.</source>
        <translation>Keine Änderung ist angehakt: Das Modell läuft unverändert.</translation>
    </message>
    <message>
        <source>The changed run is being made…</source>
        <translation>Der geänderte Lauf wird berechnet…</translation>
    </message>
    <message>
        <source>&lt;b&gt;Lab&lt;/b&gt;</source>
        <translation>&lt;b&gt;Labor&lt;/b&gt;</translation>
    </message>
    <message>
        <source>%1 of %2 checked</source>
        <translation>%1 von %2 angehakt</translation>
    </message>
    <message>
        <source>being run…</source>
        <translation>läuft…</translation>
    </message>
    <message>
        <source>mean KL %1 nats</source>
        <translation>mittlere KL %1 nats</translation>
    </message>
    <message>
        <source>All checked changes count together: ranks are cut first, then messages are left out of the cache, then queries pass heads by, and last heads are switched off.</source>
        <translation>Alle angehakten Änderungen gelten zusammen: Zuerst werden Ränge gekürzt, dann Nachrichten aus dem Zwischenspeicher weggelassen, dann gehen Querys an Heads vorbei, und zuletzt werden Heads abgeschaltet.</translation>
    </message>
    <message>
        <source>Bars: KL(original || changed) in nats. Colours: change of the log-probability of the true next token. An arrow: another word is the most likely.</source>
        <translation>Balken: KL(Original || geändert) in nats. Farben: Änderung der Log-Wahrscheinlichkeit des wahren nächsten Tokens. Ein Pfeil: Ein anderes Wort ist das wahrscheinlichste.</translation>
    </message>
    <message>
        <source>Cells: %1</source>
        <translation>Zellen: %1</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LensCellTip</name>
    <message>
        <source>size %1 · legibility %2 σ · ρ %3</source>
        <translation>Größe %1 · Lesbarkeit %2 σ · ρ %3</translation>
    </message>
    <message>
        <source>Points along word frequency, not at a meaning (high bias).</source>
        <translation>Zeigt entlang der Worthäufigkeit, nicht auf eine Bedeutung (hoher Bias).</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LinePlot</name>
    <message>
        <source>%1 %2: nothing there</source>
        <translation>%1 %2: nichts vorhanden</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>%1, %2 %3: %4</source>
        <translation>%1, %2 %3: %4</translation>
    </message>
</context>
<context>
    <name>headscope::ui::LoadingStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>How far loading is</source>
        <translation>Wie weit das Laden ist</translation>
    </message>
    <message>
        <source>Cancel loading the model</source>
        <translation>Laden des Modells abbrechen</translation>
    </message>
    <message>
        <source>Stop loading and keep the model that is open (Esc)</source>
        <translation>Das Laden anhalten und das geöffnete Modell behalten (Esc)</translation>
    </message>
    <message>
        <source>Loading %1…</source>
        <translation>%1 wird geladen…</translation>
    </message>
    <message>
        <source>Loading %1: %2…</source>
        <translation>%1 wird geladen: %2…</translation>
    </message>
    <message>
        <source>Loading %1: %2, %3&#xa0;%</source>
        <translation>%1 wird geladen: %2, %3&#xa0;%</translation>
    </message>
</context>
<context>
    <name>headscope::ui::MainWindow</name>
    <message>
        <source>The model that was open last, %1, is not there any more.</source>
        <translation>Das zuletzt geöffnete Modell, %1, ist nicht mehr vorhanden.</translation>
    </message>
    <message>
        <source>Headscope</source>
        <translation>Headscope</translation>
    </message>
    <message>
        <source>Heads by</source>
        <translation>Heads nach</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop what is running and keep what is there (Esc)</source>
        <translation>Anhalten, was läuft, und behalten, was da ist (Esc)</translation>
    </message>
    <message>
        <source>%1. Shorten it, or open a model with a longer context.</source>
        <translation>%1. Kürzen Sie den Prompt oder öffnen Sie ein Modell mit längerem Kontext.</translation>
    </message>
    <message>
        <source>Running the prompt…</source>
        <translation>Der Prompt wird ausgeführt…</translation>
    </message>
    <message>
        <source>Finding words…</source>
        <translation>Wörter werden gesucht…</translation>
    </message>
    <message>
        <source>Measuring all heads…</source>
        <translation>Alle Heads werden gemessen…</translation>
    </message>
    <message>
        <source>Probing all heads…</source>
        <translation>Alle Heads werden mit dem Probetext gemessen…</translation>
    </message>
    <message>
        <source>Finding the words of the other heads…</source>
        <translation>Die Wörter der anderen Heads werden gesucht…</translation>
    </message>
    <message>
        <source>Finding the words of all neurons…</source>
        <translation>Die Wörter aller Neuronen werden gesucht…</translation>
    </message>
    <message>
        <source>Summing up the neurons…</source>
        <translation>Die Neuronen werden zusammengefasst…</translation>
    </message>
    <message>
        <source>Finding the words of the neuron…</source>
        <translation>Die Wörter des Neurons werden gesucht…</translation>
    </message>
    <message>
        <source>Evaluating the head as a network…</source>
        <translation>Der Head wird als Netz ausgewertet…</translation>
    </message>
    <message>
        <source>Reading what every state says…</source>
        <translation>Es wird gelesen, was jeder Zustand sagt…</translation>
    </message>
    <message>
        <source>Finding the words of the state…</source>
        <translation>Die Wörter des Zustands werden gesucht…</translation>
    </message>
    <message>
        <source>Comparing position vectors…</source>
        <translation>Die Positionsvektoren werden verglichen…</translation>
    </message>
    <message>
        <source>Taking the stream apart…</source>
        <translation>Der Strom wird zerlegt…</translation>
    </message>
    <message>
        <source>Taking the weights of all heads apart…</source>
        <translation>Die Gewichte aller Heads werden zerlegt…</translation>
    </message>
    <message>
        <source>Finding the words of singular directions…</source>
        <translation>Die Wörter der Singulärrichtungen werden gesucht…</translation>
    </message>
    <message>
        <source>Comparing what heads write and read…</source>
        <translation>Was Heads schreiben und lesen, wird verglichen…</translation>
    </message>
    <message>
        <source>Running the changed model…</source>
        <translation>Das geänderte Modell wird ausgeführt…</translation>
    </message>
    <message>
        <source>Sweeping…</source>
        <translation>Durchlauf läuft…</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 · changed in the Lab: %2</source>
        <translation>%1 · im Labor geändert: %2</translation>
    </message>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>A: %1   B: %2</source>
        <translation>A: %1   B: %2</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Find in the view…</source>
        <translation>In der Ansicht &amp;suchen…</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>Weiters&amp;uchen</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>Rückwär&amp;ts suchen</translation>
    </message>
    <message>
        <source>C&amp;ancel what is running</source>
        <translation>Laufendes &amp;abbrechen</translation>
    </message>
    <message>
        <source>Loading the model was cancelled.</source>
        <translation>Das Laden des Modells wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Click a word, a percentage or a head to look inside it; Alt and the arrow keys move over layers and heads. F1 explains the view in front, and the tour shows what there is to see.</source>
        <translation>Klicken Sie auf ein Wort, einen Prozentwert oder einen Head, um hineinzusehen; mit Alt und den Pfeiltasten wechseln Sie zwischen Schichten und Heads. F1 erklärt die Ansicht im Vordergrund, und der Rundgang zeigt, was es zu sehen gibt.</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Rundgang beginnen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open model…</source>
        <translation>&amp;Modell öffnen…</translation>
    </message>
    <message>
        <source>Open model &amp;folder…</source>
        <translation>Modell&amp;ordner öffnen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>The language changes when Headscope is started again.</source>
        <translation>Die Sprache wechselt, wenn Headscope neu gestartet wird.</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Colours of the head map</source>
        <translation>Fa&amp;rben der Head-Karte</translation>
    </message>
    <message>
        <source>&amp;Viridis</source>
        <translation>&amp;Viridis</translation>
    </message>
    <message>
        <source>&amp;Cividis</source>
        <translation>&amp;Cividis</translation>
    </message>
    <message>
        <source>Head map &amp;measure</source>
        <translation>&amp;Maß der Head-Karte</translation>
    </message>
    <message>
        <source>&amp;Show spaces in words</source>
        <translation>&amp;Leerzeichen in Wörtern zeigen</translation>
    </message>
    <message>
        <source>&amp;Heads</source>
        <translation>&amp;Heads</translation>
    </message>
    <message>
        <source>Show or hide this panel</source>
        <translation>Dieses Feld ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Look at the &amp;encoder</source>
        <translation>&amp;Encoder ansehen</translation>
    </message>
    <message>
        <source>Look at the &amp;decoder</source>
        <translation>&amp;Decoder ansehen</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Next layer</source>
        <translation>&amp;Nächste Schicht</translation>
    </message>
    <message>
        <source>&amp;Previous layer</source>
        <translation>&amp;Vorige Schicht</translation>
    </message>
    <message>
        <source>Next &amp;head</source>
        <translation>Nächster &amp;Head</translation>
    </message>
    <message>
        <source>Previous h&amp;ead</source>
        <translation>Voriger H&amp;ead</translation>
    </message>
    <message>
        <source>To the p&amp;rompt</source>
        <translation>Zum P&amp;rompt</translation>
    </message>
    <message>
        <source>To the &amp;tokens</source>
        <translation>Zu den &amp;Token</translation>
    </message>
    <message>
        <source>To the head &amp;map</source>
        <translation>Zur Head-&amp;Karte</translation>
    </message>
    <message>
        <source>To the list of hea&amp;ds</source>
        <translation>Zur &amp;Liste der Heads</translation>
    </message>
    <message>
        <source>To the t&amp;able</source>
        <translation>Zur Ta&amp;belle</translation>
    </message>
    <message>
        <source>To the atte&amp;ntion</source>
        <translation>Zur Attent&amp;ion</translation>
    </message>
    <message>
        <source>To the vie&amp;w</source>
        <translation>Zur An&amp;sicht</translation>
    </message>
    <message>
        <source>Ne&amp;xt view</source>
        <translation>Nä&amp;chste Ansicht</translation>
    </message>
    <message>
        <source>Pre&amp;vious view</source>
        <translation>V&amp;orige Ansicht</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Back to what was looked at before (Ctrl+[ or Alt+,)</source>
        <translation>Zurück zu dem, was vorher betrachtet wurde (Strg+[ oder Alt+,)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>Vor&amp;wärts</translation>
    </message>
    <message>
        <source>Forward again (Ctrl+] or Alt+.)</source>
        <translation>Wieder vorwärts (Strg+] oder Alt+.)</translation>
    </message>
    <message>
        <source>Loading %1…</source>
        <translation>%1 wird geladen…</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>The prompt of the encoder is empty: type something and press Enter.</source>
        <translation>Der Prompt des Encoders ist leer: Geben Sie etwas ein und drücken Sie Enter.</translation>
    </message>
    <message>
        <source>The prompt is empty: type some words and press Enter.</source>
        <translation>Der Prompt ist leer: Geben Sie einige Wörter ein und drücken Sie Enter.</translation>
    </message>
    <message>
        <source>run %1 ms · words %2 s</source>
        <translation>Lauf %1 ms · Wörter %2 s</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Einen Modellordner öffnen</translation>
    </message>
    <message>
        <source>Open a model folder from the button at the top left.</source>
        <translation>Öffnen Sie einen Modellordner mit der Schaltfläche oben links.</translation>
    </message>
    <message>
        <source>No model is open.</source>
        <translation>Es ist kein Modell geöffnet.</translation>
    </message>
    <message>
        <source>Of the %1 files and folders that were dropped, only the first is opened: %2.</source>
        <translation>Von den %1 abgelegten Dateien und Ordnern wird nur das erste Element geöffnet: %2.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::Measure</name>
    <message>
        <source>attention on first token</source>
        <translation>Attention auf erstes Token</translation>
    </message>
    <message>
        <source>attention on itself</source>
        <translation>Attention auf sich selbst</translation>
    </message>
    <message>
        <source>attention on previous token</source>
        <translation>Attention auf voriges Token</translation>
    </message>
    <message>
        <source>attention on earlier copy</source>
        <translation>Attention auf frühere Kopie</translation>
    </message>
    <message>
        <source>attention after earlier copy</source>
        <translation>Attention nach früherer Kopie</translation>
    </message>
    <message>
        <source>entropy of attention</source>
        <translation>Entropie der Attention</translation>
    </message>
    <message>
        <source>mean message size</source>
        <translation>Nachrichtengröße im Mittel</translation>
    </message>
    <message>
        <source>pattern legibility</source>
        <translation>Lesbarkeit der Muster</translation>
    </message>
    <message>
        <source>message legibility</source>
        <translation>Lesbarkeit der Nachrichten</translation>
    </message>
    <message>
        <source>effective rank of Wᴾ</source>
        <translation>Effektivrang von Wᴾ</translation>
    </message>
    <message>
        <source>effective rank of Wᴹ</source>
        <translation>Effektivrang von Wᴹ</translation>
    </message>
    <message>
        <source>How much of each token&apos;s attention goes to the first token, on average.</source>
        <translation>Wie viel der Attention jedes Tokens im Mittel auf das erste Token geht.</translation>
    </message>
    <message>
        <source>How much of each token&apos;s attention stays on the token itself, on average.</source>
        <translation>Wie viel der Attention jedes Tokens im Mittel auf dem Token selbst bleibt.</translation>
    </message>
    <message>
        <source>How much of each token&apos;s attention goes to the token before it, on average.</source>
        <translation>Wie viel der Attention jedes Tokens im Mittel auf das Token davor geht.</translation>
    </message>
    <message>
        <source>Attention on earlier copies of the same token, where there are any.</source>
        <translation>Attention auf frühere Kopien desselben Tokens, wo es welche gibt.</translation>
    </message>
    <message>
        <source>Attention on the tokens that followed earlier copies of the same token.</source>
        <translation>Attention auf die Token, die auf frühere Kopien desselben Tokens folgten.</translation>
    </message>
    <message>
        <source>How spread out attention is: 0 is one token, 1 is all tokens alike.</source>
        <translation>Wie breit die Attention verteilt ist: 0 ist ein einziges Token, 1 sind alle Token gleich.</translation>
    </message>
    <message>
        <source>The length of the messages read, weighted by attention, on average.</source>
        <translation>Die Länge der gelesenen Nachrichten, mit der Attention gewichtet, im Mittel.</translation>
    </message>
    <message>
        <source>How far the best word of a pattern stands out, in standard deviations.</source>
        <translation>Wie weit das beste Wort eines Musters herausragt, in Standardabweichungen.</translation>
    </message>
    <message>
        <source>How far the best word of a message stands out, in standard deviations.</source>
        <translation>Wie weit das beste Wort einer Nachricht herausragt, in Standardabweichungen.</translation>
    </message>
    <message>
        <source>How many directions Wᴾ = W_K W_Qᵀ uses: exp of the entropy of its singular values.</source>
        <translation>Wie viele Richtungen Wᴾ = W_K W_Qᵀ nutzt: exp der Entropie seiner Singulärwerte.</translation>
    </message>
    <message>
        <source>How many directions Wᴹ = W_V W_O uses: exp of the entropy of its singular values.</source>
        <translation>Wie viele Richtungen Wᴹ = W_V W_O nutzt: exp der Entropie seiner Singulärwerte.</translation>
    </message>
    <message>
        <source>%1 σ</source>
        <translation>%1 σ</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ModelChooser</name>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Search by name, family or folder</source>
        <translation>Nach Name, Familie oder Ordner suchen</translation>
    </message>
    <message>
        <source>Search the models</source>
        <translation>Modelle durchsuchen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Choose a folder with config.json and model.safetensors</source>
        <translation>Einen Ordner mit config.json und model.safetensors wählen</translation>
    </message>
    <message>
        <source>There is no model yet.</source>
        <translation>Es gibt noch kein Modell.</translation>
    </message>
    <message>
        <source>There is no model in Hugging Face&apos;s cache, %1. What other programs have downloaded shows up here by itself.</source>
        <translation>Im Hugging-Face-Cache, %1, ist kein Modell. Was andere Programme heruntergeladen haben, erscheint hier von selbst.</translation>
    </message>
    <message>
        <source>Looking at the models…</source>
        <translation>Die Modelle werden durchgesehen…</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>Download abbrechen</translation>
    </message>
    <message>
        <source>Resume download</source>
        <translation>Download fortsetzen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Nothing is downloaded: HF_HUB_OFFLINE is set</source>
        <translation>Es wird nichts heruntergeladen: HF_HUB_OFFLINE ist gesetzt</translation>
    </message>
    <message>
        <source>Ask the network for it: nothing is asked before</source>
        <translation>Über das Netzwerk anfragen: vorher wird nichts angefragt</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ModelDetails</name>
    <message>
        <source>Show in file manager</source>
        <translation>Im Dateimanager zeigen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Aus Liste entfernen</translation>
    </message>
    <message>
        <source>About the chosen model</source>
        <translation>Angaben zum ausgewählten Modell</translation>
    </message>
    <message>
        <source>How much has come</source>
        <translation>Wie viel angekommen ist</translation>
    </message>
    <message>
        <source>Take it out of this list; its files stay (Del)</source>
        <translation>Aus dieser Liste nehmen; die Dateien bleiben (Entf)</translation>
    </message>
    <message>
        <source>Loading this model takes about %1 of memory, and %2 are free. It may slow this computer down or end the program.</source>
        <translation>Das Laden dieses Modells braucht etwa %1 Arbeitsspeicher, und %2 sind frei. Es kann diesen Rechner verlangsamen oder das Programm beenden.</translation>
    </message>
    <message>
        <source>There is not enough room: %1 are to come, and %2 are free on the disk.</source>
        <translation>Der Platz reicht nicht: %1 stehen noch aus, und %2 sind auf dem Datenträger frei.</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>Decoder</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlentyp</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Es fehlt</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>none: takes token ids only</source>
        <translation>keiner: nimmt nur Token-IDs</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Here already</source>
        <translation>Schon da</translation>
    </message>
    <message>
        <source>Free on disk</source>
        <translation>Frei auf Datenträger</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>Auf Datenträger</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>No model is chosen</source>
        <translation>Es ist kein Modell ausgewählt</translation>
    </message>
    <message>
        <source>Open in the window</source>
        <translation>Im Fenster geöffnet</translation>
    </message>
    <message>
        <source>Cannot be opened</source>
        <translation>Kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>%1 What else has come is kept.</source>
        <translation>%1 Was sonst angekommen ist, bleibt erhalten.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ModelDownloads</name>
    <message>
        <source>Asking %1 what there is to download…</source>
        <translation>%1 wird gefragt, was es herunterzuladen gibt…</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ModelDrop</name>
    <message>
        <source>There is no file or folder %1.</source>
        <translation>Es gibt keine Datei und keinen Ordner %1.</translation>
    </message>
    <message>
        <source>%1 is not a model folder: it has no config.json.</source>
        <translation>%1 ist kein Modellordner: Er enthält keine config.json.</translation>
    </message>
    <message>
        <source>%1 is neither a model nor a session: drop a model folder, config.json or a .safetensors file in it, or a .headscope file.</source>
        <translation>%1 ist weder ein Modell noch eine Sitzung: Legen Sie einen Modellordner, die config.json oder eine .safetensors-Datei darin oder eine .headscope-Datei ab.</translation>
    </message>
    <message>
        <source>Drop to open the session %1</source>
        <translation>Ablegen, um die Sitzung %1 zu öffnen</translation>
    </message>
    <message>
        <source>Drop to open %1, the first of these</source>
        <translation>Ablegen, um %1 zu öffnen, das erste von diesen</translation>
    </message>
    <message>
        <source>Drop to open the model %1</source>
        <translation>Ablegen, um das Modell %1 zu öffnen</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ModelEntry</name>
    <message>
        <source>%1 s left</source>
        <translation>noch %1 s</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>noch %1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <translation>noch %1 h %2 min</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>kB</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>TB</translation>
    </message>
    <message>
        <source>KiB</source>
        <translation>KiB</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>GiB</source>
        <translation>GiB</translation>
    </message>
    <message>
        <source>TiB</source>
        <translation>TiB</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>%1&#xa0;M parameters</source>
        <translation>%1&#xa0;Mio. Parameter</translation>
    </message>
    <message>
        <source>%1&#xa0;B parameters</source>
        <translation>%1&#xa0;Mrd. Parameter</translation>
    </message>
    <message>
        <source>Looking at it…</source>
        <translation>Wird angesehen…</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>Not there any more</source>
        <translation>Nicht mehr vorhanden</translation>
    </message>
    <message>
        <source>%1 to download</source>
        <translation>%1 herunterzuladen</translation>
    </message>
    <message>
        <source>%1 · %2 to download</source>
        <translation>%1 · %2 herunterzuladen</translation>
    </message>
    <message>
        <source>%1 of %2 are here</source>
        <translation>%1 von %2 sind da</translation>
    </message>
    <message>
        <source>A part of it is here, %1</source>
        <translation>Ein Teil davon ist da, %1</translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation>braucht %1</translation>
    </message>
    <message>
        <source>needs %1, %2 free</source>
        <translation>braucht %1, %2 frei</translation>
    </message>
    <message>
        <source>%1&#xa0;%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ModelList</name>
    <message>
        <source>In the program</source>
        <translation>Im Programm</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Opened before</source>
        <translation>Früher geöffnet</translation>
    </message>
    <message>
        <source>To download</source>
        <translation>Zum Herunterladen</translation>
    </message>
    <message>
        <source>No model here is called “%1”.</source>
        <translation>Kein Modell hier heißt „%1“.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>open</source>
        <translation>geöffnet</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ModelOpening</name>
    <message>
        <source>Open a model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>Open a large model</source>
        <translation>Großes Modell öffnen</translation>
    </message>
    <message>
        <source>Loading %1 takes about %2 of memory, and %3 are free. Open it all the same?</source>
        <translation>Um %1 zu laden, werden etwa %2 Arbeitsspeicher gebraucht; frei sind %3. Trotzdem öffnen?</translation>
    </message>
    <message>
        <source>It may slow this computer down, or the system may end the program to get memory back.</source>
        <translation>Es kann diesen Rechner verlangsamen, oder das System beendet das Programm, um Speicher zurückzubekommen.</translation>
    </message>
    <message>
        <source>Open anyway</source>
        <translation>Trotzdem öffnen</translation>
    </message>
    <message>
        <source>Do not open</source>
        <translation>Nicht öffnen</translation>
    </message>
    <message>
        <source>reading what it is</source>
        <translation>Beschreibung wird gelesen</translation>
    </message>
    <message>
        <source>checking the weights</source>
        <translation>Gewichte werden geprüft</translation>
    </message>
    <message>
        <source>reading its words</source>
        <translation>Wörter werden gelesen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 What has come of %2 is kept: go on with it in File, Open model.</source>
        <translation>%1 Was von %2 schon da ist, bleibt erhalten: Fortsetzen können Sie unter „Datei“, „Modell öffnen“.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>There is no file manager that could be started. The folder is %1.</source>
        <translation>Es ließ sich kein Dateimanager starten. Der Ordner ist %1.</translation>
    </message>
    <message>
        <source>%1 has been downloaded.</source>
        <translation>%1 ist heruntergeladen.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ModelShape</name>
    <message>
        <source>1 layer</source>
        <translation>1 Schicht</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 Schichten</translation>
    </message>
    <message>
        <source>1 head</source>
        <translation>1 Head</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>%1 Heads</translation>
    </message>
    <message>
        <source>%1 in 1 group</source>
        <translation>%1 in 1 Gruppe</translation>
    </message>
    <message>
        <source>%1 in %2 groups</source>
        <translation>%1 in %2 Gruppen</translation>
    </message>
    <message>
        <source>%1 and 1 cross head</source>
        <translation>%1 und 1 Cross-Head</translation>
    </message>
    <message>
        <source>%1 and %2 cross heads</source>
        <translation>%1 und %2 Cross-Heads</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 + %2 layers × %3</source>
        <translation>%1 + %2 Schichten × %3</translation>
    </message>
    <message>
        <source>encoder both ways, decoder causal</source>
        <translation>Encoder in beide Richtungen, Decoder kausal</translation>
    </message>
    <message>
        <source>causal: tokens see no later ones</source>
        <translation>kausal: Token sehen keine späteren</translation>
    </message>
    <message>
        <source>both ways: tokens see all others</source>
        <translation>in beide Richtungen: Token sehen alle anderen</translation>
    </message>
    <message>
        <source>tied: the same vectors read and write words</source>
        <translation>gekoppelt: dieselben Vektoren lesen und schreiben Wörter</translation>
    </message>
    <message>
        <source>untied: different vectors read and write words</source>
        <translation>getrennt: verschiedene Vektoren lesen und schreiben Wörter</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ModelText</name>
    <message>
        <source>1 token</source>
        <translation>1 Token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1, %2 parameters</source>
        <translation>%1, %2 Parameter</translation>
    </message>
    <message>
        <source>encoder: %1</source>
        <translation>Encoder: %1</translation>
    </message>
    <message>
        <source>decoder: %1</source>
        <translation>Decoder: %1</translation>
    </message>
    <message>
        <source>heads of size %1, width %2, vocabulary %3</source>
        <translation>Heads der Größe %1, Breite %2, Vokabular %3</translation>
    </message>
    <message>
        <source>no tokenizer: takes token ids only</source>
        <translation>kein Tokenizer: nimmt nur Token-IDs</translation>
    </message>
    <message>
        <source>no token embedding</source>
        <translation>kein Token-Embedding</translation>
    </message>
    <message>
        <source>no position vectors</source>
        <translation>keine Positionsvektoren</translation>
    </message>
    <message>
        <source>no feed-forward weights</source>
        <translation>keine Feed-Forward-Gewichte</translation>
    </message>
    <message>
        <source>no final norm</source>
        <translation>keine abschließende Norm</translation>
    </message>
    <message>
        <source>no tokenizer</source>
        <translation>keinen Tokenizer</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>This model has %1: only Weights can be shown.</source>
        <translation>Dieses Modell hat %1: Nur „Gewichte“ kann gezeigt werden.</translation>
    </message>
    <message>
        <source>This model has %1: only Weights and Positions can be shown.</source>
        <translation>Dieses Modell hat %1: Nur „Gewichte“ und „Positionen“ können gezeigt werden.</translation>
    </message>
    <message>
        <source>%1, the encoder has %2</source>
        <translation>%1, der Encoder hat %2</translation>
    </message>
</context>
<context>
    <name>headscope::ui::NetworkDrawing</name>
    <message>
        <source>activation</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>read: %1</source>
        <translation>gelesen: %1</translation>
    </message>
</context>
<context>
    <name>headscope::ui::NetworkPanel</name>
    <message>
        <source>The head as a network, and the FFN of its layer</source>
        <translation>Der Head als Netz und das FFN seiner Schicht</translation>
    </message>
    <message>
        <source>To the first token (Home)</source>
        <translation>Zum ersten Token (Pos1)</translation>
    </message>
    <message>
        <source>One step back (Left)</source>
        <translation>Einen Schritt zurück (Links)</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Wachsen</translation>
    </message>
    <message>
        <source>The next token joins as a neuron</source>
        <translation>Das nächste Token kommt als Neuron hinzu</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>All neurons read the token (Right goes to the next step)</source>
        <translation>Alle Neuronen lesen das Token (Rechts geht zum nächsten Schritt)</translation>
    </message>
    <message>
        <source>To the last token (End)</source>
        <translation>Zum letzten Token (Ende)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Step by step to the last token (Space)</source>
        <translation>Schritt für Schritt bis zum letzten Token (Leertaste)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>All neurons, which are there from the start, read the next token (Right)</source>
        <translation>Alle Neuronen, die von Anfang an da sind, lesen das nächste Token (Rechts)</translation>
    </message>
    <message>
        <source>Run a prompt to see a head as a network.</source>
        <translation>Führen Sie einen Prompt aus, um einen Head als Netz zu sehen.</translation>
    </message>
    <message>
        <source>token %1 of %2</source>
        <translation>Token %1 von %2</translation>
    </message>
</context>
<context>
    <name>headscope::ui::NetworkSide</name>
    <message>
        <source>(high bias)</source>
        <translation>(hoher Bias)</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>(nichts)</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>%1 neuron, one per encoder token</source>
        <translation>%1 Neuron, eines pro Encoder-Token</translation>
    </message>
    <message>
        <source>%1 neurons, one per encoder token</source>
        <translation>%1 Neuronen, eines pro Encoder-Token</translation>
    </message>
    <message>
        <source>%1 neuron, one per token in sight</source>
        <translation>%1 Neuron, eines pro Token in Sicht</translation>
    </message>
    <message>
        <source>%1 neurons, one per token in sight</source>
        <translation>%1 Neuronen, eines pro Token in Sicht</translation>
    </message>
    <message>
        <source>%1 neuron, one per token</source>
        <translation>%1 Neuron, eines pro Token</translation>
    </message>
    <message>
        <source>%1 neurons, one per token</source>
        <translation>%1 Neuronen, eines pro Token</translation>
    </message>
    <message>
        <source>&lt;b&gt;Head %1&lt;/b&gt; · %2</source>
        <translation>&lt;b&gt;Head %1&lt;/b&gt; · %2</translation>
    </message>
    <message>
        <source>score before the softmax</source>
        <translation>Score vor dem Softmax</translation>
    </message>
    <message>
        <source>activation a (attention)</source>
        <translation>Aktivierung a (Attention)</translation>
    </message>
    <message>
        <source>size of its message |m|</source>
        <translation>Größe seiner Nachricht |m|</translation>
    </message>
    <message>
        <source>it writes a |m|</source>
        <translation>es schreibt a |m|</translation>
    </message>
    <message>
        <source>pattern (what it looks for)</source>
        <translation>Muster (was es sucht)</translation>
    </message>
    <message>
        <source>pattern (input weights)</source>
        <translation>Muster (Eingangsgewichte)</translation>
    </message>
    <message>
        <source>message (output weights)</source>
        <translation>Nachricht (Ausgangsgewichte)</translation>
    </message>
    <message>
        <source>%1 others</source>
        <translation>%1 andere</translation>
    </message>
    <message>
        <source>All other context tokens together</source>
        <translation>Alle anderen Kontext-Token zusammen</translation>
    </message>
    <message>
        <source>the head writes</source>
        <translation>der Head schreibt</translation>
    </message>
    <message>
        <source>not evaluated yet</source>
        <translation>noch nicht ausgewertet</translation>
    </message>
    <message>
        <source>input weights</source>
        <translation>Eingangsgewichte</translation>
    </message>
    <message>
        <source>output weights</source>
        <translation>Ausgangsgewichte</translation>
    </message>
    <message>
        <source>the FFN writes</source>
        <translation>das FFN schreibt</translation>
    </message>
    <message>
        <source>&lt;b&gt;FFN %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;FFN %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;FFN %1&lt;/b&gt; · %2 neurons, always the same</source>
        <translation>&lt;b&gt;FFN %1&lt;/b&gt; · %2 Neuronen, immer dieselben</translation>
    </message>
    <message>
        <source>%1.%2</source>
        <translation>%1.%2</translation>
    </message>
    <message>
        <source>Neuron %1</source>
        <translation>Neuron %1</translation>
    </message>
    <message>
        <source>activation f</source>
        <translation>Aktivierung f</translation>
    </message>
    <message>
        <source>size of its output weights |w_out|</source>
        <translation>Größe seiner Ausgangsgewichte |w_out|</translation>
    </message>
    <message>
        <source>it writes |f| |w_out|</source>
        <translation>es schreibt |f| |w_out|</translation>
    </message>
    <message>
        <source>write %1</source>
        <translation>schreiben %1</translation>
    </message>
    <message>
        <source>All other neurons together: their part of the sum of |f| |w_out| over all neurons</source>
        <translation>Alle anderen Neuronen zusammen: ihr Teil der Summe von |f| |w_out| über alle Neuronen</translation>
    </message>
    <message>
        <source>Grow: the token %1 joins as a neuron; its words are being looked up.</source>
        <translation>Wachsen: Das Token %1 kommt als Neuron hinzu; seine Wörter werden gerade nachgeschlagen.</translation>
    </message>
    <message>
        <source>Grow: the token %1 joins as a neuron: it looks for %2; its message says %3.</source>
        <translation>Wachsen: Das Token %1 kommt als Neuron hinzu: Es sucht %2; seine Nachricht sagt %3.</translation>
    </message>
    <message>
        <source>Grow: the token %1 joins as a neuron: its pattern offers %2; its message says %3.</source>
        <translation>Wachsen: Das Token %1 kommt als Neuron hinzu: Sein Muster bietet %2 an; seine Nachricht sagt %3.</translation>
    </message>
    <message>
        <source>%1 %2 goes out of sight.</source>
        <translation>%1 %2 gerät außer Sicht.</translation>
    </message>
    <message>
        <source>Evaluate: %1 is read by all neurons; %2 answers most, with %3</source>
        <translation>Auswerten: %1 wird von allen Neuronen gelesen; %2 antwortet am stärksten, mit %3</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1. The head writes %2; the FFN %3.</source>
        <translation>%1. Der Head schreibt %2; das FFN %3.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::NeuronActivationsModel</name>
    <message>
        <source>&lt;b&gt;Neuron %1.%2&lt;/b&gt; on &lt;b&gt;%3&lt;/b&gt;&lt;br&gt;activation f = %4&lt;br&gt;|f| |w_out| = %5</source>
        <translation>&lt;b&gt;Neuron %1.%2&lt;/b&gt; bei &lt;b&gt;%3&lt;/b&gt;&lt;br&gt;Aktivierung f = %4&lt;br&gt;|f| |w_out| = %5</translation>
    </message>
    <message>
        <source>Click to order the rows by its activations.</source>
        <translation>Klicken ordnet die Zeilen nach seinen Aktivierungen.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::NeuronInspection</name>
    <message>
        <source>gelu</source>
        <translation>gelu</translation>
    </message>
    <message>
        <source>relu</source>
        <translation>relu</translation>
    </message>
    <message>
        <source>silu</source>
        <translation>silu</translation>
    </message>
    <message>
        <source>Its up weights: what it multiplies</source>
        <translation>Seine Up-Gewichte: was es multipliziert</translation>
    </message>
    <message>
        <source>Its input weights: what it looks for</source>
        <translation>Seine Eingangsgewichte: wonach es sucht</translation>
    </message>
    <message>
        <source>size |w_up|</source>
        <translation>Größe |w_up|</translation>
    </message>
    <message>
        <source>size |w_in|</source>
        <translation>Größe |w_in|</translation>
    </message>
    <message>
        <source>Its gate: what opens it</source>
        <translation>Sein Gate: was es öffnet</translation>
    </message>
    <message>
        <source>size |w_gate|</source>
        <translation>Größe |w_gate|</translation>
    </message>
    <message>
        <source>Its output weights: what it writes</source>
        <translation>Seine Ausgangsgewichte: was es schreibt</translation>
    </message>
    <message>
        <source>size |w_out|</source>
        <translation>Größe |w_out|</translation>
    </message>
    <message>
        <source>High bias: points along word frequency, not at a meaning.</source>
        <translation>Hoher Bias: zeigt entlang der Worthäufigkeit, nicht auf eine Bedeutung.</translation>
    </message>
    <message>
        <source>legibility</source>
        <translation>Lesbarkeit</translation>
    </message>
    <message>
        <source>%1 σ</source>
        <translation>%1 σ</translation>
    </message>
    <message>
        <source>along frequency ρ</source>
        <translation>entlang der Häufigkeit ρ</translation>
    </message>
    <message>
        <source>mean bias of words</source>
        <translation>mittlerer Bias der Wörter</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>LN2(x) · w_%1</source>
        <translation>LN2(x) · w_%1</translation>
    </message>
    <message>
        <source>x · w_%1</source>
        <translation>x · w_%1</translation>
    </message>
    <message>
        <source>%1 + b_%2</source>
        <translation>%1 + b_%2</translation>
    </message>
    <message>
        <source>f = %1(%2)</source>
        <translation>f = %1(%2)</translation>
    </message>
    <message>
        <source>  = %1(%2)</source>
        <translation>  = %1(%2)</translation>
    </message>
    <message>
        <source>  = %1</source>
        <translation>  = %1</translation>
    </message>
    <message>
        <source>%1 × %2 × %3</source>
        <translation>%1 × %2 × %3</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>f = %1</source>
        <translation>f = %1</translation>
    </message>
    <message>
        <source>%1(%2)</source>
        <translation>%1(%2)</translation>
    </message>
    <message>
        <source>(%1)</source>
        <translation>(%1)</translation>
    </message>
    <message>
        <source>g_%1</source>
        <translation>g_%1</translation>
    </message>
    <message>
        <source>before the layer, as its attention reads it</source>
        <translation>vor der Schicht, so wie ihn deren Attention liest</translation>
    </message>
    <message>
        <source>after the layer&apos;s cross-attention</source>
        <translation>nach der Cross-Attention der Schicht</translation>
    </message>
    <message>
        <source>after the layer&apos;s attention</source>
        <translation>nach der Attention der Schicht</translation>
    </message>
    <message>
        <source>x is the stream of %1 %2, LN2 the norm in front of the FFN.</source>
        <translation>x ist der Strom von %1 %2; LN2 ist die Norm vor dem FFN.</translation>
    </message>
    <message>
        <source>x is the stream of %1 %2, behind the norm that stands there.</source>
        <translation>x ist der Strom von %1 %2, hinter der Norm, die dort steht.</translation>
    </message>
    <message>
        <source>g_%1 is the weight that the router gives expert %1 for the token, 0 where it does not run.</source>
        <translation>g_%1 ist das Gewicht, das der Router dem Experten %1 für das Token gibt, und 0, wo dieser nicht läuft.</translation>
    </message>
    <message>
        <source>The neuron writes f w_out, which goes through the norm behind the FFN.</source>
        <translation>Das Neuron schreibt f w_out, das durch die Norm hinter dem FFN geht.</translation>
    </message>
    <message>
        <source>The neuron adds f w_out to the stream.</source>
        <translation>Das Neuron addiert f w_out zum Strom.</translation>
    </message>
    <message>
        <source>Neuron &lt;b&gt;%1.%2&lt;/b&gt;</source>
        <translation>Neuron &lt;b&gt;%1.%2&lt;/b&gt;</translation>
    </message>
    <message>
        <source>%1 of expert %2</source>
        <translation>%1 von Experte %2</translation>
    </message>
    <message>
        <source>writes |f| |w_out|</source>
        <translation>schreibt |f| |w_out|</translation>
    </message>
    <message>
        <source>most active on</source>
        <translation>am aktivsten bei</translation>
    </message>
    <message>
        <source>On &lt;b&gt;%1&lt;/b&gt; its activation is &lt;b&gt;%2&lt;/b&gt;</source>
        <translation>Bei &lt;b&gt;%1&lt;/b&gt; ist seine Aktivierung &lt;b&gt;%2&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Expert %1 did not run for &lt;b&gt;%2&lt;/b&gt;: its activation is 0</source>
        <translation>Experte %1 lief für &lt;b&gt;%2&lt;/b&gt; nicht: Die Aktivierung ist 0</translation>
    </message>
    <message>
        <source>|f| |w_out| = %1 × %2 = %3</source>
        <translation>|f| |w_out| = %1 × %2 = %3</translation>
    </message>
</context>
<context>
    <name>headscope::ui::NeuronTable</name>
    <message>
        <source>Words of input and output weights, a row per neuron</source>
        <translation>Wörter der Eingangs- und Ausgangsgewichte, eine Zeile je Neuron</translation>
    </message>
    <message>
        <source>Activations, a column per token</source>
        <translation>Aktivierungen, eine Spalte je Token</translation>
    </message>
    <message>
        <source>activation on each token →</source>
        <translation>Aktivierung bei jedem Token →</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>schreibt</translation>
    </message>
</context>
<context>
    <name>headscope::ui::NeuronWordsModel</name>
    <message>
        <source>%1.%2</source>
        <translation>%1.%2</translation>
    </message>
    <message>
        <source>%1 e%2</source>
        <translation>%1 e%2</translation>
    </message>
    <message>
        <source>Neuron %1 of layer %2</source>
        <translation>Neuron %1 von Schicht %2</translation>
    </message>
    <message>
        <source>&lt;b&gt;Neuron %1 of layer %2&lt;/b&gt;&lt;br&gt;size of its input weights %3&lt;br&gt;size of its output weights %4</source>
        <translation>&lt;b&gt;Neuron %1 von Schicht %2&lt;/b&gt;&lt;br&gt;Größe seiner Eingangsgewichte %3&lt;br&gt;Größe seiner Ausgangsgewichte %4</translation>
    </message>
    <message>
        <source>&lt;br&gt;of expert %1, which %2 for %3</source>
        <translation>&lt;br&gt;von Experte %1, der für %3 %2</translation>
    </message>
    <message>
        <source>ran</source>
        <translation>lief</translation>
    </message>
    <message>
        <source>did not run</source>
        <translation>nicht lief</translation>
    </message>
    <message>
        <source>&lt;br&gt;of no expert: it runs for every token</source>
        <translation>&lt;br&gt;von keinem Experten: Es läuft für jedes Token</translation>
    </message>
    <message>
        <source>These words are being looked up.</source>
        <translation>Diese Wörter werden gerade nachgeschlagen.</translation>
    </message>
    <message>
        <source>(high bias)</source>
        <translation>(hoher Bias)</translation>
    </message>
    <message>
        <source>&lt;b&gt;What neuron %1 looks for&lt;/b&gt;</source>
        <translation>&lt;b&gt;Was Neuron %1 sucht&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;What opens the gate of neuron %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;Was das Gate von Neuron %1 öffnet&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;What neuron %1 writes&lt;/b&gt;</source>
        <translation>&lt;b&gt;Was Neuron %1 schreibt&lt;/b&gt;</translation>
    </message>
    <message>
        <source>largest activation %1, on %2</source>
        <translation>größte Aktivierung %1, bei %2</translation>
    </message>
    <message>
        <source>on %1 it writes |f| |w_out| = %2 × %3 = %4</source>
        <translation>bei %1 schreibt es |f| |w_out| = %2 × %3 = %4</translation>
    </message>
    <message>
        <source>neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>up words</source>
        <translation>Up-Wörter</translation>
    </message>
    <message>
        <source>input words</source>
        <translation>Eingangswörter</translation>
    </message>
    <message>
        <source>gate words</source>
        <translation>Gate-Wörter</translation>
    </message>
    <message>
        <source>output words</source>
        <translation>Ausgangswörter</translation>
    </message>
    <message>
        <source>max</source>
        <translation>max</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>schreibt</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>what it multiplies</source>
        <translation>was es multipliziert</translation>
    </message>
    <message>
        <source>what it looks for</source>
        <translation>was es sucht</translation>
    </message>
    <message>
        <source>what opens it</source>
        <translation>was es öffnet</translation>
    </message>
    <message>
        <source>what it writes</source>
        <translation>was es schreibt</translation>
    </message>
    <message>
        <source>any token</source>
        <translation>alle Token</translation>
    </message>
    <message>
        <source>|f| |w|</source>
        <translation>|f| |w|</translation>
    </message>
    <message>
        <source>Layer and neuron. Click to order the rows by it.</source>
        <translation>Schicht und Neuron. Klicken ordnet die Zeilen danach.</translation>
    </message>
    <message>
        <source>The vocabulary words closest to the neuron&apos;s up weights: the activation is act(gate) × up</source>
        <translation>Die Wörter des Vokabulars, die den Up-Gewichten des Neurons am nächsten sind: Die Aktivierung ist act(gate) × up</translation>
    </message>
    <message>
        <source>The vocabulary words closest to the neuron&apos;s input weights</source>
        <translation>Die Wörter des Vokabulars, die den Eingangsgewichten des Neurons am nächsten sind</translation>
    </message>
    <message>
        <source>The vocabulary words closest to the weights of the neuron&apos;s gate: the activation is act(gate) × up</source>
        <translation>Die Wörter des Vokabulars, die den Gewichten des Gates des Neurons am nächsten sind: Die Aktivierung ist act(gate) × up</translation>
    </message>
    <message>
        <source>The vocabulary words closest to the neuron&apos;s output weights</source>
        <translation>Die Wörter des Vokabulars, die den Ausgangsgewichten des Neurons am nächsten sind</translation>
    </message>
    <message>
        <source>The largest activation on any token of the prompt. Click to order the rows by it.</source>
        <translation>Die größte Aktivierung bei irgendeinem Token des Prompts. Klicken ordnet die Zeilen danach.</translation>
    </message>
    <message>
        <source>How much the neuron writes on the selected token: |f| |w_out|. Click to order the rows by it.</source>
        <translation>Wie viel das Neuron beim gewählten Token schreibt: |f| |w_out|. Klicken ordnet die Zeilen danach.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::NeuronsView</name>
    <message>
        <source>No neuron passes these filters.</source>
        <translation>Kein Neuron erfüllt diese Filter.</translation>
    </message>
    <message>
        <source>all neurons</source>
        <translation>alle Neuronen</translation>
    </message>
    <message>
        <source>Activation from which on a neuron fires</source>
        <translation>Aktivierung, ab der ein Neuron feuert</translation>
    </message>
    <message>
        <source>A neuron fires where its activation is at least this</source>
        <translation>Ein Neuron feuert, wo seine Aktivierung mindestens so groß ist</translation>
    </message>
    <message>
        <source>fires at ≥</source>
        <translation>feuert ab ≥</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>alle Schichten</translation>
    </message>
    <message>
        <source>Only neurons that have this among their words</source>
        <translation>Nur Neuronen, unter deren Wörtern dies ist</translation>
    </message>
    <message>
        <source>Only neurons that have this in one of their words</source>
        <translation>Nur Neuronen, bei denen dies in einem ihrer Wörter vorkommt</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>The words of all neurons are being looked up. Rows appear as soon as they are there.</source>
        <translation>Die Wörter aller Neuronen werden gerade nachgeschlagen. Zeilen erscheinen, sobald sie da sind.</translation>
    </message>
    <message>
        <source>only on the first token (%1)</source>
        <translation>nur auf dem ersten Token (%1)</translation>
    </message>
    <message>
        <source>The prompt has one token only: nothing can be told from it.</source>
        <translation>Der Prompt hat nur ein Token: Daraus lässt sich nichts ablesen.</translation>
    </message>
    <message>
        <source>Neurons that fire on the first token and on no later one</source>
        <translation>Neuronen, die auf dem ersten Token feuern und auf keinem späteren</translation>
    </message>
    <message>
        <source>fires on %1</source>
        <translation>feuert auf %1</translation>
    </message>
    <message>
        <source>Neurons that fire on the token one looks at</source>
        <translation>Neuronen, die auf dem betrachteten Token feuern</translation>
    </message>
    <message>
        <source>ran for %1</source>
        <translation>lief bei %1</translation>
    </message>
    <message>
        <source>Neurons of the experts that ran for the token one looks at, and those that run for every token</source>
        <translation>Neuronen der Experten, die bei dem betrachteten Token liefen, und derer, die bei jedem Token laufen</translation>
    </message>
    <message>
        <source>words with…</source>
        <translation>Wörter mit…</translation>
    </message>
    <message>
        <source>words are looked up…</source>
        <translation>Wörter werden nachgeschlagen…</translation>
    </message>
    <message>
        <source>the token</source>
        <translation>dem Token</translation>
    </message>
    <message>
        <source>&lt;b&gt;Neurons&lt;/b&gt;</source>
        <translation>&lt;b&gt;Neuronen&lt;/b&gt;</translation>
    </message>
    <message>
        <source>%1 of %2 neurons</source>
        <translation>%1 von %2 Neuronen</translation>
    </message>
    <message>
        <source>by layer</source>
        <translation>nach Schicht</translation>
    </message>
    <message>
        <source>by activation on %1</source>
        <translation>nach Aktivierung bei %1</translation>
    </message>
    <message>
        <source>by largest activation</source>
        <translation>nach größter Aktivierung</translation>
    </message>
    <message>
        <source>by what they write on %1</source>
        <translation>nach dem, was sie bei %1 schreiben</translation>
    </message>
    <message>
        <source>words are being looked up</source>
        <translation>Wörter werden gerade nachgeschlagen</translation>
    </message>
    <message>
        <source>Every neuron k of a layer is f = gelu(LN2(x) · w_in + b_in) on the token whose stream is x, and adds f w_out to it.</source>
        <translation>Jedes Neuron k einer Schicht ist f = gelu(LN2(x) · w_in + b_in) bei dem Token, dessen Strom x ist, und addiert f w_out dazu.</translation>
    </message>
    <message>
        <source>active 0</source>
        <translation>aktiv 0</translation>
    </message>
    <message>
        <source>1 and above</source>
        <translation>1 und mehr</translation>
    </message>
    <message>
        <source>The first %1 of %2 neurons; the exported table has all of them.</source>
        <translation>Die ersten %1 von %2 Neuronen; die exportierte Tabelle enthält alle.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::Picture</name>
    <message>
        <source>There is nothing to make a picture of yet.</source>
        <translation>Es gibt noch nichts, wovon ein Bild gemacht werden könnte.</translation>
    </message>
    <message>
        <source>A picture of %1 × %2 pixels is too large to be copied; take a smaller scale, or save it as SVG or PDF.</source>
        <translation>Ein Bild von %1 × %2 Pixeln ist zu groß zum Kopieren. Nehmen Sie einen kleineren Maßstab, oder speichern Sie es als SVG oder PDF.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::PictureDialog</name>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>&amp;Legend</source>
        <translation>&amp;Legende</translation>
    </message>
    <message>
        <source>&amp;Model and prompt</source>
        <translation>&amp;Modell und Prompt</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>The whole view</source>
        <translation>Die ganze Ansicht</translation>
    </message>
    <message>
        <source>What is on the screen</source>
        <translation>Was auf dem Bildschirm ist</translation>
    </message>
    <message>
        <source>As the window</source>
        <translation>Wie das Fenster</translation>
    </message>
    <message>
        <source>Light, for paper</source>
        <translation>Hell, für Papier</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Of the theme</source>
        <translation>Wie Farbschema</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>Transparent</translation>
    </message>
    <message>
        <source> ×</source>
        <translation> ×</translation>
    </message>
    <message>
        <source>Pixels of a PNG for each of the screen; SVG and PDF have none</source>
        <translation>Pixel eines PNG je Pixel des Bildschirms; SVG und PDF haben keine</translation>
    </message>
    <message>
        <source>How the picture will look</source>
        <translation>Wie das Bild aussehen wird</translation>
    </message>
    <message>
        <source>&amp;Of:</source>
        <translation>&amp;Von:</translation>
    </message>
    <message>
        <source>&amp;Part:</source>
        <translation>&amp;Ausschnitt:</translation>
    </message>
    <message>
        <source>&amp;Colours:</source>
        <translation>&amp;Farben:</translation>
    </message>
    <message>
        <source>&amp;Background:</source>
        <translation>&amp;Hintergrund:</translation>
    </message>
    <message>
        <source>PNG sc&amp;ale:</source>
        <translation>P&amp;NG-Maßstab:</translation>
    </message>
    <message>
        <source>With:</source>
        <translation>Mit:</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>There is nothing to make a picture of yet.</source>
        <translation>Es gibt noch nichts, wovon sich ein Bild machen ließe.</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Pixel</translation>
    </message>
    <message>
        <source>PNG image (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF-Dokument (*.pdf)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::PngFile</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::PositionsModel</name>
    <message>
        <source>Position %1 comes before position %2 and cannot attend to it.</source>
        <translation>Position %1 kommt vor Position %2 und kann nicht auf sie achten.</translation>
    </message>
    <message>
        <source>Position %1 does not see position %2: it is outside the attention window.</source>
        <translation>Position %1 sieht Position %2 nicht: Sie liegt außerhalb des Attention-Fensters.</translation>
    </message>
    <message>
        <source>Position %1 on position %2: score %3, %4 above its mean; attention %5.</source>
        <translation>Position %1 auf Position %2: Score %3, %4 über ihrem Mittel; Attention %5.</translation>
    </message>
    <message>
        <source>Position %1 as the query: what it attends to</source>
        <translation>Position %1 als Query: worauf sie achtet</translation>
    </message>
    <message>
        <source>Position %1 as the key: what attends to it</source>
        <translation>Position %1 als Key: was auf sie achtet</translation>
    </message>
</context>
<context>
    <name>headscope::ui::PositionsView</name>
    <message>
        <source>Score above the query&apos;s mean</source>
        <translation>Score über dem Mittel der Query</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>What the cells show</source>
        <translation>Was die Zellen zeigen</translation>
    </message>
    <message>
        <source>A query&apos;s attention depends only on how its scores differ from each other: the score above the query&apos;s mean is what attention sees.</source>
        <translation>Die Attention einer Query hängt nur davon ab, wie sich ihre Scores voneinander unterscheiden: Der Score über dem Mittel der Query ist, was die Attention sieht.</translation>
    </message>
    <message>
        <source> positions</source>
        <translation> Positionen</translation>
    </message>
    <message>
        <source>How many positions</source>
        <translation>Wie viele Positionen</translation>
    </message>
    <message>
        <source>key (is read)</source>
        <translation>Key (wird gelesen)</translation>
    </message>
    <message>
        <source>query position (attends)</source>
        <translation>Query-Position (achtet)</translation>
    </message>
    <message>
        <source>Run a prompt to see what a head does with positions alone.</source>
        <translation>Führen Sie einen Prompt aus, um zu sehen, was ein Head mit Positionen allein macht.</translation>
    </message>
    <message>
        <source>This head looks at the encoder&apos;s tokens, wherever they stand: positions by themselves do nothing to its scores.</source>
        <translation>Dieser Head achtet auf die Token des Encoders, wo immer sie stehen: Positionen allein wirken nicht auf seine Scores.</translation>
    </message>
    <message>
        <source>This model knows no positions, so there is nothing to compare.</source>
        <translation>Dieses Modell kennt keine Positionen, also gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>query position</source>
        <translation>Query-Position</translation>
    </message>
    <message>
        <source>Attention on position 0</source>
        <translation>Attention auf Position 0</translation>
    </message>
    <message>
        <source>Pull of position 0: score above the others</source>
        <translation>Anziehung von Position 0: Score über den anderen</translation>
    </message>
    <message>
        <source>Score on position 0 above the mean of the others</source>
        <translation>Score bei Position 0 über dem Mittel der anderen</translation>
    </message>
    <message>
        <source>Score above the query&apos;s mean against distance</source>
        <translation>Score über dem Mittel der Query nach Entfernung</translation>
    </message>
    <message>
        <source>Number added to scores, against distance</source>
        <translation>Zahl, die zu Scores addiert wird, nach Entfernung</translation>
    </message>
    <message>
        <source>Score against distance</source>
        <translation>Score nach Entfernung</translation>
    </message>
    <message>
        <source>Score against distance, mean over queries</source>
        <translation>Score nach Entfernung, Mittel über die Querys</translation>
    </message>
    <message>
        <source>Mean score</source>
        <translation>Mittlerer Score</translation>
    </message>
    <message>
        <source>Mean score above the query&apos;s mean</source>
        <translation>Mittlerer Score über dem Mittel der Query</translation>
    </message>
    <message>
        <source>distance (below 0: the key comes after the query)</source>
        <translation>Entfernung (unter 0: der Key kommt nach der Query)</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>Entfernung</translation>
    </message>
    <message>
        <source>Choose a cell to read its numbers.</source>
        <translation>Wählen Sie eine Zelle, um ihre Zahlen zu lesen.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Positions&lt;/b&gt; of head %1</source>
        <translation>&lt;b&gt;Positionen&lt;/b&gt; von Head %1</translation>
    </message>
    <message>
        <source>query %1 pays %2 to position 0 and %3 to the position before it</source>
        <translation>Query %1 achtet zu %2 auf Position 0 und zu %3 auf die Position davor</translation>
    </message>
    <message>
        <source>On average, positions 1 to %1 pay %2 to the position before them.</source>
        <translation>Im Mittel achten die Positionen 1 bis %1 zu %2 auf die Position davor.</translation>
    </message>
    <message>
        <source>Queries and keys are turned by their positions, so that a score depends on the distance. The mean query and the mean key of the prompt&apos;s tokens (but the first) are held at every distance: score = q · R(j − i) k · scale.</source>
        <translation>Querys und Keys werden entsprechend ihrer Position gedreht, sodass ein Score von der Entfernung abhängt. Die mittlere Query und der mittlere Key der Token des Prompts (ohne das erste) werden in jede Entfernung gesetzt: score = q · R(j − i) k · Skalierung.</translation>
    </message>
    <message>
        <source>A number is added to the score of every pair of tokens: each head has a table of them by distance, near ones by themselves, far ones in ever wider steps.</source>
        <translation>Zum Score jedes Token-Paars wird eine Zahl addiert: Jeder Head hat eine Tabelle davon nach der Entfernung, nahe Entfernungen einzeln, ferne in immer breiteren Stufen.</translation>
    </message>
    <message>
        <source>Nothing but position vectors goes into the head: n_i = LN(position i), score = (n_i · p_j + c_j) · scale. In later layers this is what the head would do if the layers before it had added nothing.</source>
        <translation>Nur Positionsvektoren gehen in den Head: n_i = LN(Position i), score = (n_i · p_j + c_j) · Skalierung. In späteren Schichten ist dies, was der Head täte, wenn die Schichten davor nichts addiert hätten.</translation>
    </message>
    <message>
        <source>Colours of the map: “%1”.</source>
        <translation>Farben der Karte: „%1“.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::PrintoutModel</name>
    <message>
        <source>Nothing follows in the prompt.</source>
        <translation>Im Prompt folgt nichts mehr.</translation>
    </message>
    <message>
        <source>The prediction is the token itself.</source>
        <translation>Die Vorhersage ist das Token selbst.</translation>
    </message>
    <message>
        <source>The prediction is not the token itself.</source>
        <translation>Die Vorhersage ist nicht das Token selbst.</translation>
    </message>
    <message>
        <source>The prediction is the next token.</source>
        <translation>Die Vorhersage ist das nächste Token.</translation>
    </message>
    <message>
        <source>The prediction is not the next token.</source>
        <translation>Die Vorhersage ist nicht das nächste Token.</translation>
    </message>
    <message>
        <source>Predicted in the place of the token.</source>
        <translation>An der Stelle des Tokens vorhergesagt.</translation>
    </message>
    <message>
        <source>This token is part of a character and cannot be appended by itself.</source>
        <translation>Dieses Token ist Teil eines Zeichens und kann nicht für sich allein angehängt werden.</translation>
    </message>
    <message>
        <source>Append “%1” to the prompt.</source>
        <translation>„%1“ an den Prompt anhängen.</translation>
    </message>
    <message>
        <source>%1 where the prediction is the next token, %2 where it is not</source>
        <translation>%1, wo die Vorhersage das nächste Token ist, %2, wo sie es nicht ist</translation>
    </message>
    <message>
        <source>The place of the true next token among all words, after the last layer</source>
        <translation>Der Platz des wahren nächsten Tokens unter allen Wörtern, nach der letzten Schicht</translation>
    </message>
    <message>
        <source>prompt so far</source>
        <translation>Prompt bis hierher</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>Wahrsch.</translation>
    </message>
    <message>
        <source>true next</source>
        <translation>wahrer Rang</translation>
    </message>
</context>
<context>
    <name>headscope::ui::PromptBar</name>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Decoder has said so far</source>
        <translation>Decoder hat bisher gesagt</translation>
    </message>
    <message>
        <source>Earlier prompts</source>
        <translation>Frühere Prompts</translation>
    </message>
    <message>
        <source>Which part of the model is looked at</source>
        <translation>Welcher Teil des Modells betrachtet wird</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Look at the encoder, which reads the prompt (%1)</source>
        <translation>Den Encoder ansehen, der den Prompt liest (%1)</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>Decoder</translation>
    </message>
    <message>
        <source>Look at the decoder, whose cross heads look at the encoder&apos;s output (%1)</source>
        <translation>Den Decoder ansehen, dessen Cross-Heads auf die Ausgabe des Encoders blicken (%1)</translation>
    </message>
    <message>
        <source>Type token ids, for example: 5 17 3 (this model has no tokenizer)</source>
        <translation>Token-IDs eingeben, zum Beispiel: 5 17 3 (dieses Modell hat keinen Tokenizer)</translation>
    </message>
    <message>
        <source>Type a prompt, for example: The captain of the ship gave the order</source>
        <translation>Prompt eingeben, zum Beispiel: The captain of the ship gave the order</translation>
    </message>
    <message>
        <source>Enter runs the prompt, Shift+Enter starts a new line, Up and Down bring back earlier prompts</source>
        <translation>Enter führt den Prompt aus, Umschalt+Enter beginnt eine neue Zeile, Auf und Ab holen frühere Prompts zurück</translation>
    </message>
    <message>
        <source>What the encoder reads.</source>
        <translation>Was der Encoder liest.</translation>
    </message>
    <message>
        <source>This model has no tokenizer: its prompt is token ids, as in 5 17 3.</source>
        <translation>Dieses Modell hat keinen Tokenizer: Sein Prompt besteht aus Token-IDs, wie in 5 17 3.</translation>
    </message>
    <message>
        <source>Run the model on the prompt (Enter in the prompt)</source>
        <translation>Das Modell mit dem Prompt ausführen (Enter im Prompt)</translation>
    </message>
    <message>
        <source>Prompt, which the encoder reads</source>
        <translation>Prompt, den der Encoder liest</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>nothing yet; token ids, for example: 0 5 17</source>
        <translation>noch nichts; Token-IDs, zum Beispiel: 0 5 17</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>What the decoder has said so far, as token ids that are taken as they are: the first is its start token. Where nothing stands here, that token stands alone.</source>
        <translation>Was der Decoder bisher gesagt hat, als Token-IDs, die unverändert übernommen werden: Das erste ist sein Start-Token. Wo hier nichts steht, steht dieses Token allein.</translation>
    </message>
    <message>
        <source>What the decoder has said so far; its start token is put in front. The prompt above is what the encoder reads.</source>
        <translation>Was der Decoder bisher gesagt hat; sein Start-Token wird davorgesetzt. Der Prompt darüber ist das, was der Encoder liest.</translation>
    </message>
    <message>
        <source>First and last token</source>
        <translation>Erstes und letztes Token</translation>
    </message>
    <message>
        <source>Last token</source>
        <translation>Letztes Token</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>Token ids are taken as they are: nothing is added to them</source>
        <translation>Token-IDs werden unverändert übernommen: Es wird nichts hinzugefügt</translation>
    </message>
    <message>
        <source>Put the model&apos;s first token in front of the prompt, and its last token behind it</source>
        <translation>Das erste Token des Modells vor den Prompt setzen und sein letztes Token dahinter</translation>
    </message>
    <message>
        <source>Put the model&apos;s last token behind the prompt</source>
        <translation>Das letzte Token des Modells hinter den Prompt setzen</translation>
    </message>
    <message>
        <source>Put the model&apos;s first token (BOS) in front of the prompt</source>
        <translation>Das erste Token des Modells (BOS) vor den Prompt setzen</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Modell: %1</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Modell öffnen…</translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation>Auf diesem Rechner gefunden</translation>
    </message>
    <message>
        <source>Opened before</source>
        <translation>Früher geöffnet</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
</context>
<context>
    <name>headscope::ui::RanksTable</name>
    <message>
        <source>All heads, and the effective ranks of their matrices</source>
        <translation>Alle Heads und die effektiven Ränge ihrer Matrizen</translation>
    </message>
</context>
<context>
    <name>headscope::ui::ScoreFormula</name>
    <message>
        <source>k_j = %1 W_K + b_K</source>
        <translation>k_j = %1 W_K + b_K</translation>
    </message>
    <message>
        <source>p_j = (R k_j) W_Qᵀ</source>
        <translation>p_j = (R k_j) W_Qᵀ</translation>
    </message>
    <message>
        <source>c_j = (R k_j)·b_Q</source>
        <translation>c_j = (R k_j)·b_Q</translation>
    </message>
    <message>
        <source>p_j = (%1 W_K + b_K) W_Qᵀ</source>
        <translation>p_j = (%1 W_K + b_K) W_Qᵀ</translation>
    </message>
    <message>
        <source>c_j = (%1 W_K + b_K)·b_Q</source>
        <translation>c_j = (%1 W_K + b_K)·b_Q</translation>
    </message>
    <message>
        <source>· %1</source>
        <translation>· %1</translation>
    </message>
    <message>
        <source>s_ij = (n_i·p_j + c_j)</source>
        <translation>s_ij = (n_i·p_j + c_j)</translation>
    </message>
    <message>
        <source>s_ij = n_i·p_j + c_j</source>
        <translation>s_ij = n_i·p_j + c_j</translation>
    </message>
    <message>
        <source>f_i</source>
        <translation>f_i</translation>
    </message>
    <message>
        <source>/ √d</source>
        <translation>/ √d</translation>
    </message>
    <message>
        <source>+ b_ij</source>
        <translation>+ b_ij</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>     = (%1)</source>
        <translation>     = (%1)</translation>
    </message>
    <message>
        <source>     = %1</source>
        <translation>     = %1</translation>
    </message>
    <message>
        <source>/ √%1</source>
        <translation>/ √%1</translation>
    </message>
    <message>
        <source>a_ij = softmax over all j</source>
        <translation>a_ij = softmax über alle j</translation>
    </message>
    <message>
        <source>a_ij = softmax over j ≤ i</source>
        <translation>a_ij = softmax über j ≤ i</translation>
    </message>
    <message>
        <source>a_ij = softmax over</source>
        <translation>a_ij = softmax über</translation>
    </message>
    <message>
        <source>i − %1 &lt; j ≤ i</source>
        <translation>i − %1 &lt; j ≤ i</translation>
    </message>
    <message>
        <source>a_ij as changed in the Lab</source>
        <translation>a_ij wie im Labor geändert</translation>
    </message>
    <message>
        <source>e is what the encoder has made of its tokens.</source>
        <translation>e ist, was der Encoder aus seinen Token gemacht hat.</translation>
    </message>
    <message>
        <source>W_K is the way through the latent, with its norm.</source>
        <translation>W_K ist der Weg durch den latenten Vektor, samt dessen Norm.</translation>
    </message>
    <message>
        <source>R turns a key by the distance of the pair, here %1.</source>
        <translation>R dreht einen Key um die Entfernung des Paars, hier %1.</translation>
    </message>
    <message>
        <source>R turns a key by the distance of the pair.</source>
        <translation>R dreht einen Key um die Entfernung des Paars.</translation>
    </message>
    <message>
        <source>f_i is what the norm of the query&apos;s own latent makes of it.</source>
        <translation>f_i ist der Faktor, den die Norm des eigenen latenten Vektors der Query ergibt.</translation>
    </message>
    <message>
        <source>f_i is what the norm of queries makes of this one; keys have been through theirs, and both gains are in p_j.</source>
        <translation>f_i ist der Faktor, den die Norm der Querys bei dieser ergibt; die Keys sind durch ihre gegangen, und beide Verstärkungen stecken in p_j.</translation>
    </message>
    <message>
        <source>b_ij depends on the distance of the pair alone.</source>
        <translation>b_ij hängt allein von der Entfernung des Paars ab.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::SessionKeeping</name>
    <message>
        <source>Open s&amp;ession…</source>
        <translation>S&amp;itzung öffnen…</translation>
    </message>
    <message>
        <source>&amp;Recent sessions</source>
        <translation>&amp;Letzte Sitzungen</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>Sitzung &amp;speichern</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>Sitzung speichern &amp;unter…</translation>
    </message>
    <message>
        <source>%1 (not there any more)</source>
        <translation>%1 (nicht mehr vorhanden)</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>Liste &amp;leeren</translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>Sitzung öffnen</translation>
    </message>
    <message>
        <source>Sessions (*%1);;All files (*)</source>
        <translation>Sitzungen (*%1);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation>Sitzung speichern</translation>
    </message>
    <message>
        <source>Sessions (*%1)</source>
        <translation>Sitzungen (*%1)</translation>
    </message>
    <message>
        <source>There is no session to save yet: it begins with the first run of a prompt.</source>
        <translation>Es gibt noch keine Sitzung zum Speichern: Sie beginnt mit dem ersten Lauf eines Prompts.</translation>
    </message>
    <message>
        <source>The session was not saved: %1.</source>
        <translation>Die Sitzung wurde nicht gespeichert: %1.</translation>
    </message>
    <message>
        <source>%1[*] – </source>
        <comment>before the model&apos;s name in the title of the window</comment>
        <translation>%1[*] – </translation>
    </message>
    <message>
        <source>%1 – Headscope</source>
        <translation>%1 – Headscope</translation>
    </message>
    <message>
        <source>%1 has changes that are not saved. Save them before %2 is opened?</source>
        <translation>%1 enthält Änderungen, die nicht gespeichert sind. Sollen sie gespeichert werden, bevor %2 geöffnet wird?</translation>
    </message>
    <message>
        <source>The session</source>
        <translation>Die Sitzung</translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>What is not saved would be lost in a crash: %1.</source>
        <translation>Was nicht gespeichert ist, ginge bei einem Absturz verloren: %1.</translation>
    </message>
    <message>
        <source>%1 has changes that are not saved. Save them before the window is closed?</source>
        <translation>%1 enthält Änderungen, die nicht gespeichert sind. Sollen sie gespeichert werden, bevor das Fenster geschlossen wird?</translation>
    </message>
    <message>
        <source>Headscope ended before everything was saved: “%1” on %2.</source>
        <translation>Headscope wurde beendet, bevor alles gespeichert war: „%1“ auf %2.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>%1 has changes that are not saved. Save them before the other session is restored?</source>
        <translation>%1 enthält Änderungen, die nicht gespeichert sind. Sollen sie gespeichert werden, bevor die andere Sitzung wiederhergestellt wird?</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>%1 needs the model %2, which was not found. It was in %3.</source>
        <translation>%1 braucht das Modell %2, das nicht gefunden wurde. Es lag in %3.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::SessionState</name>
    <message>
        <source>Take over labels</source>
        <translation>Beschriftungen übernehmen</translation>
    </message>
    <message numerus="yes">
        <source>The session&apos;s labels have replaced what was noted on %n head(s). Undo (Ctrl+Z) brings it back.</source>
        <translation>
            <numerusform>Die Beschriftungen der Sitzung haben ersetzt, was zu %n Head notiert war. Rückgängig (Strg+Z) stellt es wieder her.</numerusform>
            <numerusform>Die Beschriftungen der Sitzung haben ersetzt, was zu %n Heads notiert war. Rückgängig (Strg+Z) stellt es wieder her.</numerusform>
        </translation>
    </message>
    <message>
        <source>The session was made with other weights (%3 …) than %1 has here (%2 …): the same prompt gives different numbers.</source>
        <translation>Die Sitzung wurde mit anderen Gewichten (%3 …) erstellt, als %1 hier hat (%2 …): Derselbe Prompt ergibt andere Zahlen.</translation>
    </message>
    <message>
        <source>Its labels have not been taken over.</source>
        <translation>Ihre Beschriftungen wurden nicht übernommen.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::Shots</name>
    <message>
        <source>the run ended without a table to draw</source>
        <translation>der Lauf endete ohne eine Tabelle, die gezeichnet werden könnte</translation>
    </message>
    <message>
        <source>the folder %1 could not be made: %2</source>
        <translation>der Ordner %1 konnte nicht angelegt werden: %2</translation>
    </message>
</context>
<context>
    <name>headscope::ui::SpectrumPlot</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>the first %1: %2</source>
        <translation>die ersten %1: %2</translation>
    </message>
    <message>
        <source>value %1: %2</source>
        <translation>Wert %1: %2</translation>
    </message>
    <message>
        <source>number of the singular value, largest first</source>
        <translation>Nummer des Singulärwerts, größter zuerst</translation>
    </message>
</context>
<context>
    <name>headscope::ui::StateInspection</name>
    <message>
        <source>y = act(x W + b)</source>
        <translation>y = act(x W + b)</translation>
    </message>
    <message>
        <source>LN_f(y) · u_t</source>
        <translation>LN_f(y) · u_t</translation>
    </message>
    <message>
        <source>LN_f(x) · u_t</source>
        <translation>LN_f(x) · u_t</translation>
    </message>
    <message>
        <source>scale (%1)</source>
        <translation>Skalierung (%1)</translation>
    </message>
    <message>
        <source>%1 + b_t</source>
        <translation>%1 + b_t</translation>
    </message>
    <message>
        <source>s_t = %1</source>
        <translation>s_t = %1</translation>
    </message>
    <message>
        <source>p_t = softmax of s_t</source>
        <translation>p_t = Softmax von s_t</translation>
    </message>
    <message>
        <source>x is the state, decoded as if it were the last one: LN_f is the final norm, u_t the output embedding of word t, and the softmax goes over the whole vocabulary.</source>
        <translation>x ist der Zustand, decodiert, als wäre er der letzte: LN_f ist die letzte Norm, u_t das Ausgabe-Embedding des Wortes t, und der Softmax geht über das ganze Vokabular.</translation>
    </message>
    <message>
        <source>act(x W + b) is the layer that the model has in front of its output.</source>
        <translation>act(x W + b) ist die Schicht, die das Modell vor seiner Ausgabe hat.</translation>
    </message>
    <message>
        <source>b_t is the bias of the word.</source>
        <translation>b_t ist der Bias des Wortes.</translation>
    </message>
    <message>
        <source>State of &lt;b&gt;%1&lt;/b&gt;, %2</source>
        <translation>Zustand von &lt;b&gt;%1&lt;/b&gt;, %2</translation>
    </message>
    <message>
        <source>What it says comes next</source>
        <translation>Was laut ihm als Nächstes kommt</translation>
    </message>
    <message>
        <source>What it says stands here</source>
        <translation>Was laut ihm hier steht</translation>
    </message>
    <message>
        <source>predicted at the end</source>
        <translation>am Ende vorhergesagt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>true next token</source>
        <translation>wahres nächstes Token</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>its rank here</source>
        <translation>sein Rang hier</translation>
    </message>
    <message>
        <source>The true next token, &lt;b&gt;%1&lt;/b&gt;, has rank %2</source>
        <translation>Das wahre nächste Token, &lt;b&gt;%1&lt;/b&gt;, hat Rang %2</translation>
    </message>
    <message>
        <source>The token itself, &lt;b&gt;%1&lt;/b&gt;, has rank %2</source>
        <translation>Das Token selbst, &lt;b&gt;%1&lt;/b&gt;, hat Rang %2</translation>
    </message>
    <message>
        <source>It says the true next token, &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Er sagt das wahre nächste Token, &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>It says the token itself, &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Er sagt das Token selbst, &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Nothing follows in the prompt</source>
        <translation>Im Prompt folgt nichts mehr</translation>
    </message>
    <message>
        <source>q, k: mean query and mean key of the prompt&apos;s tokens 1 …</source>
        <translation>q, k: mittlere Query und mittlerer Key der Prompt-Token 1 …</translation>
    </message>
    <message>
        <source>s_ij = q · R(j − i) k · scale = %1</source>
        <translation>s_ij = q · R(j − i) k · Skalierung = %1</translation>
    </message>
    <message>
        <source>Queries and keys are turned by their positions: what is left is what the distance does to tokens that are like all others.</source>
        <translation>Querys und Keys werden durch ihre Positionen gedreht: Was bleibt, ist das, was die Entfernung bei Token bewirkt, die wie alle anderen sind.</translation>
    </message>
    <message>
        <source>b: the head&apos;s table of numbers by distance</source>
        <translation>b: die Tabelle des Heads mit einer Zahl je Entfernung</translation>
    </message>
    <message>
        <source>s_ij = b(i − j) = %1</source>
        <translation>s_ij = b(i − j) = %1</translation>
    </message>
    <message>
        <source>This number is added to the score of every pair that is so far apart.</source>
        <translation>Diese Zahl wird zum Score jedes Paares addiert, das so weit auseinanderliegt.</translation>
    </message>
    <message>
        <source>n_i = LN1(position i)</source>
        <translation>n_i = LN1(Position i)</translation>
    </message>
    <message>
        <source>s_ij = (n_i·p_j + c_j) · scale = %1</source>
        <translation>s_ij = (n_i·p_j + c_j) · Skalierung = %1</translation>
    </message>
    <message>
        <source>Nothing but the position vectors goes into the head.</source>
        <translation>In den Head gehen nur die Positionsvektoren ein.</translation>
    </message>
    <message>
        <source>Positions at %1.%2</source>
        <translation>Positionen in %1.%2</translation>
    </message>
    <message>
        <source>Position %1 comes before %2 and cannot attend to it</source>
        <translation>Position %1 kommt vor %2 und kann nicht darauf achten</translation>
    </message>
    <message>
        <source>Position %1 does not see %2</source>
        <translation>Position %1 sieht %2 nicht</translation>
    </message>
    <message>
        <source>Position &lt;b&gt;%1&lt;/b&gt; attends %2 to position &lt;b&gt;%3&lt;/b&gt;</source>
        <translation>Position &lt;b&gt;%1&lt;/b&gt; achtet zu %2 auf Position &lt;b&gt;%3&lt;/b&gt;</translation>
    </message>
    <message>
        <source>a_ij = softmax over the j that i sees = %1</source>
        <translation>a_ij = Softmax über die j, die i sieht = %1</translation>
    </message>
    <message>
        <source>i is position %1, j is position %2. %3</source>
        <translation>i ist Position %1, j ist Position %2. %3</translation>
    </message>
    <message>
        <source>The pair</source>
        <translation>Das Paar</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>Entfernung</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>mean score of the query</source>
        <translation>mittlerer Score der Query</translation>
    </message>
    <message>
        <source>score above it</source>
        <translation>Score über diesem Mittel</translation>
    </message>
    <message>
        <source>Position 0</source>
        <translation>Position 0</translation>
    </message>
    <message>
        <source>pull: score above the others</source>
        <translation>Anziehung</translation>
    </message>
    <message>
        <source>nothing else to look at</source>
        <translation>nichts anderes zu sehen</translation>
    </message>
    <message>
        <source>not both in sight</source>
        <translation>nicht beide in Sicht</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
</context>
<context>
    <name>headscope::ui::Stream</name>
    <message>
        <source>position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>Bias</translation>
    </message>
    <message>
        <source>embeddings</source>
        <translation>Embeddings</translation>
    </message>
    <message>
        <source>embedding + position</source>
        <translation>Embedding + Position</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>cross head %1</source>
        <translation>Cross-Head %1</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>Head %1</translation>
    </message>
    <message>
        <source>message of the encoder&apos;s %1 at %2</source>
        <translation>Nachricht des Encoder-Tokens %1 in %2</translation>
    </message>
    <message>
        <source>message of %1 at %2</source>
        <translation>Nachricht von %1 in %2</translation>
    </message>
    <message>
        <source>neuron %1-%2</source>
        <translation>Neuron %1-%2</translation>
    </message>
    <message>
        <source>%1 attention</source>
        <translation>%1 Attention</translation>
    </message>
    <message>
        <source>%1 FFN</source>
        <translation>%1 FFN</translation>
    </message>
    <message>
        <source>others</source>
        <translation>übrige</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>share of the state</source>
        <translation>Anteil am Zustand</translation>
    </message>
    <message>
        <source>effect on a word</source>
        <translation>Wirkung auf ein Wort</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>bias of %1</source>
        <translation>Bias: %1</translation>
    </message>
    <message>
        <source>biases of the output</source>
        <translation>Bias-Werte der Ausgabe</translation>
    </message>
    <message>
        <source>bias of the final norm</source>
        <translation>Bias der abschließenden Norm</translation>
    </message>
    <message>
        <source>%1 other neurons</source>
        <translation>%1 übrige Neuronen</translation>
    </message>
    <message>
        <source>%1 other messages</source>
        <translation>%1 übrige Nachrichten</translation>
    </message>
    <message>
        <source>%1 other heads</source>
        <translation>%1 übrige Heads</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2: %3</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2: %3</translation>
    </message>
    <message>
        <source>keeps %1 of the state&apos;s direction, writes %2 of its size</source>
        <translation>behält %1 der Richtung des Zustands, schreibt %2 seiner Größe</translation>
    </message>
    <message>
        <source>the whole layer keeps %1, writes %2</source>
        <translation>die ganze Schicht behält %1, schreibt %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>the state then says: %1</source>
        <translation>der Zustand sagt dann: %1</translation>
    </message>
    <message>
        <source>sum %1 (residue %2, of the vectors %3)</source>
        <translation>Summe %1 (Rest %2, bei den Vektoren %3)</translation>
    </message>
    <message>
        <source>effects %1 + constant %2 = logit %3 (residue %4)</source>
        <translation>Wirkungen %1 + Konstante %2 = Logit %3 (Rest %4)</translation>
    </message>
    <message>
        <source>sizes %1, the state %2: they do not add up, so every bar begins at 0</source>
        <translation>Größen zusammen %1, Zustand %2: sie addieren sich nicht zu ihm, daher beginnt jeder Balken bei 0</translation>
    </message>
    <message>
        <source>attention and activations do not add up to a whole: every bar begins at 0</source>
        <translation>Attention und Aktivierungen ergeben zusammen kein Ganzes: jeder Balken beginnt bei 0</translation>
    </message>
    <message>
        <source>%1; with the scales of norms frozen</source>
        <translation>%1; Skalierungen der Normen festgehalten</translation>
    </message>
</context>
<context>
    <name>headscope::ui::StreamInspection</name>
    <message>
        <source>These words are being looked up.</source>
        <translation>Diese Wörter werden gerade nachgeschlagen.</translation>
    </message>
    <message>
        <source>High bias: points along word frequency, not at a meaning.</source>
        <translation>Hoher Bias: zeigt entlang der Worthäufigkeit, nicht auf eine Bedeutung.</translation>
    </message>
    <message>
        <source>legibility</source>
        <translation>Lesbarkeit</translation>
    </message>
    <message>
        <source>%1 σ</source>
        <translation>%1 σ</translation>
    </message>
    <message>
        <source>along frequency ρ</source>
        <translation>entlang der Häufigkeit ρ</translation>
    </message>
    <message>
        <source>Message of &lt;b&gt;%1&lt;/b&gt; at %2</source>
        <translation>Nachricht von &lt;b&gt;%1&lt;/b&gt; bei %2</translation>
    </message>
    <message>
        <source>Message of the encoder&apos;s &lt;b&gt;%1&lt;/b&gt; at %2</source>
        <translation>Nachricht des Encoder-Tokens &lt;b&gt;%1&lt;/b&gt; bei %2</translation>
    </message>
    <message>
        <source>Neuron &lt;b&gt;%1-%2&lt;/b&gt;</source>
        <translation>Neuron &lt;b&gt;%1-%2&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Embedding of &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Embedding von &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Added to the embedding: &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Zum Embedding addiert: &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Vector of position &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Vektor der Position &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Bias b_O of layer &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Bias b_O von Schicht &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Bias b_O of the cross-attention of layer &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Bias b_O der Cross-Attention von Schicht &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Bias b_out of layer &lt;b&gt;%1&lt;/b&gt;</source>
        <translation>Bias b_out von Schicht &lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>(u g_f) · (%1 − mean) / σ</source>
        <translation>(u g_f) · (%1 − Mittel) / σ</translation>
    </message>
    <message>
        <source>(u g_f) · %1 / σ</source>
        <translation>(u g_f) · %1 / σ</translation>
    </message>
    <message>
        <source>scale %1</source>
        <translation>Skalierung %1</translation>
    </message>
    <message>
        <source>c = a_ij m_j</source>
        <translation>c = a_ij m_j</translation>
    </message>
    <message>
        <source>c = f_k w_out,k</source>
        <translation>c = f_k w_out,k</translation>
    </message>
    <message>
        <source>|c| = a_ij |m_j| = %1 × %2 = %3</source>
        <translation>|c| = a_ij |m_j| = %1 × %2 = %3</translation>
    </message>
    <message>
        <source>|c| = |f_k| |w_out,k in x| = %1 × %2 = %3</source>
        <translation>|c| = |f_k| |w_out,k in x| = %1 × %2 = %3</translation>
    </message>
    <message>
        <source>|c| = |f_k| |w_out,k| = %1 × %2 = %3</source>
        <translation>|c| = |f_k| |w_out,k| = %1 × %2 = %3</translation>
    </message>
    <message>
        <source>|c| = %1</source>
        <translation>|c| = %1</translation>
    </message>
    <message>
        <source>share = c · x / |x|²</source>
        <translation>Anteil = c · x / |x|²</translation>
    </message>
    <message>
        <source>      = %1 / %2 = %3</source>
        <translation>      = %1 / %2 = %3</translation>
    </message>
    <message>
        <source>effect on “%1” = %2</source>
        <translation>Wirkung auf „%1“ = %2</translation>
    </message>
    <message>
        <source>      = %1</source>
        <translation>      = %1</translation>
    </message>
    <message>
        <source>It is &lt;b&gt;%1&lt;/b&gt; of the state of &lt;b&gt;%2&lt;/b&gt;</source>
        <translation>Das sind &lt;b&gt;%1&lt;/b&gt; des Zustands von &lt;b&gt;%2&lt;/b&gt;</translation>
    </message>
    <message>
        <source>x is the state of %1 that the stack ends in, |x| = %2. u is the output embedding of “%3”, g_f the gain and σ the divisor of the final norm, kept as they are at x.</source>
        <translation>x ist der Zustand von %1, in dem der Stapel endet, |x| = %2. u ist das Ausgabe-Embedding von „%3“, g_f die Verstärkung und σ der Teiler der letzten Norm, festgehalten so, wie sie bei x sind.</translation>
    </message>
    <message>
        <source>In front of that norm states go through act(z), z = x W + b: c′ = (c W) act(z) / z, with the ratio kept too.</source>
        <translation>Vor dieser Norm gehen Zustände durch act(z), z = x W + b: c′ = (c W) act(z) / z, auch dieses Verhältnis wird festgehalten.</translation>
    </message>
    <message>
        <source>c is what the part comes to in x: the norms on its way are taken with the scales that they had.</source>
        <translation>c ist, was der Teil in x ausmacht: Die Normen auf seinem Weg werden mit den Skalierungen genommen, die sie hatten.</translation>
    </message>
    <message>
        <source>Its pattern: who reads it</source>
        <translation>Sein Muster: wer es liest</translation>
    </message>
    <message>
        <source>Its up weights: what it multiplies</source>
        <translation>Seine Up-Gewichte: was es multipliziert</translation>
    </message>
    <message>
        <source>Its input weights: what it looks for</source>
        <translation>Seine Eingangsgewichte: wonach es sucht</translation>
    </message>
    <message>
        <source>Its gate: what opens it</source>
        <translation>Sein Gate: was es öffnet</translation>
    </message>
    <message>
        <source>Its message: what is read</source>
        <translation>Seine Nachricht: was gelesen wird</translation>
    </message>
    <message>
        <source>Its output weights: what it writes</source>
        <translation>Seine Ausgangsgewichte: was es schreibt</translation>
    </message>
    <message>
        <source>size |c|</source>
        <translation>Größe |c|</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>effect on “%1”</source>
        <translation>Wirkung auf „%1“</translation>
    </message>
</context>
<context>
    <name>headscope::ui::StreamLegend</name>
    <message>
        <source>heads, messages</source>
        <translation>Heads, Nachrichten</translation>
    </message>
    <message>
        <source>largest neurons</source>
        <translation>größte Neuronen</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>alle anderen</translation>
    </message>
    <message>
        <source>against (lower half)</source>
        <translation>dagegen (untere Hälfte)</translation>
    </message>
    <message>
        <source>embedding, biases</source>
        <translation>Embedding, Bias</translation>
    </message>
    <message>
        <source>Colours of the bars: %1</source>
        <translation>Farben der Balken: %1</translation>
    </message>
</context>
<context>
    <name>headscope::ui::StreamModel</name>
    <message>
        <source>embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>neuron</source>
        <translation>Neuron</translation>
    </message>
    <message>
        <source>bias b_O</source>
        <translation>Bias b_O</translation>
    </message>
    <message>
        <source>bias b_O, cross</source>
        <translation>Bias b_O, Cross</translation>
    </message>
    <message>
        <source>bias b_out</source>
        <translation>Bias b_out</translation>
    </message>
    <message>
        <source>%1 attention</source>
        <translation>%1 Attention</translation>
    </message>
    <message>
        <source>%1 FFN</source>
        <translation>%1 FFN</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>(high bias)</source>
        <translation>(hoher Bias)</translation>
    </message>
    <message>
        <source>These words are being looked up.</source>
        <translation>Diese Wörter werden gerade nachgeschlagen.</translation>
    </message>
    <message>
        <source>%1 (its gate: %2)</source>
        <translation>%1 (sein Gate: %2)</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>where</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>effect on “%1”</source>
        <translation>Wirkung auf „%1“</translation>
    </message>
    <message>
        <source>pattern / input words</source>
        <translation>Muster / Eingangswörter</translation>
    </message>
    <message>
        <source>message / output words</source>
        <translation>Nachricht / Ausgangswörter</translation>
    </message>
    <message>
        <source>of the part</source>
        <translation>des Teils</translation>
    </message>
    <message>
        <source>head or neuron</source>
        <translation>Head oder Neuron</translation>
    </message>
    <message>
        <source>that sent it</source>
        <translation>das sie sendet</translation>
    </message>
    <message>
        <source>a or f</source>
        <translation>a oder f</translation>
    </message>
    <message>
        <source>|contribution|</source>
        <translation>|Beitrag|</translation>
    </message>
    <message>
        <source>of the state</source>
        <translation>am Zustand</translation>
    </message>
    <message>
        <source>on the logit</source>
        <translation>auf das Logit</translation>
    </message>
    <message>
        <source>who reads it / what it reads</source>
        <translation>wer sie liest / was es liest</translation>
    </message>
    <message>
        <source>what it writes</source>
        <translation>was er schreibt</translation>
    </message>
    <message>
        <source>%1: %2. Click to order the rows by it.</source>
        <translation>%1: %2. Klicken, um die Zeilen danach zu ordnen.</translation>
    </message>
    <message>
        <source>|%1| ↓</source>
        <translation>|%1| ↓</translation>
    </message>
    <message>
        <source>%1 ↓</source>
        <translation>%1 ↓</translation>
    </message>
    <message>
        <source>%1 ↑</source>
        <translation>%1 ↑</translation>
    </message>
</context>
<context>
    <name>headscope::ui::StreamPicture</name>
    <message>
        <source>The stream as a stack of bars</source>
        <translation>Der Strom als Stapel von Balken</translation>
    </message>
    <message>
        <source>embedding + position</source>
        <translation>Embedding + Position</translation>
    </message>
    <message>
        <source>written</source>
        <translation>geschrieben</translation>
    </message>
    <message>
        <source>state says</source>
        <translation>Zustand sagt</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>layer ↑</source>
        <translation>Schicht ↑</translation>
    </message>
    <message>
        <source>▾ </source>
        <translation>▾ </translation>
    </message>
    <message>
        <source>▸ </source>
        <translation>▸ </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>headscope::ui::StreamView</name>
    <message>
        <source>Stream of one token</source>
        <translation>Strom eines Tokens</translation>
    </message>
    <message>
        <source>What the length of a bar means</source>
        <translation>Was die Länge eines Balkens bedeutet</translation>
    </message>
    <message>
        <source>The word whose logit the effects are on</source>
        <translation>Das Wort, auf dessen Logit sich die Wirkungen beziehen</translation>
    </message>
    <message>
        <source>Effects are on the logit of this word: type one (␣ is its leading space), or take one that the state says.</source>
        <translation>Die Wirkungen gelten für den Logit dieses Wortes: Geben Sie eines ein (␣ ist das Leerzeichen davor), oder nehmen Sie eines, das der Zustand sagt.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>All parts of the table added up, and how far that is from the state that the model computed (of float rounding, relative to the state). Where norms stand behind sub-layers or over sums, they are taken with the scales that they had: then every part comes to something in the state, and the parts add up.</source>
        <translation>Alle Teile der Tabelle zusammengezählt, und wie weit die Summe von dem Zustand entfernt ist, den das Modell berechnet hat (durch Gleitkomma-Rundung, relativ zum Zustand). Wo Normen hinter Teilschichten oder über Summen stehen, werden sie mit den Skalierungen genommen, die sie hatten: Dann macht jeder Teil einen bestimmten Betrag im Zustand aus, und die Teile addieren sich.</translation>
    </message>
    <message>
        <source>Filter: 7.3, 7-1100, a token or a word</source>
        <translation>Filter: 7.3, 7-1100, ein Token oder ein Wort</translation>
    </message>
    <message>
        <source>Filter the rows by place, token or word</source>
        <translation>Die Zeilen nach Ort, Token oder Wort filtern</translation>
    </message>
    <message>
        <source>all parts</source>
        <translation>alle Teile</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>embedding, biases</source>
        <translation>Embedding, Bias</translation>
    </message>
    <message>
        <source>Which kinds of parts are shown</source>
        <translation>Welche Arten von Teilen gezeigt werden</translation>
    </message>
    <message>
        <source>All parts, those first that raise the word&apos;s logit most</source>
        <translation>Alle Teile, zuerst die, die den Logit des Wortes am meisten erhöhen</translation>
    </message>
    <message>
        <source>Go on to the final state of the token</source>
        <translation>Weiter zum Endzustand des Tokens</translation>
    </message>
    <message>
        <source>Show the parts of all bands again</source>
        <translation>Wieder die Teile aller Bänder zeigen</translation>
    </message>
    <message>
        <source>Everything that was added to the stream, a row each</source>
        <translation>Alles, was zum Strom addiert wurde, je eine Zeile</translation>
    </message>
    <message>
        <source>top contributors to “%1”</source>
        <translation>größte Beiträge zu „%1“</translation>
    </message>
    <message>
        <source>up to state %1  ✕</source>
        <translation>bis Zustand %1  ✕</translation>
    </message>
    <message>
        <source>only %1  ✕</source>
        <translation>nur %1  ✕</translation>
    </message>
    <message>
        <source>%1 of %2 parts</source>
        <translation>%1 von %2 Teilen</translation>
    </message>
    <message>
        <source>&lt;b&gt;Stream&lt;/b&gt;</source>
        <translation>&lt;b&gt;Strom&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;Stream of %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;Strom von %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>position %1  ·  final state says “%2”</source>
        <translation>Position %1  ·  Endzustand sagt „%2“</translation>
    </message>
    <message>
        <source>position %1  ·  up to state %2 of %3, which says “%4”</source>
        <translation>Position %1  ·  bis Zustand %2 von %3, der „%4“ sagt</translation>
    </message>
    <message>
        <source>The state is a sum: embedding, position, and what every head and every neuron of every layer adds. The bars begin at the embedding at the bottom.</source>
        <translation>Der Zustand ist eine Summe: Embedding, Position und was jeder Head und jedes Neuron jeder Schicht addiert. Die Balken beginnen unten beim Embedding.</translation>
    </message>
    <message>
        <source>length: %1</source>
        <translation>Länge: %1</translation>
    </message>
</context>
<context>
    <name>headscope::ui::SweepModel</name>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>mean KL %1 nats</source>
        <translation>mittlere KL %1 nats</translation>
    </message>
    <message>
        <source>log-probability of the true next token %1 nats, change %2</source>
        <translation>Log-Wahrscheinlichkeit des wahren nächsten Tokens %1 nats, Änderung %2</translation>
    </message>
    <message>
        <source>same top word %1</source>
        <translation>gleiches bestes Wort %1</translation>
    </message>
    <message>
        <source>cache dropped %1, queries past %2</source>
        <translation>aus dem Zwischenspeicher verworfen %1, Querys vorbei %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>same top</source>
        <translation>gleiches</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>past</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gespart</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nats</translation>
    </message>
    <message>
        <source>log p</source>
        <translation>log p</translation>
    </message>
    <message>
        <source>words</source>
        <translation>bestes Wort</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>Querys</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>What was swept</source>
        <translation>Was durchlaufen wurde</translation>
    </message>
    <message>
        <source>Mean KL(original || changed) over all tokens, in nats</source>
        <translation>Mittlere KL(Original || geändert) über alle Token, in nats</translation>
    </message>
    <message>
        <source>Mean change of the log-probability of the true next token</source>
        <translation>Mittlere Änderung der Log-Wahrscheinlichkeit des wahren nächsten Tokens</translation>
    </message>
    <message>
        <source>Share of the tokens whose most likely word stayed</source>
        <translation>Anteil der Token, deren wahrscheinlichstes Wort gleich blieb</translation>
    </message>
    <message>
        <source>Share of all messages that is not in the cache</source>
        <translation>Anteil aller Nachrichten, der nicht im Zwischenspeicher ist</translation>
    </message>
    <message>
        <source>Share of all queries that passed a head by</source>
        <translation>Anteil aller Querys, die an einem Head vorbeigingen</translation>
    </message>
    <message>
        <source>Parameters that heads with cut ranks need less</source>
        <translation>Parameter, die Heads mit gekürztem Rang weniger brauchen</translation>
    </message>
    <message>
        <source>Tokens that were looked at</source>
        <translation>Token, die betrachtet wurden</translation>
    </message>
</context>
<context>
    <name>headscope::ui::SweepPlot</name>
    <message>
        <source>mean KL (nats)</source>
        <translation>mittlere KL (nats)</translation>
    </message>
    <message>
        <source>mean change of log p (nats)</source>
        <translation>mittlere Änderung von log p (nats)</translation>
    </message>
    <message>
        <source>same top word (%)</source>
        <translation>bestes Wort gleich (%)</translation>
    </message>
    <message>
        <source>Plot: %1 against %2</source>
        <translation>Diagramm: %1 gegen %2</translation>
    </message>
</context>
<context>
    <name>headscope::ui::SweepText</name>
    <message>
        <source>“%1” is no rank: heads of this model have whole ranks of 1 to %2.</source>
        <translation>„%1“ ist kein Rang: Heads dieses Modells haben ganzzahlige Ränge von 1 bis %2.</translation>
    </message>
    <message>
        <source>“%1” is no share: it must be 0 or above.</source>
        <translation>„%1“ ist kein Anteil: Er muss 0 oder größer sein.</translation>
    </message>
    <message>
        <source>the checked changes alone</source>
        <translation>nur die angehakten Änderungen</translation>
    </message>
    <message>
        <source>rank of Wᴾ</source>
        <translation>Rang von Wᴾ</translation>
    </message>
    <message>
        <source>rank of Wᴹ</source>
        <translation>Rang von Wᴹ</translation>
    </message>
    <message>
        <source>small messages dropped</source>
        <translation>kleine Nachrichten verworfen</translation>
    </message>
    <message>
        <source>high-bias messages dropped</source>
        <translation>Nachrichten mit hohem Bias verworfen</translation>
    </message>
    <message>
        <source>queries pass by</source>
        <translation>Querys gehen vorbei</translation>
    </message>
    <message>
        <source>the checked changes</source>
        <translation>die angehakten Änderungen</translation>
    </message>
    <message>
        <source>rank that Wᴾ is cut to</source>
        <translation>Rang, auf den Wᴾ gekürzt wird</translation>
    </message>
    <message>
        <source>rank that Wᴹ is cut to</source>
        <translation>Rang, auf den Wᴹ gekürzt wird</translation>
    </message>
    <message>
        <source>messages dropped below this share of the median (%)</source>
        <translation>Nachrichten unter diesem Anteil des Medians verworfen (%)</translation>
    </message>
    <message>
        <source>messages dropped from this |ρ| on</source>
        <translation>Nachrichten ab diesem |ρ| verworfen</translation>
    </message>
    <message>
        <source>queries pass by below this cosine</source>
        <translation>Querys gehen unter diesem Kosinus vorbei</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>%1&#xa0;%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Write the values that are to be tried, like 1, 2, 4, 8.</source>
        <translation>Geben Sie die Werte ein, die probiert werden sollen, etwa 1; 2; 4; 8.</translation>
    </message>
    <message>
        <source>%1 values are too many: a sweep has at most %2.</source>
        <translation>%1 Werte sind zu viele: Ein Durchlauf hat höchstens %2.</translation>
    </message>
    <message>
        <source>“%1” cannot be read as a number.</source>
        <translation>„%1“ lässt sich nicht als Zahl lesen.</translation>
    </message>
    <message>
        <source>“%1” is no |ρ|: it must be from 0 to 1.</source>
        <translation>„%1“ ist kein |ρ|: Es muss zwischen 0 und 1 liegen.</translation>
    </message>
    <message>
        <source>“%1” is no cosine: it must be from −1 to 1.</source>
        <translation>„%1“ ist kein Kosinus: Er muss zwischen −1 und 1 liegen.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::TokenStrip</name>
    <message>
        <source>Tokens of the prompt</source>
        <translation>Token des Prompts</translation>
    </message>
    <message>
        <source>The tokens of the prompt appear here.</source>
        <translation>Hier erscheinen die Token des Prompts.</translation>
    </message>
    <message>
        <source>Click: its row. Shift+click: its column.</source>
        <translation>Klick: seine Zeile. Umschalt+Klick: seine Spalte.</translation>
    </message>
    <message>
        <source>Click: its column.</source>
        <translation>Klick: seine Spalte.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::Tour</name>
    <message>
        <source>A head at rest</source>
        <translation>Ein Head in Ruhe</translation>
    </message>
    <message>
        <source>Each column adds up to 100 %, so a head must look somewhere. Head 2.0 looks at the first token: the whole top row says 100. That token&apos;s message is the smallest of all (the line under it), so looking there adds little. Head 2.4, four to the right with Alt+Right, does the same.</source>
        <translation>Jede Spalte ergibt zusammen 100 %, ein Head muss also irgendwohin sehen. Head 2.0 sieht auf das erste Token: In der ganzen obersten Zeile steht 100. Die Nachricht dieses Tokens ist die kleinste von allen (die Linie darunter), dorthin zu sehen fügt also wenig hinzu. Head 2.4, mit Alt+Rechts vier weiter rechts, tut dasselbe.</translation>
    </message>
    <message>
        <source>Who is it about?</source>
        <translation>Um wen geht es?</translation>
    </message>
    <message>
        <source>Read the messages of head 5.2: “sister” says herself, her, she; “brother” says himself, his, he; “My” says myself, my, I. Then see who asks: “wrote” gives “sister” 90 % of its attention, “would” looks at “she”, and “the”, near the end, at “him”. From this head a word can learn which pronouns go with the person spoken of.</source>
        <translation>Lesen Sie die Nachrichten von Head 5.2: „sister“ sagt herself, her, she; „brother“ sagt himself, his, he; „My“ sagt myself, my, I. Sehen Sie dann, wer fragt: „wrote“ gibt „sister“ 90 % seiner Attention, „would“ sieht auf „she“ und „the“, gegen Ende, auf „him“. Von diesem Head kann ein Wort lernen, welche Pronomen zu der Person gehören, von der die Rede ist.</translation>
    </message>
    <message>
        <source>The sea, told by a ship</source>
        <translation>Das Meer, von einem Schiff erzählt</translation>
    </message>
    <message>
        <source>In head 6.2 the messages of “sailor”, “ship”, “water” and “island” are all of the sea. The “the” after “cross” gives “ship” two thirds of its attention and so reads: ship, sailors, captain, crew. The next word of the prompt is “water”, and the “the” after it looks there in turn.</source>
        <translation>In Head 6.2 handeln die Nachrichten von „sailor“, „ship“, „water“ und „island“ alle vom Meer. Das „the“ nach „cross“ gibt „ship“ zwei Drittel seiner Attention und liest so: ship, sailors, captain, crew. Das nächste Wort des Prompts ist „water“, und das „the“ danach sieht seinerseits dorthin.</translation>
    </message>
    <message>
        <source>What the text is about</source>
        <translation>Wovon der Text handelt</translation>
    </message>
    <message>
        <source>One layer on, head 7.1 speaks of the sea wherever it looks: after “watched” every message has sail, sailing, shore or boat among its words, even those of “the” and “to”. In the prompt before, the “to” of this head says letter and message, and nothing of the sea. Small words have been told, in the layers below, what the text is about.</source>
        <translation>Eine Schicht weiter spricht Head 7.1 vom Meer, wohin er auch sieht: Nach „watched“ hat jede Nachricht sail, sailing, shore oder boat unter ihren Wörtern, selbst die von „the“ und „to“. Im vorigen Prompt sagt das „to“ dieses Heads letter und message und nichts vom Meer. Kleine Wörter haben in den Schichten darunter erfahren, wovon der Text handelt.</translation>
    </message>
    <message>
        <source>Ready, but hardly heard</source>
        <translation>Bereit, aber kaum gehört</translation>
    </message>
    <message>
        <source>The messages of head 7.4 say the word itself and its kin: “ship” says ship, vessel, boat; “water” says water, waters, sea; “island” says island, islands. But see the top row: nearly all attention is on the first token, 95 % on average. What a head could say and what it does say are two things.</source>
        <translation>Die Nachrichten von Head 7.4 sagen das Wort selbst und seine Verwandten: „ship“ sagt ship, vessel, boat; „water“ sagt water, waters, sea; „island“ sagt island, islands. Sehen Sie aber die oberste Zeile: Fast die ganze Attention liegt auf dem ersten Token, im Mittel 95 %. Was ein Head sagen könnte und was er sagt, ist zweierlei.</translation>
    </message>
    <message>
        <source>Who wrote “sail”?</source>
        <translation>Wer hat „sail“ geschrieben?</translation>
    </message>
    <message>
        <source>After “lower the” the model predicts “sail”. This is the stream of that “the”, embedding at the bottom, final state on top. Press “top contributors” above the table: of 12,882 parts the message of “ship” in head 6.2 raises “sail” most, and its message in head 7.1 is second.</source>
        <translation>Nach „lower the“ sagt das Modell „sail“ voraus. Dies ist der Strom dieses „the“, unten das Embedding, oben der Endzustand. Klicken Sie über der Tabelle auf „größte Beiträge“: Von 12&#xa0;882 Teilen erhöht die Nachricht von „ship“ in Head 6.2 „sail“ am meisten, und an zweiter Stelle steht seine Nachricht in Head 7.1.</translation>
    </message>
    <message>
        <source>A neuron for the sea</source>
        <translation>Ein Neuron für das Meer</translation>
    </message>
    <message>
        <source>Neuron 836 of layer 0 reads seas, fishing, ships and writes ship, captain, vessel. Along its row it is active on “sailor”, “ship”, “water” and “island”, and not on “old”. Then press “only on the first token”: those neurons fire there and on no other token of the prompt.</source>
        <translation>Neuron 836 von Schicht 0 liest seas, fishing, ships und schreibt ship, captain, vessel. In seiner Zeile ist es bei „sailor“, „ship“, „water“ und „island“ aktiv, bei „old“ nicht. Klicken Sie dann auf „nur auf dem ersten Token“: Diese Neuronen feuern dort und auf keinem anderen Token des Prompts.</translation>
    </message>
    <message>
        <source>When the model knows</source>
        <translation>Wann das Modell es weiß</translation>
    </message>
    <message>
        <source>This column is the “the” after “cross”, read after every layer. The true next word, “water”, has rank 87 after layer 4, rank 2 after layer 5 and rank 1 from layer 6 on: the line below climbs there. A bar at a cell&apos;s left edge marks the states that are right.</source>
        <translation>Diese Spalte ist das „the“ nach „cross“, nach jeder Schicht gelesen. Das wahre nächste Wort, „water“, hat nach Schicht 4 Rang 87, nach Schicht 5 Rang 2 und ab Schicht 6 Rang 1: Die Linie unten steigt dort an. Ein Balken am linken Rand einer Zelle kennzeichnet die Zustände, die richtig sind.</translation>
    </message>
    <message>
        <source>The same books, another architecture</source>
        <translation>Dieselben Bücher, eine andere Architektur</translation>
    </message>
    <message>
        <source>This is bookshelf-llama-14m: the same books and words, built as Llama is. Read the messages of head 4.0: “captain” says himself, “ship” says herself, “boats” says are, were, themselves. Four heads share their keys and values here, and yet their messages differ: the line above the table says how much.</source>
        <translation>Dies ist bookshelf-llama-14m: dieselben Bücher und Wörter, gebaut wie Llama. Lesen Sie die Nachrichten von Head 4.0: „captain“ sagt himself, „ship“ sagt herself, „boats“ sagt are, were, themselves. Vier Heads teilen sich hier ihre Keys und Values, und doch unterscheiden sich ihre Nachrichten: Die Zeile über der Tabelle sagt, wie sehr.</translation>
    </message>
    <message>
        <source>What an order is</source>
        <translation>Was ein Befehl ist</translation>
    </message>
    <message>
        <source>One layer on, the message of “order” in head 5.0 says orders, message, request, advice. Positions are turned into queries and keys in this model: a pattern depends on how far away it is met, and Distance, in the bar above, says how far.</source>
        <translation>Eine Schicht weiter sagt die Nachricht von „order“ in Head 5.0 orders, message, request, advice. In diesem Modell werden Positionen in Querys und Keys hineingedreht: Ein Muster hängt davon ab, aus welcher Entfernung es gelesen wird, und „Entfernung“ in der Leiste darüber sagt, aus welcher.</translation>
    </message>
    <message>
        <source>The sea again</source>
        <translation>Wieder das Meer</translation>
    </message>
    <message>
        <source>In the last layer head 7.4 speaks of the sea, as head 7.1 of the other model does: “captain”, “ship” and “boats”, and even the “the” between them, say ship, sea, sailors. Two models that never met tell the same thing.</source>
        <translation>In der letzten Schicht spricht Head 7.4 vom Meer, wie es Head 7.1 des anderen Modells tut: „captain“, „ship“ und „boats“ und selbst die „the“ dazwischen sagen ship, sea, sailors. Zwei Modelle, die sich nie begegnet sind, erzählen dasselbe.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::TourCard</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>En&amp;d tour</source>
        <translation>Rundgang b&amp;eenden</translation>
    </message>
    <message>
        <source>The stop before (Left)</source>
        <translation>Die Station davor (Links)</translation>
    </message>
    <message>
        <source>End the tour and bring back your prompt (Esc)</source>
        <translation>Den Rundgang beenden und Ihren Prompt zurückholen (Esc)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>End the tour and bring back your prompt</source>
        <translation>Den Rundgang beenden und Ihren Prompt zurückholen</translation>
    </message>
    <message>
        <source>The next stop (Right)</source>
        <translation>Die nächste Station (Rechts)</translation>
    </message>
    <message>
        <source>Tour, %1: %2. %3</source>
        <translation>Rundgang, %1: %2. %3</translation>
    </message>
    <message>
        <source>Guided tour: %1</source>
        <translation>Geführter Rundgang: %1</translation>
    </message>
</context>
<context>
    <name>headscope::ui::WeightTables</name>
    <message>
        <source>The first %1 of %2 rows; the exported table has all of them.</source>
        <translation>Die ersten %1 von %2 Zeilen; die exportierte Tabelle enthält alle.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::WeightsInspection</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>90 % of the energy</source>
        <translation>90 % der Energie</translation>
    </message>
    <message>
        <source>99 % of the energy</source>
        <translation>99 % der Energie</translation>
    </message>
    <message>
        <source>99.9 % of the energy</source>
        <translation>99,9 % der Energie</translation>
    </message>
    <message>
        <source>entropy rank</source>
        <translation>Entropie-Rang</translation>
    </message>
    <message>
        <source>stable rank</source>
        <translation>stabiler Rang</translation>
    </message>
    <message>
        <source>singular value %1</source>
        <translation>Singulärwert %1</translation>
    </message>
    <message>
        <source>Weights of head %1</source>
        <translation>Gewichte von Head %1</translation>
    </message>
    <message>
        <source>W = Σ s_i u_i v_iᵀ
stable = Σ s_i² / s_1²
entropy = exp H(s / Σ s)</source>
        <translation>W = Σ s_i u_i v_iᵀ
stabil = Σ s_i² / s_1²
Entropie = exp H(s / Σ s)</translation>
    </message>
    <message>
        <source>With the norm&apos;s gain, and without the mean that it takes away, in what reads the stream.</source>
        <translation>Mit der Verstärkung der Norm und ohne das Mittel, das sie abzieht, in dem, was den Strom liest.</translation>
    </message>
    <message>
        <source>The matrices as they are, without the norm.</source>
        <translation>Die Matrizen, wie sie sind, ohne die Norm.</translation>
    </message>
    <message>
        <source>Direction &lt;b&gt;%1&lt;/b&gt; of %2 stands apart</source>
        <translation>Richtung &lt;b&gt;%1&lt;/b&gt; von %2 steht für sich</translation>
    </message>
    <message>
        <source>Direction &lt;b&gt;%1&lt;/b&gt; of %2 mixes with %3 to %4</source>
        <translation>Richtung &lt;b&gt;%1&lt;/b&gt; von %2 mischt sich mit %3 bis %4</translation>
    </message>
</context>
<context>
    <name>headscope::ui::WeightsModel</name>
    <message>
        <source>patterns</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>Querys</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>values</source>
        <translation>Values</translation>
    </message>
    <message>
        <source>output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Rank: 90 % of the energy</source>
        <translation>Rang: 90 % der Energie</translation>
    </message>
    <message>
        <source>Rank: 99 % of the energy</source>
        <translation>Rang: 99 % der Energie</translation>
    </message>
    <message>
        <source>Rank: 99.9 % of the energy</source>
        <translation>Rang: 99,9 % der Energie</translation>
    </message>
    <message>
        <source>Rank: entropy</source>
        <translation>Rang: Entropie</translation>
    </message>
    <message>
        <source>Rank: stable</source>
        <translation>Rang: stabil</translation>
    </message>
    <message>
        <source>Largest singular value</source>
        <translation>Größter Singulärwert</translation>
    </message>
    <message>
        <source>The fewest singular values that hold 90 % of the sum of squares.</source>
        <translation>Die kleinste Anzahl von Singulärwerten, die 90 % der Quadratsumme enthalten.</translation>
    </message>
    <message>
        <source>The fewest singular values that hold 99 % of the sum of squares.</source>
        <translation>Die kleinste Anzahl von Singulärwerten, die 99 % der Quadratsumme enthalten.</translation>
    </message>
    <message>
        <source>The fewest singular values that hold 99.9 % of the sum of squares.</source>
        <translation>Die kleinste Anzahl von Singulärwerten, die 99,9 % der Quadratsumme enthalten.</translation>
    </message>
    <message>
        <source>exp of the entropy of the singular values as shares of their sum.</source>
        <translation>exp der Entropie der Singulärwerte als Anteile an ihrer Summe.</translation>
    </message>
    <message>
        <source>The sum of the squared singular values over the largest one squared.</source>
        <translation>Die Summe der quadrierten Singulärwerte geteilt durch das Quadrat des größten.</translation>
    </message>
    <message>
        <source>How much the matrix lengthens the vector that it lengthens most.</source>
        <translation>Wie sehr die Matrix den Vektor verlängert, den sie am meisten verlängert.</translation>
    </message>
    <message>
        <source>Wᴾ = W_K W_Qᵀ, which makes patterns</source>
        <translation>Wᴾ = W_K W_Qᵀ, bildet die Muster</translation>
    </message>
    <message>
        <source>Wᴹ = W_V W_O, which makes messages</source>
        <translation>Wᴹ = W_V W_O, bildet die Nachrichten</translation>
    </message>
    <message>
        <source>W_Q, which makes queries</source>
        <translation>W_Q, bildet die Querys</translation>
    </message>
    <message>
        <source>W_K, which makes keys</source>
        <translation>W_K, bildet die Keys</translation>
    </message>
    <message>
        <source>W_V, which makes values</source>
        <translation>W_V, bildet die Values</translation>
    </message>
    <message>
        <source>W_O, which writes the values to the stream</source>
        <translation>W_O, schreibt die Values in den Strom</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2%3&lt;br&gt;rank %4 (90 %), %5 (99 %), %6 (99.9 %) of %7&lt;br&gt;entropy %8 · stable %9</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2%3&lt;br&gt;Rang %4 (90 %), %5 (99 %), %6 (99,9 %) von %7&lt;br&gt;Entropie %8 · stabil %9</translation>
    </message>
    <message>
        <source>, with the norm in it</source>
        <translation>, mit der Norm darin</translation>
    </message>
    <message>
        <source>&lt;br&gt;largest singular value %1</source>
        <translation>&lt;br&gt;größter Singulärwert %1</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Head</translation>
    </message>
    <message>
        <source>Click to sort by layer and head.</source>
        <translation>Klicken, um nach Schicht und Head zu sortieren.</translation>
    </message>
    <message>
        <source>%1.&lt;br&gt;%2 Click to sort by it.</source>
        <translation>%1.&lt;br&gt;%2 Klicken, um danach zu sortieren.</translation>
    </message>
</context>
<context>
    <name>headscope::ui::WeightsView</name>
    <message>
        <source>With the norm</source>
        <translation>Mit der Norm</translation>
    </message>
    <message>
        <source>What the list of heads shows</source>
        <translation>Was die Liste der Heads zeigt</translation>
    </message>
    <message>
        <source>With what the norm in front of the head does to the stream, but for its length, in the factors that read it: its gain, and the mean that it takes away. Without it, the matrices are as the file has them.</source>
        <translation>Mit dem, was die Norm vor dem Head, abgesehen von der Länge, mit dem Strom macht, in den Faktoren, die ihn lesen: ihrer Verstärkung und dem Mittelwert, den sie abzieht. Ohne sie sind die Matrizen so, wie sie in der Datei stehen.</translation>
    </message>
    <message>
        <source>Singular values, logarithmic</source>
        <translation>Singulärwerte, logarithmisch</translation>
    </message>
    <message>
        <source>Relative to the largest</source>
        <translation>Relativ zum größten</translation>
    </message>
    <message>
        <source>Energy of the first</source>
        <translation>Energie der ersten</translation>
    </message>
    <message>
        <source>What the plot shows</source>
        <translation>Was das Diagramm zeigt</translation>
    </message>
    <message>
        <source>Energy is the share of the sum of squares that the first values hold.</source>
        <translation>Energie ist der Anteil an der Summe der Quadrate, den die ersten Werte enthalten.</translation>
    </message>
    <message>
        <source>Wᴾ: patterns</source>
        <translation>Wᴾ: Muster</translation>
    </message>
    <message>
        <source>Wᴹ: messages</source>
        <translation>Wᴹ: Nachrichten</translation>
    </message>
    <message>
        <source>Whose directions</source>
        <translation>Wessen Richtungen</translation>
    </message>
    <message>
        <source>What of the later head reads</source>
        <translation>Was am späteren Head liest</translation>
    </message>
    <message>
        <source>What of the later head reads what the earlier one writes: its queries (what it looks for), its keys (what it finds) or its values (what it passes on).</source>
        <translation>Was am späteren Head liest, was der frühere schreibt: seine Querys (was er sucht), seine Keys (was er findet) oder seine Values (was er weitergibt).</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>Spektrum</translation>
    </message>
    <message>
        <source>Directions</source>
        <translation>Richtungen</translation>
    </message>
    <message>
        <source>Composition</source>
        <translation>Komposition</translation>
    </message>
    <message>
        <source>The singular values of the selected head&apos;s matrices</source>
        <translation>Die Singulärwerte der Matrizen des ausgewählten Heads</translation>
    </message>
    <message>
        <source>The words at both ends of each singular direction</source>
        <translation>Die Wörter an beiden Enden jeder singulären Richtung</translation>
    </message>
    <message>
        <source>What heads read of what earlier heads write</source>
        <translation>Was Heads von dem lesen, was frühere Heads schreiben</translation>
    </message>
    <message>
        <source>What is shown beside the list</source>
        <translation>Was neben der Liste gezeigt wird</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>schreibt</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>liest</translation>
    </message>
    <message>
        <source>Open a model to see what its weights say by themselves.</source>
        <translation>Öffnen Sie ein Modell, um zu sehen, was seine Gewichte für sich allein sagen.</translation>
    </message>
    <message>
        <source>Singular values of head %1, with the norm</source>
        <translation>Singulärwerte von Head %1, mit der Norm</translation>
    </message>
    <message>
        <source>Singular values of head %1</source>
        <translation>Singulärwerte von Head %1</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>%1 of head %2: %3 of %4 directions stand apart; the values of the others are closer than %5 to a neighbour&apos;s, so that their directions mix.</source>
        <translation>%1 von Head %2: %3 von %4 Richtungen stehen für sich; die Werte der anderen liegen näher als %5 an dem eines Nachbarn, sodass sich ihre Richtungen mischen.</translation>
    </message>
    <message>
        <source>There are no words: the model comes without a token embedding.</source>
        <translation>Es gibt keine Wörter: Das Modell kommt ohne Token-Embedding.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Weights&lt;/b&gt; of head %1</source>
        <translation>&lt;b&gt;Gewichte&lt;/b&gt; von Head %1</translation>
    </message>
    <message>
        <source>Wᴾ %1, Wᴹ %2</source>
        <translation>Wᴾ %1, Wᴹ %2</translation>
    </message>
    <message>
        <source>Wᴾ %1, Wᴹ %2 of %3</source>
        <translation>Wᴾ %1, Wᴹ %2 von %3</translation>
    </message>
    <message>
        <source>with the norm</source>
        <translation>mit der Norm</translation>
    </message>
    <message>
        <source>of the model as it is, not as changed in the Lab</source>
        <translation>vom Modell, wie es ist, nicht wie im Labor geändert</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>Wᴾ = W_K W_Qᵀ makes the patterns of a head, Wᴹ = W_V W_O its messages. Neither is ever built: their singular values are those of the small core between the triangles of their factors.</source>
        <translation>Wᴾ = W_K W_Qᵀ ergibt die Muster eines Heads, Wᴹ = W_V W_O seine Nachrichten. Keine der beiden wird je aufgebaut: Ihre Singulärwerte sind die des kleinen Kerns zwischen den Dreiecksmatrizen ihrer Faktoren.</translation>
    </message>
    <message>
        <source>Rows write, columns read; %1. |A B| / (|A| |B|).</source>
        <translation>Zeilen schreiben, Spalten lesen; %1. |A B| / (|A| |B|).</translation>
    </message>
</context>
<context>
    <name>headscope::ui::WordBox</name>
    <message>
        <source>%1 (predicted)</source>
        <translation>%1 (vorhergesagt)</translation>
    </message>
</context>
<context>
    <name>headscope::ui::WordText</name>
    <message>
        <source>‹first›</source>
        <translation>‹erstes›</translation>
    </message>
    <message>
        <source>Position %1, token %2: “%3”</source>
        <translation>Position %1, Token %2: „%3“</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Part %1 of %2 of one character</source>
        <translation>Teil %1 von %2 eines Zeichens</translation>
    </message>
    <message>
        <source>%1&#xa0;%</source>
        <translation>%1&#xa0;%</translation>
    </message>
</context>
<context>
    <name>headscope::ui::WordsDelegate</name>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
</context>
</TS>
