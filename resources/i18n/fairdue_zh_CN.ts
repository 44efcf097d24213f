<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccessPanel</name>
    <message>
        <source>{count} entries</source>
        <translation>{count} 条</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Save the access log</source>
        <translation>保存访问记录</translation>
    </message>
    <message>
        <source>Writing the access log</source>
        <translation>正在写访问记录</translation>
    </message>
    <message>
        <source>Who opened which case, saw which number in full, let what out and for what. A case counts once a day since unlocking. Openings are kept for three years.</source>
        <translation>谁打开过哪件案件、查看过哪个完整号码、导出过什么、用途为何。同一案件每次解锁后每天记一次；打开案件的记录保存三年。</translation>
    </message>
    <message>
        <source>Only a lead sees who opened what.</source>
        <translation>只有主管可以查看访问记录。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Number of a case</source>
        <translation>案件编号</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部操作</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>另存为文件…</translation>
    </message>
    <message>
        <source>Access log</source>
        <translation>访问记录</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
</context>
<context>
    <name>AccountTable</name>
    <message>
        <source>Number</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Owed</source>
        <translation>欠款</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>本金</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>额度</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>逾期天数</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Charge, correct, waive…</source>
        <translation>新增、更正、减免…</translation>
    </message>
    <message>
        <source>What is owed, and why</source>
        <translation>欠款多少，为什么</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Desk</source>
        <translation>工作台</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>还款计划</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>承诺与计划</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>AgeingSheet</name>
    <message>
        <source>Open cases by bucket</source>
        <translation>在案账龄</translation>
    </message>
    <message>
        <source>Open cases by bucket at the end of each week</source>
        <translation>各周末在案账龄分布</translation>
    </message>
    <message>
        <source>From bucket to bucket in this week</source>
        <translation>本周账龄迁徙</translation>
    </message>
    <message>
        <source>Ageing</source>
        <translation>账龄分布</translation>
    </message>
    <message>
        <source>Roll between buckets</source>
        <translation>账龄迁徙</translation>
    </message>
</context>
<context>
    <name>AskBar</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>AssignCard</name>
    <message>
        <source>Tick who gets the cases.</source>
        <translation>请勾选接收案件的催收员。</translation>
    </message>
    <message>
        <source>cases given: {count}</source>
        <translation>已分配 {count} 件</translation>
    </message>
    <message>
        <source>the {count} chosen</source>
        <translation>所选 {count} 件</translation>
    </message>
    <message>
        <source>all {count} of this view</source>
        <translation>此视图全部 {count} 件</translation>
    </message>
    <message>
        <source>Give cases to collectors</source>
        <translation>分配案件</translation>
    </message>
    <message>
        <source>Which cases</source>
        <translation>哪些案件</translation>
    </message>
    <message>
        <source>What each gets alike</source>
        <translation>按什么平均</translation>
    </message>
    <message>
        <source>alike in number</source>
        <translation>按件数平均</translation>
    </message>
    <message>
        <source>alike in money</source>
        <translation>按金额平均</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>why, for the timeline (may stay empty)</source>
        <translation>原因，写入时间线（可不填）</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Assistant</name>
    <message>
        <source>Skip this case: why, and until when?</source>
        <translation>跳过此案：原因，到何时？</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Which one?</source>
        <translation>是哪一种？</translation>
    </message>
    <message>
        <source>Was the identity checked?</source>
        <translation>身份核对了吗？</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>yes, two details match</source>
        <translation>是，两项信息相符</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Why is it overdue?</source>
        <translation>为何逾期？</translation>
    </message>
    <message>
        <source>How much, and when?</source>
        <translation>还多少，何时还？</translation>
    </message>
    <message>
        <source>Call back when?</source>
        <translation>何时回拨？</translation>
    </message>
    <message>
        <source>What is wished?</source>
        <translation>对方有何意愿？</translation>
    </message>
    <message>
        <source>What happened?</source>
        <translation>发生了什么？</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>a sentence for the log</source>
        <translation>写一句话留存</translation>
    </message>
</context>
<context>
    <name>AssistantView</name>
    <message>
        <source>third person</source>
        <translation>第三人</translation>
    </message>
</context>
<context>
    <name>BudgetLine</name>
    <message>
        <source>Calls a day: {calls}</source>
        <translation>每日拨打：{calls} 通</translation>
    </message>
    <message>
        <source>Calls a day: {calls}, your own pace</source>
        <translation>每日拨打：{calls} 通（按本人近况）</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Next days</source>
        <translation>后几日</translation>
    </message>
    <message>
        <source>The day&apos;s work</source>
        <translation>今日工作</translation>
    </message>
</context>
<context>
    <name>CallBackStep</name>
    <message>
        <source>Call back at</source>
        <translation>回拨时间</translation>
    </message>
    <message>
        <source>1430, +2h, m 1000, w5 pm</source>
        <translation>1430、+2h、m 1000、w5 pm</translation>
    </message>
    <message>
        <source>m 1000</source>
        <translation>m 1000</translation>
    </message>
    <message>
        <source>tomorrow: that time has passed today</source>
        <translation>今天已过此时，改为明天</translation>
    </message>
</context>
<context>
    <name>CaseDataForm</name>
    <message>
        <source>Folder for the case file</source>
        <translation>存放案件档案的文件夹</translation>
    </message>
    <message>
        <source>Writing the case file</source>
        <translation>正在导出案件档案</translation>
    </message>
    <message>
        <source>Goes:</source>
        <translation>删除：</translation>
    </message>
    <message>
        <source>Stays:</source>
        <translation>保留：</translation>
    </message>
    <message>
        <source>Erased: the content of {count} entries. The record is whole.</source>
        <translation>已删除 {count} 条记录的内容，记录链完整。</translation>
    </message>
    <message>
        <source>What is known of one person</source>
        <translation>某个人的信息</translation>
    </message>
    <message>
        <source>Find the case: name, pinyin, phone or card</source>
        <translation>查找案件：姓名、拼音、电话或卡号</translation>
    </message>
    <message>
        <source>Personal data</source>
        <translation>个人信息</translation>
    </message>
    <message>
        <source>Why erase</source>
        <translation>删除原因</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Names, numbers and contents in full</source>
        <translation>完整的姓名、号码和内容</translation>
    </message>
    <message>
        <source>An authority ordered it: before the period is over</source>
        <translation>主管机关命令删除：不等保存期届满</translation>
    </message>
    <message>
        <source>Export the case file…</source>
        <translation>导出案件档案…</translation>
    </message>
    <message>
        <source>Show what would go</source>
        <translation>查看将删除的内容</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>永久删除</translation>
    </message>
</context>
<context>
    <name>CaseOptions</name>
    <message>
        <source>No case is known to fit.</source>
        <translation>没有找到相符的案件。</translation>
    </message>
    <message>
        <source>Cases the money may belong to</source>
        <translation>可能对应的案件</translation>
    </message>
</context>
<context>
    <name>CasePane</name>
    <message>
        <source>Since the last contact: {news}</source>
        <translation>自上次联系：{news}</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>话术</translation>
    </message>
    <message>
        <source>Choose a case in the queue.</source>
        <translation>请在队列中选择一个案件。</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>What arrived was seen, nobody need be called for it</source>
        <translation>新情况已阅，无需联系</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>到账</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>停催</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>外访</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联系方式</translation>
    </message>
</context>
<context>
    <name>CaseTable</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Owed</source>
        <translation>欠款</translation>
    </message>
    <message>
        <source>Days overdue</source>
        <translation>逾期天数</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>账龄</translation>
    </message>
    <message>
        <source>Stands in</source>
        <translation>所在队列</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最近联系</translation>
    </message>
    <message>
        <source>Collector</source>
        <translation>催收员</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>处置阶段</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Why it stands there</source>
        <translation>排位原因</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>Goes back on</source>
        <translation>退案日</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>{cases} · {amount} owed</source>
        <translation>{cases} 件 · 共欠 {amount}</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>No case is like this.</source>
        <translation>没有符合条件的案件。</translation>
    </message>
    <message>
        <source>No cases yet. Import a placement file to begin.</source>
        <translation>还没有案件。请先导入委案文件。</translation>
    </message>
    <message>
        <source>All cases</source>
        <translation>全部案件</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Give cases to collectors</source>
        <translation>分配案件</translation>
    </message>
    <message>
        <source>Pick the columns</source>
        <translation>选择列</translation>
    </message>
</context>
<context>
    <name>ChangeBar</name>
    <message>
        <source>put off</source>
        <translation>暂停顺延</translation>
    </message>
    <message>
        <source>leave one out</source>
        <translation>跳过一期</translation>
    </message>
    <message>
        <source>make up what is missed</source>
        <translation>补还欠付</translation>
    </message>
    <message>
        <source>after the last</source>
        <translation>加在末期之后</translation>
    </message>
    <message>
        <source>spread over the rest</source>
        <translation>摊入其余各期</translation>
    </message>
    <message>
        <source>What changes in the plan?</source>
        <translation>计划作何变更？</translation>
    </message>
    <message>
        <source>All due from</source>
        <translation>自此日起应还</translation>
    </message>
    <message>
        <source>by so many instalments</source>
        <translation>顺延期数</translation>
    </message>
    <message>
        <source>Instalment</source>
        <translation>第几期</translation>
    </message>
    <message>
        <source>to be paid</source>
        <translation>补还方式</translation>
    </message>
    <message>
        <source>Save as draft</source>
        <translation>存为草案</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>ChangeForm</name>
    <message>
        <source>Up to {amount} of this account you may waive alone; more waits for the lead.</source>
        <translation>该账户您可自行减免 {amount}，超出部分须主管批准。</translation>
    </message>
    <message>
        <source>What is changed</source>
        <translation>调整种类</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>还款</translation>
    </message>
    <message>
        <source>Waiver that waits</source>
        <translation>待批减免</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>组成</translation>
    </message>
    <message>
        <source>The correction</source>
        <translation>更正方向</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>The lead&apos;s answer</source>
        <translation>主管答复</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Takes effect on</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>lowers what is owed</source>
        <translation>减少欠款</translation>
    </message>
    <message>
        <source>raises what is owed</source>
        <translation>增加欠款</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>不同意</translation>
    </message>
</context>
<context>
    <name>ChangePanel</name>
    <message>
        <source>This is beyond your authority: nothing moves until the lead approves it.</source>
        <translation>超出您的权限：主管批准前欠款不变。</translation>
    </message>
    <message>
        <source>What is owed stays as it is.</source>
        <translation>欠款不变。</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>组成</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>After it</source>
        <translation>变动后</translation>
    </message>
    <message>
        <source>fits no account</source>
        <translation>未能入账</translation>
    </message>
    <message>
        <source>kept; it waits for the lead</source>
        <translation>已保存，待主管批准</translation>
    </message>
    <message>
        <source>change of the balance kept</source>
        <translation>账目调整已保存</translation>
    </message>
    <message>
        <source>What it moves</source>
        <translation>调整后的变化</translation>
    </message>
    <message>
        <source>Keep the change</source>
        <translation>保存调整</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>Without passphrase and code nobody can open the store, not even we. Write the code on paper, keep it away from this computer, and type it back here. It is not shown again.</source>
        <translation>口令和恢复码都丢失后，任何人都打不开数据，我们也不行。请把恢复码抄在纸上，不要存在这台电脑里，并在下面照抄输入。恢复码只显示这一次。</translation>
    </message>
    <message>
        <source>The code, typed back</source>
        <translation>照抄恢复码</translation>
    </message>
    <message>
        <source>8 groups of 5 characters; hyphens may be left out</source>
        <translation>8 组，每组 5 个字符；连字符可省略</translation>
    </message>
</context>
<context>
    <name>ColumnBar</name>
    <message>
        <source>Default columns</source>
        <translation>默认列</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>ColumnGrid</name>
    <message>
        <source>Column of the file</source>
        <translation>文件中的列</translation>
    </message>
    <message>
        <source>Taken for</source>
        <translation>对应项目</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>Meaning of {column}</source>
        <translation>“{column}”对应的项目</translation>
    </message>
    <message>
        <source>— leave out —</source>
        <translation>— 不导入 —</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>文件的列</translation>
    </message>
    <message>
        <source>as last time</source>
        <translation>同上次</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>很可能</translation>
    </message>
    <message>
        <source>please check</source>
        <translation>请核对</translation>
    </message>
</context>
<context>
    <name>ContractForm</name>
    <message>
        <source>The creditor keeps this book: its figures come in files, and nothing accrues here.</source>
        <translation>账由该委托方记：余额由文件导入，这里不计息。</translation>
    </message>
    <message>
        <source>Our own book without a contract: nothing accrues yet.</source>
        <translation>自有账，尚无合同：暂不计息。</translation>
    </message>
    <message>
        <source>Our own book: interest and fees run by this contract.</source>
        <translation>自有账：利息和费用按此合同计算。</translation>
    </message>
    <message>
        <source>The book</source>
        <translation>账簿</translation>
    </message>
    <message>
        <source>unpaid interest bears interest from the next bill</source>
        <translation>未付利息自下次账单起计复利</translation>
    </message>
    <message>
        <source>2017-01-01 0.05%, 2025-03-01 0.04%</source>
        <translation>2017-01-01 0.05%，2025-03-01 0.04%</translation>
    </message>
    <message>
        <source>Daily rate from a day on</source>
        <translation>日利率（自何日起）</translation>
    </message>
    <message>
        <source>Interest runs on</source>
        <translation>计息本金</translation>
    </message>
    <message>
        <source>Compounding</source>
        <translation>复利</translation>
    </message>
    <message>
        <source>Bills are made on day</source>
        <translation>账单日</translation>
    </message>
    <message>
        <source>and due after days</source>
        <translation>账单日后几天到期</translation>
    </message>
    <message>
        <source>Minimum payment of {what}</source>
        <translation>最低还款额：{what}</translation>
    </message>
    <message>
        <source>Late fee on the unpaid minimum (empty: none)</source>
        <translation>违约金占未还最低额（空：无）</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>at most (empty: no cap)</source>
        <translation>最高（空：不封顶）</translation>
    </message>
    <message>
        <source>after days of grace</source>
        <translation>宽限天数后收取</translation>
    </message>
    <message>
        <source>Keep the contract</source>
        <translation>保存合同</translation>
    </message>
    <message>
        <source>Fill in the usual card contract</source>
        <translation>填入通用信用卡合同</translation>
    </message>
    <message>
        <source>Nothing accrues any more</source>
        <translation>不再计息</translation>
    </message>
</context>
<context>
    <name>CrashWindow</name>
    <message>
        <source>FairDue: a fault</source>
        <translation>有还：出错了</translation>
    </message>
    <message>
        <source>Something went wrong in FairDue</source>
        <translation>有还出了问题</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>What was kept</source>
        <translation>保住了什么</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>怎么办</translation>
    </message>
    <message>
        <source>An error that FairDue did not foresee ({kind}). It is in the log.</source>
        <translation>一个没有预料到的错误（{kind}），已记入日志。</translation>
    </message>
    <message>
        <source>It is error no. {count} in a row.</source>
        <translation>这是连续第 {count} 个错误。</translation>
    </message>
    <message>
        <source>Everything that was saved. What you were just doing was saved whole or not at all: look at the case to see which.</source>
        <translation>已保存的内容都在。刚才的操作要么完整保存、要么完全没有保存：请查看案件确认。</translation>
    </message>
    <message>
        <source>Go on working. If it happens again, close FairDue and open it anew, and give the details to whoever looks after it: they name no person and no amount.</source>
        <translation>可以继续工作。若再次发生，请关闭并重新打开有还，并把详情交给维护人员：其中没有姓名和金额。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>收起详情</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>查看详情</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Close FairDue</source>
        <translation>关闭有还</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>DamageDialog</name>
    <message>
        <source>Restoring, then reading it through…</source>
        <translation>正在恢复，随后通读……</translation>
    </message>
    <message>
        <source>Restored: {cases} cases and {facts} facts; reading it through found {count} thing(s) wrong. The damaged files are kept in {kept}.</source>
        <translation>已恢复：{cases} 件案件，{facts} 条记录；通读发现 {count} 处问题。损坏的文件保留在 {kept}。</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止，没有改动。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>FairDue</source>
        <translation>有还</translation>
    </message>
    <message>
        <source>The backup has taken its place</source>
        <translation>已由备份替换</translation>
    </message>
    <message>
        <source>Open the store</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>The store is damaged</source>
        <translation>数据文件已损坏</translation>
    </message>
    <message>
        <source>Restore this backup</source>
        <translation>恢复这份备份</translation>
    </message>
    <message>
        <source>There is no backup in {folder} that opens with the key of this store. If one lies elsewhere, restore it into an empty folder: fairdue restore BACKUP --home FOLDER</source>
        <translation>{folder} 里没有能用本库密钥打开的备份。若别处还有，请恢复到一个空文件夹：fairdue restore 备份文件 --home 文件夹</translation>
    </message>
    <message>
        <source>Last proven backup: {when} ({name}). What was recorded after it is not in it. It is read through before it takes the place of the damaged file, and the damaged file is kept in a folder beside it.</source>
        <translation>最近一份已验证的备份：{when}（{name}）。此后记录的内容不在其中。先通读备份，再用它替换；损坏的文件保留在旁边的文件夹里。</translation>
    </message>
