// Who plays which part: by the usual names, and by what schemas and site.yaml say.
#include <catch2/catch.hpp>
#include <type_traits>

#include "check/plain_words.h"
#include "import/event_import.h"
#include "search/entries.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

static_assert(std::is_same_v<decltype(Load(std::declval<FileSystem&>(), std::declval<const LoadOptions&>(),
                                           std::declval<MarkdownPool&>(), std::declval<Diagnostics&>())),
                             std::unique_ptr<const Site>>,
              "nobody changes a site that is loaded");

/// A site in which all that has a usual name has another. Its words are Japanese and French.
Files OtherNames() {
  return {
      {"site/site.yaml",
       "title: 見本\nbase_url: https://example.jp/\nlanguages: [ja, fr]\ntheme: plain\n"
       "contact: bureaux/mairie\nguidelines: chartes\nplain_words: jargon\n"
       "layouts: {home: accueil, search: recherche, site_map: plan-du-site, not_found: perdu}\n"},
      {"site/vocabularies/jargon.yaml", "label: 言い換え\nterms:\n  - {id: jargon-1, ja: 遵守, description: 守る}\n"},
      {"site/vocabularies/lieux.yaml",
       "label: 場所\nterms:\n  - {id: nord, ja: 北, used_by: [{guideline: charte-1, name: 北の地区}]}\n"},
      {"site/schema/chartes.yaml", "format: record\nlabel: 憲章\nfields:\n  title: {type: string}\n"},
      {"site/chartes/charte-1.yaml", "title: 憲章一\n"},
      {"site/schema/bureaux.yaml",
       "format: record\nlabel: 窓口\ntitle: nom\nsummary: chapeau\nreading: yomi\nfields:\n"
       "  nom: {type: string}\n  chapeau: {type: text}\n  yomi: {type: string}\n"
       "  lieu: {type: term, vocabulary: lieux}\n  kana: {type: string}\n"
       "listing: {sort: [nom]}\njson_ld: {type: Organization}\n"},
      {"site/bureaux/mairie.yaml", "nom: 亜\nchapeau: 決まりを遵守します。\nyomi: んん\nlieu: nord\nkana: あ\n"},
      {"site/bureaux/annexe.yaml", "nom: 和\nyomi: ああ\nkana: ん\n"},
      {"site/schema/feuilles.yaml",
       "format: document\nlabel: 頁\npath: \"{slug}.html\"\nfields:\n  title: {type: string}\n"},
      {"site/feuilles/index.ja.md", "---\ntitle: ホーム\nlayout: accueil\n---\n"},
      {"site/feuilles/trouver.ja.md", "---\ntitle: 探す\nlayout: recherche\n---\n"},
      {"site/feuilles/carte.ja.md", "---\ntitle: 地図\nlayout: plan-du-site\n---\n"},
      {"site/feuilles/404.ja.md", "---\ntitle: なし\nlayout: perdu\n---\n"},
      {"site/feuilles/home.ja.md", "---\ntitle: ただの頁\nlayout: home\n---\n"},
      {"site/themes/plain/i18n/ja.yaml", "home: ホーム\n"},
      {"site/themes/plain/i18n/fr.yaml", "home: Accueil\n"},
      {"site/themes/plain/templates/record.html",
       "{{ record.title }}|{{ record.summary | default('') }}|{{ record.kana | default('') }}|{{ page.description }}|"
       "{% for f in record | facts %}{{ f.id }} {% endfor %}|{{ site.contact.title }}|"
       "{% for t in site.vocabularies.lieux %}{% for u in t.used_by %}{{ u.guideline.title }}={{ u.name }}{% endfor %}"
       "{% endfor %}"},
      {"site/themes/plain/templates/document.html", "{{ page.kind }}|{{ site.search }}|{{ site.site_map }}"},
      {"site/themes/plain/templates/accueil.html", "{{ page.kind }}|{{ site.search }}|{{ site.site_map }}"},
      {"site/themes/plain/templates/recherche.html", "{{ page.kind }}"},
      {"site/themes/plain/templates/plan-du-site.html", "{{ page.kind }}"},
      {"site/themes/plain/templates/perdu.html", "{{ page.kind }}"},
      {"site/themes/plain/templates/home.html", "{{ page.kind }}"},
      {"site/themes/plain/templates/listing.html", "{% for r in listing.items %}{{ r.id }} {% endfor %}"},
  };
}

