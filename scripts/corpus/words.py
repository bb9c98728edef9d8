"""Words that do not belong to one topic. For the slots see topics.py."""

# (Japanese, kana, English, slug, actor type): what a group is.
GROUP_KINDS = [
    ("協議会", "きょうぎかい", "Council", "kyogikai", "network"),
    ("連絡会", "れんらくかい", "Liaison Meeting", "renrakukai", "network"),
    ("町会", "ちょうかい", "Neighbourhood Association", "chokai", "neighbourhood"),
    ("自治会", "じちかい", "Residents' Association", "jichikai", "neighbourhood"),
    ("商店会", "しょうてんかい", "Shop Association", "shotenkai", "neighbourhood"),
    ("ボランティアの会", "ぼらんてぃあのかい", "Volunteer Group", "volunteer", "npo-volunteer"),
    ("クラブ", "くらぶ", "Club", "club", "npo-volunteer"),
    ("市民ネットワーク", "しみんねっとわーく", "Citizens' Network", "network", "npo-volunteer"),
    ("事業者の会", "じぎょうしゃのかい", "Business Group", "jigyosha", "company"),
    ("大学研究室", "だいがくけんきゅうしつ", "University Laboratory", "kenkyushitsu", "university"),
    ("小学校応援団", "しょうがっこうおうえんだん", "School Support Group", "oendan", "school"),
    ("まちづくり会議", "まちづくりかいぎ", "Community Planning Meeting", "kaigi", "participation-body"),
]

# Neighbourhood associations are named after their place only.
NAMED_AFTER_PLACE = {"chokai", "jichikai", "shotenkai"}

GROUP_SUMMARIES = [
    ("{area}で{topic}に取り組む団体です。{founded}に発足し、{n}人ほどが加わっています。", "Works on {topic} in {area}. Founded in {founded}, it has about {n} members."),
    ("{area}に住む人と働く人が集まり、{topic}を中心に月{k}回の活動を続けています。", "People who live or work in {area} meet {k} times a month, above all for {topic}."),
    ("{founded}に{k}つの団体が集まって始まりました。{area}の{topic}について話し合い、できることから実行しています。", "Begun by {k} groups in {founded}. They talk about {topic} in {area} and do what they can."),
    ("{topic}の知識を持つ住民が、{area}の学校や町会を手伝っています。見学はいつでも歓迎です。", "Residents who know about {topic} help schools and associations in {area}. Visitors are always welcome."),
    ("{area}の{topic}を、世代や立場を越えて進める団体です。初めての方には{k}回の体験参加があります。", "A group for {topic} in {area}, across generations and walks of life. Newcomers can try it {k} times."),
    ("{area}で長く{topic}に関わってきました。近年は隣の地区の団体との共同の催しにも力を入れています。", "Long active in {topic} in {area}, it has lately put much into joint events with groups of other districts."),
]

GROUP_EXTRAS = [
    ("活動の記録は、だれでも読めるように公開しています。", "Its records are open for anyone to read."),
    ("会費は年に{n}円です。", "The membership fee is {n} yen a year."),
    ("高校生と大学生の参加を特に求めています。", "It would especially like students to join."),
    ("道具の貸し出しも行っています。", "It also lends out tools."),
    ("災害のときは、近くの避難所の運営を手伝います。", "After a disaster it helps to run the nearby shelter."),
    ("総会は毎年5月に開きます。", "The general meeting is in May each year."),
    ("子ども連れでも参加できます。", "Children may come along."),
    ("運営の会議は、オンラインでも参加できます。", "Its meetings can also be joined online."),
]

MEMBERS = [
    ("地域に住む人", "People who live in the area"), ("地域で働く人", "People who work in the area"),
    ("町会・自治会", "Neighbourhood associations"), ("商店会", "Shop associations"),
    ("近くの大学の学生", "Students of a nearby university"), ("小学校と中学校", "Elementary and junior high schools"),
    ("地元の事業者", "Local companies"), ("PTA", "Parent-teacher association"),
    ("消防団", "Volunteer fire brigade"), ("民生・児童委員", "Welfare and child commissioners"),
    ("社会福祉協議会", "Council of social welfare"), ("高齢者クラブ", "Senior citizens' club"),
    ("図書館", "The library"), ("NPO法人", "Incorporated NPOs"),
]