</context>
<context>
    <name>DebtRow</name>
    <message>
        <source>all accounts</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Call about (B):</source>
        <translation>涉及账户（B）：</translation>
    </message>
    <message>
        <source>Which debt the call is about</source>
        <translation>本次通话涉及哪个账户</translation>
    </message>
</context>
<context>
    <name>DeletePracticeDialog</name>
    <message>
        <source>FairDue: practice</source>
        <translation>有还：练习</translation>
    </message>
    <message>
        <source>Delete the practice portfolio?</source>
        <translation>删除练习案件？</translation>
    </message>
    <message numerus="yes">
        <source>{cases} practice case(s) and everything done in practice: deleted for good. Your own store is not touched.</source>
        <translation>
            <numerusform>{cases} 件练习案件及练习中的全部操作将被永久删除。您自己的数据不受影响。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete {cases} case(s)</source>
        <translation>
            <numerusform>删除 {cases} 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Hide or show the queue</source>
        <translation>隐藏或显示队列</translation>
    </message>
    <message>
        <source>Start, pause or go on with work mode</source>
        <translation>开始、暂停或继续作业</translation>
    </message>
    <message>
        <source>End work mode</source>
        <translation>结束作业</translation>
    </message>
    <message>
        <source>The day&apos;s budget and the days after</source>
        <translation>今日额度与后几日安排</translation>
    </message>
    <message>
        <source>Do what is next</source>
        <translation>执行下一步</translation>
    </message>
    <message>
        <source>Due work</source>
        <translation>到期事项</translation>
    </message>
    <message>
        <source>Change the stage</source>
        <translation>变更处置阶段</translation>
    </message>
    <message>
        <source>Give the case to another collector</source>
        <translation>把案件转给其他催收员</translation>
    </message>
    <message>
        <source>Identity checked</source>
        <translation>已核对身份</translation>
    </message>
    <message>
        <source>Which debt the call is about</source>
        <translation>本次通话涉及哪个账户</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Skip with a reason</source>
        <translation>跳过并说明原因</translation>
    </message>
    <message>
        <source>What arrived was seen</source>
        <translation>新情况已阅</translation>
    </message>
    <message>
        <source>Override a rule</source>
        <translation>越过规则</translation>
    </message>
    <message>
        <source>Enter a payment</source>
        <translation>登记还款</translation>
    </message>
    <message>
        <source>Plan without a call</source>
        <translation>不通话协商计划</translation>
    </message>
    <message>
        <source>Text message or e-mail</source>
        <translation>发短信或邮件</translation>
    </message>
    <message>
        <source>Write a letter</source>
        <translation>写信函</translation>
    </message>
    <message>
        <source>What is owed, and why</source>
        <translation>欠款多少，为什么</translation>
    </message>
    <message>
        <source>Charge, correct, waive, write off</source>
        <translation>新增费用、更正、减免、核销</translation>
    </message>
    <message>
        <source>Place or lift a hold</source>
        <translation>设置或解除停催</translation>
    </message>
    <message>
        <source>Plan a visit, or tell of one</source>
        <translation>安排或登记外访</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>全部结果</translation>
    </message>
    <message>
        <source>Dial number {at}</source>
        <translation>拨打第 {at} 个号码</translation>
    </message>
    <message>
        <source>View: {name}</source>
        <translation>视图：{name}</translation>
    </message>
</context>
<context>
    <name>DialogFrame</name>
    <message>
        <source>An error that FairDue did not foresee ({kind}). It is in the log.</source>
        <translation>一个没有预料到的错误（{kind}），已记入日志。</translation>
    </message>
</context>
<context>
    <name>Doing</name>
    <message>
        <source>skipped until {moment}</source>
        <translation>已跳过，至 {moment}</translation>
    </message>
    <message>
        <source>what arrived was seen</source>
        <translation>新情况已阅</translation>
    </message>
    <message>
        <source>as its age says</source>
        <translation>随账龄</translation>
    </message>
    <message>
        <source>At which stage is the case from now on?</source>
        <translation>此案件今后处于哪个阶段？</translation>
    </message>
    <message>
        <source>Why does the case go there?</source>
        <translation>为什么转入该阶段？</translation>
    </message>
    <message>
        <source>this is kept in the log</source>
        <translation>理由将写入日志</translation>
    </message>
    <message>
        <source>the stage was changed</source>
        <translation>处置阶段已变更</translation>
    </message>
</context>
<context>
    <name>DuePage</name>
    <message>
        <source>Passed over today, by all: {counts}</source>
        <translation>今日跳过（全体）：{counts}</translation>
    </message>
    <message>
        <source>Passed over today: {counts}</source>
        <translation>今日跳过：{counts}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 件</translation>
    </message>
    <message>
        <source>Nothing of this kind is due.</source>
        <translation>没有此类到期事项。</translation>
    </message>
    <message>
        <source>Looked at {done:,} of {all:,} cases of the queue; look at {next} more</source>
        <translation>已查看队列 {done:,} / {all:,} 件；再看 {next} 件</translation>
    </message>
    <message>
        <source>Due work</source>
        <translation>到期事项</translation>
    </message>
    <message>
        <source>Back to the desk</source>
        <translation>返回工作台</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Debtor</source>
        <translation>债务人</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
</context>
<context>
    <name>ElsewhereForm</name>
    <message>
        <source>contacts made elsewhere counted</source>
        <translation>他方联系次数已计入</translation>
    </message>
    <message>
        <source>Made elsewhere today:</source>
        <translation>今日他方联系：</translation>
    </message>
    <message>
        <source>Connected elsewhere today</source>
        <translation>今日他方接通次数</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>接通次数</translation>
    </message>
    <message>
        <source>Unanswered elsewhere today</source>
        <translation>今日他方未接通次数</translation>
    </message>
    <message>
        <source>unanswered</source>
        <translation>未接通次数</translation>
    </message>
    <message>
        <source>Who told of it</source>
        <translation>告知人</translation>
    </message>
    <message>
        <source>Count them</source>
        <translation>计入次数</translation>
    </message>
</context>
<context>
    <name>FiguresSheet</name>
    <message>
        <source>Activity over five weeks</source>
        <translation>五周作业量</translation>
    </message>
    <message>
        <source>Collected in the week, {currency}</source>
        <translation>本周回款，{currency}</translation>
    </message>
    <message>
        <source>Figures by week; Enter opens the list behind a number</source>
        <translation>各周数字；按 Enter 打开数字背后的清单</translation>
    </message>
    <message>
        <source>Collectors in this week</source>
        <translation>本周各催收员</translation>
    </message>
    <message>
        <source>Collected in this week</source>
        <translation>本周回款</translation>
    </message>
    <message>
        <source>Figures by week</source>
        <translation>各周数字</translation>
    </message>
    <message>
        <source>Figures by collector</source>
        <translation>各催收员数字</translation>
    </message>
</context>
<context>
    <name>FileHead</name>
    <message>
        <source>{rows} rows · {columns} columns · header in row {header}</source>
        <translation>{rows} 行 · {columns} 列 · 表头在第 {header} 行</translation>
    </message>
    <message>
        <source>This very file came in before, {when}; what is in already adds nothing.</source>
        <translation>此文件已于 {when} 导入过；已有的数据不会重复。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>换一个文件</translation>
    </message>
</context>
<context>
    <name>FilePanel</name>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Whose accounts are these? Choose or name the creditor.</source>
        <translation>这是哪家委托方的账户？请选择或填写委托方。</translation>
    </message>
    <message>
        <source>Checking {file}</source>
        <translation>正在核对 {file}</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>正在导入 {file}</translation>
    </message>
    <message>
        <source>Undoing the import</source>
        <translation>正在撤销导入</translation>
    </message>
    <message>
        <source>Drop a file here: a placement, new balances or payments as CSV or a workbook.</source>
        <translation>把文件拖到这里：委案、余额更新或还款，CSV 或 Excel 均可。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Read it as…</source>
        <translation>按此编码读取…</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
</context>
<context>
    <name>FileWork</name>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Reading {file}</source>
        <translation>正在读取 {file}</translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>已停止；未写入任何数据。</translation>
    </message>
    <message>
        <source>Save refused rows</source>
        <translation>保存被拒的行</translation>
    </message>
    <message>
        <source>Writing the refused rows</source>
        <translation>正在写出被拒的行</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Name, pinyin, phone, last digits…</source>
        <translation>姓名、拼音、电话、尾号…</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Give to collectors…</source>
        <translation>分配给催收员…</translation>
    </message>
    <message>
        <source>Any tier</source>
        <translation>全部队列</translation>
    </message>
    <message>
        <source>Any bucket</source>
        <translation>全部账龄</translation>
    </message>
    <message>
        <source>Any collector</source>
        <translation>全部催收员</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>未分配</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>账龄</translation>
    </message>
    <message>
        <source>Collector</source>
        <translation>催收员</translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>Building the practice portfolio…</source>
        <translation>正在准备练习案件…</translation>
    </message>
    <message>
        <source>Making the keys…</source>
        <translation>正在生成密钥…</translation>
    </message>
    <message>
        <source>This is well typed but not the code above. Compare every group.</source>
        <translation>格式正确，但与上面的恢复码不同。请逐组核对。</translation>
    </message>
    <message>
        <source>Writing the store…</source>
        <translation>正在写入数据…</translation>
    </message>
    <message>
        <source>FairDue: first start</source>
        <translation>有还：首次启动</translation>
    </message>
    <message>
        <source>Welcome to FairDue</source>
        <translation>欢迎使用有还</translation>
    </message>
    <message>
        <source>A store of your own</source>
        <translation>新建自己的数据</translation>
    </message>
    <message>
        <source>Write down the recovery code</source>
        <translation>请抄下恢复码</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Practise first</source>
        <translation>先练习</translation>
    </message>
    <message>
        <source>60 cases with real amounts and invented people; nothing you do there matters.</source>
        <translation>60 件案件，金额真实、人物虚构，可以随意操作。</translation>
    </message>
    <message>
        <source>Make a store of my own</source>
        <translation>新建自己的数据</translation>
    </message>
    <message>
        <source>Encrypted with a passphrase that only you know; the cases come from your files.</source>
        <translation>用只有您知道的口令加密；案件从您的文件导入。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Make the store</source>
        <translation>建立数据</translation>
    </message>
</context>
<context>
    <name>GateStrip</name>
    <message>
        <source>No number to call</source>
        <translation>没有可拨打的号码</translation>
    </message>
    <message>
        <source>You may call: {who}</source>
        <translation>可以致电：{who}</translation>
    </message>
    <message>
        <source>You may remind: {who}</source>
        <translation>可以提醒：{who}</translation>
    </message>
    <message>
        <source>only of the instalment due today</source>
        <translation>只提醒今天到期的一期</translation>
    </message>
    <message>
        <source>connected today {count}/{limit}</source>
        <translation>今日接通 {count}/{limit}</translation>
    </message>
    <message>
        <source>this number unanswered {count}/{limit}</source>
        <translation>此号未接 {count}/{limit}</translation>
    </message>
    <message>
        <source>calls in {days} days {count}/{limit}</source>
        <translation>{days} 天内拨打 {count}/{limit}</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>至 {time}</translation>
    </message>
    <message>
        <source>not every rule of {pack} is known</source>
        <translation>{pack}规则尚不完整</translation>
    </message>
    <message>
        <source>{account} calls in {days} days {count}/{limit}</source>
        <translation>{account} {days} 天内拨打 {count}/{limit}</translation>
    </message>
    <message>
        <source>again from {moment}</source>
        <translation>{moment} 起可再拨</translation>
    </message>
    <message>
        <source>O: override with a reason</source>
        <translation>O：说明理由后继续</translation>
    </message>
</context>
<context>
    <name>Giving</name>
    <message>
        <source>Nobody else works here. A lead adds collectors in the settings, under Users.</source>
        <translation>没有其他催收员。主管可在设置的“用户”中添加。</translation>
    </message>
    <message>
        <source>Who works this case from now on?</source>
        <translation>今后由谁办理本案？</translation>
    </message>
    <message>
        <source>given to {name}</source>
        <translation>已转给 {name}</translation>
    </message>
</context>
<context>
    <name>HandBackCard</name>
    <message>
        <source>Folder for the return file</source>
        <translation>存放退案文件的文件夹</translation>
    </message>
    <message>
        <source>Handing back</source>
        <translation>正在退案</translation>
    </message>
    <message>
        <source>{cases} cases handed back, {recalled} accounts recalled: {names}</source>
        <translation>已退案 {cases} 件，收回账户 {recalled} 个：{names}</translation>
    </message>
    <message>
        <source>Recalled on</source>
        <translation>退案日</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>在催</translation>
    </message>
    <message>
        <source>Hand a placement back</source>
        <translation>批次退案</translation>
    </message>
    <message>
        <source>Placements</source>
        <translation>委案批次</translation>
    </message>
    <message>
        <source>The creditor gets a workbook with accounts, contacts, payments and letters. Open accounts are recalled, and numbers, addresses and other people of the closed cases are erased. There is no undo.</source>
        <translation>委托方得到一份含账户、催记、还款、信函的表格；在催账户即收回，已结案件的号码、地址和相关人即删除。此操作不能撤销。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Protection</source>
        <translation>加密保护</translation>
    </message>
    <message>
        <source>Shut with a new password (AES-256)</source>
        <translation>用新密码加密（AES-256）</translation>
    </message>
    <message>
        <source>Hand back…</source>
        <translation>退案…</translation>
    </message>
</context>
<context>
    <name>HandForm</name>
    <message>
        <source>{name} was taken in.</source>
        <translation>{name} 已录入。</translation>
    </message>
    <message>
        <source>{name} has one more account.</source>
        <translation>已为 {name} 增加一个账户。</translation>
    </message>
    <message>
        <source>Phone {number}</source>
        <translation>电话 {number}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>工作单位</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>Account number</source>
        <translation>账号/卡号</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Owed in all</source>
        <translation>欠款总额</translation>
    </message>
    <message>
        <source>of it principal</source>
        <translation>其中本金</translation>
    </message>
    <message>
        <source>of it interest</source>
        <translation>其中利息</translation>
    </message>
    <message>
        <source>of it penalty</source>
        <translation>其中违约金</translation>
    </message>
    <message>
        <source>of it fees</source>
        <translation>其中费用</translation>
    </message>
    <message>
        <source>Unpaid since</source>
        <translation>最早逾期日</translation>
    </message>
    <message>
        <source>The debtor</source>
        <translation>债务人</translation>
    </message>
    <message>
        <source>The account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>录入</translation>
    </message>
    <message>
        <source>Open on the desk</source>
        <translation>在工作台打开</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>Give to…</source>
        <translation>转交…</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>{age} years</source>
        <translation>{age} 岁</translation>
    </message>
    <message>
        <source>{count} accounts</source>
        <translation>{count} 个账户</translation>
    </message>
    <message>
        <source>{count} of this name</source>
        <translation>同名 {count} 人</translation>
    </message>
    <message>
        <source>Identity ✓</source>
        <translation>身份 ✓</translation>
    </message>
    <message>
        <source>Identity — (I)</source>
        <translation>身份 —（I）</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Undoing the import</source>
        <translation>正在撤销导入</translation>
    </message>
    <message>
        <source>The import was undone.</source>
        <translation>该次导入已撤销。</translation>
    </message>
    <message>
        <source>Earlier imports</source>
        <translation>导入记录</translation>
    </message>
    <message>
        <source>Undo this import</source>
        <translation>撤销此次导入</translation>
    </message>
    <message>
        <source>Why it is undone</source>
        <translation>撤销原因</translation>
    </message>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>还没有导入过文件。</translation>
    </message>
    <message>
        <source>placement</source>
        <translation>委案</translation>
    </message>
    <message>
        <source>balances</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>payments</source>
        <translation>还款</translation>
    </message>
    <message>
        <source>bank statement</source>
        <translation>银行流水</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Brings</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经办</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
</context>
<context>
    <name>HoldTab</name>
    <message>
        <source>contact is held</source>
        <translation>已停催</translation>
    </message>
    <message>
        <source>Why is the hold lifted?</source>
        <translation>为何解除停催？</translation>
    </message>
    <message>
        <source>hold lifted</source>
        <translation>已解除停催</translation>
    </message>
    <message>
        <source>until lifted</source>
        <translation>至解除为止</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>停催</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>止</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>lifted</source>
        <translation>已解除</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Place a hold</source>
        <translation>停催</translation>
    </message>
    <message>
        <source>Lift the marked hold</source>
        <translation>解除所选停催</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>停催</translation>
    </message>
</context>
<context>
    <name>HoldTerm</name>
    <message>
        <source>Since when</source>
        <translation>开始日</translation>
    </message>
    <message>
        <source>since: 11-20</source>
        <translation>开始：11-20</translation>
    </message>
    <message>
        <source>Until when</source>
        <translation>截止时间</translation>
    </message>
    <message>
        <source>until: 12-25, w5</source>
        <translation>截止：12-25、w5</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Proof: order, letter, file number</source>
        <translation>依据：文书、函件、文号</translation>
    </message>
</context>
<context>
    <name>ImportsPage</name>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Match a bank statement</source>
        <translation>匹配银行流水</translation>
    </message>
    <message>
        <source>Parked money</source>
        <translation>挂账款</translation>
    </message>
    <message>
        <source>Enter a debtor by hand</source>
        <translation>手工录入债务人</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>A file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手工录入</translation>
    </message>
    <message>
        <source>Earlier imports</source>
        <translation>导入记录</translation>
    </message>
    <message>
        <source>Bank statement</source>
        <translation>银行流水</translation>
    </message>
