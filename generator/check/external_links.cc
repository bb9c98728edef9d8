#include "check/external_links.h"

#include <algorithm>
#include <tuple>

#include "core/text.h"
#include "core/web_address.h"
#include "model/public_values.h"

namespace kyodo::check {

namespace {

void Add(std::string_view url, const SourcePos& pos, std::vector<ExternalLink>& out) {
  if (StartsWith(url, "http://") || StartsWith(url, "https://")) {
    const std::string_view whole = url.substr(0, url.find('#'));
    std::string shown = WithoutCredentials(whole);
    const bool has_secret = shown != whole;
    out.push_back({std::move(shown), has_secret, pos});
  }
}

void Collect(const Datum& datum, const FieldType& type, std::vector<ExternalLink>& out) {
  if (datum.kind == Datum::kText && type.kind == FieldKind::kUrl) Add(datum.text(), datum.pos, out);
  if (datum.kind != Datum::kMarkdown) return;
  const MarkdownText& text = *datum.markdown;
  for (const MarkdownResult::Link& link : text.result.links) {
    Add(link.target, {text.file, text.first_line + link.line - 1, static_cast<uint16_t>(link.column + text.indent), 1},
        out);
  }
}

}  // namespace

std::vector<ExternalLink> ExternalLinks(const Site& site) {
  std::vector<ExternalLink> out;
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) {
      if (record.hidden) continue;
      ForEachPublicValue(record, {}, [&](const Datum& datum, const FieldType& type) { Collect(datum, type, out); });
    }
  }
  const auto key = [](const ExternalLink& link) {
    return std::tie(link.url, link.pos.file->path, link.pos.line, link.pos.column);
  };
  std::sort(out.begin(), out.end(), [&](const ExternalLink& a, const ExternalLink& b) { return key(a) < key(b); });
  return out;
}

}  // namespace kyodo::check
