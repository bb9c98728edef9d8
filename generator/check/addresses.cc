#include "check/addresses.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text.h"
#include "core/web_address.h"

namespace kyodo::check {

namespace {

/// Where most people have their mail.
const std::vector<std::string_view> kKnown = {"gmail.com",     "yahoo.co.jp", "yahoo.com",      "hotmail.com",
                                              "hotmail.co.jp", "outlook.com", "outlook.jp",     "icloud.com",
                                              "docomo.ne.jp",  "ezweb.ne.jp", "softbank.ne.jp", "nifty.com"};
/// Ends that no domain has, and those that were meant.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kEnds = {{{".con", ".com"},
                                                                                  {".cmo", ".com"},
                                                                                  {".ocm", ".com"},
                                                                                  {".comm", ".com"},
                                                                                  {".vom", ".com"},
                                                                                  {".xom", ".com"},
                                                                                  {".jpp", ".jp"},
                                                                                  {".jo", ".jp"},
                                                                                  {".og.jp", ".or.jp"},
                                                                                  {".ig.jp", ".lg.jp"},
                                                                                  {".lg.jo", ".lg.jp"},
                                                                                  {".ogr", ".org"}}};

/// Empty: there is nothing against it.
std::string MeantDomain(std::string_view domain) {
  for (const auto& [wrong, right] : kEnds) {
    // .jo is Jordan; behind .lg, .co and the like it is none.
    const bool jordan = wrong == ".jo" && std::count(domain.begin(), domain.end(), '.') < 2;
    if (EndsWith(domain, wrong) && !jordan)
      return std::string(domain.substr(0, domain.size() - wrong.size())) + std::string(right);
  }
  if (std::find(kKnown.begin(), kKnown.end(), domain) != kKnown.end()) return {};
  const std::string_view near = Nearest(domain, kKnown);
  const bool slip =
      !near.empty() && near.size() + 1 >= domain.size() && domain.size() + 1 >= near.size() && domain[0] == near[0];
  return slip ? std::string(near) : std::string();
}

bool IsOfAddress(char c) { return IsLetter(c) || IsDigit(c) || c == '.' || c == '-' || c == '_' || c == '+'; }

/// kyodo＠example.jp, kyodo@example,jp, kyodo@gmial.com in a text.
void CheckWrittenMail(const Text& text, Diagnostics& diagnostics) {
  const std::string_view all = text.text;
  const auto tell = [&](size_t begin, size_t end, std::string better) {
    diagnostics.Warning("address.domain", text.PlaceOf(begin, end - begin),
                        {fmt::format("メールアドレスの打ち間違いのようです: {}", all.substr(begin, end - begin)),
                         fmt::format("The mail address looks mistyped: {}", all.substr(begin, end - begin))},
                        {fmt::format("{} のことでしょうか。", better), fmt::format("Did you mean {}?", better)});
  };
  for (const std::string_view sign : {"@", "＠"}) {
    for (size_t at = all.find(sign); at != all.npos; at = all.find(sign, at + sign.size())) {
      size_t begin = at, end = at + sign.size();
      while (begin > 0 && IsOfAddress(all[begin - 1])) --begin;
      const size_t domain = end;
      while (end < all.size() && (IsOfAddress(all[end]) || all[end] == ',')) ++end;
      while (end > domain && (all[end - 1] == '.' || all[end - 1] == ',')) --end;
      std::string name = SmallLetters(all.substr(domain, end - domain));
      const bool comma = name.find(',') != std::string::npos;
      std::replace(name.begin(), name.end(), ',', '.');
      if (begin == at || name.find('.') == std::string::npos) continue;
      const std::string meant = MeantDomain(name);
      if (sign == "@" && !comma && meant.empty()) continue;
      tell(begin, end, fmt::format("{}@{}", all.substr(begin, at - begin), meant.empty() ? name : meant));
    }
  }
}

}  // namespace

void CheckAddress(const Text& text, Diagnostics& diagnostics) {
  if (text.IsWords()) CheckWrittenMail(text, diagnostics);
  const FieldKind kind = text.type.kind;
  if (text.IsMarkdown() || (kind != FieldKind::kEmail && kind != FieldKind::kUrl)) return;
  const std::string_view all = text.text;
  const bool mail = kind == FieldKind::kEmail;
  const size_t at = all.find('@');
  const std::string domain = SmallLetters(mail ? all.substr(std::min(at, all.size() - 1) + 1) : HostOf(all));
  if (const std::string meant = MeantDomain(domain); !meant.empty() && domain.find('.') != domain.npos)
    diagnostics.Warning("address.domain", text.PlaceOf(0, all.size()),
                        {fmt::format("ドメインの打ち間違いのようです: {}", domain),
                         fmt::format("The domain looks mistyped: {}", domain)},
                        {fmt::format("{} のことでしょうか。", meant), fmt::format("Did you mean {}?", meant)});
  if (mail) return;
  for (const std::string_view end : {"。", "、", "）", "」", "】", "＞", ">", ",", "へ", "から"}) {
    if (!EndsWith(all, end)) continue;
    diagnostics.Warning("address.end", text.PlaceOf(all.size() - end.size(), end.size()),
                        {fmt::format("アドレスの終わりに、文の字が付いています: {}", end),
                         fmt::format("A sign of the sentence stands behind the address: {}", end)},
                        {fmt::format("{} と書きます。", all.substr(0, all.size() - end.size())),
                         fmt::format("Write {}", all.substr(0, all.size() - end.size()))});
    return;
  }
}

}  // namespace kyodo::check