</context>
<context>
    <name>IssuedPanel</name>
    <message>
        <source>Choose a letter to see it as it was issued.</source>
        <translation>选择一封信函，查看出具时的原样。</translation>
    </message>
    <message>
        <source>Given to the printer. Mark it as sent once it is posted.</source>
        <translation>已送打印。寄出后请标记为已寄出。</translation>
    </message>
    <message>
        <source>The printer did not take the letter. Check it and try again.</source>
        <translation>打印机未接受。请检查后重试。</translation>
    </message>
    <message>
        <source>Save the letter</source>
        <translation>保存信函</translation>
    </message>
    <message>
        <source>All letters</source>
        <translation>全部信函</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Name, number, amount…</source>
        <translation>姓名、编号、金额…</translation>
    </message>
    <message>
        <source>Issued letters</source>
        <translation>已出具的信函</translation>
    </message>
    <message>
        <source>The letter as it was issued</source>
        <translation>信函出具时的原样</translation>
    </message>
    <message>
        <source>Slip number, or why it came back or is voided</source>
        <translation>邮单号，或退回、作废的原因</translation>
    </message>
    <message>
        <source>Day it happened; empty: today</source>
        <translation>发生日期，空白为今天</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已寄出</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Signed for</source>
        <translation>已签收</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>出具日期</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Save as draft</source>
        <translation>存为草案</translation>
    </message>
    <message>
        <source>Both agreed</source>
        <translation>双方同意</translation>
    </message>
    <message>
        <source>Take an offer</source>
        <translation>取用一个方案</translation>
    </message>
    <message>
        <source>What the debtor says</source>
        <translation>写下对方的说法</translation>
    </message>
    <message>
        <source>More terms</source>
        <translation>更多条件</translation>
    </message>
    <message>
        <source>Change the plan in force</source>
        <translation>变更生效的计划</translation>
    </message>
    <message>
        <source>Papers of the plan: agreement, slips, certificate</source>
        <translation>计划文件：协议、还款单、结清证明</translation>
    </message>
    <message>
        <source>Outcome of the call</source>
        <translation>通话结果</translation>
    </message>
    <message>
        <source>Queue and forms</source>
        <translation>队列与表单</translation>
    </message>
    <message>
        <source>Previous or next case</source>
        <translation>上一个、下一个案件</translation>
    </message>
    <message>
        <source>From the queue into the case; in a form: save</source>
        <translation>从队列进入案件；表单中：保存</translation>
    </message>
    <message>
        <source>Out of the form, back to the queue</source>
        <translation>离开表单，回到队列</translation>
    </message>
    <message>
        <source>Variants of an outcome</source>
        <translation>该结果的其他代码</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>下一个输入框</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>打开本表</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>Asking the keyring</source>
        <translation>正在询问系统钥匙串</translation>
    </message>
    <message>
        <source>The two passphrases differ. Type the same one twice.</source>
        <translation>两次输入的口令不同，请输入相同的口令。</translation>
    </message>
    <message>
        <source>The new passphrase opens the store from now on.</source>
        <translation>今后用新口令打开。</translation>
    </message>
    <message>
        <source>Changing the passphrase</source>
        <translation>正在更改口令</translation>
    </message>
    <message>
        <source>This computer remembers the store.</source>
        <translation>这台电脑已记住。</translation>
    </message>
    <message>
        <source>This computer has forgotten the store.</source>
        <translation>这台电脑已不再记住。</translation>
    </message>
    <message>
        <source>Making a recovery code</source>
        <translation>正在生成恢复码</translation>
    </message>
    <message>
        <source>The new recovery code is in force; the old one is void.</source>
        <translation>新恢复码已生效，旧恢复码作废。</translation>
    </message>
    <message>
        <source>Keeping the recovery code</source>
        <translation>正在启用恢复码</translation>
    </message>
    <message>
        <source>Type the passphrase that opens the store now.</source>
        <translation>请输入当前口令。</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止，未作更改。</translation>
    </message>
    <message>
        <source>Four words that do not belong together make a good passphrase.</source>
        <translation>四个互不相关的词就是好口令。</translation>
    </message>
    <message>
        <source>Another passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>Data key</source>
        <translation>数据密钥</translation>
    </message>
    <message>
        <source>Passphrase that opens the store now</source>
        <translation>当前口令</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation>再输一次新口令</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>Remember on this computer</source>
        <translation>在这台电脑上记住</translation>
    </message>
    <message>
        <source>Forget on this computer</source>
        <translation>不再记住</translation>
    </message>
    <message>
        <source>Make a new one when the sheet is lost or was seen. The old one is void from then on.</source>
        <translation>纸张遗失或被人看到时请换新码，旧码随即作废。</translation>
    </message>
    <message>
        <source>New recovery code…</source>
        <translation>生成新恢复码…</translation>
    </message>
    <message>
        <source>Keep the new code</source>
        <translation>启用新码</translation>
    </message>
    <message>
        <source>Leave the old one</source>
        <translation>保留旧码</translation>
    </message>
    <message>
        <source>After a leak, or when somebody left who may have copied the key file: the store closes, every page is written anew, and only your passphrase and a new recovery code open it from then on.</source>
        <translation>密钥可能泄露，或有人离职且可能复制过密钥文件时使用：关闭数据，用新密钥重写全部内容，此后只有您的口令和新恢复码能打开。</translation>
    </message>
    <message>
        <source>Make a new data key…</source>
        <translation>更换数据密钥…</translation>
    </message>
    <message>
        <source>The practice store opens with a published passphrase; it holds nothing real.</source>
        <translation>练习数据的口令是公开的，其中没有真实数据。</translation>
    </message>
    <message>
        <source>Each change asks for the passphrase. The database stays as it is.</source>
        <translation>每次更改都需要当前口令，数据库本身不变。</translation>
    </message>
    <message>
        <source>The keyring of this computer opens the store.</source>
        <translation>这台电脑的钥匙串可以直接打开。</translation>
    </message>
    <message>
        <source>The keyring of this computer can open the store, so that nobody has to type.</source>
        <translation>可由这台电脑的钥匙串代为打开，无需输入口令。</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Backing up before FairDue closes</source>
        <translation>关闭前正在备份</translation>
    </message>
    <message>
        <source>{why} Close again to leave without a backup.</source>
        <translation>{why}再次关闭则不备份直接退出。</translation>
    </message>
    <message>
        <source>The backup was stopped. Close again to leave without a backup.</source>
        <translation>备份已停止。再次关闭则不备份直接退出。</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>Owed</source>
        <translation>欠款</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>组成</translation>
    </message>
    <message>
        <source>All in {currency}</source>
        <translation>{currency} 合计</translation>
    </message>
    <message>
        <source>Days past due</source>
        <translation>逾期天数</translation>
    </message>
    <message>
        <source>Figures as of</source>
        <translation>余额日期</translation>
    </message>
    <message>
        <source>Interest since then, an estimate</source>
        <translation>此后利息（估算）</translation>
    </message>
    <message>
        <source>Minimum payment asked for</source>
        <translation>最低还款额</translation>
    </message>
    <message>
        <source>≈ {amount}, not owed</source>
        <translation>≈ {amount}，不计入欠款</translation>
    </message>
    <message>
        <source>{amount} by {day}</source>
        <translation>{amount}，{day} 前</translation>
    </message>
    <message>
        <source>All-in yearly cost</source>
        <translation>综合年化成本</translation>
    </message>
    <message>
        <source>All-in yearly cost, an estimate</source>
        <translation>综合年化成本（估算）</translation>
    </message>
    <message>
        <source>{rate}, above the line</source>
        <translation>{rate}，超过提示线</translation>
    </message>
    <message>
        <source>reckoned from the day it fell due</source>
        <translation>自到期日起算</translation>
    </message>
    <message>
        <source>reckoned from {day}, by {what}</source>
        <translation>自 {day} {what}起算</translation>
    </message>
    <message>
        <source>Limitation period: its last day is {day}, {since}.</source>
        <translation>诉讼时效：最后一天为 {day}，{since}。</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Interest and the plan: {ran}.</source>
        <translation>约定计息：{ran}。</translation>
    </message>
    <message>
        <source>a payment</source>
        <translation>还款</translation>
    </message>
    <message>
        <source>a demand in a conversation</source>
        <translation>当面或电话催收</translation>
    </message>
    <message>
        <source>a letter that arrived</source>
        <translation>信函送达</translation>
    </message>
    <message>
        <source>a promise</source>
        <translation>承诺还款</translation>
    </message>
    <message>
        <source>a plan that was agreed</source>
        <translation>达成还款计划</translation>
    </message>
    <message>
        <source>charge</source>
        <translation>新增费用</translation>
    </message>
    <message>
        <source>correction</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>waiver</source>
        <translation>减免</translation>
    </message>
    <message>
        <source>write-off</source>
        <translation>核销</translation>
    </message>
    <message>
        <source>debtor&apos;s wish for a payment</source>
        <translation>债务人指定还款</translation>
    </message>
    <message>
        <source>payment split by hand</source>
        <translation>手工拆分还款</translation>
    </message>
    <message>
        <source>payment bounced</source>
        <translation>还款退回</translation>
    </message>
    <message>
        <source>answer to a waiver</source>
        <translation>答复减免</translation>
    </message>
    <message>
        <source>Something new is owed: court fees, a service fee.</source>
        <translation>新增应还：诉讼费、服务费等。</translation>
    </message>
    <message>
        <source>The figures were wrong: say by how much, and why.</source>
        <translation>原数字有误：填写差额和原因。</translation>
    </message>
    <message>
        <source>The creditor writes it off in its books; the debtor still owes it.</source>
        <translation>债权人账上核销，债务人仍应偿还。</translation>
    </message>
    <message>
        <source>The debtor named the account a payment is for (Civil Code art. 560); the latest word counts.</source>
        <translation>债务人指定清偿哪个账户（民法典第 560 条），以最后一次为准。</translation>
    </message>
    <message>
        <source>The parts make up the payment; no component takes more than it owed on that day.</source>
        <translation>各部分之和等于还款金额，任何一项不得超过当日欠款。</translation>
    </message>
    <message>
        <source>The payment came back: it restores the very components it had paid.</source>
        <translation>还款被退回：恢复当时冲抵的各项。</translation>
    </message>
    <message>
        <source>A waiver beyond the authority of whoever entered it counts once the lead approves.</source>
        <translation>超出录入人权限的减免，主管同意后才生效。</translation>
    </message>
</context>
<context>
    <name>LedgerPage</name>
    <message>
        <source>case {number}</source>
        <translation>案件 {number}</translation>
    </message>
    <message>
        <source>What is owed, and why</source>
        <translation>欠款多少，为什么</translation>
    </message>
    <message>
        <source>What was owed on {day}, and why</source>
        <translation>{day} 欠款多少，为什么</translation>
    </message>
    <message>
        <source>Figures and movements are on the clipboard.</source>
        <translation>余额与明细已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>On</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>On the day</source>
        <translation>截至日期</translation>
    </message>
    <message>
        <source>t, 25, 2026-03-03</source>
        <translation>t、25、2026-03-03</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Statement of account…</source>
        <translation>账户对账单…</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账目</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>调整</translation>
    </message>
</context>
<context>
    <name>LetterheadPanel</name>
    <message>
        <source>There is no creditor yet: import a placement first.</source>
        <translation>还没有委托方：请先导入委案。</translation>
    </message>
    <message>
        <source>No letter that collects goes out before these are filled: {names}</source>
        <translation>补齐以下各项后才能出具催收信函：{names}</translation>
    </message>
    <message>
        <source>Letters of this creditor have all they need.</source>
        <translation>该委托方的信头已齐全。</translation>
    </message>
    <message>
        <source>The letterhead of {name} is kept.</source>
        <translation>{name} 的信头已保存。</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>Business seal</source>
        <translation>业务公章</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>A letter under this head</source>
        <translation>使用此信头的信函</translation>
    </message>
    <message>
        <source>Keep the letterhead</source>
        <translation>保存信头</translation>
    </message>
    <message>
        <source>Agency that writes</source>
        <translation>发函机构</translation>
    </message>
    <message>
        <source>Its address</source>
        <translation>机构地址</translation>
    </message>
    <message>
        <source>Its telephone</source>
        <translation>机构电话</translation>
    </message>
    <message>
        <source>Its licence</source>
        <translation>机构资质</translation>
    </message>
    <message>
        <source>Address of the creditor</source>
        <translation>委托方地址</translation>
    </message>
    <message>
        <source>Telephone of the creditor</source>
        <translation>委托方电话</translation>
    </message>
    <message>
        <source>Hours of service</source>
        <translation>服务时间</translation>
    </message>
    <message>
        <source>Where an account is checked</source>
        <translation>账户查询方式</translation>
    </message>
    <message>
        <source>Official way to pay</source>
        <translation>官方还款渠道</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>收款户名</translation>
    </message>
    <message>
        <source>Account to pay to</source>
        <translation>收款账号</translation>
    </message>
    <message>
        <source>Address behind the QR code (https)</source>
        <translation>二维码网址（https）</translation>
    </message>
    <message>
        <source>Signature of text messages</source>
        <translation>短信签名</translation>
    </message>
    <message>
        <source>Where to complain, a line each</source>
        <translation>投诉渠道（每行一条）</translation>
    </message>
</context>
<context>
    <name>LettersPage</name>
    <message>
        <source>Issued letters</source>
        <translation>已出具的信函</translation>
    </message>
    <message>
        <source>Letters for many cases</source>
        <translation>批量出具信函</translation>
    </message>
    <message>
        <source>Templates of letters</source>
        <translation>信函模板</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>起草</translation>
    </message>
    <message>
        <source>Many cases</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>已出具</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>短信邮件</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Letterheads</source>
        <translation>信头</translation>
    </message>
</context>
<context>
    <name>LimitsForm</name>
    <message>
        <source>Limits of this creditor. A plan beyond them is kept and waits for the lead.</source>
        <translation>该委托方自定的权限。超出权限的计划会保存并等待主管批准。</translation>
    </message>
    <message>
        <source>The limits that come with the program. A plan beyond them is kept and waits for the lead.</source>
        <translation>程序自带的权限。超出权限的计划会保存并等待主管批准。</translation>
    </message>
    <message>
        <source>Limits for plans and waivers</source>
        <translation>还款计划与减免权限</translation>
    </message>
    <message>
        <source>Collector</source>
        <translation>催收员</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>first money at least, of the debt</source>
        <translation>首笔至少占欠款</translation>
    </message>
    <message>
        <source>first day at most days ahead</source>
        <translation>首期最迟几天后</translation>
    </message>
    <message>
        <source>at most periods</source>
        <translation>最多期数</translation>
    </message>
    <message>
        <source>waives at most, of the debt</source>
        <translation>减免最多占欠款</translation>
    </message>
    <message>
        <source>{role}: {limit}</source>
        <translation>{role}：{limit}</translation>
    </message>
    <message>
        <source>Keep the limits</source>
        <translation>保存权限</translation>
    </message>
    <message>
        <source>Use those of the program</source>
        <translation>改用程序自带权限</translation>
    </message>
</context>
<context>
    <name>ListPanel</name>
    <message>
        <source>Back to the figures</source>
        <translation>返回数字</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Collector</source>
        <translation>催收员</translation>
    </message>
</context>
<context>
    <name>LogForm</name>
    <message>
        <source>Any collector</source>
        <translation>全部催收员</translation>
    </message>
    <message>
        <source>Any creditor</source>
        <translation>全部委托方</translation>
    </message>
    <message>
        <source>Save the contact log</source>
        <translation>保存催收记录</translation>
    </message>
    <message>
        <source>Exporting contacts</source>
        <translation>正在导出催记</translation>
    </message>
    <message>
        <source>{rows} contacts saved as {path}</source>
        <translation>已将 {rows} 条催记保存为 {path}</translation>
    </message>
    <message>
        <source>{count} contacts, undone ones among them</source>
        <translation>{count} 条催记（含已撤销）</translation>
    </message>
    <message>
        <source>Contact log as a file</source>
        <translation>导出催收记录</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>To</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Collector</source>
        <translation>催收员</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Personal data</source>
        <translation>个人信息</translation>
    </message>
    <message>
        <source>Names and numbers in full (team lead)</source>
        <translation>完整姓名和号码（仅主管）</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
</context>
<context>
    <name>MailPanel</name>
    <message>
        <source>Keeping the mail server</source>
        <translation>正在保存邮件服务器</translation>
    </message>
    <message>
        <source>The mail server is kept.</source>
        <translation>邮件服务器已保存。</translation>
    </message>
    <message>
        <source>Asking the mail server</source>
        <translation>正在连接邮件服务器</translation>
    </message>
    <message>
        <source>The server took the password over a verified connection.</source>
        <translation>服务器已通过经验证的加密连接接受密码。</translation>
    </message>
    <message>
        <source>Forgetting the mail server</source>
        <translation>正在删除邮件服务器</translation>
    </message>
    <message>
        <source>Server and password are forgotten.</source>
        <translation>服务器和密码已删除。</translation>
    </message>
    <message>
        <source>E-mail goes out over a verified, encrypted connection only. The password lies in the keyring of this computer, not in the store.</source>
        <translation>邮件只经过验证的加密连接发出。密码只存于本机密钥环，不存入数据库。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>加密方式</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Sender&apos;s address</source>
        <translation>发件邮箱</translation>
    </message>
    <message>
        <source>Sender&apos;s name</source>
        <translation>发件人名称</translation>
    </message>
    <message>
        <source>Own authority (PEM file)</source>
        <translation>自有证书（PEM 文件）</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Test the login</source>
        <translation>测试登录</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Desk</source>
        <translation>工作台</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>承诺计划</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Find a command or a case</source>
        <translation>查找命令或案件</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Close FairDue</source>
        <translation>退出有还</translation>
    </message>
    <message>
        <source>View: {name}</source>
        <translation>视图：{name}</translation>
    </message>
    <message>
        <source>FairDue — {name}</source>
        <translation>有还 — {name}</translation>
    </message>
