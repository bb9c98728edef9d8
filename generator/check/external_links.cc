#include "check/external_links.h"

#include <algorithm>
#include <tuple>

#include "core/text.h"

namespace kyodo::check {

namespace {

void Add(std::string_view url, const SourcePos& pos, std::vector<ExternalLink>& out) {
  if (StartsWith(url, "http://") || StartsWith(url, "https://"))
    out.push_back({std::string(url.substr(0, url.find('#'))), pos});
}

void Collect(const Datum& datum, const FieldType& type, std::vector<ExternalLink>& out) {
  switch (datum.kind) {
    case Datum::kText:
      if (type.kind == FieldKind::kUrl) Add(datum.text(), datum.pos, out);
      break;
    case Datum::kMarkdown: {
      const MarkdownText& text = *datum.markdown;
      for (const MarkdownResult::Link& link : text.result.links) {
        Add(link.target,
            {text.file, text.first_line + link.line - 1, static_cast<uint16_t>(link.column + text.indent), 1}, out);
      }
      break;
    }
    case Datum::kList:
      for (const Datum& item : datum.items()) Collect(item, *type.of, out);
      break;
    case Datum::kLocal:
      for (const Datum& part : datum.items()) Collect(part, type, out);
      break;
    case Datum::kObject:
      for (size_t i = 0; i < type.fields.size(); ++i) {
        if (!type.fields[i].is_private) Collect(datum.items()[i], type.fields[i].type, out);
      }
      break;
    default: break;
  }
}

}  // namespace

std::vector<ExternalLink> ExternalLinks(const Site& site) {
  std::vector<ExternalLink> out;
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) {
      if (record.hidden) continue;
      Collect(record.body, {}, out);
      for (size_t i = 0; i < record.fields.size(); ++i) {
        const Field& field = collection.schema.fields[i];
        if (!field.is_private) Collect(record.fields[i], field.type, out);
      }
    }
  }
  const auto key = [](const ExternalLink& link) {
    return std::tie(link.url, link.pos.file->path, link.pos.line, link.pos.column);
  };
  std::sort(out.begin(), out.end(), [&](const ExternalLink& a, const ExternalLink& b) { return key(a) < key(b); });
  return out;
}

}  // namespace kyodo::check
