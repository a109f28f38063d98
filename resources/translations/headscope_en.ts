<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>headscope::ui::SessionState</name>
    <message numerus="yes">
        <source>The session&apos;s labels have replaced what was noted on %n head(s). Undo (Ctrl+Z) brings it back.</source>
        <translation>
            <numerusform>The session&apos;s labels have replaced what was noted on %n head. Undo (Ctrl+Z) brings it back.</numerusform>
            <numerusform>The session&apos;s labels have replaced what was noted on %n heads. Undo (Ctrl+Z) brings it back.</numerusform>
        </translation>
    </message>
</context>
</TS>