</context>
<context>
    <name>MeansForm</name>
    <message>
        <source>Enter what comes in and what goes out in a month.</source>
        <translation>请填写每月的收入和支出。</translation>
    </message>
    <message>
        <source>Income {income} · outgoings {outgoings} · put aside {savings} · left over {surplus}</source>
        <translation>收入 {income} · 支出 {outgoings} · 预留 {savings} · 结余 {surplus}</translation>
    </message>
    <message>
        <source>Pay day (day of the month)</source>
        <translation>发薪日（每月几号）</translation>
    </message>
    <message>
        <source>Means test, a month</source>
        <translation>收支表（每月）</translation>
    </message>
    <message>
        <source>Comes in</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Goes out</source>
        <translation>支出</translation>
    </message>
    <message>
        <source>proof asked for</source>
        <translation>已要求提供证明</translation>
    </message>
    <message>
        <source>proof received</source>
        <translation>已收到证明</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>MeansStrip</name>
    <message>
        <source>proved</source>
        <translation>有证明</translation>
    </message>
    <message>
        <source>as told, no proof</source>
        <translation>本人口述，缺证明</translation>
    </message>
    <message>
        <source>Means test ({day}, {proof})</source>
        <translation>收支表（{day}，{proof}）</translation>
    </message>
    <message>
        <source>income {amount}</source>
        <translation>收入 {amount}</translation>
    </message>
    <message>
        <source>outgoings {amount}</source>
        <translation>支出 {amount}</translation>
    </message>
    <message>
        <source>put aside {amount}</source>
        <translation>预留 {amount}</translation>
    </message>
    <message>
        <source>left over {amount}</source>
        <translation>结余 {amount}</translation>
    </message>
    <message>
        <source>This plan takes {used} a month and leaves {left}</source>
        <translation>本计划每月用 {used}，留 {left}</translation>
    </message>
    <message>
        <source>: likely to break</source>
        <translation>；易违约</translation>
    </message>
</context>
<context>
    <name>MentionsPart</name>
    <message>
        <source>There is no undo. The entry stays, with a dash in the place of the passage; who took it out, when and why is on record.</source>
        <translation>无法撤销。原记录保留，删去处以“—”代替；何人、何时、为何删去均有记录。</translation>
    </message>
    <message>
        <source>The passage is erased. The record is whole.</source>
        <translation>已删去这一段，记录链完整。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Texts that name the person</source>
        <translation>提到此人的文字</translation>
    </message>
    <message>
        <source>Passage to take out</source>
        <translation>要删去的一段</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Why erase</source>
        <translation>删除理由</translation>
    </message>
    <message>
        <source>The whole text</source>
        <translation>整条文字</translation>
    </message>
    <message>
        <source>Take it out for good</source>
        <translation>永久删去</translation>
    </message>
</context>
<context>
    <name>MoreTerms</name>
    <message>
        <source>Fewer terms</source>
        <translation>收起条件</translation>
    </message>
    <message>
        <source>More terms…</source>
        <translation>更多条件…</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>期内利息</translation>
    </message>
    <message>
        <source>Yearly rate</source>
        <translation>年利率</translation>
    </message>
    <message>
        <source>Reckoned</source>
        <translation>计息方式</translation>
    </message>
    <message>
        <source>Fees</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Rises by</source>
        <translation>递增</translation>
    </message>
    <message>
        <source>Lump sum</source>
        <translation>末期大额</translation>
    </message>
    <message>
        <source>Rows by hand</source>
        <translation>手工期次</translation>
    </message>
    <message>
        <source>Worked out</source>
        <translation>求解</translation>
    </message>
    <message>
        <source>Fee in each instalment</source>
        <translation>每期费用</translation>
    </message>
    <message>
        <source>Fee with the first instalment</source>
        <translation>首期一次性费用</translation>
    </message>
    <message>
        <source>Rises every so many instalments</source>
        <translation>每多少期递增一次</translation>
    </message>
    <message>
        <source>each time</source>
        <translation>每期</translation>
    </message>
    <message>
        <source>at first</source>
        <translation>首期一次</translation>
    </message>
    <message>
        <source>every {count}</source>
        <translation>每 {count} 期</translation>
    </message>
    <message>
        <source>instalment or term</source>
        <translation>每期金额或期数</translation>
    </message>
</context>
<context>
    <name>Negotiation</name>
    <message>
        <source>Agreed in this call</source>
        <translation>本次通话已同意</translation>
    </message>
    <message>
        <source>Both agreed</source>
        <translation>双方同意</translation>
    </message>
</context>
<context>
    <name>NextRow</name>
    <message>
        <source>Next:</source>
        <translation>下一步：</translation>
    </message>
</context>
<context>
    <name>NoteField</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note (N)…</source>
        <translation>备注（N）…</translation>
    </message>
</context>
<context>
    <name>NumberRow</name>
    <message>
        <source>also used by {names}</source>
        <translation>{names} 也用此号</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>Lightest start</source>
        <translation>起步最轻</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>最短</translation>
    </message>
    <message>
        <source>Least in all</source>
        <translation>总额最低</translation>
    </message>
    <message>
        <source>{amount} more every {count} instalments</source>
        <translation>每 {count} 期增加 {amount}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至 {day}</translation>
    </message>
    <message>
        <source>the last {amount}</source>
        <translation>末期 {amount}</translation>
    </message>
    <message>
        <source>in all {amount}</source>
        <translation>合计 {amount}</translation>
    </message>
    <message>
        <source>waived {amount}</source>
        <translation>减免 {amount}</translation>
    </message>
    <message>
        <source>{rate} a year in all</source>
        <translation>综合年化 {rate}</translation>
    </message>
    <message>
        <source>no interest</source>
        <translation>期内停息</translation>
    </message>
    <message>
        <source>{percent}% of what is left over</source>
        <translation>占结余 {percent}%</translation>
    </message>
    <message>
        <source>needs approval: {limits}</source>
        <translation>超权限，待批准：{limits}</translation>
    </message>
    <message>
        <source>within limits</source>
        <translation>权限内</translation>
    </message>
    <message>
        <source>nothing to spare</source>
        <translation>结余用尽，易违约</translation>
    </message>
    <message>
        <source>more than is left over</source>
        <translation>超过结余</translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>{amount} owed · {accounts}</source>
        <translation>尚欠 {amount} · {accounts}</translation>
    </message>
    <message>
        <source>points</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Book {amount}</source>
        <translation>入账 {amount}</translation>
    </message>
    <message>
        <source>Book {amount} to {name}</source>
        <translation>将 {amount} 入账到 {name}</translation>
    </message>
</context>
<context>
    <name>OrderForm</name>
    <message>
        <source>as the rule pack: {usual}</source>
        <translation>按规则包：{usual}</translation>
    </message>
    <message>
        <source>as the rule pack says</source>
        <translation>按规则包</translation>
    </message>
    <message>
        <source>an order of its own…</source>
        <translation>自定顺序…</translation>
    </message>
    <message>
        <source>Payments and promises</source>
        <translation>还款与承诺</translation>
    </message>
    <message>
        <source>Payments fill</source>
        <translation>还款冲抵顺序</translation>
    </message>
    <message>
        <source>At first</source>
        <translation>起初</translation>
    </message>
    <message>
        <source>From days past due (empty: never)</source>
        <translation>逾期几天起（空：不变）</translation>
    </message>
    <message>
        <source>From then on</source>
        <translation>此后</translation>
    </message>
    <message>
        <source>A promise may fall short by</source>
        <translation>承诺可少付</translation>
    </message>
    <message>
        <source>and come late by days</source>
        <translation>可迟到天数</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>OutcomeBar</name>
    <message>
        <source>The import was undone.</source>
        <translation>该次导入已撤销。</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>合计</translation>
    </message>
    <message numerus="yes">
        <source>Import {count} row(s)</source>
        <translation>
            <numerusform>导入 {count} 行</numerusform>
        </translation>
    </message>
    <message>
        <source>New cases: {cases}</source>
        <translation>新增案件 {cases} 件</translation>
    </message>
    <message>
        <source>Imported.</source>
        <translation>已导入。</translation>
    </message>
    <message>
        <source>Nothing new in this file.</source>
        <translation>文件中没有新内容。</translation>
    </message>
    <message>
        <source>No row can come in.</source>
        <translation>没有可导入的行。</translation>
    </message>
    <message>
        <source>Row {row}: {text} ({count} rows in all)</source>
        <translation>第 {row} 行：{text}（共 {count} 行）</translation>
    </message>
    <message>
        <source>Undo this import</source>
        <translation>撤销此次导入</translation>
    </message>
    <message>
        <source>Show refused rows</source>
        <translation>查看被拒的行</translation>
    </message>
    <message>
        <source>Save refused rows…</source>
        <translation>保存被拒的行…</translation>
    </message>
    <message>
        <source>To the desk</source>
        <translation>去工作台</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>换一个文件</translation>
    </message>
</context>
<context>
    <name>OutcomePad</name>
    <message>
        <source>Outcome</source>
        <translation>通话结果</translation>
    </message>
</context>
<context>
    <name>PacksPanel</name>
    <message>
        <source>A rule pack</source>
        <translation>规则包文件</translation>
    </message>
    <message>
        <source>Save the rule pack</source>
        <translation>保存规则包</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Cases by the new rules</source>
        <translation>按新规则重算案件</translation>
    </message>
    <message>
        <source>The rules are in force.</source>
        <translation>规则已生效。</translation>
    </message>
    <message>
        <source>comes with the program</source>
        <translation>程序自带，未启用</translation>
    </message>
    <message>
        <source>in force as it comes</source>
        <translation>已启用，与程序自带一致</translation>
    </message>
    <message>
        <source>changed, or an older one; the program brings another</source>
        <translation>已修改或为旧版，与程序自带不同</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>规则包</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Completeness</source>
        <translation>完整程度</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Creditors</source>
        <translation>委托方数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>修改人</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>the whole pack</source>
        <translation>整个规则包</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>修改前</translation>
    </message>
    <message>
        <source>After it</source>
        <translation>修改后</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Rule packs</source>
        <translation>规则包</translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation>修改历史</translation>
    </message>
    <message>
        <source>Which rules a creditor goes by</source>
        <translation>委托方适用的规则包</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>Why it is changed</source>
        <translation>修改理由</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>另存为文件…</translation>
    </message>
    <message>
        <source>Take that of the program</source>
        <translation>采用程序自带版本</translation>
    </message>
    <message>
        <source>Back to before the marked change</source>
        <translation>退回到所选修改之前</translation>
    </message>
    <message>
        <source>Let it go by this pack</source>
        <translation>适用此规则包</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>A command, or a name, number or pinyin initials</source>
        <translation>命令、姓名、号码或拼音首字母</translation>
    </message>
    <message>
        <source>Command or case</source>
        <translation>命令或案件</translation>
    </message>
    <message>
        <source>Commands and cases</source>
        <translation>命令与案件</translation>
    </message>
    <message>
        <source>Nothing is called that. Type fewer letters.</source>
        <translation>没有找到。请少输几个字。</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter runs · Esc closes</source>
        <translation>↑ ↓ 选择 · Enter 执行 · Esc 关闭</translation>
    </message>
</context>
<context>
    <name>ParkedPanel</name>
    <message>
        <source>of {amount}</source>
        <translation>原额 {amount}</translation>
    </message>
    <message>
        <source>booked; {amount} are owed now</source>
        <translation>已入账，尚欠 {amount}</translation>
    </message>
    <message>
        <source>{amount} were sent back</source>
        <translation>已退回 {amount}</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>付款人</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>附言</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>Parked money</source>
        <translation>挂账款</translation>
    </message>
    <message>
        <source>No money is parked.</source>
        <translation>没有挂账款。</translation>
    </message>
    <message>
        <source>Only a part</source>
        <translation>只转一部分</translation>
    </message>
    <message>
        <source>Only a part (empty: all of it)</source>
        <translation>只转一部分（空白为全部）</translation>
    </message>
    <message>
        <source>Another case: name, pinyin, phone or card</source>
        <translation>其他案件：姓名、拼音、电话或卡号</translation>
    </message>
    <message>
        <source>Why it goes back</source>
        <translation>退回原因</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>已退回</translation>
    </message>
</context>
<context>
    <name>PasswordStrip</name>
    <message>
        <source>The password of this file. It is shown only now; tell it by another way than the file.</source>
        <translation>这份文件的密码，只显示这一次。请不要与文件走同一途径告知对方。</translation>
    </message>
    <message>
        <source>Copied; it leaves the clipboard in 30 seconds.</source>
        <translation>已复制，30 秒后自动从剪贴板清除。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Put the password away</source>
        <translation>收起密码</translation>
    </message>
</context>
<context>
    <name>PaymentTab</name>
    <message>
        <source>payment saved; {left} still owed</source>
        <translation>到账已记录，尚欠 {left}</translation>
    </message>
    <message>
        <source>goes to {parts}</source>
        <translation>冲抵：{parts}</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>还款日</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Went to</source>
        <translation>冲抵</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>reversed</source>
        <translation>已冲回</translation>
    </message>
    <message>
        <source>booked</source>
        <translation>已入账</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>t, 25, 11-20</source>
        <translation>t、25、11-20</translation>
    </message>
    <message>
        <source>Save the payment</source>
        <translation>记录到账</translation>
    </message>
    <message>
        <source>Reverse or redirect…</source>
        <translation>冲回或改派…</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>到账</translation>
    </message>