SECTIONS = [
    ("企画部会", "Planning"), ("広報部会", "Publicity"), ("安全部会", "Safety"), ("交流部会", "Exchange"),
    ("調査部会", "Surveys"), ("会計部会", "Accounts"), ("若者部会", "Young people"), ("記録部会", "Records"),
]

PROJECT_SUMMARIES = [
    ("{area}で{fy}に始まった{topic}の事業です。{group_name}を中心に、年に{k}回行っています。", "A project for {topic} in {area}, begun in {fy} and held {k} times a year, led by {group_name}."),
    ("{topic}の課題に、{area}の団体と行政がともに取り組む事業です。毎回{n}人ほどが参加します。", "Groups and the administration in {area} work together on {topic}. About {n} people take part each time."),
    ("{group_name}の提案から生まれました。{area}を会場に、だれでも参加できる形で続けています。", "It grew out of a proposal by {group_name} and is open to everyone in {area}."),
    ("{area}の住民が企画から片付けまで受け持ち、{topic}の輪を広げる事業です。", "Residents of {area} run everything from the plan to the tidying up and get more people to care about {topic}."),
    ("{fy}から{k}年の計画で進めている{topic}の事業です。成果は毎年3月に報告会で発表します。", "A project for {topic} that runs for {k} years from {fy}. Results are presented at a meeting each March."),
]

CASE_TITLES = [
    ("{place}{work}", "{work} in {place}"),
    ("みんなで続ける{place}の{work}", "Keeping It Going Together: {work} in {place}"),
    ("{place}で始まった{work}", "How {work} Began in {place}"),
    ("学校と地域がつくる{place}の{work}", "School and Neighbourhood: {work} in {place}"),
    ("{work}から広がる{place}のつながり", "{work} Brings {place} Together"),
    ("小さな一歩からの{work}（{place}）", "{work} in {place}, One Small Step at a Time"),
]

CASE_THEMES = [
    ("顔の見える関係から生まれた{topic}", "{topic} among people who know each other"),
    ("無理なく続ける工夫", "Making it easy to keep going"),
    ("若い世代と一緒に考える{topic}", "{topic} with the younger generation"),
    ("違う得意を持ち寄る", "Each brings what they do best"),
    ("行政と地域の役割を分け合う", "The administration and the area share the work"),
    ("小さく始めて大きく育てる", "Start small, grow large"),
]

CASE_SUMMARIES = [
    ("{group_name}と{partner_name}が、{area}で{topic}に取り組んだ事例です。{fy}に始まり、これまでに{n}人が参加しました。", "{group_name} and {partner_name} worked together on {topic} in {area}. Begun in {fy}, it has drawn {n} people so far."),
    ("{area}の{topic}を進めるために、{k}つの団体が役割を分け合った取り組みです。続けるための約束を文書にしたことが特徴です。", "{k} groups divided the work for {topic} in {area} among themselves. What sets it apart is that they put their agreement in writing."),
    ("{partner_name}の場所と{group_name}の人手を組み合わせ、{area}の課題に取り組みました。準備から振り返りまでの一年をまとめています。", "With premises from {partner_name} and hands from {group_name}, people dealt with a problem of {area}. A year from preparation to review."),
    ("一つの団体では難しかった{topic}の活動を、{area}の{k}者が一緒に行うようになるまでの記録です。", "How {k} partners in {area} came to do together what had been too much for one of them: {topic}."),
]

