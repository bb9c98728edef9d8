"""Invented towns, districts and neighbourhoods: (kanji, kana, Latin letters)."""

MUNICIPALITIES = [
    ("灯浜市", "ともはまし", "Tomohama City"), ("若鮎市", "わかあゆし", "Wakaayu City"),
    ("月見野市", "つきみのし", "Tsukimino City"), ("渡瀬町", "わたせちょう", "Watase Town"),
    ("千鳥ヶ岡市", "ちどりがおかし", "Chidorigaoka City"), ("朝凪市", "あさなぎし", "Asanagi City"),
    ("花小路市", "はなこうじし", "Hanakoji City"), ("星見台市", "ほしみだいし", "Hoshimidai City"),
    ("深緑市", "ふかみどりし", "Fukamidori City"), ("潮路町", "しおじちょう", "Shioji Town"),
    ("麦畑市", "むぎはたし", "Mugihata City"), ("雪椿市", "ゆきつばきし", "Yukitsubaki City"),
    ("琴川市", "ことがわし", "Kotogawa City"), ("蛍原町", "ほたるはらちょう", "Hotaruhara Town"),
    ("風越市", "かざこしし", "Kazakoshi City"), ("山吹市", "やまぶきし", "Yamabuki City"),
]

DISTRICTS = [
    ("青葉台", "あおばだい", "Aobadai"), ("若草", "わかくさ", "Wakakusa"), ("桜川", "さくらがわ", "Sakuragawa"),
    ("白砂", "しらすな", "Shirasuna"), ("緑ヶ丘", "みどりがおか", "Midorigaoka"), ("柳原", "やなぎはら", "Yanagihara"),
    ("松風", "まつかぜ", "Matsukaze"), ("鈴掛", "すずかけ", "Suzukake"), ("泉台", "いずみだい", "Izumidai"),
    ("藤棚", "ふじだな", "Fujidana"), ("梅園", "うめぞの", "Umezono"), ("竹林", "たけばやし", "Takebayashi"),
    ("岬", "みさき", "Misaki"), ("灯台前", "とうだいまえ", "Todaimae"), ("船溜", "ふなだまり", "Funadamari"),
    ("朝日ヶ原", "あさひがはら", "Asahigahara"), ("夕映", "ゆうばえ", "Yubae"), ("水車", "すいしゃ", "Suisha"),
    ("石橋", "いしばし", "Ishibashi"), ("古宿", "ふるじゅく", "Furujuku"), ("新宿場", "しんしゅくば", "Shinshukuba"),
    ("宮下", "みやした", "Miyashita"), ("寺前", "てらまえ", "Teramae"), ("城跡", "しろあと", "Shiroato"),
    ("大門", "だいもん", "Daimon"), ("市場", "いちば", "Ichiba"), ("問屋町", "といやまち", "Toiyamachi"),
    ("紺屋", "こんや", "Konya"), ("鍛冶町", "かじまち", "Kajimachi"), ("茶畑", "ちゃばたけ", "Chabatake"),
    ("栗林", "くりばやし", "Kuribayashi"), ("杉並木", "すぎなみき", "Suginamiki"), ("楠", "くすのき", "Kusunoki"),
    ("銀杏", "いちょう", "Icho"), ("椿坂", "つばきざか", "Tsubakizaka"), ("菜の花", "なのはな", "Nanohana"),
    ("蓮池", "はすいけ", "Hasuike"), ("菖蒲", "しょうぶ", "Shobu"), ("霧島台", "きりしまだい", "Kirishimadai"),
    ("高見", "たかみ", "Takami"), ("見晴", "みはらし", "Miharashi"), ("峠", "とうげ", "Toge"),
    ("谷津", "やつ", "Yatsu"), ("窪", "くぼ", "Kubo"), ("堤", "つつみ", "Tsutsumi"),
    ("中洲", "なかす", "Nakasu"), ("河岸", "かし", "Kashi"), ("渡し場", "わたしば", "Watashiba"),
    ("浜", "はま", "Hama"), ("磯", "いそ", "Iso"), ("汐見", "しおみ", "Shiomi"),
    ("千本", "せんぼん", "Senbon"), ("八重", "やえ", "Yae"), ("三日月", "みかづき", "Mikazuki"),
    ("七星", "ななほし", "Nanahoshi"), ("雲雀", "ひばり", "Hibari"), ("燕", "つばめ", "Tsubame"),
    ("鶴見台", "つるみだい", "Tsurumidai"), ("白鷺", "しらさぎ", "Shirasagi"), ("鹿野", "しかの", "Shikano"),
    ("学園", "がくえん", "Gakuen"), ("研究所前", "けんきゅうしょまえ", "Kenkyushomae"),
    ("操車場", "そうしゃじょう", "Soshajo"), ("運河", "うんが", "Unga"),
]

# Put before a district's name when there are more districts than names.
DIRECTIONS = [("", "", ""), ("北", "きた", "Kita-"), ("南", "みなみ", "Minami-"), ("東", "ひがし", "Higashi-"),
              ("西", "にし", "Nishi-"), ("新", "しん", "Shin-")]

NEIGHBOURHOODS = [
    ("本町", "ほんちょう", "Honcho"), ("東町", "ひがしまち", "Higashimachi"), ("西町", "にしまち", "Nishimachi"),
    ("南町", "みなみちょう", "Minamicho"), ("北町", "きたまち", "Kitamachi"), ("中央", "ちゅうおう", "Chuo"),
    ("駅前", "えきまえ", "Ekimae"), ("一丁目", "いっちょうめ", "1-chome"), ("二丁目", "にちょうめ", "2-chome"),
    ("三丁目", "さんちょうめ", "3-chome"), ("四丁目", "よんちょうめ", "4-chome"), ("五丁目", "ごちょうめ", "5-chome"),
    ("六丁目", "ろくちょうめ", "6-chome"), ("団地", "だんち", "Danchi"), ("坂上", "さかうえ", "Sakaue"),
    ("坂下", "さかした", "Sakashita"), ("川端", "かわばた", "Kawabata"), ("通り", "どおり", "Dori"),
    ("旧街道", "きゅうかいどう", "Kyukaido"), ("公園前", "こうえんまえ", "Koenmae"),
]


def districts(count):
    """The first `count` districts."""
    every = [(d[0] + n[0], d[1] + n[1], d[2] + n[2]) for d in DIRECTIONS for n in DISTRICTS]
    if count > len(every):
        raise ValueError(f"there are only {len(every)} districts")
    return every[:count]
