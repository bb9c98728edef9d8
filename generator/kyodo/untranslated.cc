#include "kyodo/untranslated.h"

namespace kyodo {

namespace {

class Counter {
 public:
  explicit Counter(const Site& site) : site_(site) {
    for (const Language& language : site.config.languages) found_.emplace_back().language = language.code;
  }

  std::vector<Untranslated> Run(const Theme& theme) {
    for (const auto& [key, text] : theme.strings) {
      for (LanguageId id = 0; id < found_.size(); ++id)
        found_[id].words += !text.Has(id) && IsNeeded(key, site_.config.languages[id]);
    }
    AddSettings();
    for (const auto& [id, collection] : site_.collections) AddCollection(collection);
    for (const auto& [id, vocabulary] : site_.vocabularies) {
      Add(vocabulary.label);
      for (const Term& term : vocabulary.terms) AddAll({&term.label, &term.description});
    }
    std::erase_if(found_,
                  [](const Untranslated& one) { return !one.words && !one.labels && !one.records && !one.texts; });
    return std::move(found_);
  }

 private:
  void Add(const LocalText& text) {
    if (text.empty()) return;
    for (LanguageId id = 0; id < found_.size(); ++id) found_[id].labels += !text.Has(id);
  }

  void AddAll(std::initializer_list<const LocalText*> texts) {
    for (const LocalText* text : texts) Add(*text);
  }

  void AddSettings() {
    const SiteConfig& config = site_.config;
    AddAll({&config.title, &config.description, &config.license});
    for (const auto& [name, items] : config.menus) {
      for (const MenuItem& item : items) Add(item.label);
    }
    for (const MenuGroup& group : config.home_menu) {
      Add(group.label);
      for (const MenuItem& item : group.items) Add(item.label);
    }
    Add(site_.holidays_source);
    for (const auto& [day, name] : site_.holidays) Add(name);
    for (const Removal& removal : site_.removed) AddAll({&removal.title, &removal.reason});
  }

  void AddFields(const std::vector<Field>& fields) {
    for (const Field& field : fields) {
      if (field.is_private) continue;
      Add(field.label);
      const FieldType& type = field.type.of ? *field.type.of : field.type;
      if (type.kind == FieldKind::kObject) AddFields(type.fields);
    }
  }

  void AddRecord(const Record& record, LanguageId id) {
    if (!record.HasPageIn(site_.config.languages[id])) return;
    if (!record.LacksText(id)) {
      found_[id].texts += record.CountLacking(id);
      return;
    }
    ++found_[id].records;
    found_[id].files.push_back(record.files[record.IsFallback(id) ? record.original : id]->path);
  }

  void AddCollection(const Collection& collection) {
    const Schema& schema = collection.schema;
    AddAll({&schema.label, &schema.label_one, &schema.description, &schema.open_data.standard});
    AddFields(schema.fields);
    for (const Record& record : collection.records) {
      for (LanguageId id = 0; id < found_.size() && !record.hidden; ++id) AddRecord(record, id);
    }
  }

  const Site& site_;
  std::vector<Untranslated> found_;
};

}  // namespace

void CountTranslations(const Site& site, const Theme& theme, Summary& summary) {
  summary.untranslated = Counter(site).Run(theme);
  for (const Untranslated& one : summary.untranslated) summary.missing += one.records;
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) {
      for (const Translation one : record.translations)
        summary.stale += !record.hidden && one == Translation::kStale ? 1 : 0;
    }
  }
}

}  // namespace kyodo
