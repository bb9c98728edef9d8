// Where site.yaml says that the site is published.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kTargetExample = "{to: \"sftp://deploy@www.example.jp/var/www/html\"}";

struct Scheme {
  std::string_view name, example;
  PublishTarget::Kind kind;
  std::array<std::string_view, 4> options;  // keys beside `to`
};

constexpr Scheme kSchemes[] = {
    {"file", "file:/mnt/web/html", PublishTarget::kFolder, {}},
    {"sftp",
     "sftp://deploy@www.example.jp/var/www/html",
     PublishTarget::kSftp,
     {"host_key", "key", "config", "password"}},
    {"git", "git:origin", PublishTarget::kGit, {"branch", "password"}},
    {"davs", "davs://user@www.example.jp/site", PublishTarget::kDav, {"password", "ca"}},
    {"dav", "dav://user@www.example.jp/site", PublishTarget::kDav, {"password"}},
    {"s3", "s3://bucket/site", PublishTarget::kS3, {"endpoint", "region", "style", "ca"}},
    {"ftpes", "ftpes://user@www.example.jp/html", PublishTarget::kFtps, {"password", "ca"}},
    {"ftps", "ftps://user@www.example.jp/html", PublishTarget::kFtps, {"password", "ca"}},
};

bool IsOf(char c, std::string_view others) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || others.find(c) != others.npos;
}

/// Without percent signs; none when they are not right, or what they stand for is no text.
std::optional<std::string> Unescaped(std::string_view text) {
  std::string out;
  const auto digit = [](char c) { return std::string_view("0123456789abcdef").find(static_cast<char>(c | 0x20)); };
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size() || !IsOf(text[i + 1], "") || !IsOf(text[i + 2], "")) return std::nullopt;
    const size_t high = digit(text[i + 1]), low = digit(text[i + 2]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\'; };
  if (FindInvalidUtf8(out) != std::string::npos || std::any_of(out.begin(), out.end(), control)) return std::nullopt;
  return out;
}

bool ClimbsOut(std::string_view path) {
  const std::vector<std::string_view> parts = Split(path, '/');
  return std::any_of(parts.begin(), parts.end(), [](std::string_view part) { return part == ".." || part == "."; });
}

std::string WithoutSlashes(std::string path) {
  while (!path.empty() && path.back() == '/') path.pop_back();
  return path;
}

/// USER@HOST:PORT/FOLDER
bool ReadPlace(std::string_view rest, PublishTarget& target) {
  const size_t slash = std::min(rest.find('/'), rest.size());
  std::string_view host = rest.substr(0, slash);
  if (const size_t at = host.rfind('@'); at != host.npos) {
    const auto user = Unescaped(host.substr(0, at));
    if (!user || user->empty() || user->front() == '-') return false;
    target.user = *user;
    host = host.substr(at + 1);
  }
  if (const size_t colon = host.rfind(':'); colon != host.npos) {
    const std::string_view port = host.substr(colon + 1);
    if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != port.npos) return false;
    const int number = std::stoi(std::string(port));
    if (number == 0 || number > 65535) return false;
    target.port = static_cast<uint16_t>(number);
    host = host.substr(0, colon);
  }
  const auto path = Unescaped(rest.substr(slash));
  if (!path || path->find("//") != path->npos) return false;
  target.host = host;
  target.path = WithoutSlashes(*path);
  if (target.kind == PublishTarget::kS3 && !target.path.empty()) target.path.erase(0, 1);
  return !host.empty() && host.front() != '-' && host.front() != '.' &&
         std::all_of(host.begin(), host.end(), [](char c) { return IsOf(c, "._-"); });
}

class TargetReader {
 public:
  TargetReader(const SiteConfig& config, Diagnostics& diagnostics) : config_(config), diagnostics_(diagnostics) {}

  std::optional<PublishTarget> Read(const yaml::Entry& entry) {
    MapReader map(*entry.value, config_.languages, diagnostics_, kTargetExample);
    PublishTarget target;
    target.name = entry.key;
    target.pos = entry.value->pos;
    const yaml::Node* to = map.Need("to", "sftp://deploy@www.example.jp/var/www/html");
    const auto address = to ? ReadText(*to, diagnostics_) : std::nullopt;
    const Scheme* scheme = address ? ReadAddress(*to, *address, target) : nullptr;
    for (const Scheme& one : kSchemes) {
      // Keys of another kind of target are asked for only where the kind is not known.
      if (scheme && scheme != &one) continue;
      for (const std::string_view key : one.options) {
        if (!key.empty()) ReadOption(map, key, target);
      }
    }
    map.Finish();
    return scheme ? std::optional(std::move(target)) : std::nullopt;
  }