TEST_CASE("Roles: a site may call everything by other names", "[load][roles]") {
  Loaded loaded = LoadFiles(OtherNames());
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(pages.at("bureaux/mairie.html") ==
        "亜|決まりを遵守します。|んん|決まりを遵守します。|yomi lieu kana |亜|憲章一=北の地区");
  CHECK(pages.at("bureaux/index.html") == "annexe mairie ");
  CHECK(pages.at("index.html") == "home|trouver.html|carte.html");
  CHECK(pages.at("home.html") == "document");
}

TEST_CASE("Roles: the search leaves out its own page, and the one for addresses that do not exist", "[load][roles]") {
  const Loaded loaded = LoadFiles(OtherNames());
  std::string found;
  for (const search::Entry& entry : search::MakeEntries(*loaded.site)) found += entry.path + " ";
  CHECK(found ==
        "bureaux/annexe.html bureaux/mairie.html chartes/charte-1.html carte.html home.html index.html "
        "fr/bureaux/annexe.html fr/bureaux/mairie.html fr/chartes/charte-1.html ");
}

TEST_CASE("Roles: words to avoid are those of the vocabulary that is named", "[load][roles]") {
  const Loaded loaded = LoadFiles(OtherNames());
  Diagnostics notes;
  check::SuggestPlainWords(*loaded.site, notes);
  REQUIRE(notes.list().size() == 1);
  CHECK(notes.list().front().path == "site/bureaux/mairie.yaml");
}

TEST_CASE("Roles: the usual names play their parts where nothing is said", "[load][roles]") {
  const Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/schema/desks.yaml", "format: record\nlabel: {ja: 窓口}\nfields:\n  title: {type: string}\n"},
       {"site/desks/main.yaml", "title: 窓口\n"},
       {"site/site.yaml",
        "title: {ja: 見本}\nbase_url: https://example.jp/\nlanguages: [ja, en]\ntheme: plain\ncontact: main\n"}}));
  CHECK(loaded.Problems() == "");
  CHECK(loaded.site->contact == &loaded.Get("desks", "main"));
  CHECK(loaded.site->guidelines == nullptr);
  CHECK(loaded.site->collections.at("groups").schema.reading == "kana");
  CHECK(loaded.site->collections.at("groups").schema.summary == "");
}

TEST_CASE("Roles: a field of the usual name that is no public text is no summary", "[load][roles]") {
  for (const std::string type : {"{type: text, private: true}", "{type: integer}", "{type: markdown}"}) {
    const Loaded loaded = LoadFiles(SmallSiteWith(
        {{"site/schema/calls.yaml",
          "format: record\nlabel: {ja: 募集}\nfields:\n  title: {type: string}\n  summary: " + type + "\n"}}));
    CHECK(loaded.Problems() == "");
    CHECK(loaded.site->collections.at("calls").schema.summary == "");
  }
}

TEST_CASE("Roles: events go into the only collection whose records take place", "[load][roles]") {
  CHECK(CollectionOfEvents(*LoadFiles(CalendarSiteWith({})).site) == "events");
  CHECK(CollectionOfEvents(*LoadFiles(SmallSite()).site) == "");
  CHECK(CollectionOfEvents(
            *LoadFiles(CalendarSiteWith({{"site/schema/talks.yaml",
                                          "format: record\nlabel: {ja: 講演}\nfields:\n  title: {type: string}\n"
                                          "  day: {type: date}\ncalendar: {period: day}\n"}}))
                 .site) == "");
}

}  // namespace
}  // namespace kyodo::testing
