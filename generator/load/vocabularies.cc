// vocabularies/<name>.yaml
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "load/circles.h"
#include "load/loader.h"
#include "load/map_reader.h"
#include "load/ready.h"
#include "load/slug.h"
#include "load/values.h"

namespace kyodo::load {

namespace {

/// Error `config.role`, unless site.yaml names a collection that is not there, which is told at its place.
void ComplainNoGuidelines(const yaml::Node& guideline, const Loader& loader) {
  if (loader.site.config.guidelines.pos.file || loader.site.collections.empty()) return;
  loader.diagnostics.Error(
      "config.role", guideline.pos,
      {fmt::format("指針の種類がありません: {}", guideline.text),
       fmt::format("There is no collection of guidelines: {}", guideline.text)},
      {fmt::format("schema/{}.yaml を作るか、site.yaml の guidelines に種類の名前を書きます。", usual::kGuidelines),
       fmt::format("Make schema/{}.yaml, or name the collection with guidelines: in site.yaml.", usual::kGuidelines)});
}

/// References that can only be followed when the records are known.
void ReadUses(const yaml::Node& node, Term& term, const Loader& loader) {
  const Collection* guidelines = loader.site.guidelines;
  const std::string first = guidelines && !guidelines->records.empty() ? guidelines->records.front().slug : term.id;
  const std::string example = fmt::format("{{guideline: {}, name: {}}}", first, FlowText(term.label.In(0)));
  if (node.kind != yaml::Node::kSequence) NotList(node, fmt::format("used_by: [{}]", example), loader.diagnostics);
  for (const yaml::Node* item : node.items) {
    MapReader use(*item, loader.site.config.languages, loader.diagnostics, example);
    Term::Use& added = term.used_by.emplace_back();
    const yaml::Node* guideline = use.Need("guideline", first);
    added.name = use.Local("name");
    added.note = use.Local("note");
    use.Finish();
    if (guideline && guidelines) added.guideline = FindRecord(*guidelines, *guideline, loader.diagnostics);
    if (guideline && !guidelines) ComplainNoGuidelines(*guideline, loader);
  }
}

/// Terms that name others of their vocabulary, which may stand further down.
struct Naming {
  Term* term;
  const yaml::Node* named;
  bool is_broader;
};

/// Note `term.untranslated`: of a term without a label in a language that half of its vocabulary has.
void TellUntranslated(const Vocabulary& vocabulary, const std::vector<SourcePos>& places, Loader& loader) {
  const std::vector<Language>& languages = loader.site.config.languages;
  const auto& terms = vocabulary.terms;
  for (LanguageId id = 0; id < languages.size(); ++id) {
    const auto has = [&](const Term& term) { return term.label.Has(id); };
    const auto labelled = static_cast<size_t>(std::count_if(terms.begin(), terms.end(), has));
    if (languages[id].hidden || labelled * 2 < terms.size()) continue;
    for (size_t i = 0; i < terms.size(); ++i) {
      if (has(terms[i])) continue;
      const std::string_view code = languages[id].code, name = terms[i].label.In(0);
      loader.diagnostics.Add(Severity::kNote, "term.untranslated", places[i],
                             {fmt::format("この用語には、{} の名前がありません: {}", code, name),
                              fmt::format("This term has no name in {}: {}", code, name)},
                             {fmt::format("ほかの用語のように、{}: を書きます。なければ「{}」がそのまま出ます。", code,
                                          terms[i].label.In(id)),
                              fmt::format("Give it {}:, as the other terms have. Without it “{}” is shown.", code,
                                          terms[i].label.In(id))});
    }
  }
}

void ReadTerm(const yaml::Node& node, Vocabulary& vocabulary, const Loader& loader, std::vector<Naming>& namings) {
  const std::vector<Language>& languages = loader.site.config.languages;
  MapReader map(node, languages, loader.diagnostics, "{id: shiba, ja: 芝地区, en: Shiba}");
  if (!map.ok()) return;
  Term& term = vocabulary.terms.emplace_back();
  term.vocabulary = &vocabulary;
  term.order = vocabulary.terms.size();
  term.label = LocalText(languages.size());
  const yaml::Node* id = map.Need("id", "shiba");
  for (const Language& language : languages) map.Get(language.code);
  for (const yaml::Entry& entry : node.entries) {
    const LanguageId language = FindLanguage(languages, entry.key);
    const bool listed = language < languages.size();
    if (!listed && (entry.key == "id" || !IsKnownLanguage(entry.key))) continue;
    const yaml::Node* label = map.Get(entry.key);
    if (!listed) UnknownLanguage(entry, languages, loader.diagnostics);
    if (listed && label) term.label[language] = ReadText(*label, loader.diagnostics).value_or("");
  }
  if (const yaml::Node* lent = map.Get(kLentKey))
    term.label.Lend(lent->text);
  else if (term.label.empty())
    map.Need(languages.front().code, "芝地区");
  term.label.Settle(languages);
  term.description = map.Local("description");
  term.same_as = map.Text("same_as");
  term.code = map.Text("code");
  if (const yaml::Node* wider = map.Get("broader")) namings.push_back({&term, wider, true});
  if (const yaml::Node* related = map.Get("related")) {
    if (related->kind != yaml::Node::kSequence) NotList(*related, "[azabu, takanawa]", loader.diagnostics);
    for (const yaml::Node* item : related->items) namings.push_back({&term, item, false});
  }
  if (const yaml::Node* uses = map.Get("used_by")) ReadUses(*uses, term, loader);
  map.Finish();
  if (!id) return;
  term.id = id->text;
  CheckSlug(term.id, id->pos, loader.diagnostics);
  if (!vocabulary.by_id.emplace(term.id, &term).second) {
    loader.diagnostics.Error(
        "term.duplicate", id->pos,
        {fmt::format("同じ id の用語が二つあります: {}", term.id), fmt::format("Two terms have the id {}", term.id)},
        {"id は語彙の中で一つだけにします。", "An id stands once in a vocabulary."});
  }
}

void FollowNaming(const Naming& naming, Vocabulary& vocabulary, Diagnostics& diagnostics) {
  const auto found = vocabulary.by_id.find(naming.named->text);
  if (found == vocabulary.by_id.end() || (found->second == naming.term && !naming.is_broader)) {
    const char* key = naming.is_broader ? "broader" : "related";
    diagnostics.Error("term.unknown", naming.named->pos,
                      {fmt::format("この語彙にない用語です: {}", naming.named->text),
                       fmt::format("Not in this vocabulary: {}", naming.named->text)},
                      {fmt::format("{} には、同じファイルにあるほかの用語の id を書きます。", key),
                       fmt::format("{} takes an id of another term in the same file.", key)});
  } else if (naming.is_broader) {
    naming.term->broader = found->second;
  } else {
    const auto add = [](Term& to, const Term* other) {
      if (std::find(to.related.begin(), to.related.end(), other) == to.related.end()) to.related.push_back(other);
    };
    Term& other = vocabulary.terms[found->second->order - 1];
    add(*naming.term, &other);
    add(other, naming.term);
  }
}

/// Error `term.cycle` for terms that are wider than themselves. Each circle is opened, so that it can be walked.
void OpenCircles(Vocabulary& vocabulary, const std::vector<Naming>& namings, Diagnostics& diagnostics) {
  std::vector<Term*> all;
  for (Term& term : vocabulary.terms) all.push_back(&term);
  const auto wider = [&](const Term& term) {
    return term.broader ? &vocabulary.terms[term.broader->order - 1] : nullptr;
  };
  for (const std::vector<Term*>& circle : FindCircles(all, wider)) {
    Term& first = *circle.front();
    const auto naming = std::find_if(namings.begin(), namings.end(),
                                     [&](const Naming& one) { return one.is_broader && one.term == &first; });
    const std::string way = CircleText(circle, [](const Term& term) { return term.id; });
    diagnostics.Error("term.cycle", naming->named->pos,
                      {fmt::format("広い用語をたどると、もとの用語に戻ります: {}", way),
                       fmt::format("The wider terms lead back to where they began: {}", way)},
                      {"broader には、より広い用語を書きます。どれか一つの broader を消すか、書きかえます。",
                       "broader names a wider term. Take one of them out, or name another."});
    first.broader = nullptr;
  }
}

}  // namespace

void LoadVocabularies(Loader& loader) {
  Site& site = loader.site;
  for (auto& [id, vocabulary] : site.vocabularies) {
    const yaml::Node* own = ReadYaml(loader, "vocabularies/" + id + ".yaml", *site.storage.front(), loader.diagnostics);
    const yaml::Node* root = WithReadyVocabulary(loader, own);
    if (!root) continue;
    MapReader map(*root, site.config.languages, loader.diagnostics);
    map.Need("label", "{ja: 地区, en: District}");
    vocabulary.label = map.Local("label");
    const size_t told = loader.diagnostics.list().size();
    std::vector<Naming> namings;
    std::vector<SourcePos> places;  // of the terms
    if (const yaml::Node* terms = map.Need("terms", "[{id: shiba, ja: 芝地区, en: Shiba}]")) {
      if (terms->kind != yaml::Node::kSequence || terms->items.empty())
        NotList(*terms, "[{id: shiba, ja: 芝地区, en: Shiba}]", loader.diagnostics);
      for (const yaml::Node* item : terms->items) {
        ReadTerm(*item, vocabulary, loader, namings);
        places.resize(vocabulary.terms.size(), item->pos);
      }
    }
    map.Finish();
    for (const Naming& naming : namings) FollowNaming(naming, vocabulary, loader.diagnostics);
    OpenCircles(vocabulary, namings, loader.diagnostics);
    const bool sound = loader.diagnostics.list().size() == told;
    if (sound && id != site.config.spellings.id) TellUntranslated(vocabulary, places, loader);
  }
}

}  // namespace kyodo::load