 private:
  const Scheme* ReadAddress(const yaml::Node& node, std::string_view text, PublishTarget& target) {
    const size_t colon = std::min(text.find(':'), text.size());
    const std::string_view name = text.substr(0, colon);
    const auto* const scheme =
        std::find_if(std::begin(kSchemes), std::end(kSchemes), [&](const Scheme& one) { return one.name == name; });
    if (scheme == std::end(kSchemes)) {
      WrongAddress(node, {"file:、sftp://、git:、davs://、s3://、ftpes:// のどれかで始めます。例: to: "
                          "sftp://deploy@www.example.jp/var/www/html",
                          "Begin with file:, sftp://, git:, davs://, s3:// or ftpes://. Example: to: "
                          "sftp://deploy@www.example.jp/var/www/html"});
      return nullptr;
    }
    target.kind = scheme->kind;
    target.scheme = name;
    std::string_view rest = text.substr(colon + 1);
    if (HasPassword(rest)) {
      SecretWritten(node);
      return nullptr;
    }
    const Message example = {fmt::format("例: to: {}", scheme->example),
                             fmt::format("Example: to: {}", scheme->example)};
    bool right = false;
    if (target.kind == PublishTarget::kGit) {
      target.path = rest;
      right = !rest.empty() && rest.front() != '-' && FindControl(rest) == rest.npos;
      if (right) return scheme;
    } else if (target.kind == PublishTarget::kFolder) {
      if (StartsWith(rest, "///")) rest.remove_prefix(2);
      const auto path = Unescaped(rest);
      target.path = path ? WithoutSlashes(*path) : "";
      right = path && StartsWith(target.path, "/") && target.path.find("//") == target.path.npos;
    } else {
      right = StartsWith(rest, "//") && ReadPlace(rest.substr(2), target);
    }
    if (right && ClimbsOut(target.path)) {
      WrongAddress(node, {"フォルダーは .. や . を使わず、初めから書きます。" + example.ja,
                          "Write the whole folder, without .. or . in it. " + example.en});
      return nullptr;
    }
    if (right) return scheme;
    WrongAddress(node, example);
    return nullptr;
  }

  static size_t FindControl(std::string_view text) {
    const auto* const found =
        std::find_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    return found == text.end() ? text.npos : static_cast<size_t>(found - text.begin());
  }

  /// `//USER:PASSWORD@…`, also in an address of git.
  static bool HasPassword(std::string_view rest) {
    const size_t start = rest.find("//");
    if (start == rest.npos) return false;
    const std::string_view place = rest.substr(start + 2, rest.find('/', start + 2) - start - 2);
    const size_t at = place.rfind('@');
    return at != place.npos && place.substr(0, at).find(':') != place.npos;
  }

  void ReadOption(MapReader& map, std::string_view key, PublishTarget& target) {
    const yaml::Node* node = map.Get(key);
    const auto text = node ? ReadText(*node, diagnostics_) : std::nullopt;
    if (!text || text->empty() || target.options.contains(std::string(key))) return;
    const bool name =
        std::all_of(text->begin(), text->end(), [](char c) { return IsOf(c, "_") && !(c >= 'a' && c <= 'z'); });
    if (key == "password" && (!name || (text->front() >= '0' && text->front() <= '9'))) return SecretWritten(*node);
    if (FindControl(*text) != text->npos || text->front() == '-' || text->find('"') != text->npos)
      return WrongAddress(*node,
                          {"1 行で、引用符を使わずに書きます。", "Write it on one line, without quotation marks."});
    target.options[std::string(key)] = *text;
  }

  void WrongAddress(const yaml::Node& node, const Message& hint) {
    // An address that cannot be read may hold a password all the same: sftps://USER:PASSWORD@…
    const size_t at = node.text.rfind('@'), start = node.text.find(':');
    if (at != node.text.npos && start < at && node.text.substr(start + 1, at - start - 1).find(':') != node.text.npos)
      return SecretWritten(node);
    const std::string shown(node.text.substr(0, node.text.find('\n')));
    diagnostics_.Error(
        "config.publish", node.pos,
        {fmt::format("公開先の書き方ではありません: {}", shown), fmt::format("Not a place to publish to: {}", shown)},
        hint);
  }

  /// What is written is not said again.
  void SecretWritten(const yaml::Node& node) {
    Diagnostic& error =
        diagnostics_.Error("config.publish-secret", node.pos,
                           {"パスワードは site.yaml に書きません", "Passwords are not written into site.yaml"},
                           {"環境変数に入れ、password にはその名前を書きます（書かなければ "
                            "KYODO_PASSWORD）。書いてしまったパスワードは変えてください。例: password: WEB_PASSWORD",
                            "Put it into an environment variable, and write the variable's name as password "
                            "(KYODO_PASSWORD unless given). "
                            "Change the password that was written here. Example: password: WEB_PASSWORD"});
    error.source_line.clear();
  }

  const SiteConfig& config_;
  Diagnostics& diagnostics_;
};

}  // namespace

void ReadPublish(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  if (node.kind != yaml::Node::kMapping) {
    NotMapping(node, fmt::format("publish: {{public: {}}}", kTargetExample), diagnostics);
    return;
  }
  for (const yaml::Entry& entry : node.entries) {
    const bool name =
        !entry.key.empty() && entry.key.size() <= 40 && entry.key.front() != '-' &&
        std::all_of(entry.key.begin(), entry.key.end(), [](char c) { return IsOf(c, "-") && !(c >= 'A' && c <= 'Z'); });
    if (!name) {
      diagnostics.Error("config.publish", entry.key_pos,
                        {fmt::format("公開先の名前ではありません: {}", entry.key),
                         fmt::format("Not a name of a place to publish to: {}", entry.key)},
                        {"半角の小文字、数字、ハイフンで書きます。例: public",
                         "Use lower-case letters, digits and hyphens. Example: public"});
      continue;
    }
    if (auto target = TargetReader(config, diagnostics).Read(entry)) config.publish.push_back(std::move(*target));
  }
}

}  // namespace kyodo::load