OVERVIEW = [
    ("[{{協働|きょうどう}}](../terms/kyodo.yaml)の相談を受けた{desk}が、関心のありそうな団体に声をかけました。", "{desk}, asked for advice on [kyodo](../terms/kyodo.yaml), approached groups that might be interested."),
    ("はじめの話し合いには{k}つの団体から{n}人が集まりました。", "The first discussion brought together {n} people from {k} groups."),
    ("{group}と{partner}は、それまで互いの名前を知っている程度でした。", "{group} and {partner} had until then known little more than each other's name."),
    ("目標は一つに絞り、三年で形にすることを約束しました。", "They settled on a single aim and promised to achieve it within three years."),
    ("準備には半年をかけ、その間に近隣の{n}軒を訪ねて意見を聞きました。", "Preparations took half a year, during which they called at {n} homes nearby to hear what people thought."),
    ("費用は[補助・助成](../terms/hojo-josei.yaml)と参加費でまかない、収支を毎年公開しています。", "The costs are met by a [grant](../terms/hojo-josei.yaml) and by fees, and the accounts are published each year."),
    ("場所は{partner}が無償で提供しています。", "{partner} provides the premises free of charge."),
    ("この事例では、役割の決め方と、困ったときの相談の仕方を中心に紹介します。", "This case study is mainly about how roles were decided and whom people turned to when in difficulty."),
]

ACTIVITIES = [
    ("月に一度の連絡会では、進み具合と困りごとを{k}分ずつ報告し合います。", "At the monthly meeting each partner has {k} minutes to report on progress and problems."),
    ("当日の動きは一枚の紙にまとめ、初めて来た人にも渡します。", "A single sheet says what happens on the day; newcomers get one too."),
    ("{desk}は会場の手続きと広報を受け持ちました。", "{desk} saw to the paperwork for the venue and to publicity."),
    ("記録係を毎回交代し、よかったことと直したいことを書き残しています。", "They take turns at keeping the record and note what went well and what to change."),
    ("{partner}との間で[協定](../terms/kyotei.yaml)を結び、責任の範囲をはっきりさせました。", "An [agreement](../terms/kyotei.yaml) with {partner} made clear who is responsible for what."),
    ("けがや事故に備えて保険に入り、連絡の順番を決めています。", "There is insurance against accidents, and everyone knows who calls whom."),
    ("申し込みは電話でも受け付け、手話通訳の希望もそのときに聞きます。", "One can apply by telephone too, and ask for a sign language interpreter."),
    ("年度の終わりに[PDCAサイクル](../terms/pdca.yaml)に沿って振り返り、次の計画を立てます。", "At the end of the fiscal year they look back along the [PDCA cycle](../terms/pdca.yaml) and plan ahead."),
]

RESULTS = [
    ("終わった後のアンケートでは、{n}人のうち9割近くがまた参加したいと答えました。", "In a survey afterwards nearly nine in ten of {n} people said that they would come again."),
    ("団体どうしが直接連絡を取り合うようになり、{desk}を通さずに話が進む場面が増えました。", "The groups now get in touch directly, and much is settled without {desk}."),
    ("取り組みを知った隣の地区から、見学の申し込みが{k}件ありました。", "Having heard of it, people in other districts asked {k} times for a visit."),
    ("{group}には{k}人の新しい会員が加わりました。", "{group} has gained {k} new members."),
    ("行政の担当者が替わっても、記録があるので話を初めから繰り返さずに済みました。", "When the official in charge changed, the records made it unnecessary to start from scratch."),
    ("準備にかかる時間は、初めの年のおよそ半分になりました。", "Preparing now takes about half as long as in the first year."),
]

OUTLOOK = [
    ("担い手の高齢化が進むなか、平日の昼に動ける人をどう増やすかが課題です。", "As helpers grow older, the question is who else can help on weekdays."),
    ("助成金は{k}年で終わるため、寄付と物品の提供を呼びかけています。", "The grant ends after {k} years, so they are asking for donations of money and goods."),
    ("来年度は会場を一つ増やし、夜にも開く予定です。", "Next fiscal year there will be one more venue, and evening sessions."),
    ("子どもたちから出た案を、次の企画の柱にすることが決まっています。", "Ideas that came from children will be at the heart of the next plan."),
    ("活動の手引きをまとめ、ほかの地区でも使えるように公開する準備をしています。", "A handbook is being written so that other districts can do the same."),
    ("参加の少ない集合住宅の住民に、どう知らせるかを{partner}と話し合っています。", "With {partner} they are discussing how to reach apartment residents, few of whom take part."),
]

