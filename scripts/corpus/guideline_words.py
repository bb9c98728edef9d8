"""What the invented guidelines say: four parts, each with sections of sentences.
{town} is the municipality."""

PARTS = [
    ("第1部", "Part 1", "協働の考え方", "What Kyodo Means", ["meaning", "principles", "actors", "forms"]),
    ("第2部", "Part 2", "はじめの一歩", "First Steps", ["start", "partners", "money", "forms"]),
    ("第3部", "Part 3", "職員の役割", "The Role of Staff", ["listening", "linking", "steps"]),
    ("第4部", "Part 4", "これからの取り組み", "What Comes Next", ["desks", "places", "review", "principles"]),
]

SECTIONS = {
    "meaning": (("協働とは何か", "What is kyodo?"), [
        ("{town}では、住民、団体、事業者、行政が、同じ目的のために対等な立場で力を合わせることを協働と呼びます。", "In {town}, kyodo means that residents, groups, companies and the administration join forces as equals for a common purpose."),
        ("一つの主体だけでは届かないところに手を伸ばすことが、その目的です。", "Its point is to reach what none of them could reach alone."),
        ("協働は手段であり、それ自体が目的ではありません。ほかの方法がよい場合もあります。", "It is a means and not an end, and at times another way is better."),
        ("個人としての参加も大切ですが、この指針では主に組織どうしの関係を扱います。", "Taking part as an individual matters too, but this guideline is mainly about relations between organisations.")]),
    "principles": (("大切にしたい原則", "Principles"), [
        ("互いを知り、違いを認め合うことから始めます。", "It begins with getting to know each other and accepting differences."),
        ("目的を言葉にして共有し、いつでも確かめられるようにします。", "The purpose is put into words, shared and open to be checked at any time."),
        ("情報を公開し、決め方と結果を外からも見えるようにします。", "Information is open, so that others can see how decisions are made and what comes of them."),
        ("始める前に終わり方も話し合い、だらだらと続けないようにします。", "How to end is discussed before beginning, so that nothing drags on."),
        ("失敗も記録し、次に取り組む人に伝えます。", "Failures are recorded as well and passed on to those who come next.")]),
    "actors": (("地域で活動する人々", "Who is active in the area"), [
        ("{town}には、町会・自治会、商店会、NPO、事業者、学校など、さまざまな担い手がいます。", "{town} has many actors: neighbourhood associations, shops, NPOs, companies, schools."),
        ("町会・自治会は、最も身近な助け合いの組織です。", "Neighbourhood associations are the closest form of mutual help."),
        ("NPOは、特定の課題についての専門性を持っています。", "NPOs bring expertise on particular problems."),
        ("事業者には、人材、場所、技術の面での協力が期待されています。", "Companies are expected to help with people, premises and skills.")]),
    "forms": (("協働の形", "Forms of kyodo"), [
        ("協働には、共催、事業協力、実行委員会、後援、補助・助成、情報の交換などの形があります。", "It takes forms such as co-hosting, project cooperation, executive committees, endorsement, grants and the exchange of information."),
        ("どの形を選ぶかは、責任の重さと関わる期間を目安に考えます。", "Which to choose depends on how much responsibility is shared and for how long."),
        ("途中で形を変えてもかまいません。そのときは、約束の文書も書き直します。", "The form may change along the way; the written agreement is then changed too.")]),
    "start": (("始める前に考えること", "Before you begin"), [
        ("困っている人はだれか、その人は何を望んでいるかを、まず確かめましょう。", "First find out who is in difficulty and what they wish for."),
        ("すでに取り組んでいる団体がないかを調べると、仲間が見つかることもあります。", "Look for groups that are already at work; they may become your partners."),
        ("小さく試し、うまくいったところから広げると続けやすくなります。", "Try something small and build on what works; that is easier to keep up.")]),
    "partners": (("仲間を見つける", "Finding partners"), [
        ("窓口では、関心の近い団体を紹介しています。", "The desks can introduce you to groups with similar interests."),
        ("声をかけるときは、してほしいことと、自分たちにできることの両方を伝えましょう。", "When you approach someone, say both what you hope for and what you can offer."),
        ("会う場所や時間は、相手の都合に合わせて決めます。", "Meet where and when it suits the other side.")]),
    "money": (("お金と約束", "Money and agreements"), [
        ("費用の見積もりは、だれが何を負担するかが分かる形で作ります。", "An estimate should show who pays for what."),
        ("助成を受けるときは、募集の時期と条件を早めに確かめてください。", "If you need a grant, check dates and conditions early."),
        ("約束は文書に残し、代表者が替わっても引き継げるようにします。", "Put agreements in writing so that they outlast a change of leaders.")]),
    "listening": (("聴く姿勢", "Listening"), [
        ("相談に来た人の話を最後まで聴き、前例がないという理由だけで断らないようにします。", "Hear people out, and do not refuse just because something has never been done."),
        ("分からないことはその場で調べ、担当の部署まで一緒に行きます。", "What you do not know, look up at once, and walk with people to the section in charge."),
        ("現場に足を運び、自分の目で確かめます。", "Go and see for yourself.")]),
    "linking": (("つなぐ役割", "Bringing people together"), [
        ("職員は、団体と団体、人と情報をつなぐ役割を担います。", "Staff bring together groups and groups, people and information."),
        ("{town}の部署どうしでも、予定と課題を知らせ合います。", "The sections of {town} tell each other too what they plan and where they are stuck."),
        ("紹介して終わりにせず、その後の様子を確かめます。", "After an introduction, ask how things went.")]),
    "steps": (("進め方の五つの段階", "Five steps"), [
        ("準備、共有、計画、実施、評価の順に進めます。", "Prepare, share, plan, carry out, evaluate: in this order."),
        ("どの段階でも、前の段階に戻って考え直すことができます。", "From any step one may go back to the one before."),
        ("評価は、担当した人だけでなく、参加した人と一緒に行います。", "Evaluation is done with those who took part, not only by those in charge.")]),
    "desks": (("相談窓口を分かりやすく", "Clearer desks"), [
        ("どこに相談すればよいかが一目で分かるように、案内を見直します。", "Signs and leaflets will be revised so that everyone sees at a glance where to ask."),
        ("窓口に寄せられた相談は、答えとともに整理して共有します。", "Questions are collected with their answers and shared."),
        ("休日や夜間にも相談できる方法を検討します。", "{town} will look at ways to give advice at weekends and in the evening.")]),
    "places": (("活動の場を増やす", "More places to meet"), [
        ("使われていない時間の会議室や校庭を、団体が使えるようにします。", "Meeting rooms and school grounds will be open to groups when they are not in use."),
        ("事業者に、会議室や駐車場の提供を呼びかけます。", "Companies will be asked to lend rooms and car parks."),
        ("オンラインで集まるための機材と手引きも用意します。", "There will be equipment and a handbook for meeting online.")]),
    "review": (("見直しの仕組み", "Review"), [
        ("この指針は、毎年の取り組みを確かめながら、五年を目安に見直します。", "Progress is checked each year, and the guideline is revised about every five years."),
        ("見直しの会議には、公募の住民が加わります。", "Residents who applied in public sit on the review committee."),
        ("結果は、広報紙とこのサイトで公表します。", "The results are published in the newsletter and on this site.")]),
}

FORM_ROWS = [
    ("共催", "Co-hosting", "それぞれが主催者になる", "Everyone is an organiser", "重い", "Large"),
    ("事業協力", "Project cooperation", "約束を結んで一定の期間続ける", "An agreement for a set period", "中くらい", "Medium"),
    ("実行委員会", "Executive committee", "新しい組織をつくって行う", "A new body does the work", "重い", "Large"),
    ("後援", "Endorsement", "名義の使用を認める", "The use of a name is allowed", "軽い", "Small"),
    ("補助・助成", "Grant", "資金や場所を提供する", "Money or premises are provided", "中くらい", "Medium"),
    ("情報の交換", "Exchange of information", "知っていることを出し合う", "Everyone shares what they know", "軽い", "Small"),
]
