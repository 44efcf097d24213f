<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DeletePracticeDialog</name>
    <message numerus="yes">
        <source>{cases} practice case(s) and everything done in practice: deleted for good. Your own store is not touched.</source>
        <translation>
            <numerusform>{cases} practice case and everything done in practice: deleted for good. Your own store is not touched.</numerusform>
            <numerusform>{cases} practice cases and everything done in practice: deleted for good. Your own store is not touched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete {cases} case(s)</source>
        <translation>
            <numerusform>Delete {cases} case</numerusform>
            <numerusform>Delete {cases} cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutcomeBar</name>
    <message numerus="yes">
        <source>Import {count} row(s)</source>
        <translation>
            <numerusform>Import {count} row</numerusform>
            <numerusform>Import {count} rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromiseStep</name>
    <message numerus="yes">
        <source>Earlier promises: {kept} of {judged} kept, {late} day(s) late on average</source>
        <translation>
            <numerusform>Earlier promises: {kept} of {judged} kept, {late} day late on average</numerusform>
            <numerusform>Earlier promises: {kept} of {judged} kept, {late} days late on average</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScheduleCard</name>
    <message numerus="yes">
        <source>{count} instalment(s) · the last {amount}</source>
        <translation>
            <numerusform>{count} instalment · the last {amount}</numerusform>
            <numerusform>{count} instalments · the last {amount}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorePanel</name>
    <message numerus="yes">
        <source>{count} case(s)</source>
        <translation>
            <numerusform>{count} case</numerusform>
            <numerusform>{count} cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} fact(s)</source>
        <translation>
            <numerusform>{count} fact</numerusform>
            <numerusform>{count} facts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryCards</name>
    <message numerus="yes">
        <source>{day}, {days} day(s) old</source>
        <translation>
            <numerusform>{day}, {days} day old</numerusform>
            <numerusform>{day}, {days} days old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{days} day(s)</source>
        <translation>
            <numerusform>{days} day</numerusform>
            <numerusform>{days} days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>earlier: {kept} of {judged} kept, {late} day(s) late on average, {paid} % paid</source>
        <translation>
            <numerusform>earlier: {kept} of {judged} kept, {late} day late on average, {paid} % paid</numerusform>
            <numerusform>earlier: {kept} of {judged} kept, {late} days late on average, {paid} % paid</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhyRow</name>
    <message numerus="yes">
        <source>= {score} point(s)</source>
        <translation>
            <numerusform>= {score} point</numerusform>
            <numerusform>= {score} points</numerusform>
        </translation>
    </message>
</context>
</TS>
