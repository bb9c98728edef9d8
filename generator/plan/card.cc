#include "plan/card.h"

#include <algorithm>

#include "views/addresses.h"

namespace kyodo::render {

namespace {

using tmpl::Value;

constexpr uint32_t kCardWidth = 1200;  // what services ask for

struct Shown {
  const Image* image = nullptr;
  std::string_view alt;
};

/// In a value of an image field or of a list of them.
Shown ImageIn(const Datum& datum, const FieldType& type, LanguageId id) {
  const Datum& value = datum.In(id);
  if (value.kind == Datum::kList && !value.items().empty()) return ImageIn(value.items().front(), *type.of, id);
  if (value.kind != Datum::kObject || type.kind != FieldKind::kImage) return {};
  Shown shown;
  for (size_t i = 0; i < type.fields.size(); ++i) {
    const Datum& part = value.items()[i].In(id);
    if (part.kind == Datum::kImage) shown.image = part.image;
    if (part.kind == Datum::kText && type.fields[i].key == "alt") shown.alt = part.text();
  }
  return shown;
}

Shown FirstPhotograph(const Record& record, LanguageId id) {
  const Schema& schema = record.collection->schema;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    if (schema.fields[i].is_private) continue;
    const Shown shown = ImageIn(record.fields[i], schema.fields[i].type, id);
    if (shown.image && shown.image->HasCopies()) return shown;
  }
  return {};
}

}  // namespace

Value CardImage(const Views& views, const Record* record, const Collection* collection, LanguageId id,
                tmpl::Arena& arena) {
  const Site& site = views.site();
  Fields card(views.types(), views.types().card_image, arena);
  const auto set = [&](const std::string& path, std::string_view alt, uint32_t width, uint32_t height) {
    card.Set("url", Value::Of(arena.Keep(Canonical(site, path)))).Set("alt", Value::Of(arena.Keep(alt)));
    card.Set("width", Value::Of(int64_t{width})).Set("height", Value::Of(int64_t{height}));
    return card.Done();
  };
  if (const Shown shown = record ? FirstPhotograph(*record, id) : Shown(); shown.image) {
    const std::vector<uint32_t>& widths = shown.image->recipe.widths;
    const auto wide = std::lower_bound(widths.begin(), widths.end(), kCardWidth);
    const uint32_t width = wide == widths.end() ? widths.back() : *wide;
    return set(shown.image->PathOf(width, shown.image->recipe.kind), shown.alt, width,
               shown.image->recipe.HeightAt(width));
  }
  const bool has_own = collection && !collection->cards.empty();
  if (const std::vector<const Image*>& cards = has_own ? collection->cards : site.cards; !cards.empty()) {
    const Image& drawn = *cards[id];
    return set(drawn.Address(), (has_own ? collection->schema.label : site.config.title).In(id), drawn.Width(),
               drawn.Height());
  }
  if (!site.social_image) return Value::None();
  return set(site.social_image->path, site.config.title.In(id), site.social_image->width, site.social_image->height);
}

}  // namespace kyodo::render