</context>
<context>
    <name>PictureField</name>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>图片 (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Choose: {name}</source>
        <translation>选择：{name}</translation>
    </message>
    <message>
        <source>Remove: {name}</source>
        <translation>移除：{name}</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>kept in the store</source>
        <translation>已存入库</translation>
    </message>
    <message>
        <source>none (PNG or JPEG)</source>
        <translation>无（PNG 或 JPEG）</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>{limits}; once saved it waits for the lead</source>
        <translation>{limits}；保存后待主管批准</translation>
    </message>
    <message>
        <source>Beyond your limits</source>
        <translation>超出你的权限</translation>
    </message>
    <message>
        <source>Refused by the lead</source>
        <translation>主管未批准</translation>
    </message>
    <message>
        <source>Waits for the lead&apos;s approval</source>
        <translation>待主管批准</translation>
    </message>
    <message>
        <source>Broken: collection may go on</source>
        <translation>已违约：可继续催收</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已结清</translation>
    </message>
    <message>
        <source>Collection rests while the plan is kept</source>
        <translation>协议履行期间停止催收，仅发到期提醒</translation>
    </message>
    <message>
        <source>agreed {day}, {how}</source>
        <translation>{day}达成，{how}</translation>
    </message>
    <message>
        <source>on track</source>
        <translation>按期</translation>
    </message>
    <message>
        <source>{amount} ahead</source>
        <translation>提前 {amount}</translation>
    </message>
    <message>
        <source>{amount} behind</source>
        <translation>落后 {amount}</translation>
    </message>
    <message>
        <source>{amount} is owed beside the plan</source>
        <translation>计划外另欠 {amount}</translation>
    </message>
    <message>
        <source>{amount} less is owed, the last instalments shrink</source>
        <translation>欠款少了 {amount}，末几期将减少</translation>
    </message>
    <message>
        <source>overdue {amount}</source>
        <translation>逾期 {amount}</translation>
    </message>
    <message>
        <source>due so far {due}, paid {paid}</source>
        <translation>应还 {due}，已还 {paid}</translation>
    </message>
    <message>
        <source>next {amount} on {day}</source>
        <translation>下一期 {amount}，{day}</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草案</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>已提出</translation>
    </message>
    <message>
        <source>agreed</source>
        <translation>已达成</translation>
    </message>
    <message>
        <source>performing</source>
        <translation>履行中</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>已结清</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>已违约</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>已被取代</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已终止</translation>
    </message>
    <message>
        <source>not due yet</source>
        <translation>未到期</translation>
    </message>
    <message>
        <source>partly paid</source>
        <translation>部分已还</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>已还</translation>
    </message>
    <message>
        <source>paid late</source>
        <translation>逾期后还清</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>逾期未还</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>in its days of grace</source>
        <translation>宽限期内</translation>
    </message>
    <message>
        <source>moved from {day}</source>
        <translation>原 {day}，顺延</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>fortnightly</source>
        <translation>每两周</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>month end</source>
        <translation>月末</translation>
    </message>
    <message>
        <source>next working day</source>
        <translation>顺延到工作日</translation>
    </message>
    <message>
        <source>working day before</source>
        <translation>提前到工作日</translation>
    </message>
    <message>
        <source>next, within the month</source>
        <translation>顺延，不跨月</translation>
    </message>
    <message>
        <source>not moved</source>
        <translation>不调整</translation>
    </message>
    <message>
        <source>none</source>
        <translation>停计</translation>
    </message>
    <message>
        <source>reduced</source>
        <translation>减收</translation>
    </message>
    <message>
        <source>by contract</source>
        <translation>按约</translation>
    </message>
    <message>
        <source>declining</source>
        <translation>按剩余本金</translation>
    </message>
    <message>
        <source>flat</source>
        <translation>按期初本金</translation>
    </message>
    <message>
        <source>lump sum</source>
        <translation>末期大额</translation>
    </message>
    <message>
        <source>first payment too small</source>
        <translation>首笔过低</translation>
    </message>
    <message>
        <source>begins too late</source>
        <translation>首期过晚</translation>
    </message>
    <message>
        <source>too many instalments</source>
        <translation>期数过多</translation>
    </message>
    <message>
        <source>{amount} on {day}</source>
        <translation>{day} 付 {amount}</translation>
    </message>
    <message>
        <source>{amount} each time</source>
        <translation>每期 {amount}</translation>
    </message>
    <message>
        <source>{} instalment(s)</source>
        <translation>{} 期</translation>
    </message>
    <message>
        <source>from {}</source>
        <translation>自 {} 起</translation>
    </message>
    <message>
        <source>until {}</source>
        <translation>至 {}</translation>
    </message>
    <message>
        <source>no interest</source>
        <translation>不计息</translation>
    </message>
    <message>
        <source>interest</source>
        <translation>利息</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>年利率</translation>
    </message>
    <message>
        <source>fee each time</source>
        <translation>每期费用</translation>
    </message>
    <message>
        <source>fee at first</source>
        <translation>首期费用</translation>
    </message>
    <message>
        <source>rises by</source>
        <translation>每次递增</translation>
    </message>
    <message>
        <source>rises every</source>
        <translation>递增间隔</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手工</translation>
    </message>
    <message>
        <source>waiver</source>
        <translation>减免</translation>
    </message>
    <message>
        <source>by word of mouth, recorded</source>
        <translation>口头，有录音</translation>
    </message>
    <message>
        <source>in writing by message</source>
        <translation>书面消息</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>签字</translation>
    </message>
    <message>
        <source>debt</source>
        <translation>欠款</translation>
    </message>
    <message>
        <source>down payment</source>
        <translation>首付</translation>
    </message>
    <message>
        <source>instalment</source>
        <translation>每期</translation>
    </message>
    <message>
        <source>instalments</source>
        <translation>期数</translation>
    </message>
    <message>
        <source>first</source>
        <translation>首期</translation>
    </message>
    <message>
        <source>last</source>
        <translation>末期</translation>
    </message>
    <message>
        <source>down payment on</source>
        <translation>首付日</translation>
    </message>
    <message>
        <source>day</source>
        <translation>还款日</translation>
    </message>
    <message>
        <source>Both sides agreed how?</source>
        <translation>双方如何达成？</translation>
    </message>
    <message>
        <source>where the recording or the paper is (may be left empty)</source>
        <translation>录音或文件的存放处（可不填）</translation>
    </message>
    <message>
        <source>Both agreed</source>
        <translation>双方同意</translation>
    </message>
    <message>
        <source>What did the lead say?</source>
        <translation>主管怎么说？</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>不批准</translation>
    </message>
    <message>
        <source>who said so, how and why</source>
        <translation>谁批的、如何告知、理由</translation>
    </message>
    <message>
        <source>Write down</source>
        <translation>记下</translation>
    </message>
    <message>
        <source>agreement to sign</source>
        <translation>待签协议</translation>
    </message>
    <message>
        <source>confirmation</source>
        <translation>确认函</translation>
    </message>
    <message>
        <source>payment slips with codes</source>
        <translation>还款单（含二维码）</translation>
    </message>
    <message>
        <source>paid-in-full certificate</source>
        <translation>结清证明</translation>
    </message>
    <message>
        <source>statement of account</source>
        <translation>对账单</translation>
    </message>
    <message>
        <source>Which paper?</source>
        <translation>要出哪一份文件？</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>出具</translation>
    </message>
    <message>
        <source>Why is the plan ended?</source>
        <translation>为何终止计划？</translation>
    </message>
    <message>
        <source>a sentence for the log</source>
        <translation>写一句说明，留作记录</translation>
    </message>
    <message>
        <source>End plan</source>
        <translation>终止计划</translation>
    </message>
    <message>
        <source>Instalment {no} by hand, now {planned}</source>
        <translation>手工设置第 {no} 期，现为 {planned}</translation>
    </message>
    <message>
        <source>500, @12-25 or 500@12-25; 0 skips it, nothing takes it back</source>
        <translation>500、@12-25 或 500@12-25；0 为跳过，留空则恢复</translation>
    </message>
    <message>
        <source>Set by hand</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>PlanEditor</name>
    <message>
        <source>Nothing was changed: this version is saved.</source>
        <translation>没有改动，此版本已保存。</translation>
    </message>
    <message>
        <source>plan saved as draft, version {no}</source>
        <translation>计划存为草案，第 {no} 版</translation>
    </message>
    <message>
        <source>plan agreed; collection rests while it is kept</source>
        <translation>计划已达成；履行期间停止催收</translation>
    </message>
    <message>
        <source>plan approved by the lead</source>
        <translation>主管已批准计划</translation>
    </message>
    <message>
        <source>plan refused by the lead</source>
        <translation>主管未批准计划</translation>
    </message>
    <message>
        <source>plan ended</source>
        <translation>计划已终止</translation>
    </message>
    <message>
        <source>{name}: {what}</source>
        <translation>{name}：{what}</translation>
    </message>
</context>
<context>
    <name>PlanHeader</name>
    <message>
        <source>Version {no} · {day} · {state}</source>
        <translation>第 {no} 版 · {day} · {state}</translation>
    </message>
    <message>
        <source>Repayment plan · suggestion, not saved</source>
        <translation>还款计划 · 建议方案，未保存</translation>
    </message>
    <message>
        <source>Repayment plan · new version, not saved</source>
        <translation>还款计划 · 新版本，未保存</translation>
    </message>
    <message>
        <source>Repayment plan · version {no} ({state})</source>
        <translation>还款计划 · 第 {no} 版（{state}）</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
</context>
<context>
    <name>PlanTermsForm</name>
    <message>
        <source>fixed</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>worked out</source>
        <translation>算出</translation>
    </message>
    <message>
        <source>last working day</source>
        <translation>月末工作日</translation>
    </message>
    <message>
        <source>Down payment</source>
        <translation>首付</translation>
    </message>
    <message>
        <source>Day of the down payment</source>
        <translation>首付日期</translation>
    </message>
    <message>
        <source>Instalment</source>
        <translation>每期</translation>
    </message>
    <message>
        <source>Instalments</source>
        <translation>期数</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>首期</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>Due day</source>
        <translation>还款日</translation>
    </message>
    <message>
        <source>On holidays</source>
        <translation>遇节假日</translation>
    </message>
    <message>
        <source>Waived</source>
        <translation>减免</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message>
        <source>Terms</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Repayment plan</source>
        <translation>还款计划</translation>
    </message>
    <message>
        <source>Papers…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>What the debtor says</source>
        <translation>对方的说法</translation>
    </message>
    <message>
        <source>What the debtor says (Ctrl+T): 200 from the 10th · 3000 now and the rest by summer</source>
        <translation>对方怎么说（Ctrl+T）：每月10号还200 · 现在还3000，剩下的夏天前还清</translation>
    </message>
    <message>
        <source>Back to the case</source>
        <translation>返回案件</translation>
    </message>
    <message>
        <source>End plan…</source>
        <translation>终止计划…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>变更…</translation>
    </message>
    <message>
        <source>Means test…</source>
        <translation>收支表…</translation>
    </message>
    <message>
        <source>Lead&apos;s answer…</source>
        <translation>主管批复…</translation>
    </message>
    <message>
        <source>Save as draft</source>
        <translation>存为草案</translation>
    </message>
    <message>
        <source>Both agreed</source>
        <translation>双方同意</translation>
    </message>
    <message>
        <source>Agreed otherwise…</source>
        <translation>以其他方式同意…</translation>
    </message>
    <message>
        <source>Nothing is owed, so there is nothing to plan.</source>
        <translation>没有欠款，无需制定计划。</translation>
    </message>
</context>
<context>
    <name>PointTable</name>
    <message>
        <source>Number or address</source>
        <translation>号码或地址</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>归属</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>good</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>untried</source>
        <translation>未试过</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>no good</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>never again</source>
        <translation>不再联系</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>可联系</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联系方式</translation>
    </message>
</context>
<context>
    <name>PracticePanel</name>
    <message>
        <source>{done} of {all} tasks done</source>
        <translation>已完成 {done}/{all} 项</translation>
    </message>
    <message>
        <source>Choose a case in the queue and press 1: not reached.</source>
        <translation>在队列中选一个案件，按 1：未接通。</translation>
    </message>
    <message>
        <source>Press 5 on a case, then Enter for what is suggested.</source>
        <translation>在案件上按 5，再按 Enter 采用建议。</translation>
    </message>
    <message>
        <source>Press 7 on a case, then Ctrl+Enter in the plan.</source>
        <translation>在案件上按 7，然后在计划中按 Ctrl+Enter。</translation>
    </message>
    <message>
        <source>Press Ctrl+Z: the last thing saved is taken back, Ctrl+Y brings it again.</source>
        <translation>按 Ctrl+Z 撤销刚才保存的内容，Ctrl+Y 恢复。</translation>
    </message>
    <message>
        <source>Choose or drop a file with cases on this page.</source>
        <translation>在此页选择或拖入案件文件。</translation>
    </message>
    <message>
        <source>Practice portfolio</source>
        <translation>练习案件</translation>
    </message>
    <message>
        <source>log a call</source>
        <translation>记一次通话</translation>
    </message>
    <message>
        <source>take a promise</source>
        <translation>记一笔承诺</translation>
    </message>
    <message>
        <source>agree a plan</source>
        <translation>达成一份计划</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤销一次</translation>
    </message>
    <message>
        <source>import a file</source>
        <translation>导入一个文件</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>All five tasks are done.</source>
        <translation>五项任务都已完成。</translation>
    </message>
    <message>
        <source>Amounts: UCI, Taiwan 2005 · people invented</source>
        <translation>金额：UCI 台湾 2005 · 人物虚构</translation>
    </message>
    <message>
        <source>Real amounts of card clients (UCI, Taiwan 2005), shown 1:1 as CNY; every person, number and employer is invented.</source>
        <translation>金额取自真实信用卡客户（UCI，台湾 2005），按 1:1 显示为人民币；人名、号码和单位均为虚构。</translation>
    </message>
    <message>
        <source>Leave and delete…</source>
        <translation>结束并删除…</translation>
    </message>
</context>
<context>
    <name>PreferenceForm</name>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> 磅</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>own pace</source>
        <translation>本人近况</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The words of the window; names and notes stay.</source>
        <translation>界面文字；姓名和备注不变。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Light or dark, at once.</source>
        <translation>浅色或深色，立即生效。</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>9 to 20 points; everything grows with it.</source>
        <translation>9 至 20 磅，界面随之放大。</translation>
    </message>
    <message>
        <source>Next case by itself</source>
        <translation>自动下一件</translation>
    </message>
    <message>
        <source>After an outcome; a plan or a dispute stays.</source>
        <translation>记录结果后自动打开下一件；分期和争议除外。</translation>
    </message>
    <message>
        <source>Lock after</source>
        <translation>自动锁定</translation>
    </message>
    <message>
        <source>Minutes without a key or a click, 5 to 60.</source>
        <translation>无操作多少分钟后锁定，5 至 60。</translation>
    </message>
    <message>
        <source>Calls a day</source>
        <translation>每日通话量</translation>
    </message>
    <message>
        <source>What the day&apos;s budget above the queue counts with; 0 takes your own pace.</source>
        <translation>队列上方的每日额度按此计算；0 表示按本人近况。</translation>
    </message>
</context>
<context>
    <name>PreferenceStep</name>
    <message>
        <source>Wish</source>
        <translation>意愿</translation>
    </message>
    <message>
        <source>only at these hours</source>
        <translation>只在这些时间</translation>
    </message>
    <message>
        <source>also at these hours</source>
        <translation>这些时间也可以</translation>
    </message>
    <message>
        <source>no calls on this number</source>
        <translation>不要拨打此号</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>时间</translation>
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
    <message>
        <source>pages of the store</source>
        <translation>数据库页</translation>
    </message>
    <message>
        <source>contacts</source>
        <translation>联系记录</translation>
    </message>
    <message>
        <source>facts</source>
        <translation>事实</translation>
    </message>
    <message>
        <source>files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>letters</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>rows compared</source>
        <translation>行已比对</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人</translation>
    </message>
    <message>
        <source>rows read</source>
        <translation>行已读取</translation>
    </message>
    <message>
        <source>cases made</source>
        <translation>案件已生成</translation>
    </message>
    <message>
        <source>cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>短信邮件</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>周</translation>
    </message>
    <message>
        <source>rows written</source>
        <translation>行已写出</translation>
    </message>
</context>
<context>
    <name>Promise</name>
    <message>
        <source>open</source>
        <translation>待兑现</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已兑现</translation>
    </message>
    <message>
        <source>partly kept</source>
        <translation>部分兑现</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>未兑现</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>已替换</translation>
    </message>
</context>
<context>
    <name>PromiseStep</name>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>amount, 2k, 3x500</source>
        <translation>金额，2k，3x500</translation>
    </message>
    <message>
        <source>+3, 25, w5, 10;25</source>
        <translation>+3，25，w5，10;25</translation>
    </message>
    <message numerus="yes">
        <source>Earlier promises: {kept} of {judged} kept, {late} day(s) late on average</source>
        <translation>
            <numerusform>历次承诺：兑现 {kept}/{judged}，平均晚 {late} 天</numerusform>
        </translation>
    </message>
    <message>
        <source>No earlier promise to judge by</source>
        <translation>此前没有承诺可参考</translation>
    </message>
    <message>
        <source>what the last promise still lacks</source>
        <translation>上次承诺尚欠部分</translation>
    </message>
    <message>
        <source>what is left over each month</source>
        <translation>每月结余</translation>
    </message>
    <message>
        <source>the minimum payments</source>
        <translation>最低还款额</translation>
    </message>
    <message>
        <source>{percent} % of the debt</source>
        <translation>欠款的 {percent}%</translation>
    </message>
    <message>
        <source>the next pay day</source>
        <translation>下个发薪日</translation>
    </message>
    <message>
        <source>later, since outgoings have risen</source>
        <translation>支出增加，延后</translation>
    </message>
    <message>
        <source>in a few days</source>
        <translation>几天内</translation>
    </message>
    <message>
        <source>Suggested: {amount}; {day}</source>
        <translation>建议依据：{amount}；{day}</translation>
    </message>
    <message>
        <source>{amount} by {day}</source>
        <translation>{day} 前 {amount}</translation>
    </message>
    <message>
        <source>together {amount}</source>
        <translation>合计 {amount}</translation>
    </message>
    <message>
        <source>open promises replaced: {count}</source>
        <translation>取代未到期承诺 {count} 笔</translation>
    </message>
    <message>
        <source>open promises that stay: {count}</source>
        <translation>另有未到期承诺 {count} 笔保留</translation>
    </message>
    <message>
        <source>days: {count}</source>
        <translation>共 {count} 个日期</translation>
    </message>
    <message>
        <source>moved from {day}, no working day</source>
        <translation>原 {day}，非工作日，已移动</translation>
    </message>
    <message>
        <source>holidays not announced yet</source>
        <translation>节假日暂定</translation>
    </message>
</context>
<context>
    <name>PromisesPage</name>
    <message>
        <source>No promise falls due today.</source>
        <translation>今天没有到期的承诺。</translation>
    </message>
    <message>
        <source>No promise falls due in the next {days} days.</source>
        <translation>未来 {days} 天没有到期的承诺。</translation>
    </message>
    <message>
        <source>No promise was kept in the last {days} days.</source>
        <translation>最近 {days} 天没有兑现的承诺。</translation>
    </message>
    <message>
        <source>No promise was broken in the last {days} days.</source>
        <translation>最近 {days} 天没有未兑现的承诺。</translation>
    </message>
    <message>
        <source>There is no plan yet. Agree one on the desk with 7.</source>
        <translation>还没有分期计划。可在工作台按 7 协商。</translation>
    </message>
    <message>
        <source>Promises and plans</source>
        <translation>承诺与计划</translation>
    </message>
    <message>
        <source>{amount} in plans, {paid} of it paid</source>
        <translation>计划共 {amount}，已还 {paid}</translation>
    </message>
    <message>
        <source>{amount} promised, {paid} of it paid</source>
        <translation>共承诺 {amount}，已还 {paid}</translation>
    </message>
    <message>
        <source>No promise falls due after that.</source>
        <translation>之后没有到期的承诺。</translation>
    </message>
    <message>
        <source>Why is the promise of {name} taken back: {amount} by {day}?</source>
        <translation>为什么取消{name}的承诺（{day} 前 {amount}）？</translation>
    </message>
    <message>
        <source>a sentence for the log</source>
        <translation>记入日志的一句话</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取消承诺</translation>
    </message>
    <message>
        <source>{name}: promise taken back</source>
        <translation>{name}：已取消承诺</translation>
    </message>
    <message>
        <source>Name, amount, day…</source>
        <translation>姓名、金额、日期…</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>取消承诺…</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今日到期</translation>
    </message>
    <message>
        <source>Next {days} days</source>
        <translation>未来 {days} 天</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已兑现</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>未兑现</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>承诺金额</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已还</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Days late</source>
        <translation>迟延天数</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Next instalment</source>
        <translation>下一期</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Paid so far</source>
        <translation>累计已还</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>总额</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
</context>
<context>
    <name>PurposeField</name>
    <message>
        <source>Choose a purpose…</source>
        <translation>请选择用途…</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Purpose in words</source>
        <translation>用途说明</translation>
    </message>
    <message>
        <source>which case, which request</source>
        <translation>哪个案件、哪项要求</translation>
    </message>
</context>
<context>
    <name>QueuePane</name>
    <message>
        <source>Found: {text}</source>
        <translation>查找：{text}</translation>
    </message>
    <message>
        <source>Nothing holds “{text}”.</source>
        <translation>没有包含“{text}”的案件。</translation>
    </message>
    <message>
        <source>Nothing left to do in this view.</source>
        <translation>这个视图里没有待办了。</translation>
    </message>
    <message>
        <source>No cases yet. Import a placement file to begin.</source>
        <translation>还没有案件。导入委案文件即可开始。</translation>
    </message>
    <message>
        <source>To do today</source>
        <translation>今日待办</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>All cases</source>
        <translation>全部案件</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Name, pinyin, phone, last digits…</source>
        <translation>姓名、拼音、电话、尾号…</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
</context>
<context>
    <name>QueueRows</name>
    <message>
        <source>from {moment}</source>
        <translation>{moment} 起</translation>
    </message>
    <message>
        <source>{days} d</source>
        <translation>{days} 天</translation>
    </message>
    <message>
        <source>{count} broken</source>
        <translation>违约 {count} 次</translation>
    </message>
    <message>
        <source>{count} of this name</source>
        <translation>同名 {count} 人</translation>
    </message>
</context>
<context>
    <name>ReasonCard</name>
    <message>
        <source>{title} Digits choose, Enter keeps what is marked</source>
        <translation>{title} 数字选择，Enter 沿用所选</translation>
    </message>
    <message>
        <source>Reason for being overdue</source>
        <translation>逾期原因</translation>
    </message>
</context>
<context>
    <name>ReasonStep</name>
    <message>
        <source>More…</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>证明</translation>
    </message>
    <message>
        <source>proof received</source>
        <translation>证明已收到</translation>
    </message>
    <message>
        <source>Reason for being overdue</source>
        <translation>逾期原因</translation>
    </message>
    <message>
        <source>Willingness</source>
        <translation>意愿</translation>
    </message>
    <message>
        <source>Ability</source>
        <translation>能力</translation>
    </message>
</context>
<context>
    <name>ReasonsSheet</name>
    <message>
        <source>Reasons told in the week</source>
        <translation>本周逾期原因</translation>
    </message>
    <message>
        <source>Reasons told in this week</source>
        <translation>本周逾期原因</translation>
    </message>
    <message>
        <source>The most frequent reasons</source>
        <translation>最常见的原因</translation>
    </message>
    <message>
        <source>Rules that stopped an attempt, were overridden or broken</source>
        <translation>触发拦截、被越过或被违反的规则</translation>
    </message>
    <message>
        <source>Why cases were passed over</source>
        <translation>跳过案件的原因</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>逾期原因</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>No reason was told, no rule applied and no case was passed over in this week.</source>
        <translation>本周没有登记逾期原因，未触及规则，也没有跳过案件。</translation>
    </message>
</context>
<context>
    <name>RefusalDialog</name>
    <message>
        <source>FairDue</source>
        <translation>有还</translation>
    </message>
    <message>
        <source>FairDue cannot open the store</source>
        <translation>无法打开数据</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>Refused rows</source>
        <translation>被拒的行</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Why it is refused</source>
        <translation>被拒原因</translation>
    </message>
</context>
<context>
    <name>RekeyDialog</name>
    <message>
        <source>Making the keys…</source>
        <translation>正在生成密钥…</translation>
    </message>
    <message>
        <source>Backing up, then writing every page anew…</source>
        <translation>先备份，再用新密钥重写全部数据…</translation>
    </message>
    <message>
        <source>FairDue: new data key</source>
        <translation>有还：更换数据密钥</translation>
    </message>
    <message>
        <source>Write down the new recovery code</source>
        <translation>请抄下新的恢复码</translation>
    </message>
    <message>
        <source>A new data key</source>
        <translation>更换数据密钥</translation>
    </message>
    <message>
        <source>These need a first passphrase again afterwards: {names}.</source>
        <translation>完成后须为以下用户重设初始口令：{names}。</translation>
    </message>
    <message>
        <source>After a leak: a key file that was copied, a colleague who left. Every page is written anew; from then on only your passphrase and a new recovery code open the store. It is backed up before. Old backups go on opening by their own old ways: keep them safe or destroy them.</source>
        <translation>用于密钥可能泄露之后：密钥文件被复制，或知情同事离职。全部数据将用新密钥重写，此后只有您的口令和新恢复码能打开。重写前会先备份。旧备份仍可用旧口令打开，请妥善保管或销毁。</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>您的口令</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不更换</translation>
    </message>
    <message>
        <source>Make the new key</source>
        <translation>更换密钥</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Counting the buckets of earlier weeks</source>
        <translation>正在统计往周账龄</translation>
    </message>
    <message>
        <source>still running</source>
        <translation>本周未结束</translation>
    </message>
    <message>
        <source>Weekly report</source>
        <translation>催收周报</translation>
    </message>
    <message>
        <source>Folder for the weekly report</source>
        <translation>周报保存到文件夹</translation>
    </message>
    <message>
        <source>Writing the weekly report</source>
        <translation>正在生成周报</translation>
    </message>
    <message>
        <source>All collectors</source>
        <translation>全部催收员</translation>
    </message>
    <message>
        <source>The week before</source>
        <translation>上一周</translation>
    </message>
    <message>
        <source>The week after</source>
        <translation>下一周</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周次</translation>
    </message>
    <message>
        <source>Collector</source>
        <translation>催收员</translation>
    </message>
    <message>
        <source>Save PDF and XLSX…</source>
        <translation>保存 PDF 和 XLSX…</translation>
    </message>
    <message>
        <source>Parts of the report</source>
        <translation>报表分页</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Ageing and roll</source>
        <translation>账龄与迁徙</translation>
    </message>
    <message>
        <source>Reasons and rules</source>
        <translation>原因与规则</translation>
    </message>
    <message>
        <source>Contact log</source>
        <translation>催收记录</translation>
    </message>
    <message>
        <source>Save the weekly report as files</source>
        <translation>将周报保存为文件</translation>
    </message>
    <message>
        <source>Report on the week before</source>
        <translation>看上一周的周报</translation>
    </message>
    <message>
        <source>Report on the week after</source>
        <translation>看下一周的周报</translation>
    </message>
    <message>
        <source>Export the contact log</source>
        <translation>导出催收记录</translation>
    </message>
</context>
<context>
    <name>ResultStep</name>
    <message>
        <source>Find a result</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>No result is called that; try its code, as NA, or a word of it.</source>
        <translation>没有这样的结果；请输入代码（如 NA）或名称中的字。</translation>
    </message>
    <message>
        <source>code or words…</source>
        <translation>代码或文字…</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>RetentionCard</name>
    <message>
        <source>{count} people are closed; {due} of them are kept long enough</source>
        <translation>已结案 {count} 人，其中 {due} 人保存期已满</translation>
    </message>
    <message>
        <source>Erase {due} people for good</source>
        <translation>永久删除 {due} 人</translation>
    </message>
    <message>
        <source>Erasing</source>
        <translation>正在删除</translation>
    </message>
    <message>
        <source>{count} people erased</source>
        <translation>已删除 {count} 人</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>保存至</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>legal hold</source>
        <translation>证据保全</translation>
    </message>
    <message>
        <source>nothing ever happened</source>
        <translation>没有任何往来</translation>
    </message>
    <message>
        <source>Kept long enough</source>
        <translation>保存期限</translation>
    </message>
    <message>
        <source>People by the end of their period</source>
        <translation>按保存期届满日排列的人</translation>
    </message>
    <message>
        <source>Why erase</source>
        <translation>删除原因</translation>
    </message>
</context>
<context>
    <name>RevealBar</name>
    <message>
        <source>Account number in full</source>
        <translation>显示完整账号</translation>
    </message>
    <message>
        <source>Number or address in full</source>
        <translation>显示完整号码或地址</translation>
    </message>
    <message>
        <source>Identity number in full</source>
        <translation>显示完整证件号码</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>Cases by the new rule</source>
        <translation>按新规则重算案件</translation>
    </message>
    <message>
        <source>The rule is in force.</source>
        <translation>规则已生效。</translation>
    </message>
    <message>
        <source>This rule is a table: save the pack as a file, change it there and import it.</source>
        <translation>此规则为表格：请将规则包另存为文件，修改后再导入。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>效力</translation>
    </message>
    <message>
        <source>Why it is changed</source>
        <translation>修改理由</translation>
    </message>
    <message>
        <source>Put in force</source>
        <translation>生效</translation>
    </message>
</context>
<context>
    <name>RulesPanel</name>
    <message>
        <source>Rule, source, article…</source>
        <translation>规则、来源、条款…</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>规则包</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>效力</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
</context>
<context>
    <name>RunPanel</name>
    <message>
        <source>Letters due today</source>
        <translation>今日应发信函</translation>
    </message>
    <message>
        <source>{title}  ({count} due)</source>
        <translation>{title}（{count} 件待发）</translation>
    </message>
    <message>
        <source>Save a view on the page of cases first: a run is never over everything.</source>
        <translation>请先在案件页保存一个视图：批量出具不能默认全部。</translation>
    </message>
    <message>
        <source>A run stopped: {issued} issued, {waiting} waiting.</source>
        <translation>有一次批量出具中断：已出具 {issued} 封，待出具 {waiting} 封。</translation>
    </message>
    <message>
        <source>Looking at the cases</source>
        <translation>正在查看案件</translation>
    </message>
    <message>
        <source>{count} letters over {amount}; {skipped} cases get none. Type {count} to issue them.</source>
        <translation>共 {count} 封，金额 {amount}；{skipped} 件不出具。输入 {count} 即可出具。</translation>
    </message>
    <message>
        <source>None of the {skipped} cases gets this letter.</source>
        <translation>这 {skipped} 件均不能出具此信函。</translation>
    </message>
    <message>
        <source>Cases that get no letter while this is empty: {count}</source>
        <translation>因此项为空而不能出具的案件：{count} 件</translation>
    </message>
    <message>
        <source>Issuing letters</source>
        <translation>正在出具信函</translation>
    </message>
    <message>
        <source>{issued} letters issued, {skipped} cases skipped.</source>
        <translation>已出具 {issued} 封，略过 {skipped} 件。</translation>
    </message>
    <message>
        <source>Folder for the letters</source>
        <translation>信函保存到</translation>
    </message>
    <message>
        <source>Writing files</source>
        <translation>正在写文件</translation>
    </message>
    <message>
        <source>{count} letters, the printer&apos;s file and the register are in {folder}</source>
        <translation>{count} 封信函、打印合并文件和登记表已写入 {folder}</translation>
    </message>
    <message>
        <source>Saved view</source>
        <translation>已存视图</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>Also cases a rule only warns of</source>
        <translation>包含有提示的案件</translation>
    </message>
    <message>
        <source>Leave disputed accounts out</source>
        <translation>不含有异议的账户</translation>
    </message>
    <message>
        <source>Show the list</source>
        <translation>查看清单</translation>
    </message>
    <message>
        <source>Who gets a letter</source>
        <translation>收件清单</translation>
    </message>
    <message>
        <source>Number of letters</source>
        <translation>信函数量</translation>
    </message>
    <message>
        <source>Issue them</source>
        <translation>全部出具</translation>
    </message>
    <message>
        <source>Write files…</source>
        <translation>写出文件…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>寄往</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>ScheduleCard</name>
    <message numerus="yes">
        <source>{count} instalment(s) · the last {amount}</source>
        <translation>
            <numerusform>{count} 期 · 末期 {amount} 收尾</numerusform>
        </translation>
    </message>
    <message>
        <source>paid {amount}</source>
        <translation>已还 {amount}</translation>
    </message>
    <message>
        <source>down</source>
        <translation>首付</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>暂定</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>期</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>应还日</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>应还</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已还</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>还款表</translation>
    </message>
</context>
<context>
    <name>ScorePanel</name>
    <message>
        <source>what is in force</source>
        <translation>现行策略</translation>
    </message>
    <message>
        <source>as it comes with FairDue</source>
        <translation>程序自带策略</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Ranking the queue anew</source>
        <translation>正在重新排序队列</translation>
    </message>
    <message>
        <source>The queue stands by the new points.</source>
        <translation>队列已按新的评分排列。</translation>
    </message>
    <message>
        <source>Changed and not kept yet: the queue stands as before.</source>
        <translation>已修改但未生效：队列仍按原评分排列。</translation>
    </message>
    <message>
        <source>Cases of one tier stand in the order of their points. Of each rule the highest step counts. Choose a step, press Enter and move its points with the arrows.</source>
        <translation>同一层级的案件按分数排列，每条规则取达到的最高一档。选中一档，按 Enter，用上下键调整分数。</translation>
    </message>
    <message>
        <source>Cases of one tier stand in the order of their points. Of each rule the highest step counts. Only a lead may change them.</source>
        <translation>同一层级的案件按分数排列，每条规则取达到的最高一档。只有主管可以修改。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>另存为文件…</translation>
    </message>
    <message>
        <source>Put in force</source>
        <translation>生效</translation>
    </message>
    <message>
        <source>Discard the changes</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>Score rules</source>
        <translation>评分规则</translation>
    </message>
    <message>
        <source>When</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>{rule}, off</source>
        <translation>{rule}（停用）</translation>
    </message>
</context>
<context>
    <name>ScorePreview</name>
    <message>
        <source>First hundred: {entering} in, {leaving} out, {moving} more change places.</source>
        <translation>前一百件：进 {entering} 件，出 {leaving} 件，另有 {moving} 件换位。</translation>
    </message>
    <message>
        <source>First {cases}: {before} → {after} ({change})</source>
        <translation>前 {cases} 件金额：{before} → {after}（{change}）</translation>
    </message>
    <message>
        <source>My queue</source>
        <translation>我的队列</translation>
    </message>
    <message>
        <source>All queues together</source>
        <translation>全部队列</translation>
    </message>
    <message>
        <source>What fits today, {cases}: {before} → {after} ({change})</source>
        <translation>今日可办 {cases} 件：{before} → {after}（{change}）</translation>
    </message>
    <message>
        <source>No work is in this queue: there is nothing to compare.</source>
        <translation>该队列没有待办案件，无可比较。</translation>
    </message>
    <message>
        <source>The first hundred stay as they are.</source>
        <translation>前 100 名不变。</translation>
    </message>
    <message>
        <source>What it would do</source>
        <translation>生效后的变化</translation>
    </message>
    <message>
        <source>Whose queue</source>
        <translation>谁的队列</translation>
    </message>
    <message>
        <source>Who enters and leaves the first hundred</source>
        <translation>进出前一百件的案件</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>进出</translation>
    </message>
    <message>
        <source>enters</source>
        <translation>进</translation>
    </message>
    <message>
        <source>leaves</source>
        <translation>出</translation>
    </message>
    <message>
        <source>Debtor</source>
        <translation>债务人</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Owes</source>
        <translation>欠款</translation>
    </message>
</context>
<context>
    <name>ScoreStepForm</name>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>times</source>
        <translation>次</translation>
    </message>
    <message>
        <source>percent</source>
        <translation>%</translation>
    </message>
    <message>
        <source>of 5</source>
        <translation>/ 5</translation>
    </message>
    <message>
        <source>From, or fewer</source>
        <translation>不多于</translation>
    </message>
    <message>
        <source>From</source>
        <translation>不少于</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>This rule counts</source>
        <translation>启用这条规则</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>增加一档</translation>
    </message>
    <message>
        <source>Remove the step</source>
        <translation>删除这一档</translation>
    </message>
</context>
<context>
    <name>ScriptCard</name>
    <message>
        <source>What to say · {title}</source>
        <translation>话术 · {title}</translation>
    </message>
    <message>
        <source>Never: {phrases}</source>
        <translation>不可说：{phrases}</translation>
    </message>
</context>
<context>
    <name>SecondPlaceCard</name>
    <message>
        <source>Second place for backups</source>
        <translation>备份的第二存放处</translation>
    </message>
    <message>
        <source>Copying the backup</source>
        <translation>正在复制备份</translation>
    </message>
    <message>
        <source>None: a disk that fails takes the store and its backups with it.</source>
        <translation>未设置：硬盘一坏，数据和备份会一起丢失。</translation>
    </message>
    <message>
        <source>{folder} · no backup lies there yet</source>
        <translation>{folder} · 还没有备份</translation>
    </message>
    <message>
        <source>{folder} · holds the backup of {when}</source>
        <translation>{folder} · 已有 {when} 的备份</translation>
    </message>
    <message>
        <source>The last copy was not made. {why}</source>
        <translation>上次没有复制成功。{why}</translation>
    </message>
    <message>
        <source>A folder on a stick, a share or in a cloud: each proven backup is copied there, encrypted, read back and compared. The store itself may not lie there.</source>
        <translation>移动盘、共享或网盘里的文件夹：每份验证过的备份都复制到那里，保持加密，并回读比对。数据本身不能放在那里。</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Copy there no more</source>
        <translation>不再复制到那里</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>SendingBar</name>
    <message>
        <source>Saved as {names}</source>
        <translation>已保存为 {names}</translation>
    </message>
    <message>
        <source>Files leave only for a purpose; it is kept with the record of it</source>
        <translation>文件只因明确的用途交出；用途随导出一并记录</translation>
    </message>
    <message>
        <source>Shut with a new password (AES-256)</source>
        <translation>用新密码加密（AES-256）</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Verify the store</source>
        <translation>校验数据</translation>
    </message>
    <message>
        <source>Terms of a creditor</source>
        <translation>委托方条款</translation>
    </message>
    <message>
        <source>Points of the queue</source>
        <translation>队列评分</translation>
    </message>
    <message>
        <source>Who opened and exported what</source>
        <translation>查看访问与导出记录</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>Creditors</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rule packs</source>
        <translation>规则包</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Treatment</source>
        <translation>处置策略</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Personal data</source>
        <translation>个人信息</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问记录</translation>
    </message>
</context>
<context>
    <name>SignedCopyBar</name>
    <message>
        <source>no signed copy yet</source>
        <translation>尚无签署件</translation>
    </message>
    <message>
        <source>The signed agreement</source>
        <translation>已签署的协议</translation>
    </message>
    <message>
        <source>Scans (*.pdf *.png *.jpg *.jpeg)</source>
        <translation>扫描件 (*.pdf *.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>{file} is kept with its plan.</source>
        <translation>{file} 已随还款计划存档。</translation>
    </message>
    <message>
        <source>Save the signed copy</source>
        <translation>保存签署件</translation>
    </message>
    <message>
        <source>Attach the signed copy…</source>
        <translation>添加签署件…</translation>
    </message>
    <message>
        <source>Show the signed copy</source>
        <translation>查看签署件</translation>
    </message>
    <message>
        <source>Save the signed copy…</source>
        <translation>保存签署件…</translation>
    </message>
</context>
<context>
    <name>SkipStep</name>
    <message>
        <source>Why it is skipped</source>
        <translation>跳过原因</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
</context>
<context>
    <name>SplitFields</name>
    <message>
        <source>{placed} of {amount} are placed</source>
        <translation>已分配 {placed}，共 {amount}</translation>
    </message>
</context>
<context>
    <name>StatementBar</name>
    <message>
        <source>booked</source>
        <translation>已入账</translation>
    </message>
    <message>
        <source>to book</source>
        <translation>将入账</translation>
    </message>
    <message>
        <source>to decide</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>in already</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>money out</source>
        <translation>支出</translation>
    </message>
    <message>
        <source>Book {booked}, park {parked}</source>
        <translation>入账 {booked} 笔，挂账 {parked} 笔</translation>
    </message>
    <message>
        <source>The statement was taken back.</source>
        <translation>该流水已撤销。</translation>
    </message>
    <message>
        <source>Booked. What is parked waits under Parked money.</source>
        <translation>已入账。挂账的款项见“挂账款”。</translation>
    </message>
    <message>
        <source>Booked.</source>
        <translation>已入账。</translation>
    </message>
    <message>
        <source>Nothing new in this statement.</source>
        <translation>该流水没有新内容。</translation>
    </message>
    <message>
        <source>No money in.</source>
        <translation>没有收入。</translation>
    </message>
    <message>
        <source>A digit books the line to a case, 0 parks it, Backspace takes that back.</source>
        <translation>按数字键入账到对应案件，0 挂账，退格键撤回。</translation>
    </message>
    <message>
        <source>Book although the totals disagree</source>
        <translation>总数不符仍然入账</translation>
    </message>
    <message>
        <source>Undo this statement</source>
        <translation>撤销该流水</translation>
    </message>
    <message>
        <source>Save refused rows…</source>
        <translation>保存被拒的行…</translation>
    </message>
</context>
<context>
    <name>StatementPanel</name>
    <message>
        <source>Choose a bank statement</source>
        <translation>选择银行流水</translation>
    </message>
    <message>
        <source>statement</source>
        <translation>银行流水</translation>
    </message>
    <message>
        <source>Whose money is it? Choose the creditor.</source>
        <translation>这是谁的款项？请选择委托方。</translation>
    </message>
    <message>
        <source>Matching {file}</source>
        <translation>正在匹配 {file}</translation>
    </message>
    <message>
        <source>Booking {file}</source>
        <translation>正在入账 {file}</translation>
    </message>
    <message>
        <source>Undoing the statement</source>
        <translation>正在撤销流水</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Hide the columns</source>
        <translation>收起列对应</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>列对应…</translation>
    </message>
    <message>
        <source>Drop a bank statement here, as CSV or a workbook. Money in is matched with the cases.</source>
        <translation>把银行流水拖到这里（CSV 或表格文件）。收入将与案件匹配。</translation>
    </message>
    <message>
        <source>Choose a statement…</source>
        <translation>选择流水…</translation>
    </message>
    <message>
        <source>Make one up to practise on</source>
        <translation>生成一份练习流水</translation>
    </message>
    <message>
        <source>Money of</source>
        <translation>款项归属</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
</context>
<context>
    <name>StatementView</name>
    <message>
        <source>Row {row} · {fate}</source>
        <translation>第 {row} 行 · {fate}</translation>
    </message>
    <message>
        <source>This line came before; it adds nothing.</source>
        <translation>这一行以前已入账，不再重复。</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>可入账</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>已核对</translation>
    </message>
    <message>
        <source>to decide</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>in already</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>付款人</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>附言</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Lines of the statement</source>
        <translation>流水明细</translation>
    </message>
    <message>
        <source>Park it</source>
        <translation>挂账</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Undo Ctrl+Z</source>
        <translation>撤销 Ctrl+Z</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>collector</source>
        <translation>催收员</translation>
    </message>
    <message>
        <source>Encrypted · {name} ({role})</source>
        <translation>已加密 · {name}（{role}）</translation>
    </message>
    <message>
        <source>Done {worked} · to do {waiting} · connected {connected} · promises {promises} ({amount})</source>
        <translation>已办 {worked} · 待办 {waiting} · 接通 {connected} · 承诺 {promises}（{amount}）</translation>
    </message>
    <message>
        <source>Only {free} MB left on the disk: make room</source>
        <translation>磁盘只剩 {free} MB：请腾出空间</translation>
    </message>
    <message>
        <source>Backup proven {when}</source>
        <translation>备份已验证 {when}</translation>
    </message>
    <message>
        <source>Backup proven {when}, no copy yet</source>
        <translation>备份已验证 {when}，尚无副本</translation>
    </message>
    <message>
        <source>Backup proven {when}, copy of {copied}</source>
        <translation>备份已验证 {when}，副本 {copied}</translation>
    </message>
    <message>
        <source>No proven backup yet</source>
        <translation>尚无已验证的备份</translation>
    </message>
</context>
<context>
    <name>StepPanel</name>
    <message>
        <source>Enter: take it · Esc: back to the outcomes</source>
        <translation>Enter 采用 · Esc 返回结果键</translation>
    </message>
</context>
<context>
    <name>StorePage</name>
    <message>
        <source>Your name stands under everything you record. Type it.</source>
        <translation>您记录的每件事都署您的姓名，请填写。</translation>
    </message>
    <message>
        <source>Your employee number is said in every call. Type it.</source>
        <translation>每次通话都要报工号，请填写。</translation>
    </message>
    <message>
        <source>Choose a passphrase.</source>
        <translation>请设定口令。</translation>
    </message>
    <message>
        <source>Type the passphrase once more.</source>
        <translation>请再输入一次口令。</translation>
    </message>
    <message>
        <source>The two passphrases differ. Type the same one twice.</source>
        <translation>两次输入的口令不同，请重新输入。</translation>
    </message>
    <message>
        <source>Four words that do not belong together make a good passphrase.</source>
        <translation>四个互不相关的词就是好口令。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Employee number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Passphrase again</source>
        <translation>再次输入口令</translation>
    </message>
    <message>
        <source>Rules of new creditors</source>
        <translation>新委托方适用的规则</translation>
    </message>
    <message>
        <source>You are</source>
        <translation>您的身份</translation>
    </message>
    <message>
        <source>China</source>
        <translation>中国</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>美国</translation>
    </message>
    <message>
        <source>collector</source>
        <translation>催收员</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>主管</translation>
    </message>
</context>
<context>
    <name>StorePanel</name>
    <message>
        <source>practice: nothing in it is real</source>
        <translation>练习：内容均非真实</translation>
    </message>
    <message>
        <source>real, encrypted</source>
        <translation>真实，已加密</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>collector</source>
        <translation>催收员</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>建立日期</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Rule pack</source>
        <translation>规则包</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>{cases}, {facts}, {size}; opened again and counted</source>
        <translation>{cases}，{facts}，{size}；已重新打开核对</translation>
    </message>
    <message>
        <source>{facts} and {cases} read in {seconds} s</source>
        <translation>已读取 {facts}、{cases}，用时 {seconds} 秒</translation>
    </message>
    <message>
        <source>Last proven backup</source>
        <translation>最近已验证的备份</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份位置</translation>
    </message>
    <message>
        <source>Signing key</source>
        <translation>签名密钥</translation>
    </message>
    <message>
        <source>made with the first export or backup</source>
        <translation>首次导出或备份时生成</translation>
    </message>
    <message numerus="yes">
        <source>{count} case(s)</source>
        <translation>
            <numerusform>{count} 件案件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} fact(s)</source>
        <translation>
            <numerusform>{count} 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>正在备份</translation>
    </message>
    <message>
        <source>{counted}; copied to {folder}</source>
        <translation>{counted}；已复制到 {folder}</translation>
    </message>
    <message>
        <source>Backup proven: {name}</source>
        <translation>备份已验证：{name}</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>The store is whole.</source>
        <translation>数据完整。</translation>
    </message>
    <message>
        <source>Findings: {count}. Rebuild if only states and search are named; else restore a backup.</source>
        <translation>发现 {count} 处问题。若只涉及状态和搜索，请重建；否则请恢复备份。</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止；未作任何改动。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Verify the store</source>
        <translation>校验数据</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Make a real store…</source>
        <translation>建立真实数据库…</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>StrategyState</name>
    <message>
        <source>In force as it comes with FairDue.</source>
        <translation>现行：程序自带，未改动。</translation>
    </message>
    <message>
        <source>In force since {when}, by {who}: {why}</source>
        <translation>{when} 起生效，{who}：{why}</translation>
    </message>
</context>
<context>
    <name>StrengthMeter</name>
    <message>
        <source>guessed at once</source>
        <translation>一猜就中</translation>
    </message>
    <message>
        <source>very weak</source>
        <translation>很弱</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>弱</translation>
    </message>
    <message>
        <source>good</source>
        <translation>够强</translation>
    </message>
    <message>
        <source>very good</source>
        <translation>很强</translation>
    </message>
    <message>
        <source>a row of keys</source>
        <translation>键盘上连续的按键</translation>
    </message>
    <message>
        <source>it repeats itself</source>
        <translation>有重复</translation>
    </message>
    <message>
        <source>a sequence such as abc or 6543</source>
        <translation>abc、6543 一类的顺序</translation>
    </message>
    <message>
        <source>a date or year</source>
        <translation>日期或年份</translation>
    </message>
    <message>
        <source>a common password</source>
        <translation>常见口令</translation>
    </message>
    <message>
        <source>a single word</source>
        <translation>单个词语</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>too short; four words that do not belong together are good</source>
        <translation>太短；可用四个互不相关的词</translation>
    </message>
    <message>
        <source>{word}: {why}</source>
        <translation>{word}：{why}</translation>
    </message>
</context>
<context>
    <name>SummaryCards</name>
    <message>
        <source>principal {principal} · interest {interest} · fees {fees}</source>
        <translation>本金 {principal} · 利息 {interest} · 费用 {fees}</translation>
    </message>
    <message>
        <source>make-up not given by the creditor</source>
        <translation>委托方未提供明细</translation>
    </message>
    <message>
        <source>Owed ({age})</source>
        <translation>欠款（{age}）</translation>
    </message>
    <message>
        <source>no figures</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>as of {day}</source>
        <translation>截至 {day}</translation>
    </message>
    <message numerus="yes">
        <source>{day}, {days} day(s) old</source>
        <translation>
            <numerusform>{day}，{days} 天前</numerusform>
        </translation>
    </message>
    <message>
        <source>principal first</source>
        <translation>先还本金</translation>
    </message>
    <message>
        <source>interest and fees first</source>
        <translation>先还息费</translation>
    </message>
    <message>
        <source>limitation {day}</source>
        <translation>时效至 {day}</translation>
    </message>
    <message>
        <source>recall {day}</source>
        <translation>退案日 {day}</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>…{tail}</source>
        <translation>尾号 {tail}</translation>
    </message>
    <message numerus="yes">
        <source>{days} day(s)</source>
        <translation>
            <numerusform>{days} 天</numerusform>
        </translation>
    </message>
    <message>
        <source>next {day}</source>
        <translation>下期 {day}</translation>
    </message>
    <message>
        <source>Plan · {state}</source>
        <translation>还款计划 · {state}</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>{day}, {count} more open</source>
        <translation>{day}，另有 {count} 笔</translation>
    </message>
    <message>
        <source>Promise · {state}</source>
        <translation>承诺 · {state}</translation>
    </message>
    <message>
        <source>no earlier promise</source>
        <translation>此前没有承诺</translation>
    </message>
    <message numerus="yes">
        <source>earlier: {kept} of {judged} kept, {late} day(s) late on average, {paid} % paid</source>
        <translation>
            <numerusform>历次：兑现 {kept}/{judged}，平均晚 {late} 天，还款 {paid}%</numerusform>
        </translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>逾期原因</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>尚未询问</translation>
    </message>
    <message>
        <source>willingness {level}</source>
        <translation>意愿 {level}</translation>
    </message>
    <message>
        <source>ability {level}</source>
        <translation>能力 {level}</translation>
    </message>
    <message>
        <source>proof missing</source>
        <translation>缺证明</translation>
    </message>
</context>
<context>
    <name>TemplateFields</name>
    <message>
        <source>empty: as on file for each case</source>
        <translation>留空则按各案件档案填写</translation>
    </message>
</context>
<context>
    <name>TemplatePanel</name>
    <message>
        <source>own version {number}</source>
        <translation>自有第 {number} 版</translation>
    </message>
    <message>
        <source>as it comes with FairDue</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>May not be said: {phrases}</source>
        <translation>不得出现：{phrases}</translation>
    </message>
    <message>
        <source>{title}: own version {number} is in force.</source>
        <translation>{title}：自有第 {number} 版已生效。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Text of the template</source>
        <translation>模板文字</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>历史版本</translation>
    </message>
    <message>
        <source>Fields; Enter puts one into the text</source>
        <translation>可用字段，按 Enter 插入</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>效果预览</translation>
    </message>
    <message>
        <source>Save as new version</source>
        <translation>存为新版本</translation>
    </message>
    <message>
        <source>Back to the original</source>
        <translation>恢复自带模板</translation>
    </message>
</context>
<context>
    <name>TermsForm</name>
    <message>
        <source>choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>New creditor…</source>
        <translation>新委托方…</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Days and control totals</source>
        <translation>日期与对账总数</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>Name of the creditor</source>
        <translation>委托方名称</translation>
    </message>
    <message>
        <source>Its accounts are</source>
        <translation>账户性质</translation>
    </message>
    <message>
        <source>Rule pack</source>
        <translation>规则包</translation>
    </message>
    <message>
        <source>The file brings</source>
        <translation>文件内容</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Received on</source>
        <translation>收到日期</translation>
    </message>
    <message>
        <source>Recalled on</source>
        <translation>退案日期</translation>
    </message>
    <message>
        <source>Figures as of</source>
        <translation>数据日期</translation>
    </message>
    <message>
        <source>Rows, says the creditor</source>
        <translation>委托方所列行数</translation>
    </message>
    <message>
        <source>Sum, says the creditor</source>
        <translation>委托方所列合计</translation>
    </message>
    <message>
        <source>placed with us</source>
        <translation>受托催收</translation>
    </message>
    <message>
        <source>our own</source>
        <translation>自有</translation>
    </message>
    <message>
        <source>a placement</source>
        <translation>委案</translation>
    </message>
    <message>
        <source>new balances</source>
        <translation>余额更新</translation>
    </message>
    <message>
        <source>payments</source>
        <translation>还款</translation>
    </message>
    <message>
        <source>All rows or none: one refused row refuses the file</source>
        <translation>有一行被拒则全部不导入</translation>
    </message>
    <message>
        <source>Import although the control totals disagree</source>
        <translation>对账总数不符仍导入</translation>
    </message>
</context>
<context>
    <name>TermsPanel</name>
    <message>
        <source>The terms of {name} are kept.</source>
        <translation>{name} 的条款已保存。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>After it</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>order of payments</source>
        <translation>冲抵顺序</translation>
    </message>
    <message>
        <source>contract</source>
        <translation>合同</translation>
    </message>
    <message>
        <source>tolerance for promises</source>
        <translation>承诺容差</translation>
    </message>
    <message>
        <source>days of grace</source>
        <translation>宽限天数</translation>
    </message>
    <message>
        <source>limits for plans</source>
        <translation>计划权限</translation>
    </message>
    <message>
        <source>Creditor</source>
        <translation>委托方</translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation>更改记录</translation>
    </message>
    <message>
        <source>There is no creditor yet: import a placement first.</source>
        <translation>还没有委托方：请先导入委案。</translation>
    </message>
</context>
<context>
    <name>TextPanel</name>
    <message>
        <source>{signs} signs, charged as {segments}</source>
        <translation>{signs} 字，按 {segments} 条计费</translation>
    </message>
    <message>
        <source>Copied. Log it as a contact once it is sent.</source>
        <translation>已复制。发送后请登记催记。</translation>
    </message>
    <message>
        <source>Sending the e-mail</source>
        <translation>正在发送邮件</translation>
    </message>
    <message>
        <source>The e-mail was sent and logged.</source>
        <translation>邮件已发送并登记。</translation>
    </message>
    <message>
        <source>Save the messages</source>
        <translation>保存短信表</translation>
    </message>
    <message>
        <source>Writing messages</source>
        <translation>正在写短信表</translation>
    </message>
    <message>
        <source>{rows} messages, charged as {segments}; {skipped} cases get none.</source>
        <translation>{rows} 条，按 {segments} 条计费；{skipped} 件不发送。</translation>
    </message>
    <message>
        <source>One message</source>
        <translation>单条</translation>
    </message>
    <message>
        <source>Text messages for a saved view, as a table for a sending platform</source>
        <translation>按已存视图批量生成短信表，供发送平台使用</translation>
    </message>
    <message>
        <source>Name, phone, card…</source>
        <translation>姓名、电话、卡号…</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>The message as it would be sent</source>
        <translation>将发送的内容</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Saved view</source>
        <translation>已存视图</translation>
    </message>
    <message>
        <source>Text message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>Write the table…</source>
        <translation>写出表格…</translation>
    </message>
    <message>
        <source>No case chosen</source>
        <translation>未选择案件</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close message</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>TreatmentPanel</name>
    <message>
        <source>and {count} more lines</source>
        <translation>另有 {count} 行</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>As it comes with FairDue</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>Cases are treated by the new text.</source>
        <translation>已按新策略处置案件。</translation>
    </message>
    <message>
        <source>Changed and not kept yet: cases are treated as before.</source>
        <translation>已改动，尚未保存；案件仍按原策略处置。</translation>
    </message>
    <message>
        <source>Stages, cadence, channels and letters. Each list is read from the top: the first entry whose conditions hold counts. Only a lead may change it.</source>
        <translation>处置阶段、节奏、渠道、信函。每个列表自上而下，第一条条件全部满足的生效。仅主管可修改。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>How cases are treated</source>
        <translation>处置策略文本</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Put in force</source>
        <translation>生效</translation>
    </message>
    <message>
        <source>Discard the changes</source>
        <translation>放弃改动</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>Why is it undone?</source>
        <translation>为什么撤销？</translation>
    </message>
    <message>
        <source>it was saved more than ten minutes ago</source>
        <translation>该记录保存已超过十分钟</translation>
    </message>
    <message>
        <source>There is nothing to bring back.</source>
        <translation>没有可恢复的操作。</translation>
    </message>
    <message>
        <source>undone; Ctrl+Y brings it back</source>
        <translation>已撤销；Ctrl+Y 可恢复</translation>
    </message>
    <message>
        <source>brought back</source>
        <translation>已恢复</translation>
    </message>
</context>
<context>
    <name>UnlockDialog</name>
    <message>
        <source>Asking the keyring of this computer…</source>
        <translation>正在询问这台电脑的系统钥匙串…</translation>
    </message>
    <message>
        <source>Type the recovery code.</source>
        <translation>请输入恢复码。</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>FairDue was not closed in order the last time. Reading the store through: {percent} %</source>
        <translation>上次未正常关闭，正在通读数据：{percent} %</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止等待</translation>
    </message>
    <message>
        <source>FairDue: unlock</source>
        <translation>有还：解锁</translation>
    </message>
    <message>
        <source>Unlock the store</source>
        <translation>解锁数据</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>8 groups of 5 characters</source>
        <translation>8 组，每组 5 个字符</translation>
    </message>
    <message>
        <source>Who are you?</source>
        <translation>您是哪位？</translation>
    </message>
    <message>
        <source>A passphrase of your own, from now on</source>
        <translation>您今后使用的口令</translation>
    </message>
    <message>
        <source>New passphrase (empty: the old one stays)</source>
        <translation>新口令（留空则沿用原口令）</translation>
    </message>
    <message>
        <source>Remember on this computer</source>
        <translation>在这台电脑上记住</translation>
    </message>
    <message>
        <source>Use the passphrase</source>
        <translation>改用口令</translation>
    </message>
    <message>
        <source>Use the recovery code</source>
        <translation>改用恢复码</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This is the practice store: nothing in it is real, and its passphrase is published. A real store asks for your own. Here it is:
{passphrase}</source>
        <translation>这是练习库，里面没有真实数据，口令是公开的；正式库要输入您自己的口令。练习库的口令：
{passphrase}</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
</context>
<context>
    <name>UsersPanel</name>
    <message>
        <source>Choose somebody in the list.</source>
        <translation>请在名单中选择一人。</translation>
    </message>
    <message>
        <source>{when}, {who}: {what} {why}</source>
        <translation>{when}，{who}：{what} {why}</translation>
    </message>
    <message>
        <source>Adding a user</source>
        <translation>正在添加用户</translation>
    </message>
    <message>
        <source>Changing a user</source>
        <translation>正在修改用户</translation>
    </message>
    <message>
        <source>Giving a passphrase</source>
        <translation>正在设置初始口令</translation>
    </message>
    <message>
        <source>Letting go</source>
        <translation>正在停用</translation>
    </message>
    <message>
        <source>{name} may unlock the store. The first passphrase is changed when that is done.</source>
        <translation>{name} 现在可以打开数据，首次打开时须更改初始口令。</translation>
    </message>
    <message>
        <source>{name} is in the list as typed: {role}.</source>
        <translation>已保存：{name}，{role}。</translation>
    </message>
    <message>
        <source>Somebody else is asked by the new name once they have unlocked with the old one.</source>
        <translation>其他用户按原姓名解锁一次后，解锁界面才显示新姓名。</translation>
    </message>
    <message>
        <source>{name} has a new first passphrase, and changes it when unlocking.</source>
        <translation>已为 {name} 设置新的初始口令，下次打开时须更改。</translation>
    </message>
    <message>
        <source>{name} may no longer unlock the store.</source>
        <translation>{name} 不能再打开这份数据。</translation>
    </message>
    <message>
        <source>Whoever may have copied the key file: make a new data key under Keys.</source>
        <translation>若此人可能复制过密钥文件，请在“密钥”页更换数据密钥。</translation>
    </message>
    <message>
        <source>Type your own passphrase.</source>
        <translation>请输入您自己的口令。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Employee number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>let go</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>has no passphrase</source>
        <translation>没有口令</translation>
    </message>
    <message>
        <source>has not unlocked yet</source>
        <translation>尚未首次打开</translation>
    </message>
    <message>
        <source>you</source>
        <translation>您本人</translation>
    </message>
    <message>
        <source>may unlock</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>The practice store has one user, and a published passphrase.</source>
        <translation>练习数据只有一名用户，口令是公开的。</translation>
    </message>
    <message>
        <source>Each user unlocks with a passphrase of their own; what is written bears the name of whoever unlocked. Ctrl+L locks, so that somebody else can unlock.</source>
        <translation>每名用户用自己的口令打开数据，记录署打开者的名。按 Ctrl+L 锁定后可换人打开。</translation>
    </message>
    <message>
        <source>Ctrl+L locks, so that somebody else can unlock. Only a lead changes this list.</source>
        <translation>按 Ctrl+L 锁定后可换人打开。只有主管可以修改名单。</translation>
    </message>
    <message>
        <source>Your own passphrase</source>
        <translation>您自己的口令</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>kept with the change</source>
        <translation>随修改一起保存</translation>
    </message>
    <message>
        <source>First passphrase of somebody else</source>
        <translation>给同事的初始口令</translation>
    </message>
    <message>
        <source>made up by you, changed when first unlocking</source>
        <translation>由您设定，本人首次打开时更改</translation>
    </message>
    <message>
        <source>Somebody new</source>
        <translation>新用户</translation>
    </message>
    <message>
        <source>Somebody in the list</source>
        <translation>名单中的用户</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Save name and role</source>
        <translation>保存姓名和角色</translation>
    </message>
    <message>
        <source>Give a first passphrase again</source>
        <translation>重设初始口令</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>停用</translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>All cases</source>
        <translation>全部案件</translation>
    </message>
    <message>
        <source>The view “{name}” was deleted.</source>
        <translation>视图“{name}”已删除。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Keep in “{name}”</source>
        <translation>存入“{name}”</translation>
    </message>
    <message>
        <source>The view “{name}” was changed.</source>
        <translation>视图“{name}”已更改。</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>已存视图</translation>
    </message>
    <message>
        <source>Save as view…</source>
        <translation>存为视图…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Delete view</source>
        <translation>删除视图</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>列…</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>视图名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>VisitPanel</name>
    <message>
        <source>again from {moment}</source>
        <translation>{moment}起可安排</translation>
    </message>
    <message>
        <source>Not planned: {rule}</source>
        <translation>未安排：{rule}</translation>
    </message>
    <message>
        <source>no letter announced it yet</source>
        <translation>尚未寄出面谈通知</translation>
    </message>
    <message>
        <source>The visit is planned.</source>
        <translation>外访已安排。</translation>
    </message>
    <message>
        <source>visit planned</source>
        <translation>外访已安排</translation>
    </message>
    <message>
        <source>Why is the rule overridden?</source>
        <translation>为何放行？</translation>
    </message>
    <message>
        <source>Why is the visit called off?</source>
        <translation>为何取消外访？</translation>
    </message>
    <message>
        <source>visit kept</source>
        <translation>外访已登记</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Who goes</source>
        <translation>外访人员</translation>
    </message>
    <message>
        <source>Minutes, note</source>
        <translation>记录、备注</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>已安排</translation>
    </message>
    <message>
        <source>made</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>called off</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>No address to visit: add one to the contacts.</source>
        <translation>没有可上门的地址：请先在联系方式中添加。</translation>
    </message>
    <message>
        <source>When is the visit</source>
        <translation>外访时间</translation>
    </message>
    <message>
        <source>w5 1430, 12-25 1000</source>
        <translation>w5 1430，12-25 1000</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Who goes, at least two</source>
        <translation>外访人员，至少两人</translation>
    </message>
    <message>
        <source>What to bear in mind</source>
        <translation>注意事项</translation>
    </message>
    <message>
        <source>Plan the visit</source>
        <translation>安排外访</translation>
    </message>
    <message>
        <source>Override with a reason…</source>
        <translation>说明理由后放行…</translation>
    </message>
    <message>
        <source>Write the notice of the visit…</source>
        <translation>写面谈通知…</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>外访</translation>
    </message>
</context>
<context>
    <name>VisitResult</name>
    <message>
        <source>Evidence of the visit</source>
        <translation>外访证据</translation>
    </message>
    <message>
        <source>Scans (*.pdf *.png *.jpg *.jpeg)</source>
        <translation>扫描件 (*.pdf *.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Choose what came of the visit.</source>
        <translation>请选择外访结果。</translation>
    </message>
    <message>
        <source>What came of the visit, {when}</source>
        <translation>外访结果（{when}）</translation>
    </message>
    <message>
        <source>as planned: {when}</source>
        <translation>如期：{when}</translation>
    </message>
    <message>
        <source>as on file</source>
        <translation>沿用已登记的</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>进行日期</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>面谈记录</translation>
    </message>
    <message>
        <source>Overdue reason</source>
        <translation>逾期原因</translation>
    </message>
    <message>
        <source>Seen to</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Why moved</source>
        <translation>改期原因</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Keep the result</source>
        <translation>登记结果</translation>
    </message>
    <message>
        <source>Call off…</source>
        <translation>取消外访…</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>The all-in yearly cost of {rate} is above the line of {limit}.</source>
        <translation>综合年化成本 {rate}，超过提示线 {limit}。</translation>
    </message>
    <message>
        <source>Our own book: interest and fees run by the contract.</source>
        <translation>自有账：利息和费用按合同计算。</translation>
    </message>
    <message>
        <source>The creditor keeps the book: what may have run since its figures is an estimate.</source>
        <translation>账由债权人记：余额日期之后可能新增的利息只是估算。</translation>
    </message>
    <message>
        <source>Payments are applied so: {order}.</source>
        <translation>还款入账顺序：{order}。</translation>
    </message>
    <message>
        <source>Every movement</source>
        <translation>全部变动</translation>
    </message>
    <message>
        <source>{what}: {count}</source>
        <translation>{what}：{count} 笔</translation>
    </message>
    <message>
        <source>{days} days past due on that day</source>
        <translation>当日逾期 {days} 天</translation>
    </message>
    <message>
        <source>After it</source>
        <translation>变动后</translation>
    </message>
    <message>
        <source>Owed after it</source>
        <translation>变动后欠款</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>How</source>
        <translation>如何得出</translation>
    </message>
    <message>
        <source>Show every movement</source>
        <translation>显示全部变动</translation>
    </message>
    <message>
        <source>What was owed</source>
        <translation>欠款组成</translation>
    </message>
</context>
<context>
    <name>WhyRow</name>
    <message>
        <source>Why here:</source>
        <translation>排序依据：</translation>
    </message>
    <message numerus="yes">
        <source>= {score} point(s)</source>
        <translation>
            <numerusform>= {score} 分</numerusform>
        </translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation>评分何时变化</translation>
    </message>
</context>
<context>
    <name>WorkLine</name>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>At work</source>
        <translation>作业中</translation>
    </message>
    <message>
        <source>{count} done</source>
        <translation>已办 {count}</translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation>剩 {count}</translation>
    </message>
    <message>
        <source>{time} a case</source>
        <translation>每件 {time}</translation>
    </message>
    <message>
        <source>{count} passed over: may not be called now</source>
        <translation>略过 {count} 件：现在不可拨打</translation>
    </message>
    <message>
        <source>{count} passed over; the first may be called at {moment}</source>
        <translation>略过 {count} 件；最早 {moment} 可拨</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
</context>
<context>
    <name>WorkMode</name>
    <message>
        <source>Worked: {cases} in {time}, {each} each</source>
        <translation>共办 {cases} 件，用时 {time}，每件 {each}</translation>
    </message>
    <message>
        <source>No case may be called now; the first again at {moment}.</source>
        <translation>现在没有可拨打的案件；最早 {moment} 可拨。</translation>
    </message>
    <message>
        <source>No case may be called now.</source>
        <translation>现在没有可拨打的案件。</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>{name}: {result}</source>
        <translation>{name}：{result}</translation>
    </message>
    <message>
        <source>{name}: {result} → {moment}</source>
        <translation>{name}：{result} → {moment}</translation>
    </message>
    <message>
        <source>Not dialled: {rule}</source>
        <translation>未拨打：{rule}</translation>
    </message>
    <message>
        <source>Number copied; no telephone program answers tel: links.</source>
        <translation>号码已复制；本机没有可处理 tel: 链接的电话程序。</translation>
    </message>
    <message>
        <source>Why is the rule overridden?</source>
        <translation>为什么越过规则？</translation>
    </message>
    <message>
        <source>this is kept in the log</source>
        <translation>理由将写入日志</translation>
    </message>
    <message>
        <source>Not while somebody else is on the line.</source>
        <translation>第三人在线，暂不能打开。</translation>
    </message>
</context>
<context>
    <name>WritePanel</name>
    <message>
        <source>case {number}</source>
        <translation>案件 {number}</translation>
    </message>
    <message>
        <source>Nothing stands against this letter.</source>
        <translation>可以出具。</translation>
    </message>
    <message>
        <source>{number} was issued and kept.</source>
        <translation>{number} 已出具并存档。</translation>
    </message>
    <message>
        <source>Save the draft</source>
        <translation>保存草稿</translation>
    </message>
    <message>
        <source>Name, phone, card…</source>
        <translation>姓名、电话、卡号…</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>信函</translation>
    </message>
    <message>
        <source>The letter as it would be</source>
        <translation>信函预览</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>寄往</translation>
    </message>
    <message>
        <source>The debtor&apos;s own</source>
        <translation>债务人的语言</translation>
    </message>
    <message>
        <source>Leave disputed accounts out</source>
        <translation>不含有异议的账户</translation>
    </message>
    <message>
        <source>Why the rule is set aside</source>
        <translation>规则例外的原因</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>出具</translation>
    </message>
    <message>
        <source>Save the draft…</source>
        <translation>保存草稿…</translation>
    </message>
    <message>
        <source>No case chosen</source>
        <translation>未选择案件</translation>
    </message>
    <message>
        <source>Find a case at the left, or press F9 at the desk.</source>
        <translation>请在左侧查找案件，或在工作台按 F9。</translation>
    </message>
</context>
</TS>