NOTES = [
    ("見学を希望する方は、{desk}にご相談ください。", "If you would like to visit, please ask {desk}."),
    ("この事例は、動作を確かめるために作った見本です。実在の団体や事業とは関係ありません。", "This case study was made up for testing. It has nothing to do with real groups or projects."),
    ("雨の日は中止します。中止のときは朝7時までに掲示板でお知らせします。", "In rain it is called off; the notice board says so by seven in the morning."),
    ("似た取り組みを始めたい方には、使った書類のひな形をお渡しできます。", "If you would like to start something similar, templates of the documents are available."),
]

HEADINGS = {
    "overview": [("概要", "Overview"), ("きっかけ", "How it began"), ("背景", "Background")],
    "activities": [("取り組みの内容", "What was done"), ("活動のようす", "What happens"), ("進め方", "How it works")],
    "roles": [("役割の分担", "Who does what"), ("それぞれの役割", "Roles")],
    "year": [("一年の流れ", "The year"), ("年間の予定", "Through the year")],
    "results": [("成果・効果", "Results"), ("変わったこと", "What has changed")],
    "outlook": [("これから", "What comes next"), ("今後の課題", "Challenges")],
}

ROLES = [
    ("企画と進行", "Planning and running the day"), ("会場と道具", "Venue and tools"), ("広報", "Publicity"),
    ("受付と会計", "Reception and accounts"), ("安全の確認", "Safety"), ("記録と報告", "Records and reports"),
    ("参加者への連絡", "Messages to participants"), ("後片付け", "Tidying up"),
]

SEASONS = [
    ("4月", "April", "団体の顔合わせと予定の確認", "Partners meet and go over the timetable"),
    ("6月", "June", "会場の下見と安全の点検", "Visit to the venue, safety check"),
    ("9月", "September", "参加者の募集、広報紙への掲載", "Call for participants, notice in the newsletter"),
    ("11月", "November", "本番の実施", "The event itself"),
    ("1月", "January", "アンケートのまとめ", "Survey results"),
    ("3月", "March", "報告会と次の年度の計画", "Report meeting and plans for the next fiscal year"),
]

FIGURES = [
    ("年間の実施回数", "Times a year", "{k}回", "{k}"), ("参加者数", "Participants", "{n}人", "{n}"),
    ("加わった団体", "Groups involved", "{k}団体", "{k}"), ("活動の場所", "Places", "{k}か所", "{k}"),
    ("準備の会議", "Planning meetings", "年{k}回", "{k} a year"), ("配ったちらし", "Leaflets handed out", "{n}枚", "{n}"),
]

TOPICS_OF_DESKS = [
    ("協働についての相談", "Questions about kyodo"), ("団体の紹介", "Introductions to groups"),
    ("助成金の案内", "Information on grants"), ("会議室の貸し出し", "Meeting rooms"),
    ("ボランティアの登録", "Registration of volunteers"), ("地域情報紙の編集", "The local newsletter"),
    ("町会・自治会の支援", "Support for neighbourhood associations"), ("防災用品の貸し出し", "Loan of emergency supplies"),
]

# Contact persons: surnames that nobody has, so that no one is meant.
SURNAMES_A = ["仮", "例", "見本", "試", "模", "架空", "凡例", "雛形"]
SURNAMES_B = ["田", "山", "川", "島", "原", "沢", "野", "崎", "浦", "谷", "橋", "森", "岡", "池", "坂", "井"]
GIVEN_NAMES = ["一郎", "二葉", "三奈", "四季", "五月", "六花", "七海", "八重", "久美", "十和", "百合", "千尋", "万里",
               "明日香", "和也", "恵子", "健太", "幸子", "里美", "翔太", "真理", "直樹", "文子", "正志", "美咲", "優斗"]
OFFICES = ["代表", "事務局長", "副代表", "会計係", "広報係", "連絡係"]
