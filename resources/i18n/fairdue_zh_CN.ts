<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CasePane</name>
    <message>
        <source>Since the last contact: {news}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>also used by {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why here:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>= {score} points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a case in the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>male</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>female</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{age} years</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of this name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity ✓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity — (I)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promises</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FairDue — {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice portfolio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Real amounts of card clients (UCI, Taiwan 2005), shown 1:1 as CNY; every person, number and employer is invented.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressBanner</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>第 {done} 项，共 {total} 项</translation>
    </message>
</context>
<context>
    <name>QueuePane</name>
    <message>
        <source>Found: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cases} cases to work, {share} % of {total}; {due} promises fall due today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing holds “{text}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing left to do in this view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cases yet. Import a placement file to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To do today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, pinyin, phone, last digits…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day&apos;s work</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueRows</name>
    <message>
        <source>{days} d</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Undo Ctrl+Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>collector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypted · {name} ({role})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done {worked} · to do {waiting} · connected {connected} · promises {promises} ({amount})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup proven {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No proven backup yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SummaryCards</name>
    <message>
        <source>principal {principal} · interest {interest} · fees {fees}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make-up not given by the creditor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owed ({age})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as of {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as of {day}, {days} days old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>principal first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interest and fees first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>card …{tail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>limitation {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recall {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan · {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promise · {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no earlier promise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>earlier: {kept} of {judged} kept, {late} days late on average, {paid} % paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>partly kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>performing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>willingness {level}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ability {level}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proof missing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close message</source>
        <translation>关闭提示</translation>
    </message>
</context>
</TS>
